/** An answer that was waited for, and which of two counts. */

import type { ChoiceGroup, TypedSource } from "./choice.ts";

/** What a search has found. */
export interface LateAnswer {
  readonly source: TypedSource;
  /** Of the question: those asked later have greater ones. */
  readonly number: number;
  readonly groups: readonly ChoiceGroup[];
}

/** What to show when `arrived` comes after `before`: answers overtake each other. */
export function laterAnswer(before: LateAnswer | undefined, arrived: LateAnswer): LateAnswer {
  return before !== undefined && before.number > arrived.number ? before : arrived;
}
