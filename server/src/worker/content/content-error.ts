/** Why a document was not read or edited as somebody asked, where it is not a mistake of the protocol. */

/** The reasons, each with the sentence that is told where there is no better one. */
export const contentProblems = {
  /** It is not what the asker believed it to be; reading it again tells what it is. */
  versionMismatch: "the document has changed since the version that was named",
  /** What the version said of which the content is a change is not known any more, or never was here. */
  baseUnknown: "the version that was read is not known any more; read the document again",
  /** It was to be written only if nothing was there. */
  notEmpty: "the document holds something already",
  /** It is no content of its format; the message says where. */
  invalidContent: "this is no content of its format",
  /** It is larger than `maxContentBytes`. */
  contentTooLarge: "the content is larger than the server takes",
  /** It, or the document, takes more time or memory than one may. It would again. */
  tooMuchWork: "this takes too much time or memory",
  /** An update builds on another one that the document does not have. Nothing of it was taken in. */
  incompleteUpdate: "the update builds on what the document does not have",
} as const;

/** The code of a {@link ContentError}. */
export type ContentErrorCode = keyof typeof contentProblems;

/** See the head of this file. The document is as it was. */
export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly code: ContentErrorCode;

  constructor(code: ContentErrorCode, reason?: string, options?: ErrorOptions) {
    super(reason ?? contentProblems[code], options);
    this.code = code;
  }
}
