/**
 * The trace automerge-paper as Yjs updates: a paper of 104,852 characters as one person typed it, in
 * 259,778 edits. Recording takes some seconds, so the result is kept in a file.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDecoder, hasContent, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint8Array } from "lib0/encoding";
import * as Y from "yjs";
import { applyPatches, findTrace } from "../../support/traces.ts";
import { cacheFolder } from "../folders.ts";
import type { Workload } from "../workload.ts";
import { clientIdOf } from "./typist.ts";

const file = join(cacheFolder, "bench-automerge-paper");

/** Who typed it. */
export const paperAuthor: number = clientIdOf(0);

/** The paper. */
export interface Paper {
  /** One per edit. */
  readonly updates: readonly Uint8Array[];
  /** The result as one update, as small as Yjs makes it: 311 KB. */
  readonly state: Uint8Array;
}

/** Why it is not to be had, if so. */
function whyNoPaper(): string | undefined {
  if (existsSync(file)) return undefined;
  const trace = findTrace("automerge-paper");
  return trace.isHere ? undefined : `${trace.because} (name the folder with COSCRIBE_TRACES)`;
}

/** Records it, unless that has been done. */
async function preparePaper(): Promise<void> {
  if (existsSync(file)) return;
  const trace = findTrace("automerge-paper");
  if (!trace.isHere) throw new Error(trace.because);
  console.log("Recording automerge-paper (once) …");
  const doc = new Y.Doc();
  doc.clientID = paperAuthor;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const { txns, endContent } = trace.value();
  for (const { patches } of txns) applyPatches(doc, patches);
  if (doc.getText("text").toString() !== endContent) throw new Error("the recording is wrong");
  const encoder = createEncoder();
  writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
  for (const update of updates) writeVarUint8Array(encoder, update);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, toUint8Array(encoder));
}

/** For a workload that needs the paper. */
export const needsPaper: Pick<Workload, "whyNot" | "prepare"> = {
  whyNot: whyNoPaper,
  prepare: preparePaper,
};

/** Reads what {@link preparePaper} has recorded. */
export function readPaper(): Paper {
  const decoder = createDecoder(readFileSync(file));
  const state = readVarUint8Array(decoder);
  const updates: Uint8Array[] = [];
  while (hasContent(decoder)) updates.push(readVarUint8Array(decoder));
  return { state, updates };
}
