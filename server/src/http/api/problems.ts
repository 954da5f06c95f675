/** Everything that can go wrong with a request to the API: a closed list, told as RFC 9457 has it. */

/** One row of {@link problems}. */
export interface ProblemRow {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 406
    | 408
    | 409
    | 410
    | 412
    | 413
    | 415
    | 422
    | 429
    | 500
    | 501
    | 503
    | 507;
  /** The same for every occurrence. */
  readonly title: string;
  /** What to do about it, for those who read the description. */
  readonly description: string;
}

/** The code of a problem. Those that sockets know, too, are called as their close codes. */
export type ProblemCode =
  | "badRequest"
  | "badDocumentName"
  | "badCursor"
  | "bodyIncomplete"
  | "unauthenticated"
  | "forbidden"
  | "notFound"
  | "documentNotFound"
  | "aliasNotFound"
  | "methodNotAllowed"
  | "notAcceptable"
  | "bodyTooSlow"
  | "nameTaken"
  | "notInTrash"
  | "tooManyAliases"
  | "documentDamaged"
  | "documentDeleted"
  | "versionChanged"
  | "baseUnknown"
  | "bodyTooLarge"
  | "documentTooLarge"
  | "unsupportedMediaType"
  | "contentRefused"
  | "incompleteUpdate"
  | "tooMuchWork"
  | "tooManyRequests"
  | "internalError"
  | "metadataNotKept"
  | "linksNotMade"
  | "storageFailing"
  | "serviceRestart"
  | "tryAgainLater"
  | "storageFull";

/** See the head of this file. */
export const problems: Readonly<Record<ProblemCode, ProblemRow>> = {
  badRequest: {
    status: 400,
    title: "The request is not understood",
    description: "Something in the query or the body is missing, or not what it should be.",
  },
  badDocumentName: {
    status: 400,
    title: "The document name is not allowed",
    description:
      "A name has 1 to 200 bytes, no control characters, and no empty part or one of dots.",
  },
  badCursor: {
    status: 400,
    title: "The cursor leads nowhere",
    description:
      "Cursors are good for one list, until the server starts again. Begin with the first page.",
  },
  bodyIncomplete: {
    status: 400,
    title: "The body did not come whole",
    description: "The connection broke off. Send it again.",
  },
  unauthenticated: {
    status: 401,
    title: "Somebody has to sign in",
    description: "Bring a token that is valid, as `Authorization: Bearer TOKEN`.",
  },
  forbidden: {
    status: 403,
    title: "This is not allowed",
    description:
      "Whoever asks may not do this with this document, or the page is of a foreign origin.",
  },
  notFound: {
    status: 404,
    title: "There is nothing at this address",
    description: "No operation has this path.",
  },
  documentNotFound: {
    status: 404,
    title: "There is no such document",
    description: "Nobody has written to a document of that name.",
  },
  aliasNotFound: {
    status: 404,
    title: "There is no such alias",
    description: "The name leads to no document.",
  },
  methodNotAllowed: {
    status: 405,
    title: "This cannot be done with what is at this address",
    description: "`Allow` names the methods that can be used.",
  },
  notAcceptable: {
    status: 406,
    title: "There is no such form of a document",
    description: "`Accept` or the address ask for something that documents cannot be read as.",
  },
  bodyTooSlow: {
    status: 408,
    title: "The body came too slowly",
    description: "Send it again.",
  },
  nameTaken: {
    status: 409,
    title: "The name is taken",
    description: "A document has that name, perhaps in the trash, or it leads to one.",
  },
  notInTrash: {
    status: 409,
    title: "The document is not in the trash",
    description: "There is nothing to be restored.",
  },
  tooManyAliases: {
    status: 409,
    title: "Too many names lead to the document",
    description: "Remove some of its aliases.",
  },
  documentDamaged: {
    status: 409,
    title: "The document is damaged",
    description: "It cannot be changed until it is repaired; see `coscribe check`.",
  },
  documentDeleted: {
    status: 410,
    title: "The document was deleted",
    description: "It is in the trash, and can be restored, or was removed meanwhile.",
  },
  versionChanged: {
    status: 412,
    title: "The document is not as the request says",
    description:
      "It has changed since that version, or is there already. Read it, and decide anew.",
  },
  baseUnknown: {
    status: 409,
    title: "The version that was read is not known any more",
    description:
      "Too much has happened since, or the server was started anew. Read the document, and make the change again.",
  },
  bodyTooLarge: {
    status: 413,
    title: "The body is too large",
    description: "The detail names the limit.",
  },
  documentTooLarge: {
    status: 413,
    title: "The document would be too large",
    description: "The detail names the limit.",
  },
  unsupportedMediaType: {
    status: 415,
    title: "The body is of a kind that is not taken here",
    description: "The description names those that are, for each operation.",
  },
  contentRefused: {
    status: 422,
    title: "The content cannot be taken",
    description: "It is of the right kind, and no document can have what is in it.",
  },
  incompleteUpdate: {
    status: 409,
    title: "The update builds on something that the document does not have",
    description: "Send what it builds on, with it or before it.",
  },
  tooMuchWork: {
    status: 422,
    title: "This takes too much time or memory",
    description: "It would again: the content, or the document, is too large or too tangled.",
  },
  tooManyRequests: {
    status: 429,
    title: "Too many requests at once",
    description: "Wait for answers before sending more; `Retry-After` says how long.",
  },
  internalError: {
    status: 500,
    title: "The server failed",
    description: "A mistake of the server, which it has reported to its operator.",
  },
  metadataNotKept: {
    status: 501,
    title: "This server keeps nothing beside documents",
    description: "Its store has no metadata, so that there are no titles, other names and trash.",
  },
  linksNotMade: {
    status: 501,
    title: "This server makes no links",
    description: "It has no secret to sign tokens with, or lets everybody in.",
  },
  storageFailing: {
    status: 503,
    title: "The disk does not answer",
    description: "What was asked for may be done or not. Come back later.",
  },
  serviceRestart: {
    status: 503,
    title: "The server is restarting",
    description: "Come back in a moment.",
  },
  tryAgainLater: {
    status: 503,
    title: "The server is busy",
    description: "Come back when `Retry-After` says.",
  },
  storageFull: {
    status: 507,
    title: "The disk is full",
    description: "What was asked for may be done or not. Somebody has to free some space.",
  },
};

/** What `type` of a problem is: a name, at which nothing is to be fetched, and which never changes. */
export function problemType(code: ProblemCode): string {
  return `urn:coscribe:problem:${code}`;
}

/** Something is wrong with one place of a request. */
export interface ProblemPlace {
  /** Where: `query`, `body`, and what is in it, such as `body/title`. */
  readonly place: string;
  readonly message: string;
}

/** Why a request to the API was not done. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  /** What went wrong. */
  readonly code: ProblemCode;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every place that is wrong, where these are known. */
  readonly places: readonly ProblemPlace[] | undefined;

  constructor(
    code: ProblemCode,
    detail: string = problems[code].description,
    {
      headers = {},
      places,
    }: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly places?: readonly ProblemPlace[];
    } = {},
  ) {
    super(detail);
    this.code = code;
    this.headers = headers;
    this.places = places;
  }
}
