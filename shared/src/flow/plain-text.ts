/** A flow as plain text: what "copy all text" gives, and what a search looks through. */

import { textblockAttrs } from "../schema/textblock.ts";
import type { BlockData, InnerData } from "./data.ts";
import type { Run } from "./reading.ts";
import { textBlockName } from "./segment.ts";

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
  /** The last number at each indentation where counting goes on: see numbering in the schema. */
  const counts: (number | undefined)[] = [];
  return blocks.flatMap(({ name, attributes, runs, inners }) => {
    if (name === "divider") return [divider];
    if (name !== textBlockName)
      return inners.length > 0 ? inners.flatMap(innerLines) : [`[${name}]`];
    const { kind, indent, checked } = textblockAttrs({ attrs: attributes });
    const number = kind === "numbered" ? (counts[indent] ?? 0) + 1 : undefined;
    counts.length = Math.min(counts.length, indent);
    if (number !== undefined) counts[indent] = number;
    const marker = {
      bullet: "- ",
      numbered: `${number}. `,
      task: checked ? "[x] " : "[ ] ",
      quote: "> ",
    };
    const before = Object.hasOwn(marker, kind) ? marker[kind as keyof typeof marker] : "";
    return [stepOfIndent.repeat(indent) + before + runs.map(runText).join("")];
  });
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
