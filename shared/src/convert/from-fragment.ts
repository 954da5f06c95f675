/**
 * The tree of another editor → blocks of a flow.
 *
 * Nested lists become lines with an indent. What has no counterpart stays what it was: an element
 * that holds text is a line whose kind is the element's name, one that holds blocks is an object with
 * flows in it, one that holds nothing is an object, and an unknown mark is a format by its name. No
 * letter is left out, however the tree is built, and nothing here fails or recurses without end.
 */

import type { YType } from "../flow/inside.ts";
import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { placeAttributes, textBlockName } from "../flow/segment.ts";
import { noValues, sameValues, withValue, type Values } from "../flow/values.ts";
import { isLanguage, maxHeadingLevel, maxIndent, type TextblockKind } from "../schema/textblock.ts";
import { keptAttributes, keptName, recordOf } from "./kept.ts";
import { formatsFromTree } from "./marks.ts";
import { originalOf } from "./original.ts";
import { inlineNames, roles, type Role } from "./roles.ts";
import { readTree, type TreeElement, type TreeNode } from "./tree.ts";

/**
 * Levels of elements within an object of the flow. A table in a cell of a table has 6; more is
 * dissolved into the flow that it stands in, because a flow is read to 16 levels only.
 */
const maxLevels = 8;

/** Attributes of a line that mean something of ours, and of any other block. */
export const lineAttributes: readonly string[] = [
  ...placeAttributes,
  "kind",
  "level",
  "indent",
  "checked",
  "language",
  "quoted",
];

/** The format of text that stood in an element within the text, by the element's name. */
export const elementFormat = "element:";

/** Where blocks come to stand. */
interface Place {
  readonly indent: number;
  /** How many quotes they are in. */
  readonly quotes: number;
  /** How many levels of elements there may still be. */
  readonly levels: number;
}

/**
 * The blocks that a fragment of another editor holds. `fragment` may also be a root type as
 * `doc.share` has it, that nobody has asked for as a fragment yet. It is only read.
 */
export function fromFragment(fragment: YType): BlockData[] {
  return blocksOf(readTree(fragment), { indent: 0, quotes: 0, levels: maxLevels });
}

function blocksOf(content: readonly TreeNode[], place: Place): BlockData[] {
  const blocks: BlockData[] = [];
  let loose: TreeNode[] = [];
  const end = (): void => {
    if (loose.length > 0) blocks.push(line("paragraph", noValues, runsOf(loose), place));
    loose = [];
  };
  for (const node of content) {
    if (node.type !== "element" || isInline(node)) loose.push(node);
    else {
      end();
      for (const block of elementBlocks(node, place)) blocks.push(block);
    }
  }
  end();
  return blocks;
}

/** Whether something stands in text wherever it is found. */
function isInline(node: TreeNode): boolean {
  if (node.type !== "element") return true;
  const role = roles.get(node.name);
  return role === undefined ? inlineNames.has(node.name) : isInlineRole(role);
}

function isInlineRole(role: Role): boolean {
  return role.type === "break" || (role.type === "placeholder" && role.isInline);
}

/** Whether something is a block wherever it is found. */
function isBlock(node: TreeNode): boolean {
  if (node.type !== "element") return false;
  const role = roles.get(node.name);
  return role !== undefined && !isInlineRole(role);
}

function elementBlocks(element: TreeElement, place: Place): BlockData[] {
  const { content, attributes } = element;
  const role = roles.get(element.name);
  switch (role?.type) {
    case "textblock":
      return versionOneBlocks(element, place);
    case "text":
      return textBlocks(role.kind, element, place);
    case "list":
      return listBlocks(role.kind, element, place);
    case "item":
      return itemBlocks("bullet", element, place);
    case "quote":
      return quoteBlocks(element, place);
    case "group":
      return blocksOf(content, place);
    case "container":
      return containerBlocks(element, place);
    case "divider":
      if (content.length > 0) return unknownBlocks(element, place);
      return [blockObject("divider", attributes)];
    case "placeholder": {
      const original = originalOf(element);
      return original === undefined ? unknownBlocks(element, place) : blocksOf([original], place);
    }
    default:
      return unknownBlocks(element, place);
  }
}

/** Lines of an element that holds text, and what else is found in it. */
function textBlocks(kind: TextblockKind, element: TreeElement, place: Place): BlockData[] {
  const { attributes, content } = element;
  const first = content.findIndex(isBlock);
  const text = first === -1 ? content : content.slice(0, first);
  const blocks: BlockData[] = [];
  if (text.length > 0 || first === -1) {
    blocks.push(line(kind, knownAttributes(kind, attributes), runsOf(text), place));
  }
  return first === -1 ? blocks : [...blocks, ...blocksOf(content.slice(first), place)];
}

/** What the flow says of such a line in its own words, and the rest under names of its own. */
function knownAttributes(kind: TextblockKind, attributes: Values): Values {
  const { level, checked, language } = attributes;
  const own: [string, unknown][] = [];
  const known: string[] = [];
  if (kind === "heading" && typeof level === "number") {
    const clamped = clampedLevel(level);
    own.push(["level", clamped]);
    if (clamped === level) known.push("level");
  }
  if (kind === "task" && typeof checked === "boolean") {
    if (checked) own.push(["checked", true]);
    known.push("checked");
  }
  if (kind === "code" && isLanguage(language)) {
    if (language !== "") own.push(["language", language]);
    known.push("language");
  }
  const others = Object.entries(telling(attributes)).filter(([name]) => !known.includes(name));
  const kept = keptAttributes(recordOf(others), lineAttributes);
  return recordOf([...own, ...Object.entries(kept)]);
}

/** The level of a heading here, where another editor has more of them. */
export function clampedLevel(level: number): number {
  return Math.min(maxHeadingLevel, Math.max(1, Math.trunc(level) || 1));
}

/** Attributes without what BlockNote says of every block about which nothing has been said. */
function telling(attributes: Values): Values {
  const others = Object.entries(attributes).filter(([name, value]) => usual.get(name) !== value);
  return recordOf(others);
}

const usual: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["textColor", "default"],
  ["backgroundColor", "default"],
  ["textAlignment", "left"],
  ["isToggleable", false],
]);

function versionOneBlocks(element: TreeElement, place: Place): BlockData[] {
  const { attributes, content } = element;
  const first = content.findIndex(isBlock);
  const text = first === -1 ? content : content.slice(0, first);
  const own = keptAttributes(attributes, placeAttributes);
  const deeper = place.indent + place.quotes;
  const indent = typeof own["indent"] === "number" ? own["indent"] + deeper : deeper;
  const indented = deeper > 0 ? withValue(own, "indent", indent) : own;
  const block = textBlock(indented, runsOf(text));
  return first === -1 ? [block] : [block, ...blocksOf(content.slice(first), place)];
}

function listBlocks(kind: TextblockKind, element: TreeElement, place: Place): BlockData[] {
  const blocks = element.content.flatMap((child) => {
    const isItem = child.type === "element" && roles.get(child.name)?.type === "item";
    return isItem ? itemBlocks(kind, child, place) : blocksOf([child], place);
  });
  const own = Object.entries(element.attributes).filter(([name, value]) => {
    return value !== null && !(firstNumbers.includes(name) && value === 1);
  });
  return withFirst(
    blocks,
    own.map(([name, value]) => [listPrefix + name, value]),
  );
}

/** What Tiptap and y-prosemirror's demo call the number that a list begins with. */
const firstNumbers: readonly string[] = ["start", "order"];

/** Before the names of attributes of a list, at its first line, and of an item, at its line. */
export const listPrefix = "list:";
/** See {@link listPrefix}. */
export const itemPrefix = "item:";

/** The first block in it is the line, if that is a paragraph; what follows is indented below it. */
function itemBlocks(kind: TextblockKind, element: TreeElement, place: Place): BlockData[] {
  const { checked, ...others } = element.attributes as { readonly checked?: unknown };
  const own: [string, unknown][] = kind === "task" && checked === true ? [["checked", true]] : [];
  const isKnown = kind === "task" && typeof checked === "boolean";
  if (!isKnown && checked !== undefined) own.push([`${itemPrefix}checked`, checked]);
  for (const [name, value] of Object.entries(others)) own.push([itemPrefix + name, value]);

  const [first, ...rest] = blocksOf(element.content, { ...place, indent: place.indent + 1 });
  const isLine = first !== undefined && isPlainAt(first, place);
  const attributes = isLine ? withoutLine(first.attributes) : noValues;
  const head = line(
    kind,
    recordOf([...own, ...Object.entries(attributes)]),
    isLine ? first.runs : [],
    place,
  );
  return isLine || first === undefined ? [head, ...rest] : [head, first, ...rest];
}

/** Whether a block is a paragraph, or a quoted one, one step below `place`. */
function isPlainAt({ name, attributes }: BlockData, { indent, quotes }: Place): boolean {
  if (name !== textBlockName) return false;
  const { kind = "paragraph", indent: at = 0 } = attributes;
  const below = line("paragraph", noValues, [], { indent: indent + 1, quotes, levels: 0 });
  const { kind: plain = "paragraph", indent: depth = 0 } = below.attributes;
  return kind === plain && at === depth;
}

function withoutLine(attributes: Values): Values {
  return withValue(withValue(attributes, "kind", null), "indent", null);
}

function quoteBlocks(element: TreeElement, place: Place): BlockData[] {
  const { content, attributes } = element;
  if (content.length > 0 && !content.some(isBlock)) {
    return [
      line("paragraph", knownAttributes("quote", attributes), runsOf(content), {
        ...place,
        quotes: place.quotes + 1,
      }),
    ];
  }
  const blocks = blocksOf(content, { ...place, quotes: place.quotes + 1 });
  const own = Object.entries(knownAttributes("quote", attributes));
  return withFirst(
    blocks,
    own.map(([name, value]) => [quotePrefix + name, value]),
  );
}

/** Before the names of attributes of a quote, at its first line. */
export const quotePrefix = "quote:";

/** BlockNote's: the container has the id and sometimes colours. */
function containerBlocks(element: TreeElement, place: Place): BlockData[] {
  const blocks = element.content.flatMap((child) => {
    const isGroup = child.type === "element" && roles.get(child.name)?.type === "group";
    if (!isGroup) return blocksOf([child], place);
    return blocksOf(child.content, { ...place, indent: place.indent + 1 });
  });
  const own = keptAttributes(telling(element.attributes), lineAttributes);
  return withFirst(blocks, Object.entries(own));
}

/** `blocks` with attributes at the first of them, where it does not have them already. */
function withFirst(
  [first, ...rest]: readonly BlockData[],
  entries: readonly (readonly [string, unknown])[],
): BlockData[] {
  if (first === undefined) return [];
  const attributes = recordOf([...entries, ...Object.entries(first.attributes)]);
  return [{ ...first, attributes }, ...rest];
}

/** What no name tells: a line where it holds text, else an object. */
function unknownBlocks(element: TreeElement, place: Place): BlockData[] {
  const { name, attributes, content } = element;
  if (holdsText(content)) {
    const own = keptAttributes(telling(attributes), lineAttributes);
    return [line(name, own, runsOf(content), place)];
  }
  if (place.levels === 0) return blocksOf(content, place);
  const inners = innersOf(content, place.levels - 1);
  return [blockObject(keptName(name), attributes, inners)];
}

function holdsText(content: readonly TreeNode[]): boolean {
  return content.some(isInline) && !content.some(isBlock);
}

/** What is in an object: flows of what can stand in one, and elements that hold such. */
function innersOf(content: readonly TreeNode[], levels: number): InnerData[] {
  const inners: InnerData[] = [];
  let flow: TreeNode[] = [];
  const end = (): void => {
    const blocks = blocksOf(flow, { indent: 0, quotes: 0, levels });
    if (blocks.length > 0) inners.push({ type: "flow", blocks });
    flow = [];
  };
  for (const node of content) {
    if (node.type !== "element" || levels === 0 || !isCell(node)) {
      flow.push(node);
      continue;
    }
    end();
    const { name, attributes } = node;
    inners.push({ type: "cell", name, attributes, inners: innersOf(node.content, levels - 1) });
  }
  end();
  return inners;
}

/** Whether an element in an object is a part of it, and no block. */
function isCell(element: TreeElement): boolean {
  const { content } = element;
  return !isBlock(element) && !isInline(element) && content.length > 0 && !holdsText(content);
}

function runsOf(content: readonly TreeNode[]): Run[] {
  const runs: Run[] = [];
  addRuns(runs, content, noValues);
  return runs;
}

/** `around` are the formats of all of it. */
function addRuns(runs: Run[], content: readonly TreeNode[], around: Values): void {
  for (const node of content) {
    const formats = both(formatsFromTree(node.formats), around);
    if (node.type === "text") addText(runs, node.text, formats);
    else if (node.type === "value")
      runs.push({ type: "object", object: valueObject(node.value), formats });
    else addElement(runs, node, formats);
  }
}

function addElement(runs: Run[], element: TreeElement, formats: Values): void {
  const { name, attributes, content } = element;
  const role = roles.get(name);
  if (role?.type === "break" && content.length === 0) return addText(runs, "\n", formats);
  const original = role?.type === "placeholder" ? originalOf(element) : undefined;
  if (original !== undefined) return addRuns(runs, [original], formats);
  if (content.length === 0) {
    const kept = keptAttributes(attributes, placeAttributes);
    const object = { name: keptName(name), attributes: kept, value: undefined };
    runs.push({ type: "object", object, formats });
    return;
  }
  addRuns(runs, content, withValue(formats, elementFormat + name, { ...attributes }));
}

function addText(runs: Run[], text: string, formats: Values): void {
  const last = runs.at(-1);
  if (text === "") return;
  if (last?.type === "text" && sameValues(last.formats, formats)) {
    runs[runs.length - 1] = { ...last, text: last.text + text };
  } else runs.push({ type: "text", text, formats });
}

function both(formats: Values, around: Values): Values {
  if (around === noValues) return formats;
  return recordOf([...Object.entries(around), ...Object.entries(formats)]);
}

/** In a flow a plain object can be embedded, unless it says that it moves something. */
function valueObject(value: unknown): { name: string; attributes: Values; value: unknown } {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject && !Object.hasOwn(value, "seg")) return { name: "", attributes: noValues, value };
  return { name: keptName(""), attributes: recordOf([["value", value]]), value: undefined };
}

function line(kind: string, attributes: Values, runs: readonly Run[], place: Place): BlockData {
  const { indent, quotes } = place;
  const isQuote = quotes > 0 && kind === "paragraph";
  const depth = Math.min(maxIndent, indent + (isQuote ? quotes - 1 : 0));
  const shown = isQuote ? "quote" : kind;
  const own: [string, unknown][] = [];
  if (shown !== "paragraph") own.push(["kind", shown]);
  if (depth > 0) own.push(["indent", depth]);
  if (quotes > 0 && !isQuote) own.push(["quoted", true]);
  return textBlock(recordOf([...own, ...Object.entries(attributes)]), runs);
}

function textBlock(attributes: Values, runs: readonly Run[]): BlockData {
  return { name: textBlockName, attributes, runs, inners: [] };
}

function blockObject(
  name: string,
  attributes: Values,
  inners: readonly InnerData[] = [],
): BlockData {
  const own = keptAttributes(telling(attributes), placeAttributes);
  return { name, attributes: own, runs: [], inners };
}
