/** What the find bar says of what was found. */

import type { FindState } from "@coscribe/client/features/find";

/** "3 of 17", "17 found", or why nothing can be found; "" as long as nothing is looked for. */
export function foundInWords(state: FindState | undefined): string {
  if (state === undefined || state.query.text === "") return "";
  const { problem, count, current, isComplete } = state;
  if (problem !== undefined) return `Not a usable expression: ${problem}`;
  if (!isComplete) return count === 0 ? "Searching…" : `${number(count)}…`;
  if (count === 0) return "Nothing found";
  return current === undefined
    ? `${number(count)} found`
    : `${number(current)} of ${number(count)}`;
}

/** What was replaced. */
export function replacedInWords(count: number): string {
  if (count === 0) return "Nothing was replaced.";
  return count === 1 ? "1 place was replaced." : `${number(count)} places were replaced.`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
