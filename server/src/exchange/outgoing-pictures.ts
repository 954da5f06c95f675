/** Pictures of a document on their way into a .docx, from the files beside the database. */

import { fileOfSource, fileTypeOf, type FileType } from "@coscribe/shared";
import type { DocxPicture } from "@coscribe/shared/docx";
import type { FileStore } from "../store/file-store.ts";
import { pictureSize } from "./picture-size.ts";

/** What word processors take. */
const types: Readonly<Partial<Record<FileType, DocxPicture["type"]>>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
};

/** See the head of this file. */
export class OutgoingPictures {
  readonly #files: FileStore | undefined;
  readonly #leftOut: string[] = [];

  constructor(files: FileStore | undefined) {
    this.#files = files;
  }

  /** A line for each that is only named in the file: its address, and why. */
  get leftOut(): readonly string[] {
    return this.#leftOut;
  }

  /** A picture by its address in the document; undefined where it cannot be put into a file. */
  async read(src: string): Promise<DocxPicture | undefined> {
    const hash = fileOfSource(src);
    if (hash === undefined) return this.#leaveOut(src, "is not on this server");
    try {
      const file = await this.#files?.find(hash);
      if (file === undefined) return this.#leaveOut(src, "is not there");
      try {
        const type = fileTypeOf(file.head);
        const given = types[type];
        if (given === undefined) return this.#leaveOut(src, "is no PNG, JPEG or GIF");
        const pieces: Uint8Array[] = [];
        for await (const piece of file.read(0, file.size)) pieces.push(piece);
        const bytes = new Uint8Array(Buffer.concat(pieces));
        const size = pictureSize(bytes, type);
        if (size === undefined) return this.#leaveOut(src, "is cut off");
        return { bytes, type: given, ...size };
      } finally {
        await file.close();
      }
    } catch (error) {
      return this.#leaveOut(src, error instanceof Error ? error.message : String(error));
    }
  }

  #leaveOut(src: string, reason: string): undefined {
    this.#leftOut.push(`${src} ${reason}`);
  }
}
