/** How a block lies on the page: direction, alignment, colour behind it. */

import { oneOf, type Attribute } from "../../attribute.ts";
import { colorNames, type ColorName } from "../color/color-names.ts";

/** Alignments other than that to the start of a line. */
export const alignments = ["center", "end", "justify"] as const;

/** One of {@link alignments}, or "" for the start. */
export type Alignment = (typeof alignments)[number] | "";

/** See the head of this file. */
export const layoutAttributes: {
  readonly align: Attribute<Alignment>;
  readonly dir: Attribute<"ltr" | "rtl" | "">;
  readonly tint: Attribute<ColorName | "">;
} = {
  /** "" is to the start of the line. */
  align: oneOf(alignments),
  /** "" goes by the first letter. */
  dir: oneOf(["ltr", "rtl"] as const),
  /** The colour behind the block. */
  tint: oneOf(colorNames),
};
