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
  const marked = runs.map((run, i) => ({
    marks: marksOf(run.formats, html),
    html: runHtml(run, [edge(runs[i - 1], -1), edge(runs[i + 1], 0)], html),
  }));
  return markedHtml(marked, 0);
}

/** The content of a block of inline content, of which `html` is the HTML and `text` the text. */
export function filledLine(html: readonly HtmlNode[], text: string): readonly HtmlNode[] {
  // Browsers do not show the last break of a block, and give a block without content no height.
  return text === "" || text.endsWith("\n") ? [...html, lineBreak] : html;
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

/** The letter of a neighbour that a run touches; the end of a line where there is none. */
function edge(run: Run | undefined, at: number): string {
  if (run === undefined) return "\n";
  return run.type === "text" ? (run.text.at(at) ?? "") : "\ufffc";
}

type Edges = readonly [before: string, after: string];

function runHtml(run: Run, edges: Edges, { content, inlines }: HtmlContent): readonly HtmlNode[] {
  const known = run.type === "object" ? inlines.get(run.object.name) : undefined;
  if (run.type === "object" && known !== undefined) return known(run.object.attributes);
  return textHtml(runText(run, content), edges);
}

/** Says which white space an element stands for, in letters that no program drops. */
export const spaceAttribute = "data-space";

/** White space that HTML would make one space, or none at the beginning and end of a line. */
const droppedSpace = /[\t\f]+ *| {2,}|(?<=\n) | (?=\n)/g;

/** A text, with line breaks for its line feeds and all of its spaces. */
function textHtml(text: string, [before, after]: Edges): HtmlNode[] {
  const html: HtmlNode[] = [];
  const around = before.length;
  let end = 0;
  for (const { 0: space, index } of `${before}${text}${after}`.matchAll(droppedSpace)) {
    // A part of it may stand in the text beside.
    const from = Math.max(0, index - around);
    const to = Math.min(text.length, index - around + space.length);
    if (from >= to) continue;
    html.push(...linesHtml(text.slice(end, from)), spaceHtml(text.slice(from, to)));
    end = to;
  }
  return [...html, ...linesHtml(text.slice(end))];
}

function linesHtml(text: string): HtmlNode[] {
  const lines = text.split("\n");
  const html = lines.flatMap((line, index) => (index > 0 ? [lineBreak, line] : [line]));
  return html.filter((node) => node !== "");
}

/** Spaces by number, as others would read them anew; a tab is as wide as four. */
function spaceHtml(space: string): HtmlElement {
  const told = space.replaceAll("\t", "t").replaceAll(" ", "s").replaceAll("\f", "f");
  const shown = space.replaceAll("\t", "\u00a0\u00a0\u00a0\u00a0").replaceAll(/[ \f]/g, "\u00a0");
  // Without a style, what takes pasted HTML in takes a lone no-break space for the browser's own.
  return ["span", { [spaceAttribute]: told, style: "white-space: pre" }, shown];
}

/** The white space that {@link spaceAttribute} tells. */
export function spaceIn(told: string): string {
  return told.replaceAll("t", "\t").replaceAll("f", "\f").replaceAll("s", " ");
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
