/**
 * How text blocks are drawn in an editor, and how ProseMirror reads elements that the browser itself
 * put there: a paragraph that a phone's keyboard split, a heading that the browser copied.
 *
 * Whole pages, on paste and import, are read by html-import.ts instead: nested lists do not become
 * flat lines by rules for single elements.
 */

import type { Attrs, DOMOutputSpec, Node, TagParseRule } from "prosemirror-model";
import { kindIn, type Content } from "./content.ts";
import type { DomElement } from "./dom.ts";
import { defaultTextblockAttrs, textblockAttrs, type TextblockAttrs } from "./textblock.ts";

/** The function that draws text blocks of documents with this content. */
export function textblockDrawing(content: Content): (node: Node) => DOMOutputSpec {
  return (node) => {
    const attrs = textblockAttrs(node);
    // Nearly all blocks of a long document are plain paragraphs, and an attribute is memory for each.
    if (attrs === defaultTextblockAttrs) return ["p", 0];
    return kindIn(content, attrs.kind).draw(attrs, blockAttributes(attrs));
  };
}

/** What every block that says anything about itself has on the screen. */
export function blockAttributes(attrs: TextblockAttrs): Attrs {
  const { kind, indent, dir, frame, align, tint } = attrs;
  return {
    "data-kind": kind,
    "data-indent": String(indent),
    dir: dir || "auto",
    ...(frame !== "" && { "data-frame": frame }),
    ...(align !== "" && { "data-align": align }),
    ...(tint !== "" && { "data-tint": tint }),
  };
}

/** Rules for text blocks: our own elements, copied by the browser, and plain ones. */
export function textblockParseRules({ kinds }: Content): readonly TagParseRule[] {
  return [
    {
      tag: [...kinds.keys()].map((kind) => `[data-kind="${kind}"]`).join(),
      getAttrs: attributesOfOurs,
      contentElement: contentOfOurs,
      preserveWhitespace: "full",
    },
    { tag: "p", preserveWhitespace: "full" },
    ...[1, 2, 3, 4, 5, 6].map((level): TagParseRule => {
      return { tag: `h${level}`, attrs: { kind: "heading", level }, preserveWhitespace: false };
    }),
    { tag: "pre", attrs: { kind: "code" }, preserveWhitespace: "full" },
  ];
}

// Only the browser's DOM reaches ProseMirror's parser; this package has no types for it.
function attributesOfOurs(dom: unknown): Attrs {
  const element = dom as DomElement;
  const stored = (name: string): string | null => element.getAttribute(`data-${name}`);
  return {
    kind: stored("kind"),
    level: Number(stored("level") ?? 1),
    indent: Number(stored("indent") ?? 0),
    checked: stored("checked") === "true",
    frame: stored("frame"),
    align: stored("align"),
    tint: stored("tint"),
  };
}

/** Items and code are drawn with an element inside of the block's own. */
function contentOfOurs<Element>(dom: Element): Element {
  const inner = (dom as { querySelector(selector: string): Element | null }).querySelector(
    ":scope > [role=listitem], :scope > code",
  );
  return inner ?? dom;
}
