/**
 * What a feature is in HTML: how it is written, and what of foreign HTML is read as it. Apart from
 * the feature itself (feature.ts), because an editor needs it only for the clipboard.
 */

import type { BlockData } from "../flow/data.ts";
import type { InlineObject } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";
import type { DomElement } from "./dom.ts";
import type { Frame } from "./features/frame/frame-attributes.ts";
import type { HtmlElement, HtmlNode } from "./html-tree.ts";
import type { TextblockAttrs } from "./textblock.ts";

/** A tag and its attributes. */
export interface HtmlTag {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is known of a block before its text is read. */
export type BlockAttrs = Partial<TextblockAttrs> & { readonly indent: number };

/** How text blocks of a kind are written. */
export interface HtmlKind {
  /** The element around the text. */
  readonly write: (attrs: TextblockAttrs) => HtmlTag;
  /** The list that lines of this kind are items of, those side by side in one. */
  readonly list?: (attrs: TextblockAttrs) => HtmlTag;
  /** What stands in an item before its text. */
  readonly before?: (attrs: TextblockAttrs) => readonly HtmlElement[];
  /** Text that is written as it is, with no marks, within an element of its own. */
  readonly verbatim?: (attrs: TextblockAttrs) => HtmlTag;
}

/** What a feature is in HTML. */
export interface HtmlFeature {
  /** The name of the feature. */
  readonly name: string;
  /** By the name of the kind. */
  readonly kinds?: Readonly<Record<string, HtmlKind>>;
  /** By the name of the mark; undefined for one that must not be written. */
  readonly marks?: Readonly<Record<string, (value: unknown) => HtmlTag | undefined>>;
  /** By the name of the object, from its attributes. */
  readonly objects?: Readonly<Record<string, (attributes: Values) => readonly HtmlNode[]>>;
  /** By the name of the object within text, from its attributes. */
  readonly inlines?: Readonly<Record<string, (attributes: Values) => readonly HtmlNode[]>>;
  /** The quotation or callout that this element is around what is in it. */
  readonly readFrame?: (element: DomElement, tag: string) => Frame | undefined;
  /**
   * The text that stands for this element and all that is in it, in a block like `outer`; "" where it
   * is no text at all.
   */
  readonly readText?: (element: DomElement, tag: string, outer: BlockAttrs) => string | undefined;
  /** What is said behind the text of this element: what would be lost otherwise. */
  readonly readAfter?: (element: DomElement, tag: string) => string | undefined;
  /** What a block is that begins with this element, where `outer` holds around it. */
  readonly readBlock?: (
    element: DomElement,
    tag: string,
    outer: BlockAttrs,
  ) => BlockAttrs | undefined;
  /** The object that this element is, with all that is in it. */
  readonly readObject?: (element: DomElement, tag: string) => BlockData | undefined;
  /** The object within text that this element is, with all that is in it. */
  readonly readInline?: (element: DomElement, tag: string) => InlineObject | undefined;
  /** The object, or object within text, that a comment of a page is. */
  readonly readComment?: (comment: string) => BlockData | InlineObject | undefined;
  /** The marks of text in this element, where text around it has `marks`. */
  readonly readMarks?: (
    element: DomElement,
    tag: string,
    style: ReadonlyMap<string, string>,
    marks: Values,
  ) => Values;
}
