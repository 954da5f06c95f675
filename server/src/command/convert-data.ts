/**
 * Makes flows of what other editors have left in stored documents, in a data directory that no server
 * has open. Each document gets one update more; nothing that is there is changed.
 */

import { resolve as absolutePath } from "node:path";
import type { DocumentName } from "@coscribe/shared";
import { loadDocument } from "../document/load-document.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { isEmptyChange } from "../update/admit-update.ts";
import type { Background } from "../worker/background.ts";
import { checkIsDatabase } from "./data-directory.ts";

/** What {@link convertData} is to do, and with what. */
export interface ConvertDataOptions {
  readonly directory: string;
  /** The documents; all that are stored when left out. */
  readonly names: readonly DocumentName[] | undefined;
  /** The root that the other editor used; the usual ones when left out. */
  readonly from: string | undefined;
  /** Looks, and writes nothing. */
  readonly isDryRun: boolean;
  /** Opens the store in a directory. */
  readonly open: (path: string) => DocumentStore;
  /** Where documents are loaded in Yjs. */
  readonly background: Pick<Background, "convert" | "screen">;
}

/** What became of one document. */
export type ConvertedDocument = { readonly name: DocumentName } & (
  | {
      readonly outcome: "converted";
      readonly roots: readonly string[];
      readonly blocks: number;
      readonly placeholders: number;
    }
  /** Its flow has something in it already, or nobody has left anything that it could be made of. */
  | { readonly outcome: "nothing" }
  | { readonly outcome: "missing" }
  | { readonly outcome: "failed"; readonly problem: string }
);

/** What {@link convertData} found and did. */
export interface ConvertReport {
  /** Its absolute path. */
  readonly directory: string;
  readonly documents: readonly ConvertedDocument[];
}

/**
 * Converts documents, one after the other. What is wrong with one of them is told in the report, and
 * keeps nobody else from being converted. Rejects with a StoreError where the directory cannot be
 * opened: no database, in use, of a newer version, damaged files, a disk that does not answer.
 */
export async function convertData(options: ConvertDataOptions): Promise<ConvertReport> {
  const directory = absolutePath(options.directory);
  await checkIsDatabase(directory);
  const store = options.open(directory);
  try {
    await store.ready();
    const stored = await store.list();
    const documents: ConvertedDocument[] = [];
    for (const name of options.names ?? stored) {
      // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
      documents.push(await outcomeOf(name, stored.includes(name), store, options));
    }
    return { directory, documents };
  } finally {
    await store.close();
  }
}

async function outcomeOf(
  name: DocumentName,
  isStored: boolean,
  store: DocumentStore,
  options: ConvertDataOptions,
): Promise<ConvertedDocument> {
  if (!isStored) return { name, outcome: "missing" };
  try {
    return await convert(name, store, options);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { name, outcome: "failed", problem };
  }
}

async function convert(
  name: DocumentName,
  store: DocumentStore,
  { from, isDryRun, background }: ConvertDataOptions,
): Promise<ConvertedDocument> {
  const log = await store.open(name);
  try {
    const { replica, damage } = await loadDocument(log, background);
    const [first] = damage;
    if (first !== undefined) {
      const problem = `it is damaged (${first.problem}); see coscribe check`;
      return { name, outcome: "failed", problem };
    }
    const { update, ...found } = await background.convert(replica.pieces(), from);
    if (update === undefined) return { name, outcome: "nothing" };
    const { change, isComplete } = replica.admit(update);
    if (!isComplete || isEmptyChange(change))
      throw new Error("the conversion does not fit into it");
    if (!isDryRun) await log.append(update);
    return { name, outcome: "converted", ...found };
  } finally {
    await log.close();
  }
}
