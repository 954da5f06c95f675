/**
 * Recorded editing histories. They lie outside the repository, in the folder that COSCRIBE_TRACES
 * names (default: `../shared/traces` beside the repository).
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";
import type { Part } from "./part.ts";

/** One transaction: each patch is [position, characters deleted, text inserted]. */
export interface TraceTransaction {
  /** Indexes of the transactions on top of which it was made; the one before, if left out. */
  readonly parents?: readonly number[];
  readonly agent?: number;
  readonly patches: readonly (readonly [number, number, string])[];
}

/** A recorded history. */
export interface Trace {
  readonly txns: readonly TraceTransaction[];
  readonly endContent: string;
}

const folder =
  process.env["COSCRIBE_TRACES"] ??
  fileURLToPath(new URL("../../../shared/traces", import.meta.url));

/** The trace called `name`, if it is there. */
export function findTrace(name: "automerge-paper" | "friendsforever"): Part<() => Trace> {
  const file = join(folder, `${name}.json.gz`);
  if (existsSync(file)) {
    const read = (): Trace => JSON.parse(gunzipSync(readFileSync(file)).toString()) as Trace;
    return { isHere: true, value: read };
  }
  return {
    isHere: false,
    because: `there is no ${name}.json.gz in ${folder}`,
    getIt: "COSCRIBE_TRACES=folder-with-the-traces npm test",
  };
}

/** A transaction as a Yjs update, and what its author had seen when it was made. */
export interface RecordedUpdate {
  readonly agent: number;
  readonly update: Uint8Array;
  /** Yjs client ID → clock that the author's replica had reached. */
  readonly madeOn: ReadonlyMap<number, number>;
}

/**
 * The updates of a trace with two authors, each made on exactly what its parents name. Author `n`
 * writes with client ID `n + 1`: the order of IDs is the order in which the trace resolved text
 * inserted at the same place at once.
 */
export function recordUpdates(trace: Trace): readonly RecordedUpdate[] {
  const docs = [1, 2].map((clientId) => {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    return doc;
  });
  const recorded: RecordedUpdate[] = [];
  /** Per author, its updates so far; per transaction, how many of each author it builds on. */
  const updatesOf: Uint8Array[][] = [[], []];
  const versions: [number, number][] = [];
  const seen = [0, 0];
  for (const { agent = 0, parents = [], patches } of trace.txns) {
    const other = 1 - agent;
    const doc = docs[agent];
    const mine = updatesOf[agent];
    const theirs = updatesOf[other];
    if (doc === undefined || mine === undefined || theirs === undefined) {
      throw new Error("a trace of two authors was expected");
    }
    const version: [number, number] = [0, 0];
    for (const parent of parents) {
      version[0] = Math.max(version[0], versions[parent]?.[0] ?? 0);
      version[1] = Math.max(version[1], versions[parent]?.[1] ?? 0);
    }
    for (const update of theirs.slice(seen[agent], version[other])) Y.applyUpdate(doc, update);
    seen[agent] = Math.max(seen[agent] ?? 0, version[other] ?? 0);
    const madeOn = Y.decodeStateVector(Y.encodeStateVector(doc));
    let update: Uint8Array | undefined;
    doc.once("update", (made: Uint8Array) => (update = made));
    applyPatches(doc, patches);
    if (update === undefined) throw new Error("a transaction of the trace changes nothing");
    mine.push(update);
    version[agent] = mine.length;
    versions.push(version);
    recorded.push({ agent, update, madeOn });
  }
  return recorded;
}

/** Applies a transaction to the text of `doc`. */
export function applyPatches(doc: Y.Doc, patches: TraceTransaction["patches"]): void {
  const text = doc.getText("text");
  doc.transact(() => {
    for (const [position, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(position, deleted);
      if (inserted !== "") text.insert(position, inserted);
    }
  });
}
