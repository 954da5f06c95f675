/**
 * Segments: the physical parts of a flow, each a marker and what follows it until the next marker.
 *
 * A marker is an embedded element that stands for a block: a text block, which begins there, or a
 * block object (a divider, a table), which has no text of its own. Text may still stand behind an
 * object, and before the first marker, where deletions and other programs leave it; it is never
 * dropped. This file reads one segment. Which of them are shown where is for layout.ts.
 */

import type { Item, XmlElement } from "yjs";
import { isBlockId } from "./id.ts";
import { innersOf, isWorthShowing, type ReadInner } from "./inner.ts";
import { elementIn, firstIn, formatIn, kindOf, textIn, valueIn, type YType } from "./inside.ts";
import type { Chunk, Head, InlineObject, Inner, Pointer, Run, Segment } from "./reading.ts";
import {
  attributeOf,
  attributesOf,
  noValues,
  sameValues,
  withValue,
  type Values,
} from "./values.ts";

/** The element name of a text block's marker. */
export const textBlockName = "block";

/** Attributes of markers that say where a block is, and not what it is. */
export const placeAttributes: readonly string[] = ["id", "joined", "from"];

/** Objects that are blocks even if they lack an id. */
export const blockObjectNames: readonly string[] = ["divider", "table"];

/**
 * Objects in which others may make cells at any time, also where there are none yet. Like all that
 * holds something they are never deleted, but lose their id.
 */
export const containerNames: readonly string[] = ["table"];

/** Whether an element that is no text block's marker is such that others can have letters in it. */
export function isContainer(element: XmlElement): boolean {
  return containerNames.includes(element.nodeName) || firstIn(element) !== null;
}

/**
 * Most formats that are read of one letter. An honest one has a handful; each letter has a record of
 * its own, which must not become long for a whole document.
 */
const maxFormats = 200;

/** Letters in a run. */
export function lengthOf(run: Run): number {
  return run.type === "text" ? run.text.length : 1;
}

/** Whether the segment begins with a block object. */
export function isObject(segment: Segment): boolean {
  return segment.head !== undefined && segment.head.name !== textBlockName;
}

/** Reads the segment that `marker` begins, or what comes before the first one. */
export function readSegment(
  text: YType,
  marker: Item | undefined,
  formatsBefore: Values,
  readInner: ReadInner,
): Segment {
  const head = marker === undefined ? undefined : readHead(marker, readInner);
  const chunks: Chunk[] = [];
  const pointers: Pointer[] = [];
  let formats = formatsBefore;
  let size = head === undefined ? 0 : 1;
  let item = marker === undefined ? firstIn(text) : marker.right;
  for (; item !== null; item = item.right) {
    if (item.deleted) continue;
    const kind = kindOf(item);
    if (kind === "format") {
      const { key, value } = formatIn(item);
      if (canTake(formats, key)) formats = withValue(formats, key, value);
      continue;
    }
    if (kind === "text") addText(chunks, textIn(item), formats, size);
    else if (kind !== "element") addUnits(chunks, pointers, item, formats, size);
    else if (isMarkerElement(elementIn(item))) break;
    else chunks.push({ type: "object", object: readObject(elementIn(item)), formats, at: size });
    size += item.length;
  }
  return {
    head,
    next: item ?? undefined,
    // A list that has grown keeps room for more; these are many, and never grow again.
    chunks: chunks.slice(),
    pointers: pointers.length === 0 ? noPointers : pointers,
    formatsBefore,
    formatsAfter: formats,
    size,
  };
}

/** Whether a live item begins a block. Everything else that is embedded stands within text. */
export function isMarker(item: Item): boolean {
  return !item.deleted && kindOf(item) === "element" && isMarkerElement(elementIn(item));
}

function isMarkerElement(element: XmlElement): boolean {
  const { nodeName } = element;
  return (
    nodeName === textBlockName ||
    blockObjectNames.includes(nodeName) ||
    isBlockId(attributeOf(element, "id")) ||
    firstIn(element) !== null
  );
}

function readHead(item: Item, readInner: ReadInner): Head {
  const element = elementIn(item);
  const name = element.nodeName;
  const attributes = attributesOf(element);
  const id = isBlockId(attributes["id"]) ? attributes["id"] : undefined;
  const joined = stringIn(attributes, "joined");
  const from = stringIn(attributes, "from");
  const isHolder = name !== textBlockName && isContainer(element);
  const inners = isHolder ? innersOf(element, readInner) : noInners;
  const isShown = !isHolder || id !== undefined || inners.some(isWorthShowing);
  return { item, element, name, id, joined, from, inners, isShown, attributes };
}

function stringIn(attributes: Values, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === "string" ? value : undefined;
}

/** The same for all that have none: there are many. */
const noInners: readonly Inner[] = [];
const noPointers: readonly Pointer[] = [];

function canTake(formats: Values, key: string): boolean {
  return Object.hasOwn(formats, key) || Object.keys(formats).length < maxFormats;
}

/** Adds text to the last chunk if it goes on with it, or else as one of its own. */
function addText(chunks: Chunk[], text: string, formats: Values, at: number): void {
  const last = chunks.at(-1);
  const goesOn =
    last?.type === "text" && last.at + last.text.length === at && sameValues(last.formats, formats);
  if (goesOn) chunks[chunks.length - 1] = { ...last, text: last.text + text };
  else chunks.push({ type: "text", text, formats, at });
}

/** What an item holds that is neither text nor an element: pointers, and values that count as letters. */
function addUnits(
  chunks: Chunk[],
  pointers: Pointer[],
  item: Item,
  formats: Values,
  start: number,
): void {
  for (let i = 0; i < item.length; i++) {
    const at = start + i;
    const value = valueIn(item, i);
    const pointer = pointerOf(value, item, i, at);
    if (pointer !== undefined) pointers.push(pointer);
    else chunks.push({ type: "object", object: valueObject(value), formats, at });
  }
}

function readObject(element: XmlElement): InlineObject {
  return { name: element.nodeName, attributes: attributesOf(element), value: undefined };
}

function valueObject(value: unknown): InlineObject {
  return { name: "", attributes: noValues, value };
}

/** A pointer that says no time loses against all that do; its target must be a string. */
function pointerOf(value: unknown, item: Item, offset: number, at: number): Pointer | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "seg")) return undefined;
  const { seg, t } = value as { readonly seg: unknown; readonly t?: unknown };
  if (typeof seg !== "string") return undefined;
  const time = typeof t === "number" && Number.isSafeInteger(t) ? t : 0;
  return { at, target: seg, time, client: item.id.client, clock: item.id.clock + offset };
}
