/** How letters look, in HTML. */

import { withValue, type Values } from "../../../flow/values.ts";
import { tagOf, textIn } from "../../dom.ts";
import { isBold } from "../../font-weight.ts";
import type { HtmlFeature, HtmlTag } from "../../html-feature.ts";

/** The tag that each mark is written with. */
const tagOfMark: Readonly<Record<string, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  sub: "sub",
  sup: "sup",
  code: "code",
};

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
  ["sub", "sub"],
  ["sup", "sup"],
  ["code", "code"],
  ["kbd", "code"],
  ["samp", "code"],
  ["tt", "code"],
]);

/** See the head of this file. */
export const marksHtml: HtmlFeature = {
  name: "marks",
  marks: Object.fromEntries(
    Object.entries(tagOfMark).map(([name, tag]) => [
      name,
      (): HtmlTag => ({ tag, attributes: {} }),
    ]),
  ),
  // What is said above letters, where the page has no parentheses for those who cannot show it there.
  readText: (element, tag) => {
    if (tag !== "rt") return undefined;
    const next = element.nextSibling;
    return next !== null && tagOf(next) === "rp" ? undefined : `(${textIn(element).trim()})`;
  },
  readMarks: (_element, tag, style, outer) => {
    let marks = outer;
    const byTag = markOfTag.get(tag);
    if (byTag !== undefined) marks = withMark(marks, byTag, true);
    // A style overrules the tag: Google Docs wraps everything in <b style="font-weight: normal">.
    const weight = style.get("font-weight");
    if (weight !== undefined) marks = withMark(marks, "bold", isBold(weight));
    const slant = style.get("font-style");
    if (slant !== undefined) marks = withMark(marks, "italic", /^(italic|oblique)/.test(slant));
    // Google Docs and Word raise letters by a style.
    const raise = style.get("vertical-align");
    if (raise === "sub" || raise === "super") {
      marks = withMark(marks, raise === "sub" ? "sub" : "sup", true);
    }
    // Lines through and under text are drawn by every element, none takes away that of another.
    const lines = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
    if (lines.includes("line-through")) marks = withMark(marks, "strike", true);
    // Nearly every link is underlined, and needs no mark for it.
    if (lines.includes("underline") && !Object.hasOwn(marks, "link")) {
      marks = withMark(marks, "underline", true);
    }
    return marks;
  },
};

function withMark(marks: Values, name: string, isSet: boolean): Values {
  return withValue(marks, name, isSet ? {} : null);
}
