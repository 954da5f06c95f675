/** The name of a file, computed with the platform's help and without it. */

import { hashBytes } from "@coscribe/client/internal/files/hash-bytes";
import { systemClock } from "@coscribe/client/internal/clock";
import { expect, it, onTestFinished, vi } from "vitest";
import { nameOf } from "../../contract/file-store.contract.ts";
import { filled } from "../../contract/store-verbs.ts";

it.each([0, 1, 55, 56, 64, 262_144, 600_001])(
  "C110 the name of %i bytes is the same on a page that came unencrypted",
  async (size) => {
    const content = filled(size) as Uint8Array<ArrayBuffer>;
    const withHelp = await hashBytes(content, systemClock);
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    onTestFinished(() => void vi.unstubAllGlobals());
    const without = await hashBytes(content, systemClock);
    expect([withHelp, without]).toEqual([nameOf(content), nameOf(content)]);
  },
);
