/** A document's log → its replica. */

import { Replica } from "./replica.ts";
import type { DocumentLog, Sequence } from "./store/document-store.ts";

/** A document as it lies on disk. */
export interface LoadedDocument {
  readonly replica: Replica;
  /** Bytes of the base; 0 without one. */
  readonly baseBytes: number;
  /** Bytes of the updates after the base. */
  readonly tailBytes: number;
  /** The last update on disk; 0 for a new document. */
  readonly through: Sequence;
}

/**
 * Reads the whole log. Rejects with the store's error, or when a record cannot be added to those
 * before it: a document that cannot be read whole is never opened as if the rest were all.
 */
export async function loadDocument(log: DocumentLog): Promise<LoadedDocument> {
  const replica = new Replica();
  let baseBytes = 0;
  let tailBytes = 0;
  let through: Sequence = 0;
  for await (const batch of log.load()) {
    if (batch.base !== undefined) {
      baseBytes = batch.base.length;
      add(batch.base, replica, log);
    }
    for (const update of batch.updates) {
      tailBytes += update.length;
      add(update, replica, log);
    }
    through = batch.through;
  }
  return { replica, baseBytes, tailBytes, through };
}

function add(update: Uint8Array, replica: Replica, log: DocumentLog): void {
  const { change, isComplete } = replica.admit(update);
  if (!isComplete) throw new Error(`the log of ${JSON.stringify(log.name)} has a gap`);
  replica.add(change);
}
