/**
 * Writes content into a document: in place of what it holds, by the smallest change, or behind that. What
 * comes out is one update, as from anybody who edits.
 */

import {
  flowsIn,
  flowText,
  insertBlocks,
  readFlow,
  setTitle,
  type BlockData,
  type Flow,
  type Values,
} from "@coscribe/shared/flow";
import { idsBeside, rewriteFlow } from "@coscribe/shared/rewrite";
import { getState, mergeUpdates, type Doc } from "yjs";
import {
  blocksOfFile,
  fileOf,
  type TextFormat as FileFormat,
} from "../../exchange/file-formats.ts";
import { IncomingPictures } from "../../exchange/incoming-pictures.ts";
import { ContentError } from "./content-error.ts";
import { documentAt } from "./base-document.ts";
import type { Edit, EditClient, EditRequest } from "./content-job.ts";

/** See the head of this file. Rejects with ContentError `invalidContent` and `baseUnknown`. */
export async function editContent(whole: Doc, request: EditRequest): Promise<Edit> {
  const { how, format, content, base, onlyIfEmpty, maxPictureBytes } = request;
  const wasEmpty = isEmpty(whole);
  const doc = base === undefined ? whole : documentAt(whole, base);
  const client = clientFor(doc, request);
  const nothing = { update: undefined, client, wasEmpty, pictures: [], leftOut: [] };
  if (onlyIfEmpty && !wasEmpty) return nothing;
  const pictures = new IncomingPictures(maxPictureBytes);
  const flow = readFlow(flowText(doc));
  const wanted = how === "title" ? [] : await wantedIn(flow, { format, content }, pictures);
  // Yjs takes another one where it finds itself among the authors of what it integrates.
  doc.clientID = client.id;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  if (how === "title") setTitle(flowText(doc), textOf(bytesOf(content)));
  else if (how === "replace") await replaceContent(doc, format, wanted);
  else if (wanted.length > 0) insertBlocks(flow, undefined, wanted, idsBeside(flow));
  return {
    client,
    update: updates.length > 1 ? mergeUpdates(updates) : updates[0],
    wasEmpty,
    pictures: updates.length === 0 ? [] : pictures.files,
    leftOut: pictures.refused,
  };
}

async function wantedIn(
  flow: Flow,
  { format, content }: Pick<EditRequest, "content" | "format">,
  pictures: IncomingPictures,
): Promise<BlockData[]> {
  const bytes = bytesOf(content);
  if (format === "json") return blocksOfJson(textOf(bytes), attributesIn(flow));
  return blocksIn(bytes, format, pictures);
}

/** Two structs of one ID at one clock would part the replicas for good. */
function clientFor(doc: Doc, { client, spareId }: EditRequest): EditClient {
  const reached = getState(doc.store, client.id);
  return reached === client.clock ? client : { id: spareId, clock: 0 };
}

/** Beside what a format has no words for, the first turn may need a second. */
const mostTurns = 2;

async function replaceContent(
  doc: Doc,
  format: FileFormat,
  wanted: readonly BlockData[],
): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn++) {
    const flow = readFlow(flowText(doc));
    // oxlint-disable-next-line no-await-in-loop -- of what the turn before has left
    const said = await saidBy(flow.blocks, format);
    if (rewriteFlow(flow, wanted, said)) return;
  }
}

/** Whether a document holds nothing: no block, and nothing of another editor's either. */
function isEmpty(doc: Doc): boolean {
  const flow = flowText(doc);
  if (readFlow(flow).blocks.length > 0) return false;
  return [...doc.share.values()].every((type) => {
    if ((type as unknown) === flow) return true;
    const { _start: first, _map: items } = type;
    for (let item = first; item !== null; item = item.right) if (!item.deleted) return false;
    return [...items.values()].every((item) => item.deleted);
  });
}

/**
 * What a document says in a format: what is told of it there, read again. What the format has no place for
 * is the same in that and in what an asker has made of it, and so nobody's change. JSON says all of it.
 */
async function saidBy(
  blocks: readonly BlockData[],
  format: FileFormat,
): Promise<readonly BlockData[] | undefined> {
  if (format === "json" || blocks.length === 0) return undefined;
  const file = await fileOf(blocks, format, "", { read: async () => undefined });
  return blocksOfFile(file, format, new IncomingPictures(0));
}

async function blocksIn(
  bytes: Uint8Array,
  format: FileFormat,
  pictures: IncomingPictures,
): Promise<BlockData[]> {
  if (format !== "docx") textOf(bytes);
  try {
    return await blocksOfFile(bytes, format, pictures);
  } catch (cause) {
    if (format !== "docx") throw cause;
    const reason = cause instanceof Error ? cause.message : undefined;
    throw new ContentError("invalidContent", reason, { cause });
  }
}

/** The attributes of all blocks by their ids, those in tables included. */
function attributesIn(flow: Flow, found = new Map<string, Values>()): ReadonlyMap<string, Values> {
  for (const { id, attributes, inners } of flow.blocks) {
    found.set(id, attributes);
    for (const inner of inners.flatMap(flowsIn)) attributesIn(inner, found);
  }
  return found;
}

async function blocksOfJson(
  text: string,
  stored: ReadonlyMap<string, Values>,
): Promise<BlockData[]> {
  const { blocksFromJson, jsonProblem } = await import("@coscribe/shared/exchange");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const reason = `this is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ContentError("invalidContent", reason, { cause });
  }
  const problem = jsonProblem(json, { stored });
  if (problem !== undefined) throw new ContentError("invalidContent", problem);
  return blocksFromJson(json);
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : content;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ContentError("invalidContent", "this is not UTF-8", { cause });
  }
}
