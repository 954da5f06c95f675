/**
 * What a server tells the program around it. The packages write no log of their own: the command
 * turns these into log lines, an embedding program does what it likes.
 */

import type { DocumentName, FileHash, FileType } from "@coscribe/shared";
import type { LogDamage } from "./store/document-store.ts";

/** Something happened that an operator may want to know. */
export type ServerEvent =
  | { readonly type: "documentOpened"; readonly name: DocumentName; readonly ms: number }
  | { readonly type: "documentClosed"; readonly name: DocumentName }
  | { readonly type: "documentDeleted"; readonly name: DocumentName }
  /** A flow was made of what another editor had left in these roots of a document. */
  | {
      readonly type: "documentConverted";
      readonly name: DocumentName;
      readonly roots: readonly string[];
      readonly blocks: number;
      readonly placeholders: number;
    }
  /**
   * Some of a document is missing or not what was written: when it was loaded, or, while it was open, when
   * the store opened its data anew after a failed write. It can be read, but not changed.
   */
  | {
      readonly type: "documentDamaged";
      readonly name: DocumentName;
      readonly damage: readonly LogDamage[];
    }
  /** Something is wrong with the data as a whole, and has not been repaired. */
  | { readonly type: "storeDamaged"; readonly problem: string }
  /** A document could not be opened, closed or deleted. It is tried again when somebody asks. */
  | { readonly type: "documentFailed"; readonly name: DocumentName; readonly cause: unknown }
  /** `session` names it, in the events that concern it and nowhere else. */
  | {
      readonly type: "sessionOpened";
      readonly session: string;
      readonly name: DocumentName;
      readonly remote: string;
    }
  | {
      readonly type: "sessionClosed";
      readonly session: string;
      readonly name: DocumentName;
      readonly remote: string;
      /** The close code, of either side; 1006 when the connection just ended. */
      readonly code: number;
      readonly reason: string;
      /** Messages of types this version does not know, which were ignored. */
      readonly unknownMessages: number;
    }
  /** A mistake of ours in handling what a client sent; its session was ended with 1011. */
  | {
      readonly type: "sessionFailed";
      readonly session: string;
      readonly name: DocumentName;
      readonly cause: unknown;
    }
  /** A mistake of ours that belongs to no session. Nothing was ended by it but `request`, if there was one. */
  | { readonly type: "internalError"; readonly request?: string; readonly cause: unknown }
  /** A plain request was answered with a status of 500 or more; `request` is in its answer, too. */
  | {
      readonly type: "requestFailed";
      readonly request: string;
      readonly remote: string;
      readonly method: string;
      /** Without its query, in which there may be a token. */
      readonly path: string;
      readonly status: number;
    }
  /** A file has come in and is on disk. */
  | {
      readonly type: "fileStored";
      readonly request: string;
      readonly hash: FileHash;
      readonly size: number;
      readonly fileType: FileType;
    }
  /** A file could not be written or read; whoever brought it tries again. */
  | { readonly type: "fileFailed"; readonly request: string; readonly cause: unknown }
  /** A file is not what was stored. It is not given to anybody until somebody has brought it again. */
  | { readonly type: "fileDamaged"; readonly request: string; readonly cause: unknown }
  /** A document of another editor could not be converted. It stays as it was. */
  | { readonly type: "conversionFailed"; readonly name: DocumentName; readonly cause: unknown }
  /** The files of the certificate have changed, and it is used for connections that begin now. */
  | {
      readonly type: "certificateRenewed";
      /** When it ends (ISO 8601). */
      readonly expires: string;
    }
  /** They have changed and cannot be used. The server goes on with the certificate that it has. */
  | { readonly type: "certificateFailed"; readonly cause: unknown }
  /** A document could not be read or edited for somebody. It stays as it was. */
  | { readonly type: "contentFailed"; readonly name: DocumentName; readonly cause: unknown }
  /** The program's `authorize` has failed, or taken too long. Who was asked about was refused for now. */
  | {
      readonly type: "authorizeFailed";
      /** Of the session that it was about, or of the plain request. */
      readonly request?: string;
      readonly cause: unknown;
    }
  /**
   * A hook of the program, or a listener of a handle, has thrown, rejected or taken too long. Nothing was harmed;
   * what `beforeUpdate` did not answer was refused for now.
   */
  | {
      readonly type: "hookFailed";
      /** Its name, such as `documentSaved`, or that of the event that was listened to. */
      readonly hook: string;
      readonly name: DocumentName;
      readonly cause: unknown;
    }
  /**
   * A webhook was not delivered. Told of the first attempt for an event, which is repeated, and of the last, after
   * which it is given up.
   */
  | {
      readonly type: "webhookFailed";
      /** Where it is sent to, without the path, which may be a secret. */
      readonly endpoint: string;
      readonly name: DocumentName;
      readonly event: string;
      readonly cause: unknown;
      readonly attempts: number;
      readonly isGivenUp: boolean;
    }
  /** An upgrade was refused before it became a session. */
  | {
      readonly type: "upgradeRefused";
      /** Of the session that it did not become. */
      readonly session: string;
      readonly remote: string;
      /** The close code. */
      readonly code: number;
      readonly reason: string;
    }
  /** An update could not be written. It is kept, and tried again in `retryInMs`. */
  | {
      readonly type: "writeFailed";
      readonly name: DocumentName;
      readonly cause: unknown;
      readonly retryInMs: number;
      /** Nothing of this document has been written since the last such event. */
      readonly isRepeated: boolean;
    }
  /** Everything of this document is being written again. */
  | { readonly type: "writeRecovered"; readonly name: DocumentName }
  | {
      readonly type: "compacted";
      readonly name: DocumentName;
      readonly bytesBefore: number;
      readonly bytesAfter: number;
      readonly ms: number;
    }
  /** The document stays as it was, only larger than it could be. */
  | { readonly type: "compactionFailed"; readonly name: DocumentName; readonly cause: unknown };

/** Receives events. What it throws or rejects with is a warning of the process, and changes nothing. */
export type OnServerEvent = (event: ServerEvent) => unknown;

/** Tells `onEvent`, whose failures harm nobody but itself. */
export function guardedEvents(onEvent: OnServerEvent): (event: ServerEvent) => void {
  return (event) => {
    try {
      const result = onEvent(event);
      if (result instanceof Promise) result.catch(warn);
    } catch (error) {
      warn(error);
    }
  };
}

function warn(error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`a listener of server events failed: ${reason}`, "CoscribeWarning");
}
