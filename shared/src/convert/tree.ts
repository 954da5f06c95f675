/**
 * What an editor that keeps its document as a tree has written, as plain values: y-prosemirror's
 * trees, and so those of Tiptap and BlockNote.
 *
 * Reading never writes and never fails. y-prosemirror's own functions are no base for that: those
 * that are given a schema delete what it refuses from the shared document, and the one without is
 * recursive, and throws where it finds anything but an element or a text.
 */

import type { Item } from "yjs";
import {
  elementIn,
  firstIn,
  formatIn,
  kindOf,
  textIn,
  valueIn,
  type YType,
} from "../flow/inside.ts";
import { attributesOf, noValues, sameValues, withValue, type Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";
import { recordOf } from "./kept.ts";

/** An element, a run of text, or a plain value that was embedded. */
export type TreeNode = TreeElement | TreeText | TreeValue;

/** An element and what is in it; `formats` are those of the text that it stands in, mostly none. */
export interface TreeElement {
  readonly type: "element";
  readonly name: string;
  readonly attributes: Values;
  readonly content: readonly TreeNode[];
  readonly formats: Values;
}

/** Text, all of one format. */
export interface TreeText {
  readonly type: "text";
  readonly text: string;
  readonly formats: Values;
}

/** A plain value where an element or a letter could stand. */
export interface TreeValue {
  readonly type: "value";
  readonly value: unknown;
  readonly formats: Values;
}

/**
 * Deepest nesting that is read as it is. Honest documents have some ten levels, and what converts
 * them is recursive. The text of what is deeper is a paragraph each.
 */
export const maxTreeDepth = 100;

/** Most formats that are read of one letter, as in a flow: an honest one has a handful. */
const maxFormats = 200;

/** An element. */
export function treeElement(
  name: string,
  attributes: Values,
  content: readonly TreeNode[],
): TreeElement {
  return { type: "element", name, attributes, content, formats: noValues };
}

/** What is in `root`: a fragment, or a root type that nobody has given a class yet. */
export function readTree(root: YType): readonly TreeNode[] {
  const top: TreeNode[] = [];
  const open: Place[] = [{ next: firstIn(root), content: top, depth: 0, formats: noValues }];
  for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
    const item = place.next;
    if (item === null) {
      open.pop();
      continue;
    }
    place.next = item.right;
    if (item.deleted) continue;
    const inner = take(item, place);
    if (inner !== undefined) open.push(inner);
  }
  return top;
}

/** Where reading has come to in one type. */
interface Place {
  next: Item | null;
  readonly content: TreeNode[];
  readonly depth: number;
  formats: Values;
  /** Too deep: the first text in it makes a paragraph of `content`, in this list. */
  flat?: { readonly content: TreeNode[]; isIn: boolean };
}

/** Takes what a live item holds; gives the type in it, which is to be read next. */
function take(item: Item, place: Place): Place | undefined {
  switch (kindOf(item)) {
    case "text":
      addText(place, textIn(item));
      return undefined;
    case "format": {
      const { key, value } = formatIn(item);
      const isKnown = Object.hasOwn(place.formats, key);
      const hasSpace = isKnown || Object.keys(place.formats).length < maxFormats;
      if (hasSpace && isPlainData(value)) place.formats = withValue(place.formats, key, value);
      return undefined;
    }
    case "values":
      for (let i = 0; i < item.length; i++) addValue(place, valueIn(item, i));
      return undefined;
    case "element":
      return enter(item, place);
    case "type":
      // A text, whose letters stand where it stands; a map has none.
      return { ...place, next: firstIn(elementIn(item)), formats: noValues };
    case "opaque":
      return undefined;
  }
}

function enter(item: Item, place: Place): Place | undefined {
  const element = elementIn(item);
  const first = firstIn(element);
  const content: TreeNode[] = [];
  const { depth, formats, flat } = place;
  const isDeep = depth >= maxTreeDepth && first !== null;
  if (!isDeep) {
    const { nodeName: name } = element;
    const node: TreeElement = {
      type: "element",
      name,
      attributes: sorted(attributesOf(element)),
      content,
      formats,
    };
    add(place, node);
    return { next: first, content, depth: depth + 1, formats: noValues };
  }
  const list = flat?.content ?? place.content;
  return { next: first, content, depth, formats: noValues, flat: { content: list, isIn: false } };
}

function addText(place: Place, text: string): void {
  const { content, formats } = place;
  const last = content.at(-1);
  if (last?.type === "text" && sameValues(last.formats, formats)) {
    content[content.length - 1] = { ...last, text: last.text + text };
  } else add(place, { type: "text", text, formats });
}

function addValue(place: Place, value: unknown): void {
  if (value === undefined || !isPlainData(value)) return;
  if (typeof value === "string") addText(place, value);
  else add(place, { type: "value", value, formats: place.formats });
}

function add({ content, flat }: Place, node: TreeNode): void {
  content.push(node);
  if (flat === undefined || flat.isIn) return;
  flat.isIn = true;
  flat.content.push(treeElement("paragraph", noValues, content));
}

/** By name: their order in Yjs depends on the order in which things arrived. */
function sorted(values: Values): Values {
  const names = Object.keys(values).toSorted();
  return recordOf(names.map((name) => [name, values[name]]));
}
