/**
 * Documents of another program's store → a store of ours. Each is screened as what clients send, written as one
 * update, read back, and compared with what Yjs itself makes of the other program's. Loads Yjs, which a server
 * does not need in its main thread.
 */

import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { loadDocument } from "../document/load-document.ts";
import { defaultLimits } from "../options.ts";
import { Registry } from "../registry/registry.ts";
import type { DocumentLog, DocumentStore } from "../store/document-store.ts";
import { isEmptyChange } from "../update/admit-update.ts";
import type { Background } from "../worker/background.ts";
import { nameFault } from "./common-flags.ts";
import { noteChange, placeOf } from "./known-of.ts";
import { addUpdate, withDocument } from "./stored-document.ts";
import type { Source, SourceDocument } from "./sources/source.ts";

/** What became of one document. */
export interface SourceOutcome {
  /** What the other program calls it. */
  readonly from: string;
  /** What it is called here. */
  readonly name: string;
  /** `same`: all of it was here already, and nothing was written. */
  readonly outcome: "imported" | "same" | "failed";
  /** Bytes of the document as one update. */
  readonly bytes: number;
  /** Why it failed, or what of it could not be read. */
  readonly problem?: string;
  /** What the other program has of it that has no place here. */
  readonly leftOut?: string;
}

/** What {@link importSource} is to do. */
export interface ImportSourceOptions {
  /** Put before each name. */
  readonly prefix: string;
  /** `OLD=NEW`: another name for a document, instead of its prefix. */
  readonly renames: readonly string[];
  /** Puts documents together with what is here under their names. */
  readonly merges: boolean;
  /** Takes of a document what can be read, where a part of it is missing or refused. */
  readonly takesPart: boolean;
  /** Makes each document one that keeps what is deleted from it. */
  readonly keepsDeleted: boolean;
  readonly background: Pick<Background, "screen">;
  readonly onProgress: (done: number, total: number, name: string) => void;
}

/** Imports all documents. What is wrong with one keeps no other from being imported. */
export async function importSource(
  store: DocumentStore,
  { documents }: Source,
  options: ImportSourceOptions,
): Promise<readonly SourceOutcome[]> {
  const names = namesOf(documents, options);
  const outcomes: SourceOutcome[] = [];
  for (const document of documents) {
    options.onProgress(outcomes.length, documents.length, document.name);
    const name = names.get(document) ?? document.name;
    // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
    outcomes.push(await outcomeOf(store, document, name, options));
  }
  return outcomes;
}

/** Throws where a document is to be renamed that is not there, or two get one name. */
function namesOf(
  documents: readonly SourceDocument[],
  { prefix, renames }: ImportSourceOptions,
): ReadonlyMap<SourceDocument, string> {
  const names = new Map(documents.map((document) => [document, prefix + document.name]));
  for (const rename of renames) {
    const document = documents.find(({ name }) => rename.startsWith(`${name}=`));
    if (document === undefined) {
      throw new Error(`--rename: there is no document for ${JSON.stringify(rename)}`);
    }
    names.set(document, rename.slice(document.name.length + 1));
  }
  const taken = new Set<string>();
  for (const name of names.values()) {
    if (taken.has(name)) throw new Error(`--rename: two are to be called ${JSON.stringify(name)}`);
    taken.add(name);
  }
  return names;
}

async function outcomeOf(
  store: DocumentStore,
  document: SourceDocument,
  name: string,
  options: ImportSourceOptions,
): Promise<SourceOutcome> {
  const { name: from, leftOut } = document;
  const told = { from, name, ...(leftOut !== undefined && { leftOut }) };
  try {
    const fault = nameFault(name);
    if (fault !== undefined) {
      throw new Error(`${fault}; give it another one: --rename ${JSON.stringify(`${from}=NEW`)}`);
    }
    return {
      ...told,
      ...(await importDocument(store, document, parseDocumentName(name), options)),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...told, outcome: "failed", bytes: 0, problem };
  }
}

async function importDocument(
  store: DocumentStore,
  document: SourceDocument,
  asked: DocumentName,
  options: ImportSourceOptions,
): Promise<Pick<SourceOutcome, "outcome" | "bytes" | "problem">> {
  const { merges, takesPart, keepsDeleted, background } = options;
  const registry = new Registry(store);
  const name = await placeOf(registry, asked);
  const updates = await document.read();
  const { replica, damage } = await loadDocument(logOf(updates), background);
  const problem = damage[0]?.problem;
  if (problem !== undefined && !takesPart) {
    throw new Error(`${problem}; --partial takes what can be read of it`);
  }
  const update = replica.encode();
  if (update.length > defaultLimits.maxDocumentBytes) {
    throw new Error(`it has ${update.length} bytes, more than a server takes`);
  }
  const keep = { merges, mergeFlag: "--merge", background, keepsDeleted };
  const isNew = await addUpdate(store, name, update, keep);
  const expected = problem === undefined ? updates : [update];
  await compare(store, name, { expected, update, background });
  if (isNew) await noteChange(registry, name);
  const part = problem === undefined ? {} : { problem: `in part: ${problem}` };
  return { outcome: isNew ? "imported" : "same", bytes: update.length, ...part };
}

/** Other programs' updates as a log of ours, to be read. */
function logOf(updates: readonly Uint8Array[]): Pick<DocumentLog, "load"> {
  return {
    async *load() {
      yield { updates, through: updates.length };
    },
  };
}

interface Comparison {
  /** What Yjs is to make the same of. */
  readonly expected: readonly Uint8Array[];
  /** The same as one update. */
  readonly update: Uint8Array;
  readonly background: Pick<Background, "screen">;
}

/** Rejects where the document that is stored now has not all that it should. */
async function compare(
  store: DocumentStore,
  name: DocumentName,
  { expected, update, background }: Comparison,
): Promise<void> {
  await withDocument(
    store,
    name,
    async ({ replica }) => {
      const { change, isComplete } = await background.screen(update, replica.known);
      const hasAll = isComplete && isEmptyChange(change);
      const stored = canonical([replica.encode()]);
      // With more in it than came now, it is not the same, and has all of it.
      const other = canonical(expected);
      const isSame = stored.vector.equals(other.vector) && stored.update.equals(other.update);
      if (!hasAll || (!isSame && stored.vector.equals(other.vector))) {
        throw new Error("what was written of it is not what was read");
      }
    },
    background,
  );
}

/** A document as Yjs writes it, whatever the order in which it came. */
function canonical(updates: readonly Uint8Array[]): { vector: Buffer; update: Buffer } {
  const gathered = docOf(updates);
  // In one step, structs are joined that Yjs leaves apart where they come one by one.
  const doc = docOf([encodeStateAsUpdate(gathered)]);
  const vector = Buffer.from(encodeStateVector(doc));
  const update = Buffer.from(encodeStateAsUpdate(doc));
  gathered.destroy();
  doc.destroy();
  return { vector, update };
}

function docOf(updates: readonly Uint8Array[]): Doc {
  const doc = new Doc();
  for (const update of updates) applyUpdate(doc, update);
  return doc;
}
