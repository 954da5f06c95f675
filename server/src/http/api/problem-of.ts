/** What went wrong elsewhere, as those who use the API are told. */

import { ProtocolError, type CloseCodeName, type FileRefusalCode } from "@coscribe/shared";
import { LibraryError, type LibraryErrorCode } from "../../library/library-error.ts";
import { ContentError, type ContentErrorCode } from "../../content/content-requests.ts";
import { FileRefusedError } from "../files/file-answer.ts";
import { ApiProblem, type ProblemCode } from "./problems.ts";

const byCloseCode: Readonly<Record<CloseCodeName, ProblemCode>> = {
  badDocumentName: "badDocumentName",
  malformedFrame: "contentRefused",
  textFrame: "contentRefused",
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  documentDeleted: "documentDeleted",
  documentDamaged: "documentDamaged",
  frameTooLarge: "bodyTooLarge",
  documentTooLarge: "documentTooLarge",
  updateRefused: "contentRefused",
  internalError: "internalError",
  serviceRestart: "serviceRestart",
  tryAgainLater: "tryAgainLater",
};

const byLibraryCode: Readonly<Record<LibraryErrorCode, ProblemCode>> = {
  documentNotFound: "documentNotFound",
  documentGone: "documentDeleted",
  notInTrash: "notInTrash",
  nameTaken: "nameTaken",
  aliasNotFound: "aliasNotFound",
  tooManyAliases: "tooManyAliases",
  badCursor: "badCursor",
  metadataNotKept: "metadataNotKept",
};

const byContentCode: Readonly<Record<ContentErrorCode, ProblemCode>> = {
  versionMismatch: "versionChanged",
  baseUnknown: "baseUnknown",
  notEmpty: "versionChanged",
  invalidContent: "contentRefused",
  contentTooLarge: "bodyTooLarge",
  tooMuchWork: "tooMuchWork",
  incompleteUpdate: "incompleteUpdate",
};

/** What reading a body can fail with. */
const byFileCode: Partial<Record<FileRefusalCode, ProblemCode>> = {
  fileTooLarge: "bodyTooLarge",
  uploadTooSlow: "bodyTooSlow",
  uploadIncomplete: "bodyIncomplete",
  serviceRestart: "serviceRestart",
};

/** Whatever was thrown, as a problem; undefined where it is a mistake of ours. */
export function problemOf(error: unknown): ApiProblem | undefined {
  if (error instanceof ApiProblem) return error;
  if (error instanceof ProtocolError) return new ApiProblem(byCloseCode[error.code], error.message);
  if (error instanceof LibraryError)
    return new ApiProblem(byLibraryCode[error.code], error.message);
  if (error instanceof ContentError) {
    return new ApiProblem(byContentCode[error.code], error.message);
  }
  if (error instanceof FileRefusedError) {
    const code = byFileCode[error.code];
    return code && new ApiProblem(code);
  }
  return storeProblem(error);
}

/** By its code alone: a store may come from another copy of this package. */
function storeProblem(error: unknown): ApiProblem | undefined {
  if (!(error instanceof Error && "code" in error)) return undefined;
  switch (error.code) {
    case "write-failed":
      return new ApiProblem(isFull(error.cause) ? "storageFull" : "storageFailing", error.message);
    case "open-failed":
    case "read-failed":
      return new ApiProblem("storageFailing", error.message);
    case "damaged":
      return new ApiProblem("documentDamaged", error.message);
    case "already-open":
      return new ApiProblem("tryAgainLater");
    case "closed":
      return new ApiProblem("serviceRestart");
    default:
      return undefined;
  }
}

function isFull(cause: unknown): boolean {
  return cause instanceof Error && /ENOSPC|EDQUOT|no space left/i.test(cause.message);
}
