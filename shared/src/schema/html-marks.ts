/** Which marks an element of foreign HTML puts on the text in it. */

import { Mark } from "prosemirror-model";
import { inlineStyle, tagOf, type DomElement } from "./dom.ts";
import { documentSchema } from "./document-schema.ts";
import { isBold } from "./parse-rules.ts";
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
export function marksInside(element: DomElement, outer: readonly Mark[]): readonly Mark[] {
  let marks = outer;
  const tag = tagOf(element);
  const style = inlineStyle(element);
  const byTag = markOfTag.get(tag);
  if (byTag !== undefined) marks = withMark(marks, byTag, true);
  if (tag === "a") {
    const href = safeHref(element.getAttribute("href"));
    if (href !== undefined) marks = documentSchema.mark("link", { href }).addToSet(marks);
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

function withMark(marks: readonly Mark[], name: string, isSet: boolean): readonly Mark[] {
  const mark = documentSchema.mark(name);
  return isSet ? mark.addToSet(marks) : mark.type.removeFromSet(marks);
}

function isInLink(marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.type.name === "link");
}
