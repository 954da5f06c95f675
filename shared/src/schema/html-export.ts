/**
 * Blocks as HTML that other programs understand: flat lines become nested lists, adjacent blocks in
 * the same frame lie in one quotation or callout.
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
import { sameValue } from "../flow/values.ts";
import { taskInText } from "./features/list/task-text.ts";
import { isKnownObject } from "./to-json.ts";
import { standardHtmlContent, type HtmlContent } from "./html-content.ts";
import type { HtmlKind, HtmlTag } from "./html-feature.ts";
import { filledLine, inlineHtml } from "./html-inline.ts";
import { htmlSource, type HtmlNode } from "./html-tree.ts";
import { nameInBrackets, runText, tooDeepText } from "./plain-text.ts";
import { gridOf } from "./table/grid.ts";
import { tableHtml } from "./table/html-table-export.ts";
import { isRightToLeft } from "./text-direction.ts";
import { textblockAttrs, type TextblockAttrs } from "./textblock.ts";

/** HTML source of blocks, without the frame of a page. Safe to put into one. */
export function toHtml(
  blocks: readonly BlockData[],
  html: HtmlContent = standardHtmlContent,
): string {
  return htmlSource(htmlFromBlocks(blocks, html));
}

/** The same as a tree, for example of what is copied. */
export function htmlFromBlocks(
  blocks: readonly BlockData[],
  html: HtmlContent = standardHtmlContent,
): HtmlNode[] {
  const outline = new Outline(html);
  blocks.forEach((block) => outline.add(block));
  return outline.html;
}

/** A piece of a text by itself, which is no block. */
export function htmlFromRuns(
  runs: readonly Run[],
  html: HtmlContent = standardHtmlContent,
): HtmlNode[] {
  return inlineHtml(runs, html);
}

type Attributes = Readonly<Record<string, string>>;

/** An element that is still being filled. */
type OpenElement = [tag: string, attributes: Attributes, ...children: HtmlNode[]];

/** What blocks lie in: the document, a frame, or an item of a list. */
interface Level {
  /** Indentation of the item, one less than that of the first block in a frame; -1 for the document. */
  readonly indent: number;
  /** What a frame is. */
  readonly frame: string | undefined;
  readonly content: { push(child: HtmlNode): unknown };
  /** The list that the next line joins if it is of the same kind and indentation. */
  list?: { readonly tag: HtmlTag; readonly indent: number; readonly element: OpenElement };
}

/** What a block of a kind that HTML knows nothing of is written as. */
const paragraph: HtmlKind = { write: () => ({ tag: "p", attributes: {} }) };

/** The nesting of the blocks added so far. */
class Outline {
  readonly html: HtmlNode[] = [];
  readonly #known: HtmlContent;
  /** Outermost first, each inside the last item or frame of the one before it. */
  readonly #levels: [Level, ...Level[]] = [{ indent: -1, frame: undefined, content: this.html }];

  constructor(known: HtmlContent) {
    this.#known = known;
  }

  add(block: BlockData): void {
    const attrs = textblockAttrs({ attrs: block.attributes });
    this.#leave(attrs);
    this.#enterFrame(attrs);
    if (block.name === textBlockName) return this.#addText(block, attrs);
    for (const element of objectHtml(block, this.#known)) this.#append(element);
  }

  #addText(block: BlockData, attrs: TextblockAttrs): void {
    const kind = this.#known.kinds.get(attrs.kind) ?? paragraph;
    const { tag, attributes } = kind.write(attrs);
    // What looks like a task to whoever reads it says what it is.
    const told = taskInText(block) === block ? {} : { "data-kind": attrs.kind };
    const own = { ...attributes, ...told, ...layoutOf(attrs), ...this.#indentation(attrs) };
    const element = this.#element(tag, own, block, kind.verbatim?.(attrs));
    if (kind.list === undefined) return this.#append(element);
    const before = kind.before?.(attrs);
    if (before !== undefined) element.splice(2, 0, ...before);
    this.#list(kind.list(attrs), attrs.indent).push(element);
    this.#levels.push({ indent: attrs.indent, frame: undefined, content: element });
  }

  #element(
    tag: string,
    attributes: Attributes,
    { runs }: BlockData,
    verbatim: HtmlTag | undefined,
  ): OpenElement {
    const text = runs.map((run) => runText(run, this.#known.content)).join("");
    if (verbatim !== undefined) {
      // Like the last break of a line, the last line feed of code is not shown by browsers.
      const shown = text === "" || text.endsWith("\n") ? `${text}\n` : text;
      return [tag, styled(attributes), [verbatim.tag, verbatim.attributes, shown]];
    }
    const filled = filledLine(inlineHtml(runs, this.#known), text);
    return [tag, styled(withDirection(attributes, text)), ...filled];
  }

  get #level(): Level {
    return this.#levels.at(-1)!;
  }

  /** Ends the items and the frame that a block with these attributes does not lie in. */
  #leave({ indent, frame }: TextblockAttrs): void {
    const open = this.#levels.findIndex((level) => level.frame !== undefined);
    if (open !== -1) {
      const level = this.#levels[open]!;
      if (level.frame !== frame || indent <= level.indent) this.#levels.length = open;
    }
    while (this.#level.indent >= indent) this.#levels.pop();
  }

  #enterFrame({ indent, frame }: TextblockAttrs): void {
    if (frame === "" || this.#levels.some((level) => level.frame !== undefined)) return;
    const indentation = styled(indentationOf(indent, this.#level.indent));
    const element: OpenElement =
      frame === "quote"
        ? ["blockquote", indentation]
        : ["aside", { ...indentation, "data-callout": frame, role: "note" }];
    this.#append(element);
    this.#levels.push({ indent: indent - 1, frame, content: element });
  }

  #append(element: HtmlNode): void {
    delete this.#level.list;
    this.#level.content.push(element);
  }

  /** The list that a line at `indent` goes on with, or else a new one. */
  #list(tag: HtmlTag, indent: number): OpenElement {
    const { list } = this.#level;
    if (list?.indent === indent && goesOn(list.tag, tag)) return list.element;
    const element: OpenElement = [tag.tag, tag.attributes];
    this.#append(element);
    this.#level.list = { tag, indent, element };
    return element;
  }

  #indentation({ indent }: TextblockAttrs): Attributes {
    return indentationOf(indent, this.#level.indent);
  }
}

/** Whether a line that would begin the list `next` is one more of `list`. */
function goesOn(list: HtmlTag, next: HtmlTag): boolean {
  const { start: _start, ...others } = list.attributes;
  return list.tag === next.tag && sameValue(others, next.attributes);
}

/** What says how far a block is indented, where its nesting in `outer` does not. */
function indentationOf(indent: number, outer: number): Attributes {
  const steps = indent - outer - 1;
  if (steps === 0) return {};
  // Word processors know no other margin.
  const margin = 2 * steps;
  return { "data-indent": String(indent), style: `margin-left: ${margin}em` };
}

/** Direction, alignment and colour of a block. */
function layoutOf({ align, dir, tint }: TextblockAttrs): Attributes {
  return {
    ...(dir !== "" && { dir }),
    ...(align !== "" && { "data-align": align }),
    ...(tint !== "" && { "data-tint": tint }),
  };
}

/** Says that a direction follows from the text, and is no attribute of the block. */
export const ownDirection = "data-dir-auto";

/** Programs that do not look at the letters are told the direction of those from right to left. */
function withDirection(attributes: Attributes, text: string): Attributes {
  if (attributes["dir"] !== undefined || !isRightToLeft(text)) return attributes;
  return { ...attributes, dir: "rtl", [ownDirection]: "" };
}

/** Attributes with what their names mean elsewhere as a style. */
function styled(attributes: Attributes): Attributes {
  const align = attributes["data-align"];
  const end = attributes["dir"] === "rtl" ? "left" : "right";
  const styles = [attributes["style"], align && `text-align: ${align === "end" ? end : align}`];
  const style = styles.filter((one) => one !== undefined && one !== "").join("; ");
  return { ...attributes, ...(style !== "" && { style }) };
}

/** An object, a table, or of what cannot be shown the blocks in it. */
function objectHtml(block: BlockData, known: HtmlContent): readonly HtmlNode[] {
  const write = isKnownObject(block, known.content) ? known.objects.get(block.name) : undefined;
  if (write !== undefined) return write(block.attributes);
  const grid = gridOf(block);
  if (grid !== undefined) return [tableHtml(grid, (blocks) => htmlFromBlocks(blocks, known))];
  const html = block.inners.flatMap((inner) => innerHtml(inner, known));
  return html.length > 0 ? html : [["p", {}, nameInBrackets(block.name)]];
}

function innerHtml(inner: InnerData, known: HtmlContent): readonly HtmlNode[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap((one) => innerHtml(one, known));
    case "flow":
      return htmlFromBlocks(inner.blocks, known);
    case "tooDeep":
      return [["p", {}, tooDeepText]];
  }
}
