/** Small files of many kinds, real ones where a browser has to show them. */

import { deflateSync } from "node:zlib";

/** A PNG of so many pixels in one colour. */
export function pngOf(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3, 0x55);
  row[0] = 0;
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", header),
      chunk("IDAT", pixels),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

/** A GIF of so many pixels, of which only the first is drawn. */
export function gifOf(width: number, height: number): Uint8Array {
  const size = (pixels: number): number[] => [pixels & 0xff, pixels >> 8];
  const screen = [...size(width), ...size(height), 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff];
  const image = [0x2c, 0, 0, 0, 0, ...size(1), ...size(1), 0, 2, 2, 0x44, 0x01, 0];
  return new Uint8Array([...Buffer.from("GIF89a"), ...screen, ...image, 0x3b]);
}

/** Bytes in Latin 1, as formats are told by them. */
export function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** As PNG has it; Node 20 has none of its own. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}
