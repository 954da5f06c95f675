/**
 * Brings blocks into an order, and segments into blocks, with as few writes as it takes.
 *
 * An operation first does what can be done in place, then says what should be seen; mostly that is
 * so already. What stands wrong gets a pointer, of which the fewest are made: those outside the
 * longest run that is in order. The pointers that it had, whoever made them, are deleted, so that a
 * block has one however often it is moved.
 */

import { XmlElement, type Transaction } from "yjs";
import { continues, isBehindNothing, namesOf } from "./block.ts";
import { looseId, type NewId } from "./id.ts";
import { heaviestRun } from "./longest-run.ts";
import { blockAt, startOf, startsOf } from "./position.ts";
import type { Block, Entry, Flow } from "./reading.ts";
import { rereadFlow } from "./reread.ts";
import { isObject, textBlockName } from "./segment.ts";
import { attributeOf } from "./values.ts";

/** For each block the ids of its pieces. */
export type Arrangement = readonly (readonly string[])[];

/** How what is written next should be arranged, and what it takes to do so. */
export interface Arranging {
  readonly transaction: Transaction;
  readonly newId: NewId;
  /** What to move rather than others, where either would do. */
  readonly movable?: ReadonlySet<string>;
}

/** Highest time of a pointer; what says more is no honest clock, and is not counted on from. */
const maxTime = 2 ** 40;

/** Each turn gives what it moves a place of its own; more than a few are not needed. */
const maxTurns = 10;

/** How the blocks of `flow` are arranged. */
export function arrangementOf({ blocks }: Flow): string[][] {
  return blocks.map(pieceIds);
}

/** The ids of a block's pieces. Text behind an object has its own, not that of the object. */
export function pieceIds(block: Block): string[] {
  return block.pieces.map(({ id, segment }, i) => {
    return i === 0 && block.isLoose && isObject(segment) ? block.id : id;
  });
}

/**
 * Whether everything is shown where it stands, nothing is joined, and no two segments claim one id:
 * then what is done in place is seen in place.
 */
export function isPlain(flow: Flow): boolean {
  if (flow.isSimple) return true;
  const isInPlace = flow.segments.every(({ pointers, head }) => {
    return pointers.length === 0 && head?.joined === undefined;
  });
  return isInPlace && hasOwnIds(flow);
}

/** Arranges what a change has left of `flow`, of which `wanted` has the ids, as `wanted`. */
export function arrangeAgain(flow: Flow, wanted: Arrangement, by: Arranging): Flow {
  const now = rereadFlow(flow, by.transaction);
  if (hasOwnIds(flow)) return arrange(now, wanted, by);
  const shown = new Set(wanted.flat());
  const kept = separate(
    flow.entries.filter(({ id }) => shown.has(id)),
    now,
    by,
  );
  const ids = renamed(flow, kept);
  return arrange(
    kept,
    wanted.map((pieces) => renamedAll(pieces, ids)),
    by,
  );
}

/**
 * Gives each segment that claims the id of another one an id of its own, so that blocks keep their
 * ids from then on: otherwise the second has it as soon as the first is gone. Nothing is moved.
 */
export function ownIds(flow: Flow, by: Arranging): void {
  if (hasOwnIds(flow)) return;
  const claiming = flow.entries.filter(({ id, segment }) => id !== (segment.head?.id ?? id));
  nameAnew(flow, claiming, by);
}

/** Gives an object that has none, because it was deleted, an id of its own. Returns that. */
export function giveId(flow: Flow, id: string, by: Arranging): string {
  const [entry] = blockAt(flow, id).pieces;
  nameAnew(flow, [entry!], by);
  return String(attributeOf(entry!.segment.head!.element, "id"));
}

function nameAnew(flow: Flow, entries: readonly Entry[], by: Arranging): void {
  for (const { segment } of entries) segment.head!.element.setAttribute("id", by.newId());
  const now = rereadFlow(flow, by.transaction);
  // What pointed to them by the old names has to be said by the new ones.
  const ids = renamed(flow, now);
  const wanted = arrangementOf(flow).map((pieces) => renamedAll(pieces, ids));
  arrange(now, wanted, by);
}

/** The flow, in the transaction, as `wanted`. */
export function arrange(flow: Flow, wanted: Arrangement, by: Arranging): Flow {
  if (isArranged(flow, wanted)) return flow;
  const [marked, ids] = giveMarkers(
    flow,
    flow.blocks.filter(({ isLoose }) => isLoose),
    by,
  );
  const named = wanted.map((pieces) => renamedAll(pieces, ids));
  const ordered = order(marked, named.flat(), by);
  return join(ordered, named, by);
}

/**
 * Inserts markers before loose blocks, so that they can be moved and have attributes. Returns the
 * flow and the ids that the blocks have now, by those that they had.
 */
function giveMarkers(
  flow: Flow,
  loose: readonly Block[],
  { transaction, newId }: Arranging,
): [Flow, ReadonlyMap<string, string>] {
  const ids = new Map<string, string>();
  const starts = startsOf(flow);
  const places = loose.map((block) => {
    const { segment } = block.pieces[0]!;
    return { block, index: starts.get(segment)! + (segment.head === undefined ? 0 : 1) };
  });
  for (const { block, index } of places.toSorted((one, other) => other.index - one.index)) {
    const id = newId();
    const marker = new XmlElement(textBlockName);
    marker.setAttribute("id", id);
    flow.text.insertEmbed(index, marker);
    ids.set(block.id, id);
  }
  return [ids.size === 0 ? flow : rereadFlow(flow, transaction), ids];
}

/**
 * Begins loose blocks with a marker, and leaves everything shown as it is. Returns the flow and the
 * ids that blocks have now, by those that they had: where others must be arranged, all loose ones.
 */
export function beginLoose(
  flow: Flow,
  loose: readonly Block[],
  by: Arranging,
): [Flow, ReadonlyMap<string, string>] {
  if (loose.length === 0) return [flow, new Map()];
  const all = isPlain(flow) ? loose : flow.blocks.filter(({ isLoose }) => isLoose);
  const [marked, ids] = giveMarkers(flow, all, by);
  const wanted = arrangementOf(flow).map((pieces) => renamedAll(pieces, ids));
  return [arrange(marked, wanted, by), ids];
}

/** Begins all text that no marker begins with one, so that its blocks keep their ids from then on. */
export function markLoose(flow: Flow, by: Arranging): void {
  beginLoose(
    flow,
    flow.blocks.filter(({ isLoose }) => isLoose),
    by,
  );
}

/** The flat index at which an entry is drawn: its pointer's, or its marker's. */
function drawnAt(flow: Flow, { segment, via }: Entry): number {
  return via === undefined ? startOf(flow, segment) : startOf(flow, via.host) + via.pointer.at;
}

/** Whether no two segments claim the same id. */
function hasOwnIds({ entries, isSimple }: Flow): boolean {
  return isSimple || entries.every(({ id, segment }) => id === (segment.head?.id ?? id));
}

/** Gives an id of its own to what would not be shown any more, because it has become a twin. */
function separate(shown: readonly Entry[], now: Flow, { transaction, newId }: Arranging): Flow {
  const markers = new Set(now.entries.map(({ segment }) => segment.head?.item));
  const twins = shown.filter(({ segment: { head } }) => {
    return head !== undefined && !head.item.deleted && !markers.has(head.item);
  });
  for (const { segment } of twins) segment.head!.element.setAttribute("id", newId());
  return twins.length === 0 ? now : rereadFlow(now, transaction);
}

/** Ids that are others now: of two segments that claim one, the second has it when the first is gone. */
function renamed(flow: Flow, now: Flow): Map<string, string> {
  const ids = new Map<string, string>();
  const byMarker = new Map(now.entries.map(({ id, segment }) => [segment.head?.item, id]));
  for (const { id, segment } of flow.entries) {
    const name = byMarker.get(segment.head?.item) ?? id;
    if (name === id) continue;
    ids.set(id, name);
    ids.set(looseId(id), looseId(name));
  }
  return ids;
}

function renamedAll(pieces: readonly string[], ids: ReadonlyMap<string, string>): string[] {
  return pieces.map((id) => ids.get(id) ?? id);
}

function isArranged({ blocks }: Flow, wanted: Arrangement): boolean {
  return (
    blocks.length === wanted.length &&
    blocks.every((block, i) => {
      const ids = wanted[i]!;
      if (block.pieces.length === 1) return ids.length === 1 && ids[0] === block.id;
      return pieceIds(block).every((id, k) => id === ids[k]) && ids.length === block.pieces.length;
    })
  );
}

/**
 * Shows segments in the order `wanted`. Moving one lets go what followed it, which may then be
 * somewhere else and have to move as well, so this takes a second and third turn.
 */
function order(flow: Flow, wanted: readonly string[], by: Arranging): Flow {
  let now = flow;
  for (let turns = 0; turns < maxTurns; turns++) {
    const moving = thatMove(now, wanted, by.movable);
    if (moving.size === 0) break;
    point(now, wanted, moving);
    letGo(now, wanted, moving);
    now = rereadFlow(now, by.transaction);
  }
  return now;
}

/** Gives each of `moving` a pointer before what is to be shown behind it, and takes its old ones. */
function point(flow: Flow, wanted: readonly string[], moving: ReadonlySet<string>): void {
  const edits: { index: number; insert?: { seg: string; t: number } }[] = [];
  const times = new Map<string, number>();
  const starts = startsOf(flow);
  for (const segment of flow.segments) {
    for (const { target, at, time } of segment.pointers) {
      if (!moving.has(target)) continue;
      if (time < maxTime) times.set(target, Math.max(time, times.get(target) ?? 0));
      edits.push({ index: starts.get(segment)! + at });
    }
  }
  const entries = new Map(flow.entries.map((entry) => [entry.id, entry]));
  let index = flow.text.length;
  let next: string | undefined;
  for (const id of wanted.toReversed()) {
    if (!moving.has(id)) {
      next = id;
      continue;
    }
    if (next !== undefined) index = drawnAt(flow, entries.get(next)!);
    next = undefined;
    edits.push({ index, insert: { seg: id, t: laterThan(times.get(id) ?? 0, flow) } });
  }
  // From the back, so that indexes stay true; of several at one place the last is inserted first.
  for (const edit of edits.toSorted((one, other) => other.index - one.index)) {
    if (edit.insert === undefined) flow.text.delete(edit.index, 1);
    else flow.text.insertEmbed(edit.index, edit.insert);
  }
}

/** What the times of pointers count in, to leave room for who made them. */
const timeUnit = 2 ** 12;

/**
 * A time after another one, which differs from those of others who move at once. So who wins is said
 * by the pointer itself, and stays so when undo makes it anew as somebody else's item.
 */
function laterThan(time: number, { text }: Flow): number {
  return (Math.floor(time / timeUnit) + 1) * timeUnit + (text.doc!.clientID % timeUnit);
}

/** Lets segments that stay no longer follow what they were split off, if that moves. */
function letGo(flow: Flow, wanted: readonly string[], moving: ReadonlySet<string>): void {
  const before = predecessors(wanted);
  for (const { id, segment } of flow.entries) {
    const from = segment.head?.from;
    if (from === undefined || moving.has(id) || !moving.has(from)) continue;
    if (before.get(id) !== from) segment.head!.element.removeAttribute("from");
  }
}

/** What has to move so that `wanted` is the order: the fewest, and of those the movable. */
function thatMove(
  { entries }: Flow,
  wanted: readonly string[],
  movable: ReadonlySet<string> = new Set(),
): Set<string> {
  const all = new Set(wanted);
  const shown = entries.filter(({ id }) => all.has(id));
  const now = shown.map(({ id }) => id);
  let begin = 0;
  let end = now.length;
  while (begin < end && now[begin] === wanted[begin]) begin++;
  while (end > begin && now[end - 1] === wanted[end - 1]) end--;
  const rank = new Map(now.slice(begin, end).map((id, i) => [id, i]));
  const disordered = wanted.slice(begin, end);
  const slight = 1 / (disordered.length + 1);
  const staying = heaviestRun(
    disordered.map((id) => rank.get(id)!),
    (i) => (movable.has(disordered[i]!) ? 1 : 1 + slight),
  );
  const moving = new Set(disordered.filter((_, i) => !staying.has(i)));
  // Nothing can be shown between a segment and what follows it, unless that gets a place of its own.
  if (!shown.some(({ follows }) => follows)) return moving;
  const before = predecessors(wanted);
  const beforeNow = predecessors(now);
  for (const { id, follows } of shown) {
    if (follows && before.get(id) !== beforeNow.get(id)) moving.add(id);
  }
  return moving;
}

function predecessors(ids: readonly string[]): Map<string, string | undefined> {
  return new Map(ids.map((id, i) => [id, ids[i - 1]]));
}

/** Says of each segment whether it goes on with the block before it, where it is not so already. */
function join(flow: Flow, wanted: Arrangement, { transaction }: Arranging): Flow {
  const byId = new Map(flow.entries.map((entry) => [entry.id, entry]));
  const ids = new Set(byId.keys());
  let names = new Set<string>();
  for (const block of wanted) {
    block.forEach((id, i) => {
      const entry = byId.get(id)!;
      const element = entry.segment.head?.element;
      if (i === 0) {
        if (names.size > 0 && continues(entry, names, ids)) element!.removeAttribute("joined");
        names = new Set();
      } else if (!continues(entry, names, ids) && !isBehindNothing(entry)) {
        element!.setAttribute("joined", block[i - 1]!);
      }
      // Nothing goes on in an object; the text behind one has a marker here.
      if (!isObject(entry.segment)) namesOf(entry).forEach((name) => names.add(name));
    });
  }
  return rereadFlow(flow, transaction);
}
