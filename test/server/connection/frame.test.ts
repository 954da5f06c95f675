/** Messages as they leave: in one piece, from where they lie, in fragments, several at once. */

import { Bundle, Frame } from "@coscribe/server/internal/connection/frame";
import { encodeMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { messageOf } from "../../support/message-of.ts";
import { Random } from "../../support/random.ts";

/** A message with an update of `length` bytes. */
function messageWith(length: number): { readonly type: "update"; readonly update: Uint8Array } {
  const random = new Random(length);
  return { type: "update", update: Uint8Array.from({ length }, () => random.below(256)) };
}

function bytesIn(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((size, piece) => size + piece.length, 0);
}

/** Where the head of a WebSocket frame, or the way in which a message leaves, changes. */
const edges = [0, 125, 0x7fff, 0x8000, 0xffff, 0x10000, 2 ** 20, 2 ** 20 + 2 ** 18];
const lengths = edges.flatMap((edge) =>
  [-8, -5, -4, -3, -1, 0, 1].map((by) => Math.max(edge + by, 0)),
);

describe("a frame", () => {
  it("P24 carries its message, whatever its length", () => {
    for (const length of new Set(lengths)) {
      const message = messageWith(length);
      const frame = new Frame(message);
      const expected = encodeMessage(message);
      expect(frame.byteLength).toBe(expected.length);
      expect(Buffer.compare(messageOf(frame), expected), `${length} bytes`).toBe(0);
    }
  });

  it("P24 is whole up to a mebibyte, and copies nothing of what is long", () => {
    const long = messageWith(2 ** 20 - 8);
    const frame = new Frame(long);
    expect(frame.fragmentCount).toBe(1);
    expect(frame.fragment(0).at(-1)?.buffer).toBe(long.update.buffer);
    const fragments = new Frame(messageWith(2 ** 20));
    expect(fragments.fragmentCount).toBe(5);
    const sizes = Array.from({ length: 5 }, (_, index) =>
      bytesIn(fragments.fragment(index).slice(1)),
    );
    expect(Math.max(...sizes)).toBe(2 ** 18);
  });

  it("P24 leaves with others in one piece, if all are short", () => {
    const frames = [3, 200, 5].map((length) => new Frame(messageWith(length)));
    const { wire } = new Bundle(frames);
    expect(wire).toEqual(Buffer.concat(frames.map((frame) => frame.wire ?? Buffer.alloc(0))));
    expect(new Bundle(frames.slice(1, 2)).wire).toBe(frames[1]?.wire);
    const long = new Frame(messageWith(100_000));
    expect(new Bundle([...frames, long]).wire).toBeUndefined();
  });
});
