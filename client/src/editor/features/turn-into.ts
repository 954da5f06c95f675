/** What input rules at the start of a line do: the line becomes something, and what was typed goes. */

import type { Transaction } from "prosemirror-state";
import { setKindOf } from "../commands/kind.ts";
import type { InputMatch } from "../input-rule.ts";

/** Removes what was matched at the start of a block, and sets its kind. */
export function turnInto(
  tr: Transaction,
  { block, from, to }: InputMatch,
  kind: string,
  level?: number,
): boolean {
  setKindOf(tr, block, kind, level);
  tr.delete(from, to);
  return true;
}
