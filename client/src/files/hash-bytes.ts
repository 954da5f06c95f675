/**
 * The SHA-256 of a file, which is its name. Browsers compute it themselves, but only for pages that came
 * encrypted or from this machine; for others a library does, loaded on use, in slices between which the
 * page lives on.
 */

import { fileHashOf, type FileHash } from "@coscribe/shared";
import type { Clock } from "../clock.ts";

/** Takes some 10 ms on a slow machine. */
const sliceBytes = 256 * 1024;

/** The name of a file with these bytes. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>, clock: Clock): Promise<FileHash> {
  // Typed as always there.
  const { subtle } = crypto as Partial<Crypto>;
  if (subtle !== undefined) {
    return fileHashOf(new Uint8Array(await subtle.digest("SHA-256", bytes)));
  }
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    hash.update(bytes.subarray(at, at + sliceBytes));
    // oxlint-disable-next-line no-await-in-loop -- so that the page has its turn
    await new Promise<void>((resolve) => clock.after(0, resolve));
  }
  return fileHashOf(hash.digest());
}
