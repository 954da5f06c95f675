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
import { pairBlocks } from "./pair-blocks.ts";

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
  /** Whether all of the flow was said as it is. */
  readonly isWhole: boolean;
}

/**
 * Makes `flow`, which was read last, say `wanted` where it says `said`; left out, whoever wants it has seen all
 * of it, with the ids of blocks. All in one transaction; nothing where both say the same.
 *
 * Returns whether all of it was said as it is. Otherwise a format may tell what has changed otherwise than it was
 * wanted, beside something that it has no words for, and a second turn brings that about.
 */
export function rewriteFlow(
  flow: Flow,
  wanted: readonly BlockData[],
  said?: readonly BlockData[],
  newId: NewId = newBlockId,
): boolean {
  return write(flow, (transaction) => {
    let now = flow;
    let plan = planOf(now, wanted, said);
    if (isNothing(plan, now)) return true;
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
    return plan.isWhole;
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
  const seenAs = isAll ? undefined : pairBlocks(blocks, said, false);
  if (seenAs === undefined) blocks.forEach((_, i) => (blockOf[i] = i));
  else blockOf.set(seenAs.indexes);
  const { indexes: saidOf, areSame } = pairBlocks(said, wanted, isAll);
  const kept: Kept[] = [];
  const places: Place[] = [];
  const staying = new Set<Block>();
  wanted.forEach((data, k) => {
    const old = said[saidOf[k]!];
    const block = old === undefined ? undefined : blocks[blockOf[saidOf[k]!]!];
    // Something that is said, but is no block of its own, and is to be said again.
    if (old !== undefined && block === undefined) return;
    const isKept =
      areSame[k] === true || (block !== undefined && canBecome(block, old!, data, isAll));
    places.push(isKept ? { type: "there", id: block!.id } : { type: "new", block: data });
    if (!isKept) return;
    staying.add(block!);
    if (areSame[k] !== true) kept.push({ block: block!, said: old!, wanted: data, isAll });
  });
  const isSaid = new Set(Array.from(blockOf, (i) => blocks[i]));
  const gone = blocks.filter((block) => isSaid.has(block) && !staying.has(block));
  return {
    ...changesOf(kept),
    isWhole:
      seenAs === undefined || (said.length === blocks.length && seenAs.areSame.every(Boolean)),
    gone: gone.map(({ id }) => id),
    places: withUnsaid(places, blocks, isSaid),
  };
}

/** What is to be done to blocks that stay and are to say something else. */
function changesOf(kept: readonly Kept[]): Pick<Plan, "attributes" | "texts" | "tables"> {
  const [lines, tables] = [false, true].map((isNested) =>
    kept.filter(({ block, said, wanted }) => isTable(block, said, wanted) === isNested),
  );
  const attributes = lines!.map(({ block, said, wanted }): AttributeChange => {
    return [block.id, changedAttributes(block.attributes, said.attributes, wanted.attributes)];
  });
  const texts = lines!.map(({ block, said, wanted }) => {
    return [block.id, changedText(block, said, wanted)] as const;
  });
  return {
    attributes: attributes.filter(([, values]) => Object.keys(values).length > 0),
    texts: texts.filter(([, { letters, formats }]) => letters.length + formats.length > 0),
    tables: tables!,
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
    const others = behind.get(last) ?? [];
    if (others.length === 0) behind.set(last, others);
    others.push({ type: "there", id: block.id });
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
  return canRewriteTable(block, said, wanted, isAll);
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
