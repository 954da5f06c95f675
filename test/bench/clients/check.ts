/** A measurement counts only if the documents are right in the end. These throw where they are not. */

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { DocumentClient } from "./document-client.ts";
import type { ServerProcess } from "../servers/server-process.ts";

/** The document that results from `updates`. */
export function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** Throws unless both hold the same structs and the same deletions, and so the same content. */
export function expectSame(actual: Y.Doc, expected: Y.Doc, whose: string): void {
  if (!Y.equalSnapshots(Y.snapshot(actual), Y.snapshot(expected))) {
    throw new Error(`${whose} differs from what was written`);
  }
  if (actual.getText("text").toString() !== expected.getText("text").toString()) {
    throw new Error(`the text of ${whose} differs from what was written`);
  }
}

/** y-leveldb answers before it has loaded the document, and sends it later. */
const patienceMs = 60_000;

/** Joins as a fresh client and compares; a server that sends the rest later is waited for. */
export async function expectDocument(
  server: ServerProcess,
  document: string,
  expected: Y.Doc,
): Promise<void> {
  if (!server.contestant.keepsDocuments) return;
  const deadline = performance.now() + patienceMs;
  const client = await DocumentClient.join(server, document);
  try {
    for (;;) {
      const { receivedBytes } = client.raw;
      try {
        return expectSame(client.document(), expected, `${document}, as a fresh client gets it,`);
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
      do {
        // oxlint-disable-next-line no-await-in-loop -- one look after the other
        await sleep(500);
      } while (client.raw.receivedBytes === receivedBytes && performance.now() < deadline);
    }
  } finally {
    client.leave();
  }
}
