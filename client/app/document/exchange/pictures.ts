/** Pictures on their way into and out of files of other programs. */

import type { Connection } from "@coscribe/client";
import type { DocxPicture, PictureInDocx } from "@coscribe/shared/docx";
import type { KeptPicture } from "@coscribe/shared/schema";

const kinds: Readonly<Record<string, DocxPicture["type"]>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/bmp": "bmp",
};

/** A picture of the document with its bytes; undefined where it cannot be had, or is of another kind. */
export async function pictureFrom(
  connection: Connection,
  src: string,
): Promise<DocxPicture | undefined> {
  try {
    const answer = await fetch(connection.files.urlOf(src) ?? src);
    const bytes = await answer.blob();
    const type = kinds[bytes.type];
    if (!answer.ok || type === undefined) return undefined;
    const { width, height } = await createImageBitmap(bytes);
    return { bytes: new Uint8Array(await bytes.arrayBuffer()), type, width, height };
  } catch {
    return undefined;
  }
}

/** Adds a picture to the files of the document; undefined where it is refused, or is none that can be shown. */
export async function keepPicture(
  connection: Connection,
  { bytes, type }: PictureInDocx,
): Promise<KeptPicture | undefined> {
  try {
    const file = new File([new Uint8Array(bytes)], "", { type });
    const { width, height } = await createImageBitmap(file);
    const { src } = await connection.files.add(file);
    return { src, width, height };
  } catch {
    return undefined;
  }
}
