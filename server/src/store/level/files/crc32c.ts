/**
 * CRC-32C, the checksum in LevelDB's own files. Node has only the CRC-32 of zlib built in, which is
 * another polynomial.
 *
 * Eight tables, so that eight bytes take one step: 1.7 GB a second, where one byte at a time makes
 * 0.4 (Node 20). It bounds how fast a store of many gigabytes can be examined at its start.
 */

const polynomial = 0x82f63b78;

/** Table `n` at `n * 256`: what a byte contributes when `n` more bytes follow it in its step. */
const tables = makeTables();

function makeTables(): Uint32Array {
  const made = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? polynomial : 0);
    made[byte] = value;
  }
  for (let index = 256; index < made.length; index++) {
    const before = made[index - 256] ?? 0;
    made[index] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}

/** The CRC-32C of the bytes from `start` up to `end`. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let index = start;
  for (; index + 8 <= end; index += 8) {
    const first =
      crc ^
      (at(bytes, index) |
        (at(bytes, index + 1) << 8) |
        (at(bytes, index + 2) << 16) |
        (at(bytes, index + 3) << 24));
    crc =
      at(tables, 1792 + (first & 0xff)) ^
      at(tables, 1536 + ((first >>> 8) & 0xff)) ^
      at(tables, 1280 + ((first >>> 16) & 0xff)) ^
      at(tables, 1024 + (first >>> 24)) ^
      at(tables, 768 + at(bytes, index + 4)) ^
      at(tables, 512 + at(bytes, index + 5)) ^
      at(tables, 256 + at(bytes, index + 6)) ^
      at(tables, at(bytes, index + 7));
  }
  for (; index < end; index++) crc = nextCrc(crc, at(bytes, index));
  return ~crc >>> 0;
}

/** A CRC-32C that grows byte by byte; it starts from -1, and {@link maskedCrc} ends it. */
export function nextCrc(crc: number, byte: number): number {
  return at(tables, (crc ^ byte) & 0xff) ^ (crc >>> 8);
}

/**
 * As LevelDB stores it: turned and shifted, since a checksum of data that hold their own checksum
 * says little.
 */
export function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function at(numbers: Uint8Array | Uint32Array, index: number): number {
  return numbers[index] ?? 0;
}
