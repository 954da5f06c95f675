/**
 * Blocks as plain text: what is copied, exported and searched. Every letter of a document is in it,
 * whether this version can show what it stands in or not.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { isDivider } from "./divider.ts";
import { numbering } from "./numbering.ts";
import { gridOf } from "./table/grid.ts";
import { tableLines } from "./table/plain-table.ts";
import { textblockAttrs } from "./textblock.ts";

/** What stands for content that is nested too deep to be read. */
export const tooDeepText = "…";

const divider = "---";
const stepOfIndent = "  ";

/**
 * A line for each block and line break, with the markers of lists and the ticks of tasks, and for each
 * row of a table; what else is nested takes the place of its block. An object without text is its name
 * in brackets.
 */
export function plainText(blocks: readonly BlockData[]): string {
  return linesOf(blocks).join("\n");
}

/** The text of a run. */
export function runText(run: Run): string {
  return run.type === "text" ? run.text : nameInBrackets(run.object.name);
}

/** An object by its name; what is no element has none. */
export function nameInBrackets(name: string): string {
  return `[${name === "" ? "object" : name}]`;
}

function linesOf(blocks: readonly BlockData[]): string[] {
  const numbers = numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
  return blocks.flatMap((block, i) => {
    const { name, runs, inners } = block;
    if (isDivider(block)) return [divider];
    if (name === textBlockName) return [markerOf(block, numbers[i]) + runs.map(runText).join("")];
    const grid = gridOf(block);
    const lines = grid === undefined ? inners.flatMap(innerLines) : tableLines(grid, linesOf);
    return lines.length > 0 ? lines : [nameInBrackets(name)];
  });
}

/** What stands before the text of a line, as in Markdown. */
function markerOf({ attributes }: BlockData, number: number | undefined): string {
  const { kind, indent, checked } = textblockAttrs({ attrs: attributes });
  const depth = stepOfIndent.repeat(indent);
  switch (kind) {
    case "bullet":
      return `${depth}- `;
    case "numbered":
      return `${depth}${number}. `;
    case "task":
      return `${depth}- [${checked ? "x" : " "}] `;
    case "quote":
      return `${depth}> `;
    case "paragraph":
    case "heading":
    case "code":
      return depth;
  }
}

function innerLines(inner: InnerData): string[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(innerLines);
    case "flow":
      return linesOf(inner.blocks);
    case "tooDeep":
      return [tooDeepText];
  }
}
