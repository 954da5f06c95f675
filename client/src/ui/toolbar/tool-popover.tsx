/**
 * A tool that opens a panel, such as a menu. With the keyboard the focus moves into the panel; with a pointer
 * it stays in the text, as for every tool.
 */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { usePopover } from "../parts/use-popover.ts";
import { ToolButton } from "./tool-button.tsx";

/** Attributes of {@link ToolPopover}. */
export interface ToolPopoverProps {
  readonly tool: string;
  readonly label: string;
  /** What the button shows. */
  readonly children: ComponentChildren;
  readonly class?: string | undefined;
  readonly isPossible: boolean;
  readonly isTabStop: boolean;
  /** Gives the focus to what the panel begins with. */
  readonly focus: (panel: HTMLElement) => void;
  /** What is in the panel, once it is open. `close` closes it. */
  readonly content: (close: () => void) => ComponentChildren;
}

/** See the head of this file. */
export function ToolPopover(props: ToolPopoverProps): JSX.Element {
  const popover = usePopover("start");
  const isByKeyboard = useRef(false);

  // With the drawing: the next key is meant for the panel.
  useLayoutEffect(() => {
    const panel = popover.panel.ref.current;
    if (popover.isOpen && isByKeyboard.current && panel !== null) props.focus(panel);
  }, [popover.isOpen]);

  // A pointer leaves the focus in the text, which keeps Escape to itself. The panel is asked: it can be seen
  // a moment before it is told to be open.
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      const panel = popover.panel.ref.current;
      if (event.key !== "Escape" || panel?.matches(":popover-open") !== true) return;
      if (panel.contains(document.activeElement)) return;
      event.preventDefault();
      event.stopPropagation();
      popover.close();
    };
    addEventListener("keydown", closeOnEscape, { capture: true });
    return () => removeEventListener("keydown", closeOnEscape, { capture: true });
  }, []);

  const openWithArrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || !props.isPossible) return;
    event.preventDefault();
    isByKeyboard.current = true;
    popover.open();
  };

  return (
    <>
      <ToolButton
        tool={props.tool}
        label={props.label}
        isPossible={props.isPossible}
        isTabStop={props.isTabStop}
        class={props.class}
        onPress={(event) => {
          isByKeyboard.current = event.detail === 0;
        }}
        attributes={{
          ...popover.button,
          "aria-haspopup": "menu",
          onKeyDown: openWithArrow,
        }}
      >
        {props.children}
      </ToolButton>
      <div {...popover.panel} class="coscribe-popover coscribe-menu-panel">
        {props.content(popover.close)}
      </div>
    </>
  );
}
