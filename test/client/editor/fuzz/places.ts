/** Where something is done, by chance. */

import type { Node } from "prosemirror-model";
import { AllSelection, NodeSelection, TextSelection, type EditorState } from "prosemirror-state";
import type { Random } from "../../../support/random.ts";
import type { Person } from "./person.ts";

/** A block and the position before it. */
interface Placed {
  readonly node: Node;
  readonly pos: number;
}

/** Every text block, those in cells included. */
function textblocks(doc: Node): Placed[] {
  const found: Placed[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, pos });
    return !node.isTextblock;
  });
  return found;
}

/** The document and every cell: what blocks lie in. `start` is where the content begins. */
export function holders(doc: Node): { readonly node: Node; readonly start: number }[] {
  const found = [{ node: doc, start: 0 }];
  doc.descendants((node, pos) => {
    if (node.type.name === "cell") found.push({ node, start: pos + 1 });
    return !node.isTextblock;
  });
  return found;
}

/** A position between two blocks, or before the first, or behind the last. */
export function placeBetween({ doc }: EditorState, random: Random): number {
  const { node, start } = random.pick(holders(doc));
  let pos = start;
  for (let i = random.below(node.childCount + 1); i > 0; i--) pos += node.child(i - 1).nodeSize;
  return pos;
}

/** A place in some text, often at its beginning or end. */
export function placeInText({ doc }: EditorState, random: Random): number | undefined {
  const blocks = textblocks(doc);
  return blocks.length === 0 ? undefined : offsetIn(random.pick(blocks), random);
}

function offsetIn({ node, pos }: Placed, random: Random): number {
  const { size } = node.content;
  const chance = random.next();
  if (chance < 0.2) return pos + 1;
  if (chance < 0.4) return pos + 1 + size;
  const offset = random.below(size + 1);
  // Not within a letter of two units, where browsers put no caret either.
  const isWithin = offset < size && /^[\udc00-\udfff]/.test(textAt(node, offset));
  return pos + 1 + offset - (isWithin ? 1 : 0);
}

function textAt(block: Node, offset: number): string {
  return block.textBetween(offset, offset + 1, "", " ");
}

/** Puts the caret somewhere; false if there is no text block. */
export function putCaret(person: Person, random: Random): boolean {
  const pos = placeInText(person.state, random);
  if (pos !== undefined) select(person, pos, pos);
  return pos !== undefined;
}

/** Puts the caret at the beginning or the end of some text block. */
export function putCaretAtEdge(person: Person, random: Random, edge: "start" | "end"): boolean {
  const blocks = textblocks(person.state.doc);
  if (blocks.length === 0) return false;
  const { node, pos } = random.pick(blocks);
  const place = edge === "start" ? pos + 1 : pos + 1 + node.content.size;
  select(person, place, place);
  return true;
}

/** Selects something: within a block, over several, whole ones, a block itself, now and then all. */
export function selectSomething(person: Person, random: Random): boolean {
  const { doc, tr } = person.state;
  const blocks = textblocks(doc);
  if (blocks.length === 0) return false;
  const chance = random.next();
  const first = random.below(blocks.length);
  const last = Math.min(blocks.length - 1, first + 1 + random.below(3));
  if (chance < 0.4) {
    select(person, offsetIn(blocks[first]!, random), offsetIn(blocks[first]!, random));
  } else if (chance < 0.7) {
    select(person, offsetIn(blocks[first]!, random), offsetIn(blocks[last]!, random));
  } else if (chance < 0.85) {
    const isWithEnd = random.chance(0.5);
    const end = isWithEnd ? blocks[last]!.node.content.size : 0;
    select(person, blocks[first]!.pos + 1, blocks[last]!.pos + 1 + end);
  } else if (chance < 0.97) {
    selectBlock(person, random);
  } else {
    person.dispatch(tr.setSelection(new AllSelection(doc)));
  }
  return true;
}

/** Selects a block as a whole, a divider or table if there is one. */
function selectBlock(person: Person, random: Random): void {
  const { doc, tr } = person.state;
  const all: number[] = [];
  const objects: number[] = [];
  doc.descendants((node, pos) => {
    if (node.isInline || ["row", "place", "cell"].includes(node.type.name)) return;
    (node.isTextblock ? all : objects).push(pos);
  });
  const places = objects.length > 0 && random.chance(0.7) ? objects : [...all, ...objects];
  person.dispatch(tr.setSelection(NodeSelection.create(doc, random.pick(places))));
}

function select(person: Person, anchor: number, head: number): void {
  const { doc, tr } = person.state;
  person.dispatch(tr.setSelection(TextSelection.create(doc, anchor, head)));
}
