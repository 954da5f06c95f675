/** Why something was not done with a document. */

/**
 * - `documentNotFound`: nobody has written to a document of that name.
 * - `documentGone`: it is in the trash, and can be restored.
 * - `notInTrash`: it is not, so there is nothing to be restored.
 * - `nameTaken`: a document has the name, in the trash or not, or another name leads to one by it.
 * - `aliasNotFound`: no such name leads to that document.
 * - `tooManyAliases`: as many names lead to it as may.
 * - `badCursor`: a page of a list was asked for that follows none.
 * - `metadataNotKept`: the store keeps nothing beside documents.
 */
export type LibraryErrorCode =
  | "documentNotFound"
  | "documentGone"
  | "notInTrash"
  | "nameTaken"
  | "aliasNotFound"
  | "tooManyAliases"
  | "badCursor"
  | "metadataNotKept";

/** See the head of this file. */
export class LibraryError extends Error {
  override readonly name = "LibraryError";
  /** What went wrong. */
  readonly code: LibraryErrorCode;

  constructor(code: LibraryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
