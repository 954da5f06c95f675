/** What the example says, as `texts/` has it in each language. */

import type { Inline } from "./texts/marks.ts";

type Key =
  | "title"
  | "change"
  | "ways"
  | "slash"
  | "select"
  | "point"
  | "words"
  | "marks"
  | "lists"
  | "done"
  | "tick"
  | "hang"
  | "hanging"
  | "bullet"
  | "numbered"
  | "more"
  | "callout"
  | "quote"
  | "toggle"
  | "folded"
  | "keys";

/** The text of each block, in pieces; how a program greets is a word. */
export type SampleTexts = Readonly<Record<Key, readonly Inline[]>> & { readonly greeting: string };
