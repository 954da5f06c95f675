/** The inside of a text block as HTML: texts, marks around them, and line breaks. */

import type { Fragment, Mark } from "prosemirror-model";
import type { HtmlElement, HtmlNode } from "./html-tree.ts";
import { safeHref } from "./safe-href.ts";

const lineBreak: HtmlElement = ["br", {}];

/** Tags of the marks that have no attributes. */
const markTags: ReadonlyMap<string, string> = new Map([
  ["bold", "strong"],
  ["italic", "em"],
  ["underline", "u"],
  ["strike", "s"],
  ["code", "code"],
]);

/** `content` as HTML. Unknown marks and unsafe links are left out; what they mark is kept. */
export function inlineHtml(content: Fragment): HtmlNode[] {
  return markedHtml(
    content.content.map((node) => ({
      marks: node.marks.filter((mark) => markElement(mark, []) !== undefined),
      html: textHtml(node.textContent),
    })),
    0,
  );
}

/** The content of a block of inline content, of which `html` is the HTML and `text` the text. */
export function filledLine(html: readonly HtmlNode[], text: string): readonly HtmlNode[] {
  // Browsers do not show the last break of a block, and give a block without content no height.
  return text === "" || text.endsWith("\n") ? [...html, lineBreak] : html;
}

/** The style of an element that shows `text`, if HTML would drop some of its spaces otherwise. */
export function spaceStyle(text: string): string | undefined {
  return /[\t\f]| {2}|(^|\n) | (\n|$)/.test(text) ? "white-space: pre-wrap" : undefined;
}

interface Run {
  /** Outermost first. */
  readonly marks: readonly Mark[];
  readonly html: readonly HtmlNode[];
}

/** A text, with line breaks for its line feeds. */
function textHtml(text: string): HtmlNode[] {
  const lines = text.split("\n");
  const html = lines.flatMap((line, index) => (index > 0 ? [lineBreak, line] : [line]));
  return html.filter((node) => node !== "");
}

/** Runs side by side with the same mark at `depth` share its element. */
function markedHtml(runs: readonly Run[], depth: number): HtmlNode[] {
  const html: HtmlNode[] = [];
  for (let start = 0, end = 0; start < runs.length; start = end) {
    const mark = runs[start]!.marks[depth];
    end = start + 1;
    if (mark === undefined) {
      html.push(...runs[start]!.html);
      continue;
    }
    while (runs[end]?.marks[depth]?.eq(mark) === true) end++;
    html.push(markElement(mark, markedHtml(runs.slice(start, end), depth + 1))!);
  }
  return html;
}

function markElement(mark: Mark, children: readonly HtmlNode[]): HtmlElement | undefined {
  if (mark.type.name === "link") {
    const href = safeHref(mark.attrs["href"]);
    if (href === undefined) return undefined;
    return ["a", { href, rel: "noopener noreferrer nofollow" }, ...children];
  }
  const tag = markTags.get(mark.type.name);
  return tag === undefined ? undefined : [tag, {}, ...children];
}
