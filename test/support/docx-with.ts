/** Files of a word processor with pictures in them. */

import { Document, ImageRun, Packer, Paragraph } from "docx";

/** A picture, with the name of a format that it is said to have. */
export interface PictureGiven {
  readonly bytes: Uint8Array;
  readonly type: "png" | "gif" | "bmp";
}

/** The bytes of a .docx with a paragraph for each picture, and a line before and behind all of them. */
export async function docxWith(pictures: readonly PictureGiven[]): Promise<Uint8Array> {
  const run = ({ bytes, type }: PictureGiven): ImageRun =>
    new ImageRun({ type, data: bytes, transformation: { width: 40, height: 30 } });
  const children = [
    new Paragraph("before"),
    ...pictures.map((picture) => new Paragraph({ children: [run(picture)] })),
    new Paragraph("behind"),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}
