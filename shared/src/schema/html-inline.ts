/** The inside of a text block as HTML: texts, marks around them, and line breaks. */

import type { Run } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";
import type { HtmlElement, HtmlNode } from "./html-tree.ts";
import { runText } from "./plain-text.ts";
import { safeHref } from "./safe-href.ts";

const lineBreak: HtmlElement = ["br", {}];

/** Marks without attributes and their tags, from the outermost to the innermost. */
const markTags: ReadonlyMap<string, string> = new Map([
  ["bold", "strong"],
  ["italic", "em"],
  ["underline", "u"],
  ["strike", "s"],
  ["code", "code"],
]);

/** `runs` as HTML. Unknown marks and unsafe links are left out; what they mark is kept. */
export function inlineHtml(runs: readonly Run[]): HtmlNode[] {
  const marked = runs.map((run) => ({
    marks: marksOf(run.formats),
    html: textHtml(runText(run)),
  }));
  return markedHtml(marked, 0);
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

/** An element around text. */
interface HtmlMark {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface MarkedRun {
  /** Outermost first. */
  readonly marks: readonly HtmlMark[];
  readonly html: readonly HtmlNode[];
}

function marksOf(formats: Values): HtmlMark[] {
  const tags = [...markTags].filter(([name]) => Object.hasOwn(formats, name));
  const marks = tags.map(([, tag]): HtmlMark => ({ tag, attributes: {} }));
  const href = safeHref((formats["link"] as { readonly href?: unknown } | undefined)?.href);
  if (href === undefined) return marks;
  return [{ tag: "a", attributes: { href, rel: "noopener noreferrer nofollow" } }, ...marks];
}

/** A text, with line breaks for its line feeds. */
function textHtml(text: string): HtmlNode[] {
  const lines = text.split("\n");
  const html = lines.flatMap((line, index) => (index > 0 ? [lineBreak, line] : [line]));
  return html.filter((node) => node !== "");
}

/** Runs side by side with the same mark at `depth` share its element. */
function markedHtml(runs: readonly MarkedRun[], depth: number): HtmlNode[] {
  const html: HtmlNode[] = [];
  for (let start = 0, end = 0; start < runs.length; start = end) {
    const mark = runs[start]!.marks[depth];
    end = start + 1;
    if (mark === undefined) {
      html.push(...runs[start]!.html);
      continue;
    }
    while (isSame(mark, runs[end]?.marks[depth])) end++;
    html.push([mark.tag, mark.attributes, ...markedHtml(runs.slice(start, end), depth + 1)]);
  }
  return html;
}

function isSame(mark: HtmlMark, other: HtmlMark | undefined): boolean {
  return mark.tag === other?.tag && mark.attributes["href"] === other.attributes["href"];
}
