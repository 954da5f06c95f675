/**
 * What reading says of a text: the flow with its blocks, from what is seen down to where it lies.
 * These are values: they stay as they are while the text changes.
 */

import type { Item, Text, XmlElement } from "yjs";
import type { Values } from "./values.ts";

/** A text as it was when it was read. */
export interface Flow {
  readonly type: "flow";
  readonly text: Text;
  /** In the order in which they are shown. */
  readonly blocks: readonly Block[];
  /** All segments in the order in which they are shown. */
  readonly entries: readonly Entry[];
  /** In physical order; the first is what stands before the first marker. */
  readonly segments: readonly Segment[];
  /** Whether each segment is a block of its own, shown where it stands: see simple.ts. */
  readonly isSimple: boolean;
}

/** A text block or a block object, as it is shown. */
export interface Block {
  /** Unique in its flow. */
  readonly id: string;
  /** "block" for text; for an object the name of its element. */
  readonly name: string;
  readonly attributes: Values;
  /** The text, objects in it, and their formats. Empty in an object. */
  readonly runs: readonly Run[];
  /** Letters in it, in UTF-16 units, and one for each object. */
  readonly length: number;
  /** What is nested in an object. */
  readonly inners: readonly Inner[];
  /** The segments that it is made of: one, or several that were joined. */
  readonly pieces: readonly Entry[];
  /** Text that no marker begins: before the first, or behind an object. */
  readonly isLoose: boolean;
}

/** A segment in its place on screen. */
export interface Entry {
  readonly id: string;
  readonly segment: Segment;
  /** The pointer that shows it here, if it does not stand here itself. */
  readonly via: { readonly pointer: Pointer; readonly host: Segment } | undefined;
  /** Whether it is here because it was split off what was moved here. */
  readonly follows: boolean;
}

/** A marker and what follows it until the next; lengths as Yjs counts them. */
export interface Segment {
  /** Undefined for what stands before the first marker. */
  readonly head: Head | undefined;
  /** The marker of the segment after this one. */
  readonly next: Item | undefined;
  readonly chunks: readonly Chunk[];
  readonly pointers: readonly Pointer[];
  /** What a text inserted right behind the marker takes on. */
  readonly formatsBefore: Values;
  readonly formatsAfter: Values;
  /** The marker, text, objects and pointers. */
  readonly size: number;
}

/** What stands at the beginning of a segment. */
export interface Head {
  readonly item: Item;
  readonly element: XmlElement;
  readonly name: string;
  /** The id that it says it has, if that can be one. */
  readonly id: string | undefined;
  /** The segment that it says it continues. */
  readonly joined: string | undefined;
  /** The segment that it says it was split off. */
  readonly from: string | undefined;
  /** What is nested in it: cells and flows. */
  readonly inners: readonly Inner[];
  /** False for a container that was deleted, or whose insertion was undone. */
  readonly isShown: boolean;
  readonly attributes: Values;
}

/** "That segment is shown here": a move. */
export interface Pointer {
  /** Counted from the beginning of the segment that it lies in. */
  readonly at: number;
  /** The id of the block that it moves. */
  readonly target: string;
  readonly time: number;
  readonly client: number;
  readonly clock: number;
}

/** A piece of a block's content, all of one format. */
export type Run =
  | { readonly type: "text"; readonly text: string; readonly formats: Values }
  /** Counts as one letter. */
  | { readonly type: "object"; readonly object: InlineObject; readonly formats: Values };

/** An object within text: a mention, a formula, or something that this version does not know. */
export interface InlineObject {
  /** The element's name; "" when it is no element. */
  readonly name: string;
  readonly attributes: Values;
  /** The plain value that was embedded, when it is no element; undefined if it can not be read. */
  readonly value: unknown;
}

/** A run, and where it lies: counted from the beginning of its segment. */
export type Chunk = Run & { readonly at: number };

/** Something in a block object. */
export type Inner = Cell | Flow | TooDeep;

/** An element in a block object. */
export interface Cell {
  readonly type: "cell";
  readonly element: XmlElement;
  readonly name: string;
  readonly attributes: Values;
  readonly inners: readonly Inner[];
}

/** Nested deeper than is read. It is kept, and shown as being there. */
export interface TooDeep {
  readonly type: "tooDeep";
}
