/**
 * Lists in HTML: what lines write, and what foreign programs say of theirs. How nested lists are read
 * is html-import.ts's.
 *
 * A task says that it is one in every way that is known: by a check box (Markdown renderers, Notion),
 * by attributes (other editors of ProseMirror's kind), and by a letter for programs that drop both.
 * The letter stands where readers of check boxes do not look.
 */

import { textIn, type DomElement } from "../../dom.ts";
import type { BlockAttrs, HtmlFeature, HtmlTag } from "../../html-feature.ts";
import { maxIndent } from "../../textblock.ts";
import { isWordMarker, markerText, wordListLine } from "./word-list.ts";

const item = (): HtmlTag => ({ tag: "li", attributes: {} });

/** See the head of this file. */
export const listHtml: HtmlFeature = {
  name: "list",
  kinds: {
    bullet: { write: item, list: () => ({ tag: "ul", attributes: {} }) },
    numbered: {
      write: item,
      list: ({ start }) => {
        return { tag: "ol", attributes: start === null ? {} : { start: String(start) } };
      },
    },
    task: {
      write: ({ checked }) => {
        return {
          tag: "li",
          attributes: { "data-type": "taskItem", "data-checked": String(checked) },
        };
      },
      list: () => ({ tag: "ul", attributes: { "data-type": "taskList" } }),
      before: ({ checked }) => [
        ["input", { type: "checkbox", disabled: "", ...(checked && { checked: "" }) }],
        ["noscript", {}, checked ? "☑ " : "☐ "],
      ],
    },
  },
  readBlock: (element, tag, outer) => {
    if (tag === "li") return itemLine(element, outer);
    return outer.kind === "heading" || /^h[1-6]$/.test(tag)
      ? undefined
      : wordListLine(element, outer);
  },
  readText: (element, _tag, { kind }) => {
    if (!isWordMarker(element)) return undefined;
    return kind === "bullet" || kind === "numbered" ? boxIn(element) : markerText(element);
  },
};

/** Where the nesting of lists does not say how deep an item lies, as in Word's and Slack's pages. */
function itemLine(element: DomElement, outer: BlockAttrs): BlockAttrs | undefined {
  const isTask = element.getAttribute("data-type") === "taskItem";
  const checked = element.getAttribute("data-checked") === "true";
  const line = isTask ? { ...outer, kind: "task", checked } : outer;
  const indent = Math.min(maxIndent, Math.max(line.indent, levelOf(element)));
  return isTask || indent !== line.indent ? { ...line, indent } : undefined;
}

function levelOf(element: DomElement): number {
  const slack = element.getAttribute("data-stringify-indent");
  if (slack !== null && /^\d$/.test(slack)) return Number(slack);
  const level = element.getAttribute("data-aria-level") ?? element.getAttribute("aria-level") ?? "";
  return /^[1-9]$/.test(level) ? Number(level) - 1 : 0;
}

/** A marker that is a box stays, and makes the line a task. */
function boxIn(marker: DomElement): string {
  const box = /[☐☑☒]/.exec(textIn(marker))?.[0];
  return box === undefined ? "" : `${box} `;
}
