/**
 * Replaces one match, or all of them at once as one step of undo. Letters that are inserted take the marks
 * of those that they stand for.
 */

import { Fragment, type Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { LetterEdit } from "../../binding/write-letters.ts";
import { LettersStep } from "../../letters-step.ts";
import { matchesInBlock, type PlacedMatch } from "./block-text.ts";
import type { MatchedBlock } from "./match-index.ts";
import type { FindQuery, Matcher, Span } from "./query.ts";
import { replacementEdits } from "./replacement.ts";

/** What is looked for, and what comes in its place. */
export interface Replacing {
  readonly query: FindQuery;
  readonly matcher: Matcher;
  readonly template: string;
}

/** Replaces the match at `span`; undefined if there is none. */
export function replaceMatch(
  state: EditorState,
  replacing: Replacing,
  span: Span,
): Transaction | undefined {
  const { node: block, offset: pos } = state.doc.childAfter(span.from);
  if (block === null) return undefined;
  for (const match of matchesInBlock(block, replacing.matcher)) {
    if (match === undefined || pos + match.start + match.found.from !== span.from) continue;
    if (pos + match.start + match.found.to !== span.to) return undefined;
    return transactionOf(state, editsOf(block, match, pos, replacing));
  }
  return undefined;
}

/** Replaces everything that is found in `blocks`. */
export function replaceAllMatches(
  state: EditorState,
  replacing: Replacing,
  blocks: readonly Pick<MatchedBlock, "node" | "pos">[],
): Transaction {
  const edits = blocks.flatMap(({ node, pos }) => {
    const matches = [...matchesInBlock(node, replacing.matcher)];
    return matches.flatMap((match) => (match ? editsOf(node, match, pos, replacing) : []));
  });
  return transactionOf(state, edits);
}

/** The edits of a match in `block`, which is at `pos`. */
function editsOf(
  block: Node,
  { found, text, start }: PlacedMatch,
  pos: number,
  { query, template }: Replacing,
): LetterEdit[] {
  return replacementEdits(text, found, template, query.isExpression).map((edit) => {
    const from = start + edit.from;
    // Of a mere insertion the letter before it, if that was found as well, else the one after it.
    const isBehind = edit.from === edit.to && edit.from > found.from;
    const marks = block.nodeAt((isBehind ? from - 1 : from) - 1)?.marks ?? [];
    const content =
      edit.text === "" ? Fragment.empty : Fragment.from(block.type.schema.text(edit.text, marks));
    return { from: pos + from, to: pos + start + edit.to, content };
  });
}

function transactionOf({ tr }: EditorState, edits: readonly LetterEdit[]): Transaction {
  if (edits.length > 0) tr.step(new LettersStep(edits));
  // Not typing: what is typed before and after is another step of undo.
  return tr.setMeta("uiEvent", "replace");
}
