/**
 * Blocks → Markdown: flat lines become nested lists, blocks in a frame a quotation.
 *
 * Every letter of the document is written. What Markdown cannot say is left out: alignment, colours of
 * letters and blocks, how far a block is indented that hangs below no list line, empty paragraphs.
 */

import type { BlockContent, List, ListItem, RootContent } from "mdast";
import type { BlockData, InnerData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { fileAttrs } from "../schema/features/file/file-attributes.ts";
import { embedAttrs } from "../schema/features/embed/embed-attributes.ts";
import { gridOf } from "../schema/table/grid.ts";
import { imageAttrs } from "../schema/features/image/image-attributes.ts";
import { nameInBrackets, runText, tooDeepText } from "../schema/plain-text.ts";
import { numbering } from "../schema/numbering.ts";
import { textblockAttrs, type TextblockAttrs } from "../schema/textblock.ts";
import { tableNode } from "./table-node.ts";
import { phrasing } from "./phrasing.ts";
import { markdownSource } from "./source.ts";

/** Markdown of blocks, ending with a line feed unless there are none. */
export function markdownFromBlocks(blocks: readonly BlockData[]): string {
  return markdownSource(nodesOf(blocks));
}

/** What a block lies in: the document, a frame, or an item of a list. */
interface Level {
  readonly indent: number;
  readonly frame: string | undefined;
  readonly content: RootContent[];
  list?: { readonly indent: number; readonly node: List };
}

function nodesOf(blocks: readonly BlockData[]): RootContent[] {
  const outline = new Outline();
  const numbers = numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
  blocks.forEach((block, i) => outline.add(block, numbers[i]));
  return outline.top;
}

/** The nesting of the blocks added so far. */
class Outline {
  readonly top: RootContent[] = [];
  /** Outermost first. */
  readonly #levels: Level[] = [{ indent: -1, frame: undefined, content: this.top }];

  add(block: BlockData, number: number | undefined): void {
    const attrs = textblockAttrs({ attrs: block.attributes });
    this.#leave(attrs);
    this.#enterFrame(attrs);
    if (block.name !== textBlockName) return this.#append(...objectNodes(block));
    const isItem = ["bullet", "numbered", "task", "toggle"].includes(attrs.kind);
    if (isItem) this.#addItem(block, attrs, number);
    else this.#append(...lineNodes(block, attrs));
  }

  get #level(): Level {
    return this.#levels.at(-1)!;
  }

  /** Ends the items and the frame that a block with these attributes does not lie in. */
  #leave({ indent, frame }: TextblockAttrs): void {
    const open = this.#levels.findIndex((level) => level.frame !== undefined);
    if (
      open !== -1 &&
      (this.#levels[open]!.frame !== frame || indent <= this.#levels[open]!.indent)
    ) {
      this.#levels.length = open;
    }
    while (this.#level.indent >= indent) this.#levels.pop();
  }

  #enterFrame({ indent, frame }: TextblockAttrs): void {
    if (frame === "" || this.#levels.some((level) => level.frame !== undefined)) return;
    const content: RootContent[] = [];
    if (frame !== "quote") content.push(rawLine(`[!${frame.toUpperCase()}]`));
    this.#append({ type: "blockquote", children: content as BlockContent[] });
    this.#levels.push({ indent: indent - 1, frame, content });
  }

  #append(...nodes: RootContent[]): void {
    delete this.#level.list;
    this.#level.content.push(...nodes);
  }

  #addItem(block: BlockData, attrs: TextblockAttrs, number: number | undefined): void {
    const { indent, checked, kind } = attrs;
    const line: RootContent = { type: "paragraph", children: phrasing(block.runs) };
    const content: RootContent[] = block.runs.length === 0 ? [] : [line];
    const item: ListItem = {
      type: "listItem",
      spread: false,
      ...(kind === "task" && { checked }),
      children: content as BlockContent[],
    };
    this.#list(attrs, number).children.push(item);
    this.#levels.push({ indent, frame: undefined, content });
  }

  /** The list that a line goes on with, or else a new one. */
  #list({ kind, indent, start }: TextblockAttrs, number: number | undefined): List {
    const { list } = this.#level;
    const ordered = kind === "numbered";
    const goesOn = list?.indent === indent && list.node.ordered === ordered;
    if (goesOn && start === null) return list.node;
    const node: List = { type: "list", ordered, spread: false, children: [] };
    if (ordered) node.start = number ?? 1;
    this.#append(node);
    this.#level.list = { indent, node };
    return node;
  }
}

/** A line that is no item of a list. */
function lineNodes({ runs }: BlockData, { kind, level, language }: TextblockAttrs): RootContent[] {
  const value = runs.map((run) => runText(run)).join("");
  switch (kind) {
    case "heading":
      return [{ type: "heading", depth: level as 1, children: phrasing(runs, "oneLine") }];
    case "code":
      return [{ type: "code", lang: fenceWord(language), value }];
    case "math":
      // Dollars end with an empty line in some dialects; a fence does not.
      return /\n\s*\n|\$\$|^\s*$/.test(value)
        ? [{ type: "code", lang: "math", value }]
        : [{ type: "html", value: `$$\n${value}\n$$` }];
    default:
      return value === "" ? [] : [{ type: "paragraph", children: phrasing(runs) }];
  }
}

function fenceWord(language: string): string | null {
  return language === "" ? null : language;
}

/** What is written as it is, on a line of its own. */
function rawLine(value: string): RootContent {
  return { type: "paragraph", children: [{ type: "html", value }] };
}

function objectNodes(block: BlockData): RootContent[] {
  const { name, attributes, inners } = block;
  const grid = gridOf(block);
  if (grid !== undefined && grid.columns.length > 0 && grid.rows.length > 0)
    return [tableNode(grid)];
  switch (inners.length === 0 ? name : "") {
    case "divider":
      return [{ type: "thematicBreak" }];
    case "image": {
      const { src, alt, name: title } = imageAttrs(attributes);
      const picture = { type: "image", url: src, alt, title: title || null } as const;
      return [{ type: "paragraph", children: src === "" ? words(alt || "[image]") : [picture] }];
    }
    case "file": {
      const { src, name: shown } = fileAttrs(attributes);
      return [linked(src, shown || src)];
    }
    case "embed": {
      const { href, title } = embedAttrs(attributes);
      return [linked(href, title || href)];
    }
  }
  const nodes = inners.flatMap(innerNodes);
  return nodes.length > 0 ? nodes : [{ type: "paragraph", children: words(nameInBrackets(name)) }];
}

function innerNodes(inner: InnerData): RootContent[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(innerNodes);
    case "flow":
      return nodesOf(inner.blocks);
    case "tooDeep":
      return [{ type: "paragraph", children: words(tooDeepText) }];
  }
}

function words(value: string): [{ type: "text"; value: string }] {
  return [{ type: "text", value }];
}

function linked(url: string, shown: string): RootContent {
  if (url === "") return { type: "paragraph", children: words(shown) };
  return { type: "paragraph", children: [{ type: "link", url, children: words(shown) }] };
}
