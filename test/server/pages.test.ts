/** Memory for many bytes. */

import { newBytes } from "@coscribe/server/internal/pages";
import { describe, expect, it } from "vitest";

describe("memory for bytes", () => {
  it.each([0, 1, 65_535, 65_536, 1_000_001])("R86 is a buffer of just %i zeros", (byteLength) => {
    const bytes = newBytes(byteLength);
    expect(bytes.length).toBe(byteLength);
    expect(bytes.buffer.byteLength).toBe(byteLength);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it("R86 is in pages where it is much, and goes to another thread with what is in it", () => {
    const bytes = newBytes(100_000).fill(7);
    expect(bytes.buffer).toHaveProperty("resizable", true);
    const moved = structuredClone(bytes, { transfer: [bytes.buffer] });
    expect(bytes.length).toBe(0);
    expect(moved.length).toBe(100_000);
    expect(moved.every((byte) => byte === 7)).toBe(true);
  });
});
