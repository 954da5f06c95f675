/**
 * What a feature adds to the content of documents. `features/` has a folder for each of ours; a
 * program that embeds the editor may bring more (content.ts).
 *
 * Nothing here does anything to a document. How its content is edited is for the editor, which has
 * a folder of the same name for each feature that needs one.
 */

import type { Attrs, DOMOutputSpec, MarkSpec, NodeSpec } from "prosemirror-model";
import type { HtmlFeature } from "./html-feature.ts";
import type { TextblockAttrs } from "./textblock.ts";

/** One thing that documents can hold, with everything that it takes. */
export interface ContentFeature {
  /** Unique among features. */
  readonly name: string;
  /** What text blocks can be. */
  readonly kinds?: readonly Kind[];
  /** What text can have. */
  readonly marks?: readonly MarkFormat[];
  /** What can stand between text blocks. */
  readonly objects?: readonly ObjectFormat[];
  /** What can stand within text. */
  readonly inlines?: readonly ObjectFormat[];
  /** What it is in HTML. Ours have that apart (features/html.ts), since an editor needs it only later. */
  readonly html?: HtmlFeature;
}

/** A kind of text block: a value of the attribute `kind`. */
export interface Kind {
  /** As it is stored. */
  readonly name: string;
  /**
   * How it is drawn; `attributes` are what every block has on the screen, and `0` is the place of
   * its text.
   */
  readonly draw: (attrs: TextblockAttrs, attributes: Attrs) => DOMOutputSpec;
  /** Whether blocks that follow and are indented deeper hang below it. */
  readonly isListLine?: boolean;
  /** Of a line of a list, whether deeper blocks of every kind hang below it, and not only lines. */
  readonly holdsAll?: boolean;
  /** Whether letters are meant as they are: no marks are shown or set, nothing typed is replaced. */
  readonly isVerbatim?: boolean;
  /** Whether it can be indented; true by default. */
  readonly isIndentable?: boolean;
  /** What Enter at its end begins: the same again, by default, or a paragraph. */
  readonly next?: "same" | "paragraph";
  /** Whether Enter in an empty one makes it a paragraph. */
  readonly endsWhenEmpty?: boolean;
  /** What stands before its text where there is nothing but text; its number, where it has one. */
  readonly marker?: (attrs: TextblockAttrs, number: number | undefined) => string;
}

/** A format of text, which is a mark in an editor. */
export interface MarkFormat {
  /** Its key in the flow; of one with `isKeyed` the part before the colon. */
  readonly name: string;
  /** Several can be on one text, each with an id of its own: the key is `name:ID`. */
  readonly isKeyed?: boolean;
  readonly spec: MarkSpec;
}

/** An object: an element of the flow without content, and one node in an editor. */
export interface ObjectFormat {
  /** The name of the element, and of the node. */
  readonly name: string;
  /** What it is where there is nothing but text. */
  readonly text: (attributes: Readonly<Record<string, unknown>>) => string;
  /** Group, atom and, for a block, the attribute `id` are added. Attributes that are not listed are kept. */
  readonly spec: NodeSpec;
}
