/** The whole of a document, from one log into another that is empty. */

import { ProtocolError } from "@coscribe/shared";
import type { DocumentLog } from "../store/document-store.ts";
import { emptyUpdate } from "../update/encode-update.ts";
import type { Background } from "../worker/background.ts";
import { loadDocument } from "./load-document.ts";

/** Copies; on disk when it resolves. Rejects with ProtocolError `documentDamaged` where something is missing, and with the store's error. */
export async function copyLog(
  from: DocumentLog,
  to: DocumentLog,
  background: Background,
): Promise<void> {
  const { replica, damage } = await loadDocument(from, background);
  const [first] = damage;
  if (first !== undefined) throw new ProtocolError("documentDamaged", first.problem);
  if (from.keepsDeleted) await to.keepDeleted(true);
  await writeDocument(to, replica.encode());
}

/** Makes a document of an empty log; on disk when it resolves. */
export async function writeDocument(
  log: DocumentLog,
  document: Uint8Array = emptyUpdate,
): Promise<void> {
  // A document is known by its first record, which a base alone is not.
  const through = await log.append(emptyUpdate);
  if (document.length > emptyUpdate.length) await log.compact(document, through);
}
