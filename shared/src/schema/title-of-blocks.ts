/** What a document is called that nobody has given a title. */

import type { BlockData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { maxTitleLength } from "../flow/title.ts";
import { runText } from "./plain-text.ts";
import { textblockAttrs } from "./textblock.ts";

/** A heading further down is not what the document is about. */
const maxLookedAt = 20;

/**
 * The text of its first heading, if that is near its beginning, or else of its first line that has any; on one
 * line, and cut where it is too long. Undefined where it has no text.
 */
export function titleOfBlocks(blocks: readonly BlockData[]): string | undefined {
  const isHeading = ({ attributes }: BlockData): boolean =>
    textblockAttrs({ attrs: attributes }).kind === "heading";
  return firstText(blocks.slice(0, maxLookedAt).filter(isHeading)) ?? firstText(blocks);
}

function firstText(blocks: readonly BlockData[]): string | undefined {
  for (const { name, runs } of blocks) {
    if (name !== textBlockName) continue;
    const text = runs.map((run) => runText(run)).join("");
    const line = text
      .slice(0, maxTitleLength * 2)
      .replaceAll(/\s+/g, " ")
      .trim();
    if (line !== "") return shortened(line);
  }
  return undefined;
}

/** Does not end within a letter of two units. */
function shortened(line: string): string {
  if (line.length <= maxTitleLength) return line;
  return line
    .slice(0, maxTitleLength)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}
