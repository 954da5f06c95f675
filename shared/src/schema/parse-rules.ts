/**
 * How ProseMirror reads elements that the browser itself put into the editor: a paragraph that a
 * phone's keyboard split, a word that the browser's own menu made bold.
 *
 * Whole pages, on paste and import, are read by html-import.ts instead: nested lists do not become
 * flat lines by rules for single elements.
 */

import type { Attrs, ParseRule, TagParseRule } from "prosemirror-model";
import type { DomElement } from "./dom.ts";
import { isBold } from "./font-weight.ts";
import { safeHref } from "./safe-href.ts";
import { textblockKinds } from "./textblock.ts";

/** Rules for text blocks: our own elements, copied by the browser, and plain ones. */
export const textblockParseRules: readonly TagParseRule[] = [
  {
    tag: textblockKinds.map((kind) => `[data-kind="${kind}"]`).join(),
    getAttrs: attributesOfOurs,
    contentElement: contentOfOurs,
    preserveWhitespace: "full",
  },
  { tag: "p", preserveWhitespace: "full" },
  { tag: "h1", attrs: { kind: "heading", level: 1 }, preserveWhitespace: false },
  { tag: "h2", attrs: { kind: "heading", level: 2 }, preserveWhitespace: false },
  { tag: "h3,h4,h5,h6", attrs: { kind: "heading", level: 3 }, preserveWhitespace: false },
  { tag: "pre", attrs: { kind: "code" }, preserveWhitespace: "full" },
];

/** Rules for marks, by the mark's name. */
export const markParseRules: Readonly<
  Record<"link" | "bold" | "italic" | "underline" | "strike" | "code", readonly ParseRule[]>
> = {
  link: [{ tag: "a[href]", getAttrs: linkAttributes }],
  bold: [
    { tag: "strong" },
    { tag: "b" },
    { style: "font-weight", getAttrs: (weight) => isBold(weight) && null },
  ],
  italic: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }],
  underline: [{ tag: "u" }, { style: "text-decoration=underline" }],
  strike: [
    { tag: "s" },
    { tag: "del" },
    { tag: "strike" },
    { style: "text-decoration=line-through" },
  ],
  code: [{ tag: "code" }],
};

// Only the browser's DOM reaches ProseMirror's parser; this package has no types for it.
function attributesOfOurs(dom: unknown): Attrs {
  const element = dom as DomElement;
  return {
    kind: element.getAttribute("data-kind"),
    level: Number(element.getAttribute("data-level") ?? 1),
    indent: Number(element.getAttribute("data-indent") ?? 0),
    checked: element.getAttribute("data-checked") === "true",
  };
}

/** Items and code are drawn with an element inside of the block's own. */
function contentOfOurs<Element>(dom: Element): Element {
  const inner = (dom as { querySelector(selector: string): Element | null }).querySelector(
    ":scope > [role=listitem], :scope > code",
  );
  return inner ?? dom;
}

function linkAttributes(dom: unknown): Attrs | false {
  const href = safeHref((dom as DomElement).getAttribute("href"));
  return href === undefined ? false : { href };
}
