/** Where the handle of a block stands: before its first line, in the margin. */

import type { EditorView } from "prosemirror-view";
import { coveredAbove } from "../parts/text-place.ts";

/** In CSS pixels. */
export interface HandlePlace {
  /** From the window's edge at which lines begin. */
  readonly inlineStart: number;
  readonly top: number;
  /** There is room for the grip only. */
  readonly isNarrow: boolean;
  /** The block's first line is not to be seen. */
  readonly isHidden: boolean;
}

const buttonPx = 24;
const gapPx = 4;

/** For the block that `dom` draws; `isWide` with both of its buttons. */
export function handlePlace(view: EditorView, dom: HTMLElement, isWide: boolean): HandlePlace {
  const rect = dom.getBoundingClientRect();
  const { lineHeight, paddingBlockStart, fontSize } = getComputedStyle(dom);
  const line = Number.parseFloat(lineHeight) || Number.parseFloat(fontSize) * 1.2;
  const first = rect.height < line ? rect.height : line;
  const top = rect.top + (Number.parseFloat(paddingBlockStart) || 0) + (first - buttonPx) / 2;
  const isRtl = getComputedStyle(view.dom).direction === "rtl";
  const width = document.documentElement.clientWidth;
  const margin = isRtl ? width - rect.right : rect.left;
  const isNarrow = margin < 2 * buttonPx + gapPx;
  const size = isWide && !isNarrow ? 2 * buttonPx : buttonPx;
  return {
    inlineStart: Math.max(0, margin - size - gapPx),
    top,
    isNarrow,
    isHidden: top < coveredAbove(view) - 2 * buttonPx || top > innerHeight,
  };
}
