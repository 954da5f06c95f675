/**
 * What is typed as Markdown becomes what it means.
 *
 * A rule is two edits: the letter is typed as it is, and then the text turns into something else.
 * So the next undo brings back exactly what was typed, which the other way round would need a
 * history of its own.
 */

import { safeHref } from "@coscribe/shared/schema";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { setKindOf } from "./commands/kind.ts";
import {
  currentTextblock,
  isCode,
  setAttribute,
  type PlacedBlock,
} from "./commands/selected-blocks.ts";
import type { MarkName } from "./api.ts";
import { numberBefore } from "./plugins/numbering.ts";

/** Longer blocks are looked at from this many characters before the caret. */
const maxLookBehind = 500;

/** A text right before the caret, and what to make of it. */
interface InputRule {
  readonly pattern: RegExp;
  /** Changes `tr`; false when the rule does not apply here after all. */
  readonly apply: (tr: Transaction, match: Match) => boolean;
}

interface Match {
  readonly block: PlacedBlock;
  readonly groups: RegExpExecArray;
  /** Positions of the text that the pattern matched. */
  readonly from: number;
  readonly to: number;
}

/** Whether the text before the caret looks like something that a rule changes. */
export function looksLikeInputRule(typed: Transaction): boolean {
  return !matchesOf(typed).next().done;
}

/** The transaction that turns the text before the caret into what it means; undefined for none. */
export function applyInputRule(state: EditorState): Transaction | undefined {
  for (const [{ apply }, match] of matchesOf(state)) {
    const { tr } = state;
    if (apply(tr, match)) return tr.scrollIntoView();
  }
  return undefined;
}

function* matchesOf(typed: Pick<EditorState, "selection">): Generator<[InputRule, Match]> {
  const block = currentTextblock(typed);
  const { $from, empty } = typed.selection;
  if (block === undefined || !empty || isCode(block.node)) return;
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

const rules: readonly InputRule[] = [
  { pattern: /^(#{1,3}) $/, apply: (tr, m) => turnInto(tr, m, "heading", m.groups[1]!.length) },
  { pattern: /^[-*+] $/, apply: (tr, match) => turnInto(tr, match, "bullet") },
  { pattern: /^(\d{1,9})[.)] $/, apply: startNumberedLine },
  { pattern: /^\[([ xX]?)\] $/, apply: startTask },
  { pattern: /^> $/, apply: (tr, match) => turnInto(tr, match, "quote") },
  { pattern: /^(?:```|~~~)(\S{0,40}) $/, apply: startCode },
  { pattern: /^(?:---|\*\*\*|___)$/, apply: insertDivider },
  markRule(/(?:^|[^*\\])(\*\*)([^\s*](?:[^*]*[^\s*])?)\*\*$/, "bold"),
  markRule(/(?:^|[^\w\\])(__)([^\s_](?:[^_]*[^\s_])?)__$/, "bold"),
  markRule(/(?:^|[^*\w\\])(\*)([^\s*](?:[^*]*[^\s*])?)\*$/, "italic"),
  markRule(/(?:^|[^\w\\])(_)([^\s_](?:[^_]*[^\s_])?)_$/, "italic"),
  markRule(/(?:^|[^~\\])(~~)([^\s~](?:[^~]*[^\s~])?)~~$/, "strike"),
  markRule(/(?:^|[^`\\])(`)([^`]*[^\s`][^`]*)`$/, "code"),
  { pattern: /\[([^[\]]+)\]\(([^\s()]+)\)$/, apply: writeLink },
  { pattern: /(?:^|\s)((?:https?:\/\/|mailto:)[^\s\ufffc]+) $/i, apply: linkAddress },
];

/** Enter after three backticks and a language begins a code block, as a space there does. */
export const enterCode: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  const { $from, empty } = state.selection;
  if (block === undefined || !empty || isCode(block.node)) return false;
  const groups = /^(?:```|~~~)(\S{0,40})$/.exec(block.node.textContent);
  if (groups === null || $from.parentOffset !== block.node.content.size) return false;
  const { tr } = state;
  startCode(tr, { block, groups, from: $from.start(), to: $from.pos });
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Removes what was matched at the start of a block, and sets its kind. */
function turnInto(
  tr: Transaction,
  { block, from, to }: Match,
  kind: Parameters<typeof setKindOf>[2],
  level?: number,
): boolean {
  setKindOf(tr, block, kind, level);
  tr.delete(from, to);
  return true;
}

/** `1.` begins a list; any other number only goes on with the list above. */
function startNumberedLine(tr: Transaction, match: Match): boolean {
  const number = Number(match.groups[1]);
  if (number !== 1 && number !== numberBefore(match.block) + 1) return false;
  return turnInto(tr, match, "numbered");
}

function startTask(tr: Transaction, match: Match): boolean {
  const isDone = match.groups[1]!.toLowerCase() === "x";
  setAttribute(tr, match.block, "checked", isDone || null);
  return turnInto(tr, match, "task");
}

function startCode(tr: Transaction, match: Match): boolean {
  setAttribute(tr, match.block, "language", match.groups[1] || null);
  return turnInto(tr, match, "code");
}

/** The line becomes a divider, and writing goes on below it. */
function insertDivider(tr: Transaction, { block, from, to }: Match): boolean {
  if (to !== block.pos + block.node.nodeSize - 1) return false;
  tr.delete(from, to).insert(block.pos, tr.doc.type.schema.node("divider"));
  return true;
}

/** Text between two equal markers; the markers go, the text gets the mark. */
function markRule(pattern: RegExp, name: MarkName): InputRule {
  return {
    pattern,
    apply: (tr, { groups, to }) => {
      const marker = groups[1]!.length;
      const length = groups[2]!.length;
      const from = to - 2 * marker - length;
      const mark = tr.doc.type.schema.mark(name);
      tr.delete(to - marker, to).delete(from, from + marker);
      tr.addMark(from, from + length, mark).removeStoredMark(mark);
      return true;
    },
  };
}

/** `[text](target)`, for safe targets. */
function writeLink(tr: Transaction, { groups, from, to }: Match): boolean {
  const href = safeHref(groups[2]);
  if (href === undefined) return false;
  const mark = tr.doc.type.schema.mark("link", { href });
  const text = groups[1]!.length;
  tr.delete(from + 1 + text, to).delete(from, from + 1);
  tr.addMark(from, from + text, mark).removeStoredMark(mark);
  return true;
}

/** A web address becomes a link once a space is typed after it. */
function linkAddress(tr: Transaction, { groups, to }: Match): boolean {
  const address = groups[1]!.replace(/[.,;:!?)\]}'"]+$/, "");
  const href = safeHref(address);
  if (href === undefined) return false;
  const from = to - 1 - groups[1]!.length;
  const type = tr.doc.type.schema.marks["link"]!;
  if (tr.doc.rangeHasMark(from, from + address.length, type)) return false;
  const mark = type.create({ href });
  tr.addMark(from, from + address.length, mark).removeStoredMark(mark);
  return true;
}
