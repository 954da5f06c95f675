/**
 * What stands around blocks: a quotation, or a callout. Blocks of any kind may stand in one; blocks
 * side by side with the same frame are in it together. So it is an attribute of each, and what
 * happens to one block at the same time as to another never takes text along.
 */

import { oneOf, type Attribute } from "../../attribute.ts";

/** A quotation, and the tones of callouts as many Markdown dialects name them. */
export const frames = ["quote", "note", "tip", "important", "warning", "caution"] as const;

/** One of {@link frames}, or "" for none. */
export type Frame = (typeof frames)[number] | "";

/** See the head of this file. */
export const frameAttributes: { readonly frame: Attribute<Frame> } = {
  /** What the block stands in. */
  frame: oneOf(frames),
};
