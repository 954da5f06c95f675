/** The sync server, for embedding in a Node program. */

export type { Allowed, Authorize, AuthorizeRequest, Denied } from "./access/authorize.ts";
export { makeToken, type TokenContent } from "./access/tokens/make-token.ts";
export { tokenAuthorize, type TokenOptions } from "./access/tokens/token-authorize.ts";
export { builtPage } from "./built-page.ts";
export type { BucketCounts } from "./buckets.ts";
export { systemClock, type Clock, type Timer } from "./clock.ts";
export type { CertificateFiles } from "./http/certificate.ts";
export type { DocumentHandle, OpenDocumentOptions } from "./handle/document-handle.ts";
export { DocumentHandleError, type DocumentHandleErrorCode } from "./handle/handle-error.ts";
export type {
  ChangeAuthor,
  DocumentChange,
  DocumentHandleEvents,
  DocumentOnDisk,
  HandleListener,
  PresentClient,
} from "./handle/handle-events.ts";
export type { YjsModule } from "./handle/mirror.ts";
export type {
  DocumentNotice,
  HookResult,
  RefusedUpdate,
  SavedNotice,
  ServerHooks,
  UpdateRequest,
} from "./hooks/server-hooks.ts";
export type { NoticeType } from "./hooks/notice.ts";
export type { Webhook } from "./hooks/webhooks/webhook.ts";
export type { Health } from "./http/health.ts";
export type { HttpServer } from "./http/http-server.ts";
export type { Distribution, Measurements } from "./meter.ts";
export type { Limits, SyncServerOptions } from "./options.ts";
export type { OnServerEvent, ServerEvent } from "./server-event.ts";
export type { BackedUpState, BackupItem, KnownBackup } from "./store/backup/backup-item.ts";
export type {
  DocumentLog,
  DocumentStore,
  ListOptions,
  LoadedBatch,
  LogDamage,
  OpenOptions,
  Sequence,
} from "./store/document-store.ts";
export type {
  MetadataChange,
  MetadataEntry,
  MetadataListOptions,
  MetadataStore,
} from "./store/metadata-store.ts";
export type { FileStore, OpenFile, StoredFile } from "./store/file-store.ts";
export { levelStore, type LevelStoreOptions } from "./store/level/level-store.ts";
export {
  memoryStore,
  type MemoryMedium,
  type MemoryStoreOptions,
} from "./store/memory/memory-store.ts";
export { StoreError, type StoreErrorCode } from "./store/store-error.ts";
export {
  ContentError,
  type ContentErrorCode,
  type ContentFormat,
  type EditedContent,
  type EditOptions,
  type ReadContent,
  type ReplaceOptions,
  type TextFormat,
} from "./content/content-requests.ts";
export type { DocumentContents } from "./content/document-contents.ts";
export { openGrant, type Grant } from "./access/grant.ts";
export type { ConversionOutcome } from "./content/converter.ts";
export {
  createSyncServer,
  type AttachOptions,
  type ConvertOptions,
  type DisconnectOptions,
  type ListenAddress,
  type ListenOptions,
  type SessionFilter,
  type SyncServer,
} from "./sync-server.ts";
export type { Base, UpdatePieces } from "./update/encode-update.ts";
export type { Background, ScreenedChange } from "./worker/background.ts";
export { JobLimitError } from "./worker/job-thread.ts";
