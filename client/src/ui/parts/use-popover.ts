/**
 * A button and the panel it opens, over the browser's popovers: those close on Escape and on a click
 * elsewhere, give the focus back, lie above everything, and come next after their button in the
 * tab order. What is left is where the panel appears.
 */

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject, TargetedToggleEvent } from "preact";
import { keepInPlace, type Alignment } from "./place.ts";

/** What {@link usePopover} hands out: attributes for both elements, and what the content needs. */
export interface PopoverParts {
  readonly button: {
    readonly ref: RefObject<HTMLButtonElement | null>;
    readonly popovertarget: string;
    readonly "aria-expanded": boolean;
    readonly "aria-controls": string;
  };
  readonly panel: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly id: string;
    readonly popover: "auto";
    readonly onToggle: (event: TargetedToggleEvent<HTMLDivElement>) => void;
  };
  /** Open, and where it belongs. */
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** The panel's edge that `alignment` names lines up with the button's. */
export function usePopover(alignment: Alignment): PopoverParts {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const leavePlace = useRef<() => void>(undefined);
  const [isOpen, setIsOpen] = useState(false);

  const show = (): void => {
    if (panel.current === null || button.current === null) return;
    leavePlace.current = keepInPlace(panel.current, button.current, alignment, () =>
      setIsOpen(true),
    );
  };
  const hide = (): void => {
    leavePlace.current?.();
    setIsOpen(false);
  };
  useLayoutEffect(() => () => leavePlace.current?.(), []);

  return {
    button: { ref: button, popovertarget: id, "aria-expanded": isOpen, "aria-controls": id },
    panel: {
      ref: panel,
      id,
      popover: "auto",
      onToggle: (event) => (event.newState === "open" ? show() : hide()),
    },
    isOpen,
    open: () => panel.current?.showPopover(),
    close: () => panel.current?.hidePopover(),
  };
}
