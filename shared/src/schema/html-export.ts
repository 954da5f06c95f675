/**
 * Blocks as HTML that other programs understand: flat lines become nested lists, adjacent quote
 * lines one quotation.
 *
 * A block lies inside the item of the last list line before it that is less indented. Where this
 * nesting does not say how far it is indented, `data-indent` does. `blocksFromHtml` reads all of it
 * back, but for what has no place in HTML: marks in code, unsafe links, and of placeholders
 * everything but their text.
 */

import { Fragment, type Node } from "prosemirror-model";
import { filledLine, inlineHtml, spaceStyle } from "./html-inline.ts";
import { htmlSource, type HtmlElement, type HtmlNode } from "./html-tree.ts";
import { placeholderText } from "./placeholder.ts";
import { textblockAttrs, type TextblockAttrs } from "./textblock.ts";

/** HTML source of a document, without the frame of a page. Safe to put into one. */
export function toHtml(document: Node): string {
  return htmlSource(htmlFromBlocks(document.content));
}

/** The same as a tree, for example of what is copied. */
export function htmlFromBlocks(blocks: Fragment): HtmlNode[] {
  const outline = new Outline();
  blocks.forEach((block) => outline.add(block));
  return outline.html;
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

  add(block: Node): void {
    if (!block.isTextblock) {
      this.#levels.length = 1;
      for (const element of otherHtml(block)) this.#append(element);
      return;
    }
    const attrs = textblockAttrs(block);
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

function lineElement(tag: string, attributes: Attributes, block: Node): OpenElement {
  const text = block.textContent;
  const styles = [attributes["style"], spaceStyle(text)].filter((style) => style !== undefined);
  return [
    tag,
    { ...attributes, ...(styles.length > 0 && { style: styles.join("; ") }) },
    ...filledLine(inlineHtml(block.content), text),
  ];
}

function codeElement(
  block: Node,
  { language }: TextblockAttrs,
  attributes: Attributes,
): HtmlElement {
  const named: Attributes = language === "" ? {} : { class: `language-${language}` };
  // Like the last break of a line, the last line feed of code is not shown.
  return ["pre", attributes, ["code", named, `${block.textContent}\n`]];
}

function checkbox(isChecked: boolean): HtmlElement {
  return ["input", { type: "checkbox", disabled: "", ...(isChecked && { checked: "" }) }];
}

/** A divider, a placeholder, or inline content that stands by itself. */
function otherHtml(node: Node): readonly HtmlNode[] {
  if (node.isInline) return inlineHtml(Fragment.from(node));
  if (node.type.name === "divider") return [["hr", {}]];
  const lines = placeholderText(node).split("\n");
  return lines.filter((line) => line !== "").map((line) => ["p", {}, line]);
}
