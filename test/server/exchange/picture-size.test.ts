import { pictureSize } from "@coscribe/server/internal/exchange/picture-size";
import { describe, expect, it } from "vitest";
import { gifOf, pngOf } from "../../support/sample-files.ts";

describe("the size of a picture", () => {
  /** The head of a JPEG: a comment, tables, bytes that fill, and the start of the frame. */
  const jpeg = new Uint8Array(
    Buffer.from("ffd8fffe0004ffc0ffc4000309ffffffc2000b08012c025801011100", "hex"),
  );

  it("V64 is read from the first bytes of PNG, GIF and JPEG", () => {
    expect(pictureSize(pngOf(40, 30), "image/png")).toEqual({ width: 40, height: 30 });
    expect(pictureSize(gifOf(300, 8), "image/gif")).toEqual({ width: 300, height: 8 });
    expect(pictureSize(jpeg, "image/jpeg")).toEqual({ width: 600, height: 300 });
  });

  it("V64 is unknown for what is cut off anywhere, or of another format", () => {
    for (const [bytes, type, least] of [
      [pngOf(40, 30), "image/png", 24],
      [gifOf(9, 8), "image/gif", 10],
      [jpeg, "image/jpeg", jpeg.length - 4],
    ] as const) {
      for (let length = 0; length < least; length++) {
        expect(pictureSize(bytes.subarray(0, length), type), `${type} ${length}`).toBeUndefined();
      }
    }
    expect(pictureSize(pngOf(4, 3), "image/webp")).toBeUndefined();
    expect(pictureSize(new Uint8Array(100).fill(0xff), "image/jpeg")).toBeUndefined();
  });
});
