/** Plain text as blocks: a paragraph for each line. */

import type { BlockData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues } from "../flow/values.ts";
import { cleanText } from "./clean-text.ts";

/** The blocks of plain text; a line feed at its end begins no line. */
export function blocksFromText(text: string): BlockData[] {
  const lines = cleanText(text).replace(/\n$/, "").split("\n");
  return lines.map((line) => ({
    name: textBlockName,
    attributes: noValues,
    runs: line === "" ? [] : [{ type: "text", text: line, formats: noValues }],
    inners: [],
  }));
}
