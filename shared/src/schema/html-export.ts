/**
 * Blocks as HTML that other programs understand: flat lines become nested lists, adjacent quote
 * lines one quotation.
 *
 * A block lies inside the item of the last list line before it that is less indented. Where this
 * nesting does not say how far it is indented, `data-indent` does. `blocksFromHtml` reads all of it
 * back, but for what has no place in HTML: ids, comments and marks that are not known, marks in code,
 * unsafe links, attributes of cells, and of objects that cannot be shown everything but what is
 * written in them.
 *
 * Ids are left out of exports as of what is copied: whoever reads HTML makes new blocks of it, and an
 * id that stands in two documents names neither.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { isDivider } from "./divider.ts";
import { filledLine, inlineHtml, spaceStyle } from "./html-inline.ts";
import { htmlSource, type HtmlElement, type HtmlNode } from "./html-tree.ts";
import { nameInBrackets, runText, tooDeepText } from "./plain-text.ts";
import { gridOf } from "./table/grid.ts";
import { tableHtml } from "./table/html-table-export.ts";
import { textblockAttrs, type TextblockAttrs } from "./textblock.ts";

/** HTML source of blocks, without the frame of a page. Safe to put into one. */
export function toHtml(blocks: readonly BlockData[]): string {
  return htmlSource(htmlFromBlocks(blocks));
}

/** The same as a tree, for example of what is copied. */
export function htmlFromBlocks(blocks: readonly BlockData[]): HtmlNode[] {
  const outline = new Outline();
  blocks.forEach((block) => outline.add(block));
  return outline.html;
}

/** A piece of a text by itself, which is no block. */
export function htmlFromRuns(runs: readonly Run[]): HtmlNode[] {
  return inlineHtml(runs);
}

type Attributes = Readonly<Record<string, string>>;

/** An element that is still being filled. */
type OpenElement = [tag: string, attributes: Attributes, ...children: HtmlNode[]];

/** What blocks lie in: the document, or an item of a list. */
interface Level {
  /** Indentation of the item; -1 for the document. */
  readonly indent: number;
  readonly content: { push(child: HtmlNode): unknown };
  /** The element that the next block joins if it is of the same kind and indentation. */
  group?: { readonly kind: string; readonly indent: number; readonly element: OpenElement };
}

/** The nesting of the blocks added so far. */
class Outline {
  readonly html: HtmlNode[] = [];
  /** Outermost first, each inside the last item of the one before it. */
  #levels: [Level, ...Level[]] = [{ indent: -1, content: this.html }];

  add(block: BlockData): void {
    if (block.name !== textBlockName) {
      this.#levels.length = 1;
      for (const element of objectHtml(block)) this.#append(element);
      return;
    }
    const attrs = textblockAttrs({ attrs: block.attributes });
    while (this.#level.indent >= attrs.indent) this.#levels.pop();
    const indentation = this.#indentation(attrs);
    switch (attrs.kind) {
      case "paragraph":
        return this.#append(lineElement("p", indentation, block));
      case "heading":
        return this.#append(lineElement(`h${attrs.level}`, indentation, block));
      case "code":
        return this.#append(codeElement(block, attrs, indentation));
      case "quote":
        this.#group(attrs, ["blockquote", indentation]).push(lineElement("p", {}, block));
        return;
      case "bullet":
      case "numbered":
      case "task": {
        const item = lineElement("li", indentation, block);
        if (attrs.kind === "task") item.splice(2, 0, checkbox(attrs.checked));
        this.#group(attrs, [attrs.kind === "numbered" ? "ol" : "ul", {}]).push(item);
        this.#levels.push({ indent: attrs.indent, content: item });
      }
    }
  }

  get #level(): Level {
    return this.#levels.at(-1)!;
  }

  #append(element: HtmlNode): void {
    delete this.#level.group;
    this.#level.content.push(element);
  }

  /** The list or quotation that `attrs` goes on with, or else `fresh`, newly appended. */
  #group({ kind, indent }: TextblockAttrs, fresh: OpenElement): OpenElement {
    const { group } = this.#level;
    if (group?.kind === kind && group.indent === indent) return group.element;
    this.#append(fresh);
    this.#level.group = { kind, indent, element: fresh };
    return fresh;
  }

  #indentation({ indent }: TextblockAttrs): Attributes {
    const steps = indent - this.#level.indent - 1;
    if (steps === 0) return {};
    return { "data-indent": String(indent), style: `margin-inline-start: ${2 * steps}em` };
  }
}

function lineElement(tag: string, attributes: Attributes, { runs }: BlockData): OpenElement {
  const text = textOf(runs);
  const styles = [attributes["style"], spaceStyle(text)].filter((style) => style !== undefined);
  return [
    tag,
    { ...attributes, ...(styles.length > 0 && { style: styles.join("; ") }) },
    ...filledLine(inlineHtml(runs), text),
  ];
}

function codeElement(
  { runs }: BlockData,
  { language }: TextblockAttrs,
  attributes: Attributes,
): HtmlElement {
  const named: Attributes = language === "" ? {} : { class: `language-${language}` };
  // Like the last break of a line, the last line feed of code is not shown.
  return ["pre", attributes, ["code", named, `${textOf(runs)}\n`]];
}

function textOf(runs: readonly Run[]): string {
  return runs.map(runText).join("");
}

function checkbox(isChecked: boolean): HtmlElement {
  return ["input", { type: "checkbox", disabled: "", ...(isChecked && { checked: "" }) }];
}

/** A divider, a table, or of what cannot be shown the blocks in it. */
function objectHtml(block: BlockData): readonly HtmlNode[] {
  if (isDivider(block)) return [["hr", {}]];
  const grid = gridOf(block);
  if (grid !== undefined) return [tableHtml(grid, htmlFromBlocks)];
  const html = block.inners.flatMap(innerHtml);
  return html.length > 0 ? html : [["p", {}, nameInBrackets(block.name)]];
}

function innerHtml(inner: InnerData): readonly HtmlNode[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(innerHtml);
    case "flow":
      return htmlFromBlocks(inner.blocks);
    case "tooDeep":
      return [["p", {}, tooDeepText]];
  }
}
