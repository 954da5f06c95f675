/** One document of a store that no server has open: read whole, and written to as one update more. */

import type { DocumentName } from "@coscribe/shared";
import { loadDocument, type LoadedDocument } from "../document/load-document.ts";
import type { DocumentLog, DocumentStore } from "../store/document-store.ts";
import { isEmptyChange } from "../update/admit-update.ts";
import type { Background } from "../worker/background.ts";

/** A document whose log is open. */
export interface OpenedDocument extends LoadedDocument {
  readonly log: DocumentLog;
  /** Whether somebody has ever written to it. */
  readonly isStored: boolean;
}

/** Opens a document for `work`. Rejects where it is damaged, and as the store does. */
export async function withDocument<T>(
  store: DocumentStore,
  name: DocumentName,
  work: (document: OpenedDocument) => Promise<T>,
  background?: Pick<Background, "screen">,
): Promise<T> {
  const log = await store.open(name);
  try {
    const document = await loadDocument(log, background);
    const [first] = document.damage;
    if (first !== undefined)
      throw new Error(`it is damaged (${first.problem}); see coscribe check`);
    return await work({ ...document, log, isStored: document.through > 0 });
  } finally {
    await log.close();
  }
}

/** How an update is written into a document. */
export interface AddUpdateOptions {
  /** Whether it may be written into a document that holds something else already. */
  readonly merges: boolean;
  /** What to write on the line for that. */
  readonly mergeFlag: string;
  readonly background: Pick<Background, "screen">;
  /** Makes the document one that keeps what is deleted from it. */
  readonly keepsDeleted?: boolean;
}

/**
 * Writes an update into a document, screened as one that a client sends. Resolves to false where all of it was
 * there already, and then nothing is written. Rejects where the document holds something else, where a part of
 * the update builds on what nobody has, and with ProtocolError for one that the server would refuse.
 */
export async function addUpdate(
  store: DocumentStore,
  name: DocumentName,
  update: Uint8Array,
  { merges, mergeFlag, background, keepsDeleted = false }: AddUpdateOptions,
): Promise<boolean> {
  const add = async ({ log, replica, isStored }: OpenedDocument): Promise<boolean> => {
    const { change, isComplete } = await background.screen(update, replica.known);
    if (!isComplete) throw new Error("a part of it builds on what is not in it");
    if (isEmptyChange(change)) return false;
    if (isStored && replica.vector.size > 0 && !merges) {
      throw new Error(`it holds something else already; ${mergeFlag} puts both together`);
    }
    if (keepsDeleted) await log.keepDeleted(true);
    await log.append(update);
    return true;
  };
  return withDocument(store, name, add, background);
}
