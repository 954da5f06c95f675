/**
 * Makes a flow say what somebody wants it to, by the smallest change: blocks that stay keep their ids, what is
 * typed in them at the same time, comments, and whatever the format of the wanted has no place for.
 *
 * Three things are compared: the flow, what it says in that format (told, and read again), and what is wanted.
 * What is wanted otherwise than it was said is changed, and nothing else. So what a format leaves out is no
 * difference, and who wants what was said changes nothing.
 */

import { markLoose } from "../flow/arrange.ts";
import type { BlockData } from "../flow/data.ts";
import { deleteBlocks, deleteRange } from "../flow/delete.ts";
import { isBlockId, newBlockId, type NewId } from "../flow/id.ts";
import { insertManyBlocks, insertRuns, type BlockInsertion } from "../flow/insert.ts";
import { orderBlocks } from "../flow/move.ts";
import type { Block, Flow } from "../flow/reading.ts";
import { isSettled, replaceLetters } from "../flow/replace.ts";
import { rereadFlow } from "../flow/reread.ts";
import { lengthOf } from "../flow/segment.ts";
import {
  setAttributesOfMany,
  setFormats,
  type AttributeChange,
  type FormatChange,
} from "../flow/set.ts";
import { write } from "../flow/write.ts";
import { blockFromJson } from "../schema/from-json.ts";
import { blockJson } from "../schema/to-json.ts";
import { changedAttributes, changedText, type TextChange } from "./change-block.ts";
import { canRewriteTable, rewriteTable, type RewriteInner } from "./rewrite-table.ts";
import { areSame, pairBlocks } from "./pair-blocks.ts";

/** A block that stays, what it says and what it is to say. */
interface Kept {
  readonly block: Block;
  readonly said: BlockData;
  readonly wanted: BlockData;
  /** Whether all that there is was said. */
  readonly isAll: boolean;
}

/** What is to be seen at a place: a block that is there, or a new one. */
type Place =
  | { readonly type: "there"; readonly id: string }
  | { readonly type: "new"; readonly block: BlockData };

/** What is to be done. */
interface Plan {
  readonly attributes: readonly AttributeChange[];
  readonly texts: readonly (readonly [id: string, change: TextChange])[];
  /** Objects with something in them. */
  readonly tables: readonly Kept[];
  readonly gone: readonly string[];
  readonly places: readonly Place[];
}

/**
 * Makes `flow`, which was read last, say `wanted` where it says `said`; left out, whoever wants it has seen all
 * of it, with the ids of blocks. All in one transaction; nothing where both say the same.
 */
export function rewriteFlow(
  flow: Flow,
  wanted: readonly BlockData[],
  said?: readonly BlockData[],
  newId: NewId = newBlockId,
): void {
  write(flow, (transaction) => {
    let now = flow;
    let plan = planOf(now, wanted, said);
    if (isNothing(plan, now)) return;
    const again = (): Flow => (now = rereadFlow(now, transaction));
    if (now.blocks.some(({ isLoose }) => isLoose)) {
      markLoose(now, { transaction, newId });
      plan = planOf(again(), wanted, said);
    }
    const { attributes, texts, tables, gone, places } = plan;
    if (attributes.length > 0) setAttributesOfMany(now, attributes, newId);
    now = changeTexts(again(), texts, newId, again);
    const inner: RewriteInner = { newId, transaction, rewrite: rewriteFlow };
    for (const { block, ...both } of tables) now = rewriteTable(now, block.id, both, inner);
    if (gone.length > 0) {
      deleteBlocks(now, gone, newId);
      again();
    }
    const there = places.flatMap((place) => (place.type === "there" ? [place.id] : []));
    if (now.blocks.some(({ id }, i) => id !== there[i])) {
      orderBlocks(now, there, newId);
      again();
    }
    const insertions = insertionsIn(places);
    if (insertions.length > 0) insertManyBlocks(now, insertions, idsBeside(now, newId));
  });
}

/** Gives new blocks the ids that they ask for, unless these are taken. */
export function idsBeside({ blocks }: Flow, newId: NewId = newBlockId): NewId {
  const taken = new Set<unknown>(blocks.map(({ id }) => id));
  return (wanted) => {
    const id = isBlockId(wanted) && !taken.has(wanted) ? wanted : newId();
    taken.add(id);
    return id;
  };
}

function planOf(
  { blocks }: Flow,
  wanted: readonly BlockData[],
  seen: readonly BlockData[] | undefined,
): Plan {
  const isAll = seen === undefined;
  const said = seen ?? blocks.map(asSaid);
  const blockOf = new Int32Array(said.length).fill(-1);
  if (isAll) blocks.forEach((_, i) => (blockOf[i] = i));
  else blockOf.set(pairBlocks(blocks, said, false));
  const saidOf = pairBlocks(said, wanted, isAll);
  const attributes: AttributeChange[] = [];
  const texts: [string, TextChange][] = [];
  const tables: Kept[] = [];
  const places: Place[] = [];
  const staying = new Set<Block>();
  wanted.forEach((data, k) => {
    const saidAt = saidOf[k]!;
    const old = said[saidAt];
    const block = saidAt < 0 ? undefined : blocks[blockOf[saidAt]!];
    // Something that is said, but is no block of its own, and is to be said again.
    if (old !== undefined && block === undefined) return;
    if (old === undefined || block === undefined || !canBecome(block, old, data, isAll)) {
      places.push({ type: "new", block: data });
      return;
    }
    staying.add(block);
    const { id } = block;
    if (isTable(block, old, data)) {
      if (!areSame(old, data)) tables.push({ block, said: old, wanted: data, isAll });
    } else {
      const values = changedAttributes(block.attributes, old.attributes, data.attributes);
      if (Object.keys(values).length > 0) attributes.push([id, values]);
      const change = changedText(block, old, data);
      if (change.letters.length + change.formats.length > 0) texts.push([id, change]);
    }
    places.push({ type: "there", id: block.id });
  });
  const isSaid = new Set(Array.from(blockOf, (i) => blocks[i]));
  const gone = blocks.filter((block) => isSaid.has(block) && !staying.has(block));
  return {
    attributes,
    texts,
    tables,
    gone: gone.map(({ id }) => id),
    places: withUnsaid(places, blocks, isSaid),
  };
}

/** Blocks of which a format says nothing stay behind what is before them. */
function withUnsaid(
  places: readonly Place[],
  blocks: readonly Block[],
  isSaid: ReadonlySet<Block | undefined>,
): Place[] {
  const there = new Set(places.flatMap((place) => (place.type === "there" ? [place.id] : [])));
  const behind = new Map<string | undefined, Place[]>();
  let last: string | undefined;
  for (const block of blocks) {
    if (there.has(block.id)) last = block.id;
    if (isSaid.has(block)) continue;
    behind.set(last, [...(behind.get(last) ?? []), { type: "there", id: block.id }]);
  }
  if (behind.size === 0) return [...places];
  return [
    ...(behind.get(undefined) ?? []),
    ...places.flatMap((place) =>
      place.type === "new" ? [place] : [place, ...(behind.get(place.id) ?? [])],
    ),
  ];
}

function isNothing({ attributes, texts, tables, gone, places }: Plan, { blocks }: Flow): boolean {
  const changes = attributes.length + texts.length + tables.length + gone.length;
  return (
    changes === 0 &&
    places.length === blocks.length &&
    places.every((place, i) => place.type === "there" && place.id === blocks[i]!.id)
  );
}

function canBecome(block: Block, said: BlockData, wanted: BlockData, isAll: boolean): boolean {
  if (block.name !== wanted.name || said.name !== wanted.name) return false;
  if (!isTable(block, said, wanted)) return true;
  return areSame(said, wanted) || canRewriteTable(block, said, wanted, isAll);
}

/** A block in JSON, where places without a cell and cells without content are one. */
function asSaid(block: Block): BlockData {
  return isTable(block) ? blockFromJson(blockJson(block)) : block;
}

/** Whether there is something in it. */
function isTable(...blocks: readonly BlockData[]): boolean {
  return blocks.some(({ name, inners }) => name === "table" || inners.length > 0);
}

/** Letters and formats of blocks that stay. */
function changeTexts(flow: Flow, texts: Plan["texts"], newId: NewId, again: () => Flow): Flow {
  if (texts.length === 0) return flow;
  const formats = new Map<string, FormatChange[]>();
  for (const [block, change] of texts) {
    for (const { key, begin, end, value } of change.formats) {
      const ofKey = formats.get(key) ?? [];
      if (ofKey.length === 0) formats.set(key, ofKey);
      ofKey.push({ block, begin, end, value });
    }
  }
  let now = flow;
  for (const [key, changes] of formats) {
    setFormats(now, key, changes);
    now = again();
  }
  const byId = new Map(now.blocks.map((block) => [block.id, block]));
  const isInPlace = ([id, { letters }]: Plan["texts"][number]): boolean => {
    const block = byId.get(id)!;
    const left = letters.reduce(
      (sum, { begin, end, runs }) =>
        sum - (end - begin) + runs.reduce((length, run) => length + lengthOf(run), 0),
      block.length,
    );
    return isSettled(now, block, left);
  };
  const settled = texts.filter(isInPlace);
  const others = texts.filter((text) => !isInPlace(text));
  const inPlace = settled.flatMap(([block, { letters }]) =>
    letters.map((change) => ({ ...change, block })),
  );
  if (inPlace.length > 0) {
    replaceLetters(now, inPlace);
    now = again();
  }
  for (const [block, { letters }] of others) {
    for (const { begin, end, runs } of letters.toReversed()) {
      if (end > begin) {
        deleteRange(now, { block, offset: begin }, { block, offset: end }, newId);
        now = again();
      }
      if (runs.length === 0) continue;
      insertRuns(now, { block, offset: begin }, runs);
      now = again();
    }
  }
  return now;
}

/** New blocks by what they are to be shown before. */
function insertionsIn(places: readonly Place[]): BlockInsertion[] {
  const insertions: BlockInsertion[] = [];
  let blocks: BlockData[] = [];
  for (const place of places) {
    if (place.type === "new") {
      blocks.push(place.block);
      continue;
    }
    if (blocks.length > 0) insertions.push({ before: place.id, blocks });
    blocks = [];
  }
  if (blocks.length > 0) insertions.push({ before: undefined, blocks });
  return insertions;
}
