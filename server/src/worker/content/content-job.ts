/** What the jobs that read and edit documents are asked, and what they answer, as plain data. */

import type { DocxPicture } from "@coscribe/shared/docx";
import type { TextFormat as FileFormat } from "../../exchange/file-formats.ts";

/** A document is to be told in a format. */
export interface ReadRequest {
  /** Undefined where only the title is asked for. */
  readonly format: FileFormat | undefined;
  /** What a file says that it is called where the document has no title. */
  readonly untitled: string;
  /** Pictures by their address in the document, for a .docx; those that are not among them are only named. */
  readonly pictures: ReadonlyMap<string, DocxPicture>;
}

/** A document, told. */
export interface Told {
  /** Undefined where only the title was asked for. */
  readonly body: Uint8Array | string | undefined;
  /** What it is called: as somebody said, else by its first heading or line; undefined where it has none. */
  readonly title: string | undefined;
  /** Somebody said so. */
  readonly isTitleSet: boolean;
  /** What tells this version from others, for {@link EditRequest.base}; undefined where that is too much. */
  readonly snapshot: Uint8Array | undefined;
  /** The addresses of pictures that would have been put into the file. */
  readonly pictures: readonly string[];
}

/** An ID, and the clock that an edit with it begins at. */
export interface EditClient {
  readonly id: number;
  readonly clock: number;
}

/** Content is to be written into a document. */
export interface EditRequest {
  /** In place of what it holds, or behind that; or as what it is called, and blank as what its own words say. */
  readonly how: "replace" | "append" | "title";
  readonly format: FileFormat;
  readonly content: Uint8Array | string;
  /** The Yjs client ID under which it is written, and the clock from which it may be. */
  readonly client: EditClient;
  /** The ID for an edit of a version that does not reach to that clock: one that nobody has used. */
  readonly spareId: number;
  /** The version of which the content is a change; undefined for the document as it is now. */
  readonly base: Uint8Array | undefined;
  /** Does nothing where the document holds anything. */
  readonly onlyIfEmpty: boolean;
  /** Most bytes of a picture in it; 0 where none is kept. */
  readonly maxPictureBytes: number;
}

/** What writes the content. */
export interface Edit {
  /** Undefined where there is nothing to be done. */
  readonly update: Uint8Array | undefined;
  /** Under which ID, and from which clock on, it is written. */
  readonly client: EditClient;
  /** Whether the document held nothing. */
  readonly wasEmpty: boolean;
  /** Pictures that are to be kept before the update is: their bytes. */
  readonly pictures: readonly Uint8Array[];
  /** A line for each picture of which only the words got through: what it is called, and why. */
  readonly leftOut: readonly string[];
}
