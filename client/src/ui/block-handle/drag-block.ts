/**
 * Dragging a block by its handle, with a pointer of any kind. What is dragged is known by its element or its
 * id, and where it goes is told by the screen when it is dropped: both hold while others edit.
 */

import type { EditorView } from "prosemirror-view";
import type { Editor } from "../../editor/index.ts";
import { movedBlocks } from "../../editor/commands/outline.ts";
import { uncovered } from "../parts/text-place.ts";
import { idOfBlock, positionOfBlock, type BlockMarks } from "./block-marks.ts";
import { currentSpot, type BlockSpot } from "./block-spot.ts";
import { dropPlaceAt, type DropPlace } from "./drop-place.ts";
import { selectBlock } from "./select-block.ts";

/** A pointer that has moved less is meant to click: fingers do not keep still. */
const clickPx = 4;
const tapPx = 10;

/** A finger that stays so long is meant to drag. */
const holdMs = 400;

/** A finger that is gone again so soon was meant to scroll. */
const swipeMs = 250;

const tickMs = 12;

/** This near to an edge of what can be seen of the text the page scrolls, by at most so many pixels in a frame. */
const edgePx = 56;
const maxScrollPx = 18;

/** What a drag needs. */
export interface DragOptions {
  readonly editor: Editor;
  readonly marks: BlockMarks;
  readonly spot: BlockSpot;
  /** Called with where it would go; undefined once it goes nowhere any more. */
  readonly onPlace: (place: DropPlace | undefined) => void;
  /** Called once it is a drag and no click. */
  readonly onBegin: () => void;
  /** Called once the pointer has gone, or the drag was given up. */
  readonly onEnd: () => void;
}

/**
 * Begins with the press `event` on `handle`. Escape, another finger and whatever takes the pointer away give it
 * up, and so does the function that is returned.
 */
export function dragBlock(
  handle: HTMLElement,
  event: PointerEvent,
  options: DragOptions,
): () => void {
  const { editor, marks, spot, onPlace, onBegin, onEnd } = options;
  const { view } = editor;
  const id = idOfBlock(view.state.doc, spot.pos);
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  const isFinger = event.pointerType !== "mouse";
  const stillPx = isFinger ? tapPx : clickPx;
  let [y, hasMoved, frame] = [event.clientY, false, 0];

  const position = (): number | undefined => {
    if (id !== undefined) return positionOfBlock(view.state.doc, id);
    return currentSpot(view, spot)?.pos;
  };
  const place = (): DropPlace | undefined => {
    const pos = view.isDestroyed ? undefined : position();
    return pos === undefined ? undefined : dropPlaceAt(view, pos, y);
  };
  const follow = (): void => {
    scrollNearEdge(view, y);
    onPlace(place());
    frame = requestAnimationFrame(follow);
  };
  const begin = (): void => {
    if (hasMoved) return;
    hasMoved = true;
    onBegin();
    if (isFinger) tick();
    const pos = position();
    if (pos === undefined) return;
    selectBlock(editor, pos);
    const blocks = movedBlocks(view.state.selection);
    const ids = blocks.map((block) => idOfBlock(view.state.doc, block.pos));
    marks.set(
      ids.filter((one) => one !== undefined),
      "dragged",
    );
    follow();
  };
  const end = (): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    clearTimeout(hold);
    cancelAnimationFrame(frame);
    marks.clear();
    onPlace(undefined);
    onEnd();
  };
  const hold = isFinger ? setTimeout(begin, holdMs) : undefined;

  handle.setPointerCapture(event.pointerId);
  handle.addEventListener(
    "pointermove",
    (moved) => {
      y = moved.clientY;
      const distance = Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY);
      if (distance > stillPx) begin();
    },
    listen,
  );
  handle.addEventListener(
    "pointerup",
    (released) => {
      const isSwipe = isFinger && released.timeStamp - event.timeStamp < swipeMs;
      const target = hasMoved && !isSwipe ? place() : undefined;
      end();
      if (target !== undefined) drop(editor, position(), target.pos);
    },
    listen,
  );
  handle.addEventListener("pointercancel", end, listen);
  addEventListener("blur", end, listen);
  addEventListener("pointerdown", end, { ...listen, capture: true });
  addEventListener(
    "keydown",
    (pressed) => {
      if (pressed.key === "Escape") end();
    },
    { ...listen, capture: true },
  );
  return end;
}

/** A finger feels that it holds something now. */
function tick(): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) navigator.vibrate?.(tickMs);
}

function drop(editor: Editor, from: number | undefined, to: number): void {
  if (from === undefined) return;
  selectBlock(editor, from);
  editor.run({ type: "moveTo", position: to });
  editor.focus();
}

/** Scrolls what holds the text, the faster the nearer `y` is to the edge of what can be seen of it. */
function scrollNearEdge(view: EditorView, y: number): void {
  const scroller = scrollerOf(view.dom);
  const visible = uncovered(view);
  const isPage = scroller === document.scrollingElement;
  const box = isPage ? visible : scroller.getBoundingClientRect();
  const above = Math.max(box.top, visible.top) + edgePx - y;
  const below = y - (Math.min(box.bottom, visible.bottom) - edgePx);
  const near = above > 0 ? -above : Math.max(0, below);
  if (near !== 0) scroller.scrollBy(0, Math.sign(near) * Math.min(maxScrollPx, Math.abs(near) / 3));
}

function scrollerOf(element: HTMLElement): Element {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
