/** The outline of what a view shows, and the section that is read, as they change. */

import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { reveal, uncoveredPart } from "../../screen/reveal.ts";
import { browserTiming, type Timing } from "../../screen/timing.ts";
import { positionAt } from "../../screen/visible.ts";
import { watchState } from "../../screen/watch.ts";
import { outlineOf, positionOf, sectionAt, type Outline, type OutlineEntry } from "./outline.ts";

/** What a panel shows. */
export interface OutlineState {
  readonly entries: readonly OutlineEntry[];
  /** The section at the top of the window. */
  readonly current: OutlineEntry | undefined;
}

/**
 * Calls `listener` now and whenever there is something else to show, once for each frame at most. Returns
 * the function that stops it.
 */
export function watchOutline(
  view: EditorView,
  listener: (state: OutlineState) => void,
  timing: Timing = browserTiming,
): () => void {
  let outline = outlineOf(view.state.doc);
  let shown: OutlineState | undefined;
  let stop: (() => void) | undefined;
  const look = (): void => {
    stop = undefined;
    if (view.isDestroyed) return;
    outline = outlineOf(view.state.doc, outline);
    const { entries } = outline;
    const current = currentSection(view, outline);
    if (shown?.entries === entries && shown.current === current) return;
    shown = { entries, current };
    listener(shown);
  };
  const lookSoon = (): void => {
    stop ??= timing.onFrame(look);
  };
  const { ownerDocument } = view.dom;
  const unwatch = watchState(view, (before) => {
    if (before.doc !== view.state.doc) lookSoon();
  });
  ownerDocument.addEventListener("scroll", lookSoon, scrollOptions);
  look();
  return () => {
    stop?.();
    unwatch();
    ownerDocument.removeEventListener("scroll", lookSoon, scrollOptions);
  };
}

const scrollOptions = { capture: true, passive: true } as const;

/** Scrolls a heading to the top of the window and puts the caret behind it. False if it is gone. */
export function goToSection(
  view: EditorView,
  entry: OutlineEntry,
  timing: Timing = browserTiming,
): boolean {
  const { doc, tr } = view.state;
  const pos = positionOf(outlineOf(doc), entry);
  if (pos === undefined) return false;
  const end = pos + entry.node.nodeSize - 1;
  view.dispatch(tr.setSelection(TextSelection.create(doc, end)));
  const current = (): { from: number; to: number } => {
    const from = view.state.selection.$head.start();
    return { from, to: from };
  };
  reveal(view, current, "top", timing);
  return true;
}

/** As far below the top of what can be seen a heading still is that of what is read. */
const tolerancePx = 8;

function currentSection(view: EditorView, outline: Outline): OutlineEntry | undefined {
  const { doc } = outline;
  const pos = positionAt(view, uncoveredPart(view).top + tolerancePx);
  return sectionAt(outline, pos >= doc.content.size ? doc.childCount : doc.childAfter(pos).index);
}
