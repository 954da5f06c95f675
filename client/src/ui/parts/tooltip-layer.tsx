/**
 * One tooltip for the whole page: it shows the `data-tip` of what the pointer rests on or what the
 * keyboard has focused, and the keys in `data-keys`.
 *
 * It repeats what the element's accessible name and `aria-keyshortcuts` say, so assistive technology
 * does not get it. As WCAG 2.2 (1.4.13) asks, it can be pointed at and Escape takes it away. Touch
 * never shows it.
 */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Keys } from "./keys.tsx";

/** How long the pointer rests before the tooltip shows, and may be away before it goes. */
const restMs = 450;
const awayMs = 120;

/** Rendered once, beside the view. */
export function TooltipLayer(): JSX.Element {
  const tooltip = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement>();

  useEffect(() => listenForAnchors(setAnchor), []);
  useLayoutEffect(() => {
    const panel = tooltip.current;
    if (panel === null || anchor?.isConnected !== true) return undefined;
    panel.showPopover();
    const leavePlace = keepInPlaceLate(panel, anchor);
    return () => {
      leavePlace();
      panel.hidePopover();
    };
  }, [anchor]);

  const keys = anchor?.dataset["keys"];
  return (
    <div ref={tooltip} class="coscribe-tooltip" popover="manual" aria-hidden="true">
      {anchor?.dataset["tip"]}
      {keys === undefined ? undefined : <Keys shortcut={keys} />}
    </div>
  );
}

/**
 * Placing is loaded when the first tooltip is due: a page may have nothing else to place. Where it
 * cannot be loaded, no tooltip is seen. Returns the function that stops it.
 */
function keepInPlaceLate(panel: HTMLElement, anchor: HTMLElement): () => void {
  let stop: (() => void) | undefined;
  let isStopped = false;
  import("./place.ts").then(
    ({ keepInPlace }) => {
      if (!isStopped) stop = keepInPlace(panel, anchor, "center");
    },
    () => undefined,
  );
  return () => {
    isStopped = true;
    stop?.();
  };
}

/** Tells `show` what to show a tooltip for, if anything. Returns the function that stops it. */
function listenForAnchors(show: (anchor: HTMLElement | undefined) => void): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What was just pressed needs no explanation until the pointer has been elsewhere.
  let pressed: Element | null | undefined;
  const showAfter = (ms: number, anchor: HTMLElement | undefined): void => {
    clearTimeout(timer);
    timer = setTimeout(show, ms, anchor);
  };
  const showNow = (anchor: HTMLElement | undefined): void => {
    clearTimeout(timer);
    show(anchor);
  };

  document.addEventListener(
    "pointerover",
    (event) => {
      if (event.pointerType !== "mouse") return;
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.closest(".coscribe-tooltip")) clearTimeout(timer);
      else {
        const anchor = target?.closest<HTMLElement>("[data-tip]") ?? undefined;
        if (anchor !== undefined && anchor === pressed) return;
        pressed = undefined;
        showAfter(anchor === undefined ? awayMs : restMs, anchor);
      }
    },
    options,
  );
  document.addEventListener(
    "focusin",
    (event) => {
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const isAsked = target !== pressed && target?.matches("[data-tip]:focus-visible") === true;
      // Later, because a closing popover gives the focus back, and until it has closed no other
      // may open.
      showAfter(0, isAsked ? target : undefined);
    },
    options,
  );
  document.addEventListener("focusout", () => showAfter(0, undefined), options);
  document.addEventListener(
    "pointerdown",
    (event) => {
      pressed = event.target instanceof Element ? event.target.closest("[data-tip]") : undefined;
      showNow(undefined);
    },
    options,
  );
  document.addEventListener("scroll", () => showNow(undefined), { ...options, capture: true });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") showNow(undefined);
    },
    { ...options, capture: true },
  );
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
