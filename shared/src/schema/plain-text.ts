/** Blocks as plain text: what is copied, exported and searched. */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { numbering } from "./numbering.ts";
import { textblockAttrs } from "./textblock.ts";

const divider = "---";
const stepOfIndent = "  ";

/**
 * A line for each block and line break, with the markers of lists and the ticks of tasks; what is
 * nested follows its block, a cell after the other. An object in text is its name in brackets.
 */
export function plainText(blocks: readonly BlockData[]): string {
  return linesOf(blocks).join("\n");
}

function linesOf(blocks: readonly BlockData[]): string[] {
  const numbers = numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
  return blocks.flatMap((block, i) => {
    const { name, runs, inners } = block;
    if (name === "divider") return [divider];
    if (name === textBlockName) return [markerOf(block, numbers[i]) + runs.map(runText).join("")];
    return inners.length > 0 ? inners.flatMap(innerLines) : [`[${name}]`];
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

function runText(run: Run): string {
  return run.type === "text" ? run.text : `[${run.object.name}]`;
}

function innerLines(inner: InnerData): string[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(innerLines);
    case "flow":
      return linesOf(inner.blocks);
    case "tooDeep":
      return ["…"];
  }
}
