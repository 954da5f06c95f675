/** Which marks an element of foreign HTML puts on the text in it. */

import { withValue, type Values } from "../flow/values.ts";
import { inlineStyle, tagOf, type DomElement } from "./dom.ts";
import { isBold } from "./font-weight.ts";
import { safeHref } from "./safe-href.ts";

/** Marks that come from the tag alone. */
const markOfTag: ReadonlyMap<string, string> = new Map([
  ["b", "bold"],
  ["strong", "bold"],
  ["i", "italic"],
  ["em", "italic"],
  ["cite", "italic"],
  ["dfn", "italic"],
  ["var", "italic"],
  ["u", "underline"],
  ["ins", "underline"],
  ["s", "strike"],
  ["del", "strike"],
  ["strike", "strike"],
  ["code", "code"],
  ["kbd", "code"],
  ["samp", "code"],
  ["tt", "code"],
]);

/** The marks of text in `element`, where text around it has `outer`. */
export function marksInside(element: DomElement, outer: Values): Values {
  let marks = outer;
  const tag = tagOf(element);
  const style = inlineStyle(element);
  const byTag = markOfTag.get(tag);
  if (byTag !== undefined) marks = withMark(marks, byTag, true);
  if (tag === "a") {
    const href = safeHref(element.getAttribute("href"));
    if (href !== undefined) marks = withValue(marks, "link", { href });
  }
  // A style overrules the tag: Google Docs wraps everything in <b style="font-weight: normal">.
  const weight = style.get("font-weight");
  if (weight !== undefined) marks = withMark(marks, "bold", isBold(weight));
  const slant = style.get("font-style");
  if (slant !== undefined) marks = withMark(marks, "italic", /^(italic|oblique)/.test(slant));
  // Lines through and under text are drawn by every element, none takes away that of another.
  const lines = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  if (lines.includes("line-through")) marks = withMark(marks, "strike", true);
  // Nearly every link is underlined, and needs no mark for it.
  if (lines.includes("underline") && !isInLink(marks)) marks = withMark(marks, "underline", true);
  return marks;
}

function withMark(marks: Values, name: string, isSet: boolean): Values {
  return withValue(marks, name, isSet ? {} : null);
}

function isInLink(marks: Values): boolean {
  return Object.hasOwn(marks, "link");
}
