/**
 * Another editor's document → a flow in the same document, once.
 *
 * The flow is written in a document of its own, by a client ID and with block ids that follow from
 * what is converted. So whoever converts the same twice makes the same bytes, and merging them
 * changes nothing. Two who convert different states make two flows, one after the other: that is why
 * a document is converted in one place, by its server or by a command. The client ID is not one for all
 * documents: of two different flows by one client ID Yjs would keep a part of each, and lose the rest.
 */

import { encodeAny } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { create, word } from "lib0/prng";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import type { BlockData, InnerData } from "../flow/data.ts";
import { flowText, readFlow } from "../flow/flow.ts";
import type { NewId } from "../flow/id.ts";
import { insertBlocks } from "../flow/insert.ts";
import { textBlockName } from "../flow/segment.ts";
import { fromFragment } from "./from-fragment.ts";
import { findConvertible, rootOf } from "./roots.ts";

/** What a conversion found and made. */
export interface Conversion {
  /** The roots that were read; none where there was nothing to be done. */
  readonly roots: readonly string[];
  /** How many blocks they are in the flow, those in tables and other objects too. */
  readonly blocks: number;
  /** How much of it is shown as a placeholder: objects that this version does not know. */
  readonly placeholders: number;
  /** What writes the flow; undefined where there was nothing to be done. */
  readonly update: Uint8Array | undefined;
}

/** How {@link convertDocument} converts. */
export interface ConversionOptions {
  /** The root that the other editor used, where it is none of the usual ones. */
  readonly from?: string | undefined;
  /** The origin of the transaction that writes the flow. */
  readonly origin?: unknown;
}

/** Letters in the id of a block, as many as `newBlockId` takes. */
const idLength = 9;

/**
 * Writes the flow of `doc` from what another editor has left there, if the flow is empty; of several
 * roots one after the other. What was there stays as it was.
 */
export function convertDocument(doc: Doc, { from, origin }: ConversionOptions = {}): Conversion {
  const conversion = conversionOf(doc, from);
  if (conversion.update !== undefined) applyUpdate(doc, conversion.update, origin);
  return conversion;
}

/** What {@link convertDocument} would do. Changes nothing. */
export function conversionOf(doc: Doc, from?: string): Conversion {
  const found = findConvertible(doc, from);
  if (found === undefined) return { roots: [], blocks: 0, placeholders: 0, update: undefined };
  const blocks = found.roots.flatMap((name) => {
    const root = rootOf(doc, name);
    return root === undefined ? [] : fromFragment(root);
  });
  const clientId = freeClientId(doc, blocks);
  return { roots: found.roots, ...countOf(blocks), update: updateOf(blocks, clientId) };
}

/**
 * Told by what is written, and one that has written nothing in this document yet: whoever has emptied
 * a flow that was converted can convert again.
 */
function freeClientId(doc: Doc, blocks: readonly BlockData[]): number {
  const bytes = encodeAny(blocks);
  for (let seed = digest(bytes); ; seed = digest(seed)) {
    const id = new DataView(seed.buffer, seed.byteOffset).getUint32(0);
    if (!doc.store.clients.has(id)) return id;
  }
}

function updateOf(blocks: readonly BlockData[], clientId: number): Uint8Array {
  const doc = new Doc();
  doc.clientID = clientId;
  insertBlocks(readFlow(flowText(doc)), undefined, blocks, idsFrom(clientId));
  const update = encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** Ids by chance that are the same each time. */
function idsFrom(seed: number): NewId {
  const random = create(seed);
  const given = new Set<string>();
  return () => {
    let id = word(random, idLength, idLength);
    while (given.has(id)) id = word(random, idLength, idLength);
    given.add(id);
    return id;
  };
}

function countOf(blocks: readonly BlockData[]): { blocks: number; placeholders: number } {
  let count = 0;
  let placeholders = 0;
  const open: (BlockData | InnerData)[] = [...blocks];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ("type" in next) {
      const inside = next.type === "flow" ? next.blocks : next.type === "cell" ? next.inners : [];
      for (const inner of inside) open.push(inner);
      continue;
    }
    count++;
    if (next.name !== textBlockName && next.name !== "divider") placeholders++;
    placeholders += next.runs.filter(({ type }) => type === "object").length;
    for (const inner of next.inners) open.push(inner);
  }
  return { blocks: count, placeholders };
}
