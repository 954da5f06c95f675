/**
 * Writes content into a document: in place of what it holds, by the smallest change, or behind that. What
 * comes out is one update, as from anybody who edits.
 */

import { flowText, insertBlocks, readFlow, type BlockData } from "@coscribe/shared/flow";
import { idsBeside, rewriteFlow } from "@coscribe/shared/rewrite";
import type { Doc } from "yjs";
import {
  blocksOfFile,
  fileOf,
  type TextFormat as FileFormat,
} from "../../exchange/file-formats.ts";
import { IncomingPictures } from "../../exchange/incoming-pictures.ts";
import { ContentError } from "./content-error.ts";
import type { Edit, EditRequest } from "./content-job.ts";

/** See the head of this file. Rejects with ContentError `invalidContent`. */
export async function editContent(
  doc: Doc,
  { how, format, content, clientId, onlyIfEmpty, maxPictureBytes }: EditRequest,
): Promise<Edit> {
  const wasEmpty = isEmpty(doc);
  if (onlyIfEmpty && !wasEmpty) return { update: undefined, wasEmpty, pictures: [], leftOut: [] };
  const pictures = new IncomingPictures(maxPictureBytes);
  const wanted = await blocksIn(content, format, pictures);
  const flow = readFlow(flowText(doc));
  const said = how === "append" ? undefined : await saidBy(flow.blocks, format);
  // Yjs takes another one where it finds itself among the authors of what it integrates.
  doc.clientID = clientId;
  let update: Uint8Array | undefined;
  const onUpdate = (bytes: Uint8Array): void => void (update = bytes);
  doc.on("update", onUpdate);
  doc.transact(() => {
    if (how === "replace") rewriteFlow(flow, wanted, said);
    else if (wanted.length > 0) insertBlocks(flow, undefined, wanted, idsBeside(flow));
  });
  doc.off("update", onUpdate);
  return {
    update,
    wasEmpty,
    pictures: update === undefined ? [] : pictures.files,
    leftOut: pictures.refused,
  };
}

/** Whether a document holds nothing: no block, and nothing of another editor's either. */
function isEmpty(doc: Doc): boolean {
  const flow = flowText(doc);
  if (readFlow(flow).blocks.length > 0) return false;
  return [...doc.share.values()].every((type) => {
    if ((type as unknown) === flow) return true;
    for (let item = type._start; item !== null; item = item.right) if (!item.deleted) return false;
    return [...type._map.values()].every((item) => item.deleted);
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
  content: Uint8Array | string,
  format: FileFormat,
  pictures: IncomingPictures,
): Promise<BlockData[]> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  if (format === "json") return blocksOfJson(textOf(bytes));
  if (format !== "docx") textOf(bytes);
  try {
    return await blocksOfFile(bytes, format, pictures);
  } catch (cause) {
    if (format !== "docx") throw cause;
    const reason = cause instanceof Error ? cause.message : undefined;
    throw new ContentError("invalidContent", reason, { cause });
  }
}

async function blocksOfJson(text: string): Promise<BlockData[]> {
  const { blocksFromJson, jsonProblem } = await import("@coscribe/shared/exchange");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const reason = `this is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ContentError("invalidContent", reason, { cause });
  }
  const problem = jsonProblem(json);
  if (problem !== undefined) throw new ContentError("invalidContent", problem);
  return blocksFromJson(json);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ContentError("invalidContent", "this is not UTF-8", { cause });
  }
}
