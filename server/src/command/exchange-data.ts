/**
 * One document of a data directory that no server has open, as the blocks in it; and blocks written into
 * one, as one update more.
 */

import { resolve as absolutePath } from "node:path";
import type { DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow, type BlockData } from "@coscribe/shared/flow";
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { loadDocument, type LoadedDocument } from "../document/load-document.ts";
import type { DocumentLog, DocumentStore } from "../store/document-store.ts";
import { checkIsDatabase } from "./data-directory.ts";

/** Where a document lies. */
export interface StoredDocument {
  readonly directory: string;
  readonly name: DocumentName;
  /** Opens the store in a directory. */
  readonly open: (path: string) => DocumentStore;
}

/**
 * The blocks of a document. Rejects where there is none by this name, where it is damaged, and with a
 * StoreError where the directory cannot be opened.
 */
export async function readBlocks(place: StoredDocument): Promise<readonly BlockData[]> {
  await checkIsDatabase(absolutePath(place.directory));
  return withLog(place, async (log, isStored) => {
    if (!isStored) throw new Error("there is no such document");
    return readFlow(flowText(docOf(await loaded(log)))).blocks;
  });
}

/**
 * Writes blocks behind what a document holds, which must be nothing unless `appends`. Makes the document,
 * and the database, where there is none. Rejects where the document is damaged, and with a StoreError where the
 * directory cannot be opened.
 */
export async function writeBlocks(
  place: StoredDocument,
  blocks: readonly BlockData[],
  appends: boolean,
): Promise<void> {
  await withLog(place, async (log) => {
    const document = await loaded(log);
    const doc = docOf(document);
    const flow = readFlow(flowText(doc));
    if (flow.blocks.length > 0 && !appends) {
      throw new Error("it holds something already; --append writes behind that");
    }
    const before = encodeStateVector(doc);
    insertBlocks(flow, undefined, blocks);
    const update = encodeStateAsUpdate(doc, before);
    const { isComplete } = document.replica.admit(update);
    if (!isComplete) throw new Error("what was read does not fit into it");
    await log.append(update);
  });
}

async function loaded(log: DocumentLog): Promise<LoadedDocument> {
  const document = await loadDocument(log);
  const [first] = document.damage;
  if (first === undefined) return document;
  throw new Error(`it is damaged (${first.problem}); see coscribe check`);
}

function docOf({ replica }: LoadedDocument): Doc {
  const doc = new Doc();
  applyUpdate(doc, replica.encode());
  return doc;
}

async function withLog<T>(
  { directory, name, open }: StoredDocument,
  work: (log: DocumentLog, isStored: boolean) => Promise<T>,
): Promise<T> {
  const store = open(absolutePath(directory));
  try {
    await store.ready();
    const isStored = (await store.list()).includes(name);
    const log = await store.open(name);
    try {
      return await work(log, isStored);
    } finally {
      await log.close();
    }
  } finally {
    await store.close();
  }
}
