/** What is stored about a heading. */

import { wholeNumber, type Attribute } from "../../attribute.ts";

/** Deepest level of a heading; the highest is 1. */
export const maxHeadingLevel = 6;

/** See the head of this file. */
export const headingAttributes: { readonly level: Attribute<number> } = {
  /** 1 to `maxHeadingLevel`; without meaning for other kinds. */
  level: wholeNumber(1, maxHeadingLevel, 1),
};
