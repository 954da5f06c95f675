/** Join a document without an editor. The editor is a separate entry: `@coscribe/client/editor`. */

export type { Access, AccessStatus, AccessUser } from "@coscribe/shared";
export type { TokenSource } from "./access/access.ts";
export type { ConnectionAccess } from "./access/connection-access.ts";
export { connect, Connection, type ConnectionEvents, type ConnectOptions } from "./connection.ts";
export type { SetAsideCode } from "./offline/copy-rows.ts";
export {
  forgetOfflineCopies,
  offlineDocuments,
  setAsideCopies,
  type OfflineDocument,
  type SetAsideCopy,
} from "./offline/offline-documents.ts";
export type { DocumentFiles } from "./files/document-files.ts";
export { UploadError } from "./files/upload-error.ts";
export type { FileUpload, UploadState } from "./files/upload.ts";
export { UnusableDocError, type UnusableDocCode } from "./own-yjs.ts";
export { userOf } from "./participants.ts";
export type {
  FileProgress,
  NotSavedReason,
  OfflineReason,
  SaveStatus,
  UploadProgress,
} from "./saving/save-status.ts";
export type { ConnectionStatus, Participant, Person, User } from "./status.ts";
