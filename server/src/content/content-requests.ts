/** What can be asked about the content of documents, and what is answered. */

import type { TextFormat as FileFormat } from "../exchange/file-formats.ts";
import type { Asker } from "../room/visits.ts";

export { ContentError, type ContentErrorCode } from "../worker/content/content-error.ts";

/** Formats that tell what a document says. */
export type TextFormat = "json" | "markdown" | "html" | "text" | "docx";

/** All formats: `update` is the document itself, as one Yjs update. */
export type ContentFormat = "update" | TextFormat;

/** A document as it was read. */
export interface ReadContent {
  /** Bytes for `update` and `docx`, a string for the others. */
  readonly body: Uint8Array | string;
  /** Another one after every change, and the same after a restart: an entity tag without its quotes. */
  readonly version: string;
  /**
   * What it is called; undefined where it has no words, and for `update`, for which none of it is read.
   */
  readonly title: string | undefined;
}

/** Who edits, and on what condition. */
export interface EditOptions extends Asker {
  /** Only if the document has this version, else `versionMismatch`. */
  readonly ifMatch?: string | undefined;
  /**
   * The address of the client whose edit it is: then the hook `beforeUpdate` is asked about it. Left out for
   * what the program itself writes.
   */
  readonly address?: string | undefined;
  /**
   * Rejects where whoever edits may not any more: called at the last moment, since reading, converting and waiting
   * for others take their time.
   */
  readonly askAgain?: (() => Promise<void>) | undefined;
}

/** The same for a document that is written anew. */
export interface ReplaceOptions extends EditOptions {
  /** Only if the document holds nothing, else `notEmpty`: of many who ask at once one does it. */
  readonly onlyIfEmpty?: boolean | undefined;
  /**
   * The version that was read, and of which the content is a change: what others have written since is kept. Left
   * out, the document is to say the content, and nothing else that is there when it is asked for. Else
   * `baseUnknown` where too much has happened since, or another process was asked then.
   */
  readonly base?: string | undefined;
}

/** What came of an edit, which is on disk. */
export interface EditedContent {
  /** What the document is now, with what others have written meanwhile. */
  readonly version: string;
  /** False where there was nothing to be done. */
  readonly isChanged: boolean;
  /** A line for each picture of which no more than what it shows was taken: what it is called, and why. */
  readonly leftOut: readonly string[];
}

/** What a document is called. */
export interface Called {
  /** As somebody said, or else as its first heading or line says; undefined where it has none. */
  readonly title: string | undefined;
  /** Somebody said so. */
  readonly isTitleSet: boolean;
}

/** What is to be written, and how. */
export interface Asked {
  readonly how: "replace" | "append" | "title";
  readonly format: TextFormat;
  readonly content: Uint8Array | string;
}

/** Our names of the formats, and those of files. */
export const fileFormats: Readonly<Record<TextFormat, FileFormat>> = {
  json: "json",
  markdown: "md",
  html: "html",
  text: "txt",
  docx: "docx",
};
