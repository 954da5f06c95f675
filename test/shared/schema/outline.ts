/** Blocks as lines of text, short enough to be compared at a glance. */

import type { BlockData, InnerData, Run, Values } from "@coscribe/shared/flow";
import { gridOf } from "@coscribe/shared/schema";

/**
 * A line "kind/frame indentation details: content" for each block, content with marks in brackets; what is
 * nested in a block follows it, each line behind ">".
 */
export function outline(blocks: readonly BlockData[]): string[] {
  return blocks.flatMap((block) => {
    const { name, attributes, runs, inners } = block;
    const table = tableOutline(block);
    if (table !== undefined) return [name, ...table];
    if (name !== "block") return [name, ...inners.flatMap(innerOutline)];
    const { kind = "paragraph", frame, indent = 0, level, checked, language, start } = attributes;
    const what = [kind, ...(frame === undefined ? [] : [frame])].join("/");
    const head = [what, indent, level, checked, language, start];
    const details = head.filter((detail) => detail !== undefined).map(String);
    return [`${details.join(" ")}: ${content(runs)}`];
  });
}

function tableOutline(block: BlockData): string[] | undefined {
  const grid = gridOf(block);
  return grid?.places.flatMap((places) => {
    const cells = places.flatMap(({ cells: all, isHeader, rowSpan, columnSpan }) => {
      const size = rowSpan * columnSpan > 1 ? ` ${rowSpan}x${columnSpan}` : "";
      const lines = all.flatMap(({ flow }) => outline(flow.blocks));
      return [(isHeader ? "header" : "cell") + size, ...lines].map((line) => `> ${line}`);
    });
    return grid.columns.length > 1 ? ["> row", ...cells] : cells;
  });
}

function innerOutline(inner: InnerData): string[] {
  switch (inner.type) {
    case "cell":
      return [inner.name, ...inner.inners.flatMap(innerOutline)].map((line) => `> ${line}`);
    case "flow":
      return outline(inner.blocks);
    case "tooDeep":
      return ["…"];
  }
}

/** Runs of one format are one, however they were written. */
function content(runs: readonly Run[]): string {
  const pieces: { shown: string; readonly marks: string }[] = [];
  for (const run of runs) {
    const marks = names(run.formats);
    const shown = run.type === "text" ? run.text.replaceAll("\n", "⏎") : `<${run.object.name}>`;
    const last = pieces.at(-1);
    if (last?.marks === marks) last.shown += shown;
    else pieces.push({ shown, marks });
  }
  return pieces.map(({ shown, marks }) => (marks === "" ? shown : `[${shown}](${marks})`)).join("");
}

function names(formats: Values): string {
  const { link, ...others } = formats;
  const href = link === undefined ? [] : [(link as { readonly href: string }).href];
  return [...href, ...Object.keys(others).toSorted()].join();
}
