/** Compacts documents in a data directory that no server has open, and gives their space back to the disk. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentName } from "@coscribe/shared";
import { loadDocument } from "../document/load-document.ts";
import type { Clock } from "../clock.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { everything, recordsOfName } from "../store/key-value/key-layout.ts";
import type { KeySpan } from "../store/key-value/key-value.ts";
import { LevelDatabase } from "../store/level/level-database.ts";
import { storeOn } from "../store/level/level-store.ts";
import type { Background } from "../worker/background.ts";
import { checkIsDatabase } from "./data-directory.ts";

/** What {@link compactData} is to do, and with what. */
export interface CompactOptions {
  /** The absolute path of the directory. */
  readonly directory: string;
  /** The documents; all that are stored when left out. */
  readonly names: readonly DocumentName[] | undefined;
  readonly clock: Clock;
  readonly background: Pick<Background, "compact" | "screen">;
  readonly onProgress: (done: number, total: number, name: DocumentName) => void;
}

/** What {@link compactData} did. */
export interface CompactReport {
  readonly directory: string;
  readonly documents: readonly CompactedDocument[];
  /** Bytes of the database's files, before and after. */
  readonly before: number;
  readonly after: number;
}

/** What became of one document. */
export type CompactedDocument = { readonly name: DocumentName } & (
  | {
      /** Nothing was written to it since it was compacted last. */
      readonly outcome: "compacted" | "nothing";
      /** Bytes of base and updates, before and after. */
      readonly before: number;
      readonly after: number;
    }
  | { readonly outcome: "missing" }
  | { readonly outcome: "failed"; readonly problem: string }
);

/**
 * Compacts documents, one after the other, and has the database rewrite what it has of them. What is wrong with
 * one of them is told in the report. Rejects with a StoreError where the directory cannot be opened, or the disk
 * has too little space for what is rewritten.
 */
export async function compactData(options: CompactOptions): Promise<CompactReport> {
  const { directory, clock, background, onProgress } = options;
  await checkIsDatabase(directory);
  const before = await databaseBytes(directory);
  const database = new LevelDatabase(directory, clock);
  const store = storeOn(database, directory);
  const documents: CompactedDocument[] = [];
  try {
    const stored = await store.list();
    const names = options.names ?? stored;
    for (const name of names) {
      onProgress(documents.length, names.length, name);
      // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
      documents.push(await compactDocument(store, name, background));
    }
    const spans = options.names === undefined ? [everything] : names.map(spanOf);
    for (const span of spans) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await database.rewrite(span, await database.sizeOf(span));
    }
  } finally {
    await store.close();
  }
  return { directory, documents, before, after: await databaseBytes(directory) };
}

function spanOf(name: DocumentName): KeySpan {
  const { gte, lt } = recordsOfName(name);
  return { gte, lte: lt };
}

async function compactDocument(
  store: DocumentStore,
  name: DocumentName,
  background: Pick<Background, "compact" | "screen">,
): Promise<CompactedDocument> {
  const log = await store.open(name);
  try {
    const { replica, baseBytes, tailBytes, through, damage } = await loadDocument(log, background);
    const before = baseBytes + tailBytes;
    const [first] = damage;
    if (first !== undefined) {
      return {
        name,
        outcome: "failed",
        problem: `it is damaged (${first.problem}); see coscribe check`,
      };
    }
    if (through === 0) return { name, outcome: "missing" };
    if (log.tailLength === 0) return { name, outcome: "nothing", before, after: before };
    const { update } = await background.compact(replica.freeze(), log.keepsDeleted);
    await log.compact(update, through);
    return { name, outcome: "compacted", before, after: update.length };
  } catch (error) {
    return {
      name,
      outcome: "failed",
      problem: error instanceof Error ? error.message : String(error),
    };
  } finally {
    await log.close();
  }
}

/** Bytes of the database's files in a directory; those of images are not among them. */
async function databaseBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    // oxlint-disable-next-line no-await-in-loop -- some hundred at most
    if (entry.isFile()) bytes += (await stat(join(directory, entry.name))).size;
  }
  return bytes;
}
