/** Bytes with something wrong with them. */

import type { Random } from "../support/random.ts";
import { join } from "./bytes.ts";

/** Bytes that mean something in many places: ends of ranges, counts, kinds of structs. */
const telling = [0, 1, 2, 7, 8, 9, 10, 0x20, 0x40, 0x7f, 0x80, 0xc7, 0xff];

/** `bytes` after one or more accidents: bytes changed, cut out, doubled, put in, or cut off. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = bytes;
  do mutated = accident(mutated, random);
  while (random.chance(0.3));
  return mutated;
}

function accident(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(8));
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(to);
  switch (random.below(8)) {
    case 0:
    case 1:
      return join(before, (bytes[at] ?? 0) ^ (1 << random.below(8)), bytes.subarray(at + 1));
    case 2:
      return join(before, random.below(256), bytes.subarray(at + 1));
    case 3:
      return join(before, random.pick(telling), bytes.subarray(at + 1));
    case 4:
      return join(before, after);
    case 5:
      return join(before, bytes.subarray(at, to), bytes.subarray(at, to), after);
    case 6:
      return join(before, random.pick(telling), bytes.subarray(at));
    default:
      return random.chance(0.2) ? before : join(before, after);
  }
}
