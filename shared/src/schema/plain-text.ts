/**
 * Blocks as plain text: what is copied, exported and searched. Every letter of a document is in it,
 * whether this version can show what it stands in or not.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { kindIn, standardContent, type Content } from "./content.ts";
import { numbering } from "./numbering.ts";
import { gridOf } from "./table/grid.ts";
import { tableLines } from "./table/plain-table.ts";
import { textblockAttrs } from "./textblock.ts";

/** What stands for content that is nested too deep to be read. */
export const tooDeepText = "…";

const stepOfIndent = "  ";

/**
 * A line for each block and line break, with the markers of lists and the ticks of tasks, and for each
 * row of a table; what else is nested takes the place of its block. An object without text is its name
 * in brackets.
 */
export function plainText(
  blocks: readonly BlockData[],
  content: Content = standardContent,
): string {
  return linesOf(blocks, content).join("\n");
}

/** The text of a run. */
export function runText(run: Run, { inlines }: Content = standardContent): string {
  if (run.type === "text") return run.text;
  const { name, attributes } = run.object;
  return inlines.get(name)?.text(attributes) ?? nameInBrackets(name);
}

/** An object by its name; what is no element has none. */
export function nameInBrackets(name: string): string {
  return `[${name === "" ? "object" : name}]`;
}

function linesOf(blocks: readonly BlockData[], content: Content): string[] {
  const numbers = numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
  return blocks.flatMap((block, i) => {
    const { name, attributes, runs, inners } = block;
    if (name === textBlockName) {
      const text = runs.map((run) => runText(run, content)).join("");
      return [markerOf(block, numbers[i], content) + text];
    }
    const known = inners.length === 0 ? content.objects.get(name) : undefined;
    if (known !== undefined) return [known.text(attributes)];
    const grid = gridOf(block);
    const lines =
      grid === undefined
        ? inners.flatMap((inner) => innerLines(inner, content))
        : tableLines(grid, (inside) => linesOf(inside, content));
    return lines.length > 0 ? lines : [nameInBrackets(name)];
  });
}

/** What stands before the text of a line, as in Markdown. */
function markerOf({ attributes }: BlockData, number: number | undefined, content: Content): string {
  const attrs = textblockAttrs({ attrs: attributes });
  const { kind, indent, frame } = attrs;
  const quoted = frame === "" ? "" : "> ";
  const marker = kindIn(content, kind).marker?.(attrs, number) ?? "";
  return stepOfIndent.repeat(indent) + quoted + marker;
}

function innerLines(inner: InnerData, content: Content): string[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap((one) => innerLines(one, content));
    case "flow":
      return linesOf(inner.blocks, content);
    case "tooDeep":
      return [tooDeepText];
  }
}
