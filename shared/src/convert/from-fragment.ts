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
import { placeAttributes, textBlockName } from "../flow/segment.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { keptAttributes, keptBlockName, recordOf } from "./kept.ts";
import { frameAttributes } from "../schema/features/frame/frame-attributes.ts";
import { listAttributes } from "../schema/features/list/list-attributes.ts";
import { withoutNeedlessStarts } from "../schema/numbering.ts";
import {
  blockObject,
  calloutName,
  itemPrefix,
  knownAttributes,
  line,
  lineAttributes,
  listPrefix,
  mathLanguage,
  quotePrefix,
  telling,
  textBlock,
  type Place,
} from "./lines.ts";
import { blocksOfObject } from "./objects.ts";
import { originalOf } from "./original.ts";
import { inlineNames, roles, type Role } from "./roles.ts";
import { tableFromTree } from "./tables.ts";
import { runsOf } from "./tree-runs.ts";
import { readTree, type TreeElement, type TreeNode } from "./tree.ts";

/**
 * Levels of elements within an object of the flow. A table in a cell of a table has 6; more is
 * dissolved into the flow that it stands in, because a flow is read to 16 levels only.
 */
const maxLevels = 8;

/**
 * The blocks that a fragment of another editor holds. `fragment` may also be a root type as
 * `doc.share` has it, that nobody has asked for as a fragment yet. It is only read.
 */
export function fromFragment(fragment: YType): BlockData[] {
  return withoutNeedlessStarts(blocksOf(readTree(fragment), outermost(maxLevels)));
}

function outermost(levels: number): Place {
  return { indent: 0, quotes: 0, frame: "", levels };
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
    case "text": {
      const isMath = role.kind === "code" && element.attributes["language"] === mathLanguage;
      if (!isMath) return textBlocks(role.kind, element, place);
      const unnamed = withValue(attributes, "language", null);
      return textBlocks("math", { ...element, attributes: unnamed }, place);
    }
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
function textBlocks(kind: string, element: TreeElement, place: Place): BlockData[] {
  const { attributes, content } = element;
  const first = content.findIndex(isBlock);
  const text = first === -1 ? content : content.slice(0, first);
  const blocks: BlockData[] = [];
  if (text.length > 0 || first === -1) {
    blocks.push(line(kind, knownAttributes(kind, attributes), runsOf(text), place));
  }
  return first === -1 ? blocks : [...blocks, ...blocksOf(content.slice(first), place)];
}

function versionOneBlocks(element: TreeElement, place: Place): BlockData[] {
  const { attributes, content } = element;
  const first = content.findIndex(isBlock);
  const text = first === -1 ? content : content.slice(0, first);
  const own = keptAttributes(attributes, placeAttributes);
  const deeper = place.indent + place.quotes;
  const indent = typeof own["indent"] === "number" ? own["indent"] + deeper : deeper;
  const indented = deeper > 0 ? withValue(own, "indent", indent) : own;
  const isFramed = place.frame !== "" && indented["frame"] === undefined;
  const framed = isFramed ? withValue(indented, "frame", place.frame) : indented;
  const block = textBlock(framed, runsOf(text));
  return first === -1 ? [block] : [block, ...blocksOf(content.slice(first), place)];
}

function listBlocks(kind: string, element: TreeElement, place: Place): BlockData[] {
  const blocks = element.content.flatMap((child) => {
    const isItem = child.type === "element" && roles.get(child.name)?.type === "item";
    return isItem ? itemBlocks(kind, child, place) : blocksOf([child], place);
  });
  const given = Object.entries(element.attributes).filter(([, value]) => value !== null);
  const isNumber = ([name, value]: readonly [string, unknown]): boolean =>
    firstNumbers.includes(name) && listAttributes.start.read(value) === value;
  const others = given.filter((entry) => !isNumber(entry));
  const own = others.map(([name, value]) => [listPrefix + name, value] as const);
  if (kind !== "numbered" || blocks[0]?.attributes["kind"] !== kind) return withFirst(blocks, own);
  // Each list counts for itself; where that says nothing it is left out in the end.
  return withFirst(blocks, [...own, ["start", given.find(isNumber)?.[1] ?? 1]]);
}

const toggle = "toggle";

/** What Tiptap and y-prosemirror's demo call the number that a list begins with. */
const firstNumbers: readonly string[] = ["start", "order"];

/** The first block in it is the line, if that is a paragraph; what follows is indented below it. */
function itemBlocks(kind: string, element: TreeElement, place: Place): BlockData[] {
  const { checked, ...others } = element.attributes;
  const own: [string, unknown][] = kind === "task" && checked === true ? [["checked", true]] : [];
  const isKnown = kind === "task" && typeof checked === "boolean";
  const isToggle = kind === "bullet" && others["kind"] === toggle;
  if (!isKnown && checked !== undefined) own.push([`${itemPrefix}checked`, checked]);
  for (const [name, value] of Object.entries(others)) {
    if (!(isToggle && name === "kind")) own.push([itemPrefix + name, value]);
  }

  const [first, ...rest] = blocksOf(element.content, { ...place, indent: place.indent + 1 });
  const isLine = first !== undefined && isPlainAt(first, place);
  const attributes = isLine ? withoutLine(first.attributes) : noValues;
  const head = line(
    isToggle ? toggle : kind,
    recordOf([...own, ...Object.entries(attributes)]),
    isLine ? first.runs : [],
    place,
  );
  return isLine || first === undefined ? [head, ...rest] : [head, first, ...rest];
}

/** Whether a block is a paragraph, or a quoted one, one step below `place`. */
function isPlainAt({ name, attributes }: BlockData, place: Place): boolean {
  if (name !== textBlockName) return false;
  const { kind = "paragraph", indent: at = 0, frame } = attributes;
  const below = line("paragraph", noValues, [], { ...place, indent: place.indent + 1 });
  const { indent: depth = 0, frame: around } = below.attributes;
  return kind === "paragraph" && at === depth && frame === around;
}

function withoutLine(attributes: Values): Values {
  return ["kind", "indent", "frame"].reduce(
    (left, name) => withValue(left, name, null),
    attributes,
  );
}

function quoteBlocks(element: TreeElement, place: Place): BlockData[] {
  const { content } = element;
  const { [calloutName]: callout, ...others } = element.attributes;
  const frame = frameAttributes.frame.read(callout);
  const attributes = frame === "" ? element.attributes : recordOf(Object.entries(others));
  const inside: Place = {
    ...place,
    quotes: place.quotes + 1,
    frame: place.frame || frame || "quote",
  };
  if (content.length > 0 && !content.some(isBlock)) {
    return [line("paragraph", knownAttributes("quote", attributes), runsOf(content), inside)];
  }
  const blocks = blocksOf(content, inside);
  const own = Object.entries(knownAttributes("quote", attributes));
  return withFirst(
    blocks,
    own.map(([name, value]) => [quotePrefix + name, value]),
  );
}

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
  const table =
    place.levels < levelsOfTable
      ? undefined
      : tableFromTree(element, (cell) => {
          return withoutNeedlessStarts(blocksOf(cell, outermost(place.levels - levelsOfTable)));
        });
  if (table !== undefined) return [table];
  // One of ours, in a document that was written as version 1.
  const isOurs = name === "table" && content.length > 0 && content.every(isCellOfOurs);
  if (isOurs && place.levels >= levelsOfTable) {
    return [blockObject(name, attributes, innersOf(content, place.levels - 1))];
  }
  const known = blocksOfObject(element, place);
  if (known !== undefined) return known;
  if (holdsText(content)) {
    const own = keptAttributes(telling(attributes), lineAttributes);
    return [line(name, own, runsOf(content), place)];
  }
  if (place.levels === 0) return blocksOf(content, place);
  const inners = innersOf(content, place.levels - 1);
  return [blockObject(keptBlockName(name), attributes, inners)];
}

function isCellOfOurs(node: TreeNode): boolean {
  return node.type === "element" && node.name === "cell";
}

/** A table, and the cells in it. */
const levelsOfTable = 2;

function holdsText(content: readonly TreeNode[]): boolean {
  return content.some(isInline) && !content.some(isBlock);
}

/** What is in an object: flows of what can stand in one, and elements that hold such. */
function innersOf(content: readonly TreeNode[], levels: number): InnerData[] {
  const inners: InnerData[] = [];
  let flow: TreeNode[] = [];
  const end = (): void => {
    const blocks = withoutNeedlessStarts(blocksOf(flow, outermost(levels)));
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
