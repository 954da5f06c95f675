/** A small button of the find bar, which does something or is on and off. */

import type { ComponentChildren, JSX } from "preact";

/** Attributes of {@link FindButton}. */
export interface FindButtonProps {
  readonly label: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Written as in `ui/shortcut.ts`. */
  readonly shortcut?: string;
  /** Given for buttons that are on or off. */
  readonly isOn?: boolean;
  /** What is on is something more to see. */
  readonly expands?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** See the head of this file. */
export function FindButton(props: FindButtonProps): JSX.Element {
  const { label, children, shortcut, isOn, expands, isDisabled = false, onPress } = props;
  const state = expands === true ? { "aria-expanded": isOn } : { "aria-pressed": isOn };
  return (
    <button
      {...(isOn === undefined ? {} : state)}
      type="button"
      class={`coscribe-icon-button find-button ${props.class ?? ""}`}
      aria-label={label}
      aria-disabled={isDisabled}
      data-tip={label}
      data-keys={shortcut}
      onClick={() => {
        if (!isDisabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
