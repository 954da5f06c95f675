/** What a screen shows, in a form in which two can be compared and people can read the difference. */

import { documentSchema } from "@coscribe/shared/schema";
import { Fragment, type Node, type ResolvedPos, type Slice } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";

/** A document without the ids of its blocks. Those of marks stay. */
export function textOf(node: Node): string {
  if (node.isText) return node.text! + marksOf(node);
  // What rows and places say is what the table comes to, and no more; and what is said of rows that are only
  // counted is another count in a copy.
  const isPart = node.type.name === "row" || node.type.name === "place";
  const attrs = Object.entries(isPart ? {} : node.attrs).filter(
    ([name, value]) => name !== "id" && value !== null && !/^[rc]:|:~\d/.test(name),
  );
  const head = attrs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ");
  const name = node.type.name === "textblock" ? "" : node.type.name;
  const children = node.isTextblock ? lineOf(node) : node.children.map(textOf).join(", ");
  return `${name}${head === "" ? "" : `(${head})`}[${children}]${node.isInline ? marksOf(node) : ""}`;
}

/** The content of a text block; texts whose marks differ only in their order are one. */
function lineOf(node: Node): string {
  let line = "";
  let last: string | undefined;
  for (const child of node.children) {
    const marks = child.isText ? marksOf(child) : undefined;
    const isSame = marks !== undefined && marks === last;
    line = isSame
      ? line.slice(0, line.length - marks.length) + textOf(child)
      : line + textOf(child);
    last = marks;
  }
  return line;
}

function marksOf({ marks }: Node): string {
  if (marks.length === 0) return "";
  // Marks of one kind stand in the order in which they were set, or in that of the document.
  return `<${marks
    .map((mark) => mark.type.name + attrsOf(mark.attrs))
    .toSorted()
    .join(" ")}>`;
}

function attrsOf(attrs: object): string {
  return Object.keys(attrs).length === 0 ? "" : JSON.stringify(attrs);
}

/** What a transaction did, for people. */
export function toldOf({ before, steps }: Transaction): string {
  return `did\n  ${steps.map((step) => JSON.stringify(step)).join("\n  ")}\nto\n  ${textOf(before)}`;
}

/** The document that a transaction made; where nothing is left, an empty paragraph is shown. */
export function meantBy({ doc }: Transaction): Node {
  return filled(doc);
}

function filled(node: Node): Node {
  if (node.isTextblock || node.isLeaf) return node;
  if (isBare(node)) return node.copy(Fragment.from(documentSchema.node("textblock")));
  return node.copy(Fragment.fromArray(node.children.map(filled)));
}

/** Where a position in what a transaction made is in {@link meantBy}. */
export function filledPosition({ doc }: Transaction, pos: number): number {
  let shift = isBare(doc) ? blankSize : 0;
  doc.descendants((node, at) => {
    if (isBare(node) && at < pos) shift += blankSize;
    return !node.isTextblock;
  });
  return pos + shift;
}

function isBare(node: Node): boolean {
  return node.childCount === 0 && ["doc", "cell"].includes(node.type.name);
}

/** The size of an empty paragraph. */
const blankSize = 2;

/** What is looked at of a step that replaces something. */
interface Replacing {
  readonly from?: number;
  readonly to?: number;
  readonly gapFrom?: number;
  readonly slice?: Slice;
}

/**
 * Whether a transaction takes apart tables, which the schema allows and the document does not: cells
 * are neither made nor deleted by editing text. What it means for the letters can still be told.
 */
export function changesCells({ docs, steps, doc }: Transaction): boolean {
  return steps.some((step, i) => {
    const { from, to, gapFrom, slice } = step as unknown as Replacing;
    if (from === undefined || to === undefined) return false;
    const before = docs[i]!;
    if (hasSharedPlaces(before)) return true;
    const [$from, $to] = [before.resolve(from), before.resolve(to)];
    if (cellOf($from) !== cellOf($to)) return true;
    if (["table", "row", "place"].includes($from.parent.type.name)) return true;
    if (gapFrom !== undefined) {
      const isOfCells = JSON.stringify(slice).includes('"cell"');
      return isOfCells || cellOf(before.resolve(gapFrom)) !== cellOf($from);
    }
    return hasOtherCells(before, docs[i + 1] ?? doc);
  });
}

/** How many letters there are in all text blocks; an object in text counts as one. */
export function lettersIn(doc: Node): number {
  let count = 0;
  doc.descendants((node) => {
    if (node.isTextblock) count += node.content.size;
  });
  return count;
}

/** Where the innermost cell around a position begins. */
function cellOf($pos: ResolvedPos): number {
  let { depth } = $pos;
  while (depth > 0 && $pos.node(depth).type.name !== "cell") depth--;
  return depth === 0 ? -1 : $pos.before(depth);
}

/** Whether several cells can be in one place: those that become empty are not shown any more. */
function hasSharedPlaces(doc: Node): boolean {
  let isSome = false;
  doc.descendants((node) => {
    const { rowSpan, columnSpan } = node.attrs;
    if (node.childCount > 1 || rowSpan > 1 || columnSpan > 1) isSome ||= node.type.name === "place";
    return !node.isTextblock;
  });
  return isSome;
}

function hasOtherCells(before: Node, after: Node): boolean {
  const cells = cellCounts(after);
  return [...cellCounts(before)].some(([id, count]) => (cells.get(id) ?? count) !== count);
}

function cellCounts(doc: Node): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  doc.descendants((node) => {
    if (node.type.name !== "table") return;
    let count = 0;
    node.descendants((part) => {
      if (part.type.name === "cell") count++;
      return !part.isTextblock;
    });
    counts.set(node.attrs["id"], count);
  });
  return counts;
}

/** Blocks that have no id, or one that another block has. */
export function idFaults(doc: Node): string[] {
  const seen = new Set<unknown>();
  const faults: string[] = [];
  doc.descendants((node, _pos, parent) => {
    if (node.isInline || ["row", "place", "cell"].includes(node.type.name)) return;
    const { id } = node.attrs as { readonly id: string | null };
    if (id === null) {
      const isBlank = parent?.childCount === 1 && node.isTextblock && node.content.size === 0;
      if (!isBlank) faults.push("a block has no id");
      return;
    }
    // What no marker begins is named after the flow that it is in.
    const name = id === "~" ? parent : id;
    if (seen.has(name)) faults.push(`two blocks are called ${id}`);
    seen.add(name);
  });
  return faults;
}

/** A selection that is not of the document that is shown, or that is in no text. */
export function selectionFaults({ doc, selection }: EditorState): string[] {
  const { $anchor, $head } = selection;
  if ($anchor.doc !== doc || $head.doc !== doc) return ["the selection is of another document"];
  if (!(selection instanceof TextSelection)) return [];
  const isInText = $anchor.parent.inlineContent && $head.parent.inlineContent;
  return isInText ? [] : ["the selection is in no text"];
}
