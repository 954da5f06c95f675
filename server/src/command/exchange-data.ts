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
import type { FileStore } from "../store/file-store.ts";
import { checkIsDatabase } from "./data-directory.ts";
import type { IncomingPictures } from "../exchange/incoming-pictures.ts";

/** Where a document lies. */
export interface StoredDocument {
  readonly directory: string;
  readonly name: DocumentName;
  /** Opens the store in a directory. */
  readonly open: (path: string) => DocumentStore;
}

/**
 * Reads a document: `use` is given its blocks and the files beside it, and what it resolves to is
 * resolved to. Rejects where there is no document by this name, where it is damaged, and with a StoreError
 * where the directory cannot be opened.
 */
export async function readDocument<T>(
  place: StoredDocument,
  use: (blocks: readonly BlockData[], files: FileStore | undefined) => Promise<T>,
): Promise<T> {
  await checkIsDatabase(absolutePath(place.directory));
  return withLog(place, async ({ log, isStored, files }) => {
    if (!isStored) throw new Error("there is no such document");
    return use(readFlow(flowText(docOf(await loaded(log)))).blocks, files);
  });
}

/**
 * Writes blocks behind what a document holds, which must be nothing unless `appends`. Makes the document,
 * and the database, where there is none. The pictures in them are on disk before. Rejects where the document is damaged, and with a StoreError where the
 * directory cannot be opened.
 */
export async function writeBlocks(
  place: StoredDocument,
  blocks: readonly BlockData[],
  pictures: IncomingPictures,
  appends: boolean,
): Promise<void> {
  await withLog(place, async ({ log, files }) => {
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
    if (files !== undefined) await pictures.putInto(files);
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

interface OpenedDocument {
  readonly log: DocumentLog;
  readonly isStored: boolean;
  readonly files: FileStore | undefined;
}

async function withLog<T>(
  { directory, name, open }: StoredDocument,
  work: (opened: OpenedDocument) => Promise<T>,
): Promise<T> {
  const store = open(absolutePath(directory));
  try {
    await store.ready();
    const isStored = (await store.list()).includes(name);
    const log = await store.open(name);
    try {
      return await work({ log, isStored, files: store.files });
    } finally {
      await log.close();
    }
  } finally {
    await store.close();
  }
}
