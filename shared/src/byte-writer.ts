/**
 * Writes what {@link ByteReader} reads. Sizes are known before anything is written, so each message
 * is one allocation of exactly its length.
 */

/** Bytes that `value` takes as a variable-length integer: 1–8 for 0 to 2^53 - 1. */
export function varUintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** Writes `value` at `position`; returns the position after it. */
export function writeVarUint(target: Uint8Array, position: number, value: number): number {
  let at = position;
  let rest = value;
  while (rest >= 0x80) {
    target[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  target[at++] = rest;
  return at;
}

/** Writes `bytes` preceded by their length at `position`; returns the position after them. */
export function writeVarBytes(target: Uint8Array, position: number, bytes: Uint8Array): number {
  const at = writeVarUint(target, position, bytes.length);
  target.set(bytes, at);
  return at + bytes.length;
}
