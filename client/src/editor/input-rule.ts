/**
 * What is typed as Markdown becomes what it means.
 *
 * A rule is two edits: the letter is typed as it is, and then the text turns into something else.
 * So the next undo brings back exactly what was typed, which the other way round would need a
 * history of its own.
 */

import type { EditorState, Transaction } from "prosemirror-state";
import { isVerbatim } from "./block-kind.ts";
import { currentTextblock, type PlacedBlock } from "./commands/selected-blocks.ts";

/** Longer blocks are looked at from this many characters before the caret. */
const maxLookBehind = 500;

/** A text right before the caret, and what to make of it. */
export interface InputRule {
  readonly pattern: RegExp;
  /** Changes `tr`; false when the rule does not apply here after all. */
  readonly apply: (tr: Transaction, match: InputMatch) => boolean;
}

/** A text that a pattern matched. */
export interface InputMatch {
  readonly block: PlacedBlock;
  readonly groups: RegExpExecArray;
  /** Positions of the text that the pattern matched. */
  readonly from: number;
  readonly to: number;
}

/** Whether the text before the caret looks like something that a rule changes. */
export function looksLikeInputRule(typed: Transaction, rules: readonly InputRule[]): boolean {
  return !matchesOf(typed, rules).next().done;
}

/** The transaction that turns the text before the caret into what it means; undefined for none. */
export function applyInputRule(
  state: EditorState,
  rules: readonly InputRule[],
): Transaction | undefined {
  for (const [{ apply }, match] of matchesOf(state, rules)) {
    const { tr } = state;
    if (apply(tr, match)) return tr.scrollIntoView();
  }
  return undefined;
}

function* matchesOf(
  typed: Pick<EditorState, "selection">,
  rules: readonly InputRule[],
): Generator<[InputRule, InputMatch]> {
  const block = currentTextblock(typed);
  const { $from, empty } = typed.selection;
  if (block === undefined || !empty || isVerbatim(block.node)) return;
  if ($from.marks().some((mark) => mark.type.name === "code")) return;
  const start = Math.max(0, $from.parentOffset - maxLookBehind);
  const text = $from.parent.textBetween(start, $from.parentOffset, undefined, "\ufffc");
  for (const rule of rules) {
    const groups = rule.pattern.exec(text);
    if (groups === null || (rule.pattern.source.startsWith("^") && start > 0)) continue;
    const from = $from.pos - groups[0].length;
    yield [rule, { block, groups, from, to: $from.pos }];
  }
}
