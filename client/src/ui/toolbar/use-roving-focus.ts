/** Lets a toolbar be one stop in the tab order, see roving-focus.ts. */

import type { TargetedKeyboardEvent } from "preact";
import { toolAttribute, toolToFocus } from "./roving-focus.ts";

/** Attributes of the element with the role of a toolbar. */
export interface RovingFocus {
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
}

/** `leave` is called for Escape on a tool, `onStop` with the ID of each tool that gets the focus. */
export function useRovingFocus(leave: () => void, onStop: (id: string) => void): RovingFocus {
  return {
    onKeyDown: (event) => {
      const isOnTool = event.target instanceof Element && event.target.hasAttribute(toolAttribute);
      if (event.key === "Escape" && isOnTool) leave();
      const next = toolToFocus(event.currentTarget, event);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    },
    onFocusIn: (event) => {
      const id = event.target instanceof Element ? event.target.getAttribute(toolAttribute) : null;
      if (id !== null) onStop(id);
    },
  };
}
