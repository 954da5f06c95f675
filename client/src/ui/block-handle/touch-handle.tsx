/**
 * The handle for fingers, beside the block with the caret: a tap opens the menu of the block, and a finger that
 * stays or moves drags it. It goes along with the finger, so that one sees what is held.
 */

import type { JSX, TargetedPointerEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import type { BlockSpot } from "./block-spot.ts";
import { targetPx, topOfPlace, touchPlace, type TouchPlace } from "./touch-place.ts";

/** Attributes of {@link TouchHandle}. */
export interface TouchHandleProps {
  readonly editor: Editor;
  readonly spot: BlockSpot;
  /** The block is being dragged by it. */
  readonly isHeld: boolean;
  /** A finger comes down on it. */
  readonly onPress: (event: TargetedPointerEvent<HTMLButtonElement>) => void;
  /** It was tapped. */
  readonly onClick: () => void;
}

/** See the head of this file. */
export function TouchHandle({ editor, spot, isHeld, ...props }: TouchHandleProps): JSX.Element {
  const words = useWords();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(
    () =>
      isHeld || button.current === null ? undefined : stayBeside(button.current, editor, spot),
    [spot, isHeld],
  );
  return (
    <button
      ref={button}
      type="button"
      class="coscribe-handle coscribe-touch-handle"
      tabIndex={-1}
      data-held={isHeld}
      aria-label={words.say("block.menu")}
      aria-haspopup="menu"
      onMouseDown={(event) => event.preventDefault()}
      onContextMenu={(event) => event.preventDefault()}
      onPointerDown={props.onPress}
      onPointerMove={({ currentTarget, clientY }) => {
        if (isHeld) currentTarget.style.top = `${clientY - targetPx / 2}px`;
      }}
      onClick={props.onClick}
    >
      <Icon name="gripVertical" />
    </button>
  );
}

/**
 * Keeps `button` beside the block through edits and scrolling. Returns the function that stops it. It watches the
 * screen and is no plugin, since one that comes and goes has the view make all others' parts anew.
 */
function stayBeside(button: HTMLElement, editor: Editor, { dom }: BlockSpot): () => void {
  const { view } = editor;
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };
  let place: TouchPlace | undefined;
  let frame = 0;
  const put = (): void => {
    if (view.isDestroyed) return;
    place ??= touchPlace(view, dom);
    const top = topOfPlace(view, dom, place);
    const { style } = button;
    button.dataset["edge"] = place.isNarrow ? place.side : "";
    style.left = place.side === "left" ? `${place.inset}px` : "auto";
    style.right = place.side === "right" ? `${place.inset}px` : "auto";
    style.top = `${top ?? 0}px`;
    style.visibility = top === undefined ? "hidden" : "visible";
  };
  const find = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      place = undefined;
      put();
    });
  };
  put();
  addEventListener("scroll", put, { ...options, capture: true });
  addEventListener("resize", find, options);
  window.visualViewport?.addEventListener("resize", find, options);
  const sizes = new ResizeObserver(find);
  sizes.observe(dom);
  sizes.observe(view.dom);
  const edits = new MutationObserver(find);
  edits.observe(dom, { subtree: true, childList: true, characterData: true });
  return () => {
    cancelAnimationFrame(frame);
    stop.abort();
    sizes.disconnect();
    edits.disconnect();
  };
}
