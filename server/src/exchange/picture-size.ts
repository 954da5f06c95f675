/** The size of a picture in pixels, by the first bytes of formats that word processors take. */

import type { FileType } from "@coscribe/shared";

/** See the head of this file. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Undefined for another format, and for what is cut off. */
export function pictureSize(bytes: Uint8Array, type: FileType): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case "image/png":
      if (bytes.length < 24) return undefined;
      return sized(view.getUint32(16), view.getUint32(20));
    case "image/gif":
      if (bytes.length < 10) return undefined;
      return sized(view.getUint16(6, true), view.getUint16(8, true));
    case "image/jpeg":
      return jpegSize(view);
    default:
      return undefined;
  }
}

/** A JPEG is a row of segments, each with its length; the size is in the one that starts the frame. */
function jpegSize(view: DataView): PictureSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // All of SOF0 to SOF15 but those that hold tables.
    const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (startsFrame) return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    // Bytes that only fill, in front of a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function sized(width: number, height: number): PictureSize | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}
