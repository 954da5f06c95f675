/** What a toolbar shows of a state. */

import { contentOfSchema, defaultTextblockAttrs, textblockAttrs } from "@coscribe/shared/schema";
import type { EditorState } from "prosemirror-state";
import type { EditorSummary } from "./editor-summary.ts";
import { isVerbatim } from "./block-kind.ts";
import { currentLink } from "./features/link/current-link.ts";
import { selectedNode } from "./selection-type.ts";
import { selectedTextblocks } from "./commands/selected-blocks.ts";

/** What a summary takes from beside the state. */
export interface SummaryContext {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isReadOnly: boolean;
  readonly isOfNewerVersion: boolean;
}

/** The summary of `state`; `previous` itself when nothing in it has changed. */
export function summarize(
  state: EditorState,
  context: SummaryContext,
  previous?: EditorSummary,
): EditorSummary {
  const first = selectedTextblocks(state)[0]?.node;
  const attrs = first && textblockAttrs(first);
  const summary: EditorSummary = {
    ...context,
    ...(attrs ?? defaultTextblockAttrs),
    kind: attrs?.kind,
    isVerbatim: first !== undefined && isVerbatim(first),
    object: selectedNode(state.selection)?.type.name,
    marks: activeMarks(state),
    link: currentLink(state),
    isEmpty: isEmpty(state),
  };
  return previous !== undefined && isSame(previous, summary) ? previous : summary;
}

function activeMarks(state: EditorState): Record<string, boolean> {
  const { from, to, empty, $from } = state.selection;
  const next = state.storedMarks ?? $from.marks();
  const isActive = (name: string): boolean => {
    const type = state.schema.marks[name]!;
    return empty ? type.isInSet(next) !== undefined : coversAll(state, from, to, name);
  };
  const names = [...contentOfSchema(state.schema).marks.keys()];
  return Object.fromEntries(names.map((name) => [name, isActive(name)]));
}

/** Whether all selected text has the mark, which is when toggling takes it away. */
function coversAll(state: EditorState, from: number, to: number, name: string): boolean {
  let hasText = false;
  let isCovered = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText || !isCovered) return isCovered;
    hasText = true;
    isCovered = node.marks.some((mark) => mark.type.name === name);
    return isCovered;
  });
  return hasText && isCovered;
}

function isEmpty({ doc }: EditorState): boolean {
  return (
    doc.childCount <= 1 &&
    (doc.firstChild === null || doc.firstChild.isTextblock) &&
    doc.content.size <= 2
  );
}

function isSame(a: EditorSummary, b: EditorSummary): boolean {
  const { marks: marksA, ...restA } = a;
  const { marks: marksB, ...restB } = b;
  return isShallowlySame(marksA, marksB) && isShallowlySame(restA, restB);
}

function isShallowlySame(a: object, b: object): boolean {
  return Object.entries(a).every(([name, value]) => b[name as keyof object] === value);
}
