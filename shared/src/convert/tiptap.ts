/**
 * Blocks of a flow → a tree as Tiptap's usual extensions have it, with nested lists and quotes.
 *
 * Tiptap deletes from the shared document what its schema does not allow. So what is made here keeps
 * to the rules of those extensions: code has neither marks nor objects, text that is marked as code
 * has no other mark, and an item begins with a paragraph.
 */

import type { BlockData } from "../flow/data.ts";
import { placeAttributes, textBlockName } from "../flow/segment.ts";
import { noValues, type Values } from "../flow/values.ts";
import { textblockKinds } from "../schema/content.ts";
import type { Frame } from "../schema/features/frame/frame-attributes.ts";
import { textblockAttrs, type TextblockAttrs } from "../schema/textblock.ts";
import { tiptapLayout } from "./layout.ts";
import {
  calloutName,
  clampedLevel,
  itemPrefix,
  lineAttributes,
  listPrefix,
  mathLanguage,
  quotePrefix,
} from "./lines.ts";
import { attributeThatWas, recordOf, restoredAttributes, restoredName } from "./kept.ts";
import { contentOf, marksOf } from "./line-content.ts";
import { tiptapMark } from "./marks.ts";
import { inlineInTiptap } from "./objects.ts";
import { tableInTiptap } from "./tables.ts";
import { treeElement, type TreeElement, type TreeNode } from "./tree.ts";
import { innerTree } from "./version-one.ts";

/** The tree that these blocks are in Tiptap. */
export function tiptapTree(blocks: readonly BlockData[]): readonly TreeNode[] {
  const nesting = new Nesting();
  for (const block of blocks) nesting.add(block);
  return nesting.top;
}

/** A list that the next line may go on with. */
interface OpenList {
  readonly items: TreeNode[];
  readonly name: string;
  readonly indent: number;
  /** The quotation or callout around; "" for none. */
  readonly frame: Frame;
  /** What is in its last item. */
  readonly item: TreeNode[];
}

interface ListNames {
  readonly list: string;
  readonly item: string;
}

const listNames: ReadonlyMap<string, ListNames> = new Map([
  ["bullet", { list: "bulletList", item: "listItem" }],
  ["numbered", { list: "orderedList", item: "listItem" }],
  ["task", { list: "taskList", item: "taskItem" }],
  ["toggle", { list: "bulletList", item: "listItem" }],
]);

/** Puts lines into the lists and quotes that their indents and kinds mean. */
class Nesting {
  readonly top: TreeNode[] = [];
  /** From the outermost to the innermost. */
  #lists: readonly OpenList[] = [];

  add(block: BlockData): void {
    const { name, attributes } = block;
    if (name !== textBlockName) {
      this.#keepLists(() => false);
      this.top.push(tableInTiptap(block, tiptapTree) ?? objectNode(block));
      return;
    }
    const attrs = textblockAttrs({ attrs: attributes });
    const names = listNames.get(attrs.kind);
    if (names === undefined) this.#addLine(block, attrs);
    else this.#addItem(block, names, attrs);
  }

  #addLine(block: BlockData, { kind, indent, frame }: TextblockAttrs): void {
    this.#keepLists((list) => list.indent < indent && (list.frame === "" || list.frame === frame));
    const isListed = this.#lists.length > 0;
    const isQuote = frame !== "" && kind === "paragraph";
    const quotes = isQuote && !isListed ? indent + 1 : 1;
    this.#place(frame, quotes, block).push(lineNode(block, isListed || isQuote));
  }

  #addItem(block: BlockData, { list, item }: ListNames, attrs: TextblockAttrs): void {
    const { attributes } = block;
    const { kind, indent, frame, start } = attrs;
    const isCounted = kind === "numbered" && start !== null;
    const first = isCounted ? [["start", start] as const] : [];
    const ofList = recordOf([...Object.entries(prefixed(attributes, listPrefix)), ...first]);
    const goesOn = (open: OpenList): boolean =>
      open.name === list && open.frame === frame && ofList === noValues;
    this.#keepLists((open) => {
      if (open.frame !== "" && open.frame !== frame) return false;
      return open.indent < indent || (open.indent === indent && goesOn(open));
    });
    const last = this.#lists.at(-1);
    const isSame = last?.indent === indent;
    const items = isSame ? last.items : [];
    if (!isSame) this.#place(frame, 1, block).push(treeElement(list, ofList, items));

    const isTask = item === "taskItem";
    const checked = isTask ? [["checked", attributes["checked"] === true] as const] : [];
    const folded = kind === "toggle" ? [["kind", kind] as const] : [];
    const own = Object.entries(prefixed(attributes, itemPrefix));
    const ofItem = recordOf([...own, ...checked, ...folded]);
    const content: TreeNode[] = [paragraph(block, true)];
    items.push(treeElement(item, ofItem, content));
    const open = { items, name: list, indent, frame, item: content };
    this.#lists = [...(isSame ? this.#lists.slice(0, -1) : this.#lists), open];
  }

  /** Leaves the innermost lists until one is to be kept. */
  #keepLists(isKept: (list: OpenList) => boolean): void {
    while (this.#lists.length > 0 && !isKept(this.#lists.at(-1)!)) {
      this.#lists = this.#lists.slice(0, -1);
    }
  }

  /** Where a block goes that is in so many quotes of this frame, which may be open there. */
  #place(frame: Frame, depth: number, { attributes }: BlockData): TreeNode[] {
    const list = this.#lists.at(-1);
    let place = list?.item ?? this.top;
    const callout = frame === "" || frame === "quote" ? undefined : frame;
    const said = callout === undefined ? [] : [[calloutName, callout] as const];
    const own = recordOf([...Object.entries(prefixed(attributes, quotePrefix)), ...said]);
    const quotes = frame === "" ? 0 : depth;
    for (let i = (list?.frame ?? "") === "" ? 0 : 1; i < quotes; i++) {
      const last = place.at(-1);
      const isQuote = last?.type === "element" && last.name === "blockquote";
      const isNew = Object.keys(own).length > said.length;
      const isOpen = isQuote && !isNew && last.attributes[calloutName] === callout;
      const content: TreeNode[] = isOpen ? (last.content as TreeNode[]) : [];
      if (!isOpen) place.push(treeElement("blockquote", i === 0 ? own : noValues, content));
      place = content;
    }
    return place;
  }
}

function objectNode({ name, attributes, inners }: BlockData): TreeNode {
  const own = restoredAttributes(attributes, placeAttributes);
  const shown = name === "divider" ? "horizontalRule" : restoredName(name);
  return treeElement(shown, own, innerTree(inners, tiptapTree));
}

/** A line that is no item. `isPlaced` tells that its indent is said by where it stands. */
function lineNode(block: BlockData, isPlaced: boolean): TreeNode {
  const { attributes, runs } = block;
  const { level, language, kind: shown } = textblockAttrs({ attrs: attributes });
  const kind = shown === "paragraph" ? "paragraph" : attributes["kind"];
  switch (kind) {
    case "heading": {
      const was = attributeThatWas(attributes, "level");
      const isClamped = typeof was === "number" && level === clampedLevel(was);
      return node("heading", block, isPlaced, [["level", isClamped ? was : level]]);
    }
    case "math":
    case "code": {
      if (runs.some((run) => run.type === "object")) return paragraph(block, isPlaced);
      const named = kind === "math" ? mathLanguage : language;
      const own = named === "" ? [] : [["language", named] as const];
      const text = runs.map((run) => (run.type === "text" ? run.text : "")).join("");
      const content: TreeNode[] = text === "" ? [] : [{ type: "text", text, formats: noValues }];
      return { ...node("codeBlock", block, isPlaced, own), content };
    }
    default: {
      const isOurs = (textblockKinds as readonly unknown[]).includes(kind);
      if (typeof kind !== "string" || isOurs) return paragraph(block, isPlaced);
      return node(kind, block, isPlaced);
    }
  }
}

function paragraph(block: BlockData, isPlaced: boolean): TreeNode {
  return node("paragraph", block, isPlaced);
}

function node(
  name: string,
  { attributes, runs }: BlockData,
  isPlaced: boolean,
  own: readonly (readonly [string, unknown])[] = [],
): TreeElement {
  const { indent } = attributes;
  const layout = tiptapLayout(textblockAttrs({ attrs: attributes }));
  const indented = isPlaced || indent === undefined ? [] : [["indent", indent] as const];
  const others = Object.entries(restoredAttributes(attributes, lineAttributes)).filter(
    ([each]) => !prefixes.some((prefix) => each.startsWith(prefix)),
  );
  const shape = { lineBreak: "hardBreak", marks: tiptapMarks, object: inlineInTiptap };
  const content = contentOf(runs, shape);
  return treeElement(name, recordOf([...indented, ...layout, ...others, ...own]), content);
}

const prefixes: readonly string[] = [listPrefix, itemPrefix, quotePrefix];

/** The attributes that are kept under names with this prefix, by their own. */
function prefixed(attributes: Values, prefix: string): Values {
  const own = Object.entries(attributes).filter(([name]) => name.startsWith(prefix));
  return recordOf(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

function tiptapMarks(formats: Values): Values {
  const { code } = formats;
  if (code !== undefined) return recordOf([["code", code]]);
  const marks = marksOf(formats);
  return recordOf(Object.entries(marks).map(([key, value]) => tiptapMark(key, value)));
}
