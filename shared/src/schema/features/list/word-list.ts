/**
 * Lists of Word and Outlook: paragraphs whose style names the list (`mso-list: l0 level2 lfo1`), and
 * whose first letters are the marker, in a span of its own.
 */

import { elementsIn, inlineStyle, textIn, type DomElement } from "../../dom.ts";
import type { BlockAttrs } from "../../html-feature.ts";
import { maxIndent } from "../../textblock.ts";
import { maxStart } from "./list-attributes.ts";

const numberedMarker = /^\(?(?:(?:\d+\.)*(\d+)|[a-z]|[ivxlcdm]+)[.)\]:]*$/i;

/** The line of a list that a paragraph of Word is; undefined for one that is none. */
export function wordListLine(element: DomElement, outer: BlockAttrs): BlockAttrs | undefined {
  const level = /\blevel(\d)/.exec(inlineStyle(element).get("mso-list") ?? "")?.[1];
  if (level === undefined) return undefined;
  const marker = elementsIn(element, isWordMarker)[0];
  const indent = Math.min(maxIndent, outer.indent + Number(level) - 1);
  const line = { ...outer, indent };
  const shown = marker === undefined ? "" : trimmed(textIn(marker));
  // Of letters and Roman numerals only the first are told: which of the two "c" is depends on the list.
  if (!isNumber(shown)) return { ...line, kind: "bullet" };
  const digits = numberedMarker.exec(shown)?.[1];
  const number =
    digits === undefined ? (/^\(?[ai]\b/i.test(shown) ? 1 : undefined) : Number(digits);
  if (number === undefined || number > maxStart) return { ...line, kind: "numbered" };
  return { ...line, kind: "numbered", start: number };
}

/** Whether an element holds the marker of a line, and not its text. */
export function isWordMarker(element: DomElement): boolean {
  return inlineStyle(element).get("mso-list") === "ignore";
}

/** A marker as text, for a line that is no list's: a heading's number. */
export function markerText(element: DomElement): string {
  const shown = trimmed(textIn(element));
  return shown === "" ? "" : `${shown} `;
}

function trimmed(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, "");
}

/** "o" is a hollow bullet; letters are numbers only with something behind or around them. */
function isNumber(marker: string): boolean {
  return numberedMarker.test(marker) && (/^\d/.test(marker) || /[.)\]:]$/.test(marker));
}
