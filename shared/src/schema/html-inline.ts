/** The inside of a text block as HTML: texts, marks around them, and line breaks. */

import type { Run } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";
import type { HtmlContent } from "./html-content.ts";
import type { HtmlTag } from "./html-feature.ts";
import type { HtmlElement, HtmlNode } from "./html-tree.ts";
import { runText } from "./plain-text.ts";

const lineBreak: HtmlElement = ["br", {}];

/** `runs` as HTML. Unknown marks and unsafe links are left out; what they mark is kept. */
export function inlineHtml(runs: readonly Run[], html: HtmlContent): HtmlNode[] {
  const marked = runs.map((run) => ({
    marks: marksOf(run.formats, html),
    html: runHtml(run, html),
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

interface MarkedRun {
  /** Outermost first. */
  readonly marks: readonly HtmlTag[];
  readonly html: readonly HtmlNode[];
}

function marksOf(formats: Values, { marks }: HtmlContent): HtmlTag[] {
  return [...marks].flatMap(([name, write]) => {
    const tag = Object.hasOwn(formats, name) ? write(formats[name]) : undefined;
    return tag === undefined ? [] : [tag];
  });
}

function runHtml(run: Run, { content, inlines }: HtmlContent): readonly HtmlNode[] {
  const known = run.type === "object" ? inlines.get(run.object.name) : undefined;
  if (run.type === "object" && known !== undefined) return known(run.object.attributes);
  return textHtml(runText(run, content));
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

function isSame(mark: HtmlTag, other: HtmlTag | undefined): boolean {
  if (mark.tag !== other?.tag) return false;
  return JSON.stringify(mark.attributes) === JSON.stringify(other.attributes);
}
