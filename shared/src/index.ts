/** What both ends agree on. The document schema is a separate entry: `@coscribe/shared/schema`. */

export { ByteReader, MalformedBytesError } from "./byte-reader.ts";
export { varUintSize, writeVarBytes, writeVarUint } from "./byte-writer.ts";
export {
  accessLevels,
  accessProtocol,
  decodeAccessStatus,
  encodeAccessStatus,
  tokenInProtocol,
  tokenProtocol,
  tokenProtocols,
  type Access,
  type AccessStatus,
  type AccessUser,
} from "./access.ts";
export {
  closeCodes,
  retryAfter,
  type CloseCode,
  type CloseCodeName,
  type Retry,
} from "./close-code.ts";
export {
  decodedDocumentName,
  documentNameFault,
  documentNameFromPath,
  documentNameToPath,
  maxDocumentNameBytes,
  parseDocumentName,
  parseStoredDocumentName,
  type DocumentName,
  type DocumentNameFault,
} from "./document-name.ts";
export {
  decodeMessages,
  encodeMessage,
  maxTokenLength,
  messageParts,
  updateHead,
  type AccessMessage,
  type Echo,
  type Generation,
  type Message,
  type MessageParts,
  type OutgoingMessage,
  type Presence,
  type PresenceRefused,
  type QueryPresence,
  type SeededMessage,
  type SeedMessage,
  type StorageStatus,
  type SyncStatus,
  type SyncStep1,
  type SyncStep2,
  type TokenMessage,
  type UnknownMessage,
  type Update,
} from "./message.ts";
export { decodePresence, emptyPresence, encodePresence, type PresenceEntry } from "./presence.ts";
export { ProtocolError } from "./protocol-error.ts";
export {
  fileHashOf,
  fileOfSource,
  filesPath,
  fileSource,
  parseFileHash,
  type FileHash,
} from "./file-address.ts";
export {
  fileRefusals,
  isFileRefusalCode,
  type FileRefusal,
  type FileRefusalCode,
} from "./file-refusal.ts";
export {
  fileHeadBytes,
  fileTypeOf,
  isShownImageType,
  type FileType,
  type ShownImageType,
} from "./file-type.ts";
