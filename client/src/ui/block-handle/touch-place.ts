/**
 * Where the handle for fingers stands. Beside the first line, where there is a margin; on a narrow screen at the
 * end of lines, pressed against the window's edge. Its sign is in the margin there; its target, which is wider, is
 * put where it covers the least of what can be touched.
 */

import type { EditorView } from "prosemirror-view";
import { isRightToLeft } from "../parts/place.ts";
import { uncovered } from "../parts/text-place.ts";

/** A place beside a block, also while the page scrolls. In CSS pixels. */
export interface TouchPlace {
  readonly side: "left" | "right";
  /** From the window's edge on that side. */
  readonly inset: number;
  /** There is no margin that is as wide as the target. */
  readonly isNarrow: boolean;
  /** From the upper edge of the block. */
  readonly below: number;
}

/** Width and height of the target. */
export const targetPx = 44;

const gapPx = 4;
/** How far it may reach beyond a block, into the space between blocks. */
const reachPx = 8;
const stepPx = 4;
/** Blocks that are higher have their handle at the first line, whatever is there. */
const maxSearchedPx = 4000;

/** The place for the block that `dom` draws. */
export function touchPlace(view: EditorView, dom: HTMLElement): TouchPlace {
  const text = view.dom.getBoundingClientRect();
  const margins = { left: text.left, right: document.documentElement.clientWidth - text.right };
  const first = firstLine(dom);
  const start = startOf(view.dom);
  if (margins[start] >= targetPx + gapPx) {
    const inset = margins[start] - targetPx - gapPx;
    return { side: start, inset, isNarrow: false, below: first };
  }
  // Each block has a direction of its own, and paragraphs go by their first letter.
  const sides =
    startOf(dom) === "left" ? (["right", "left"] as const) : (["left", "right"] as const);
  const [end, other] = sides.map((side) => {
    const inset = Math.max(0, margins[side] - targetPx - gapPx);
    const left = side === "left" ? inset : text.right + margins.right - inset - targetPx;
    const { below, covered } = emptiest(dom, left, first);
    return { side, inset, isNarrow: inset === 0, below, covered };
  });
  return other!.covered < end!.covered ? other! : end!;
}

function startOf(element: Element): "left" | "right" {
  return isRightToLeft(element) ? "right" : "left";
}

/** Where its upper edge is now; undefined while the block is out of sight. */
export function topOfPlace(
  view: EditorView,
  dom: HTMLElement,
  place: TouchPlace,
): number | undefined {
  const { top, bottom } = dom.getBoundingClientRect();
  const visible = uncovered(view);
  if (bottom < visible.top || top > visible.bottom) return undefined;
  // Of a block that is longer than the window it stays in sight.
  const lowest = Math.max(top + place.below, bottom + reachPx - targetPx);
  return Math.min(Math.max(top + place.below, visible.top), lowest);
}

/** How far below the upper edge of `dom` the target begins that is level with its first line. */
function firstLine(dom: HTMLElement): number {
  const { lineHeight, paddingBlockStart, fontSize } = getComputedStyle(dom);
  const line = Number.parseFloat(lineHeight) || Number.parseFloat(fontSize) * 1.2;
  const height = Math.min(line, dom.getBoundingClientRect().height);
  return (Number.parseFloat(paddingBlockStart) || 0) + (height - targetPx) / 2;
}

/**
 * Of all heights beside the block the one where the least is covered, in CSS pixels of height; `first`, where
 * that is as good.
 */
function emptiest(
  dom: HTMLElement,
  left: number,
  first: number,
): { readonly below: number; readonly covered: number } {
  const { top, height } = dom.getBoundingClientRect();
  if (height > maxSearchedPx) return { below: first, covered: 0 };
  const taken = [dom.previousElementSibling, dom, dom.nextElementSibling]
    .flatMap((block) => (block === null ? [] : touchables(block)))
    .filter((rect) => rect.left < left + targetPx && rect.right > left);
  const coveredAt = (below: number): number => {
    const [from, to] = [top + below, top + below + targetPx];
    return taken.reduce((sum, rect) => sum + overlap(rect.top, rect.bottom, from, to), 0);
  };
  let best = { below: first, covered: coveredAt(first) };
  const last = height + reachPx - targetPx;
  for (let at = Math.min(-reachPx, last); at <= last && best.covered > 0; at += stepPx) {
    const covered = coveredAt(at);
    if (covered < best.covered) best = { below: at, covered };
  }
  return best;
}

/** The letters of each line, and all that has a use of its own. */
function touchables(block: Element): DOMRect[] {
  const found: DOMRect[] = [];
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    range.selectNodeContents(text);
    found.push(...range.getClientRects());
  }
  for (const control of block.querySelectorAll("button, select, input")) {
    found.push(control.getBoundingClientRect());
  }
  return found;
}

function overlap(top: number, bottom: number, from: number, to: number): number {
  return Math.max(0, Math.min(bottom, to) - Math.max(top, from));
}
