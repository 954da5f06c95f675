/**
 * One tool of the toolbar. Pressing it with a pointer leaves the focus in the text, so that the
 * selection stays and a screen keyboard does not fold away.
 */

import type { ButtonHTMLAttributes, ComponentChildren, JSX } from "preact";
import { ariaKeyShortcut, isApplePlatform } from "../parts/shortcut.ts";

/** Attributes of {@link ToolButton}, beside those of any button. */
export interface ToolButtonProps {
  readonly tool: string;
  readonly label: string;
  /** What it shows. */
  readonly children: ComponentChildren;
  readonly shortcut?: string | undefined;
  /** A tool that is not possible keeps its place in the toolbar, also for the keyboard. */
  readonly isPossible: boolean;
  /** True for the one tool that the tab key reaches. */
  readonly isTabStop: boolean;
  readonly onPress?: (event: MouseEvent) => void;
  readonly class?: string | undefined;
  readonly attributes?: ButtonHTMLAttributes;
}

/** See the head of this file. */
export function ToolButton(props: ToolButtonProps): JSX.Element {
  const { tool, label, shortcut, isPossible, onPress } = props;
  const press = (event: MouseEvent): void => {
    if (isPossible) onPress?.(event);
    else event.preventDefault();
  };
  return (
    <button
      {...props.attributes}
      type="button"
      class={`coscribe-tool ${props.class ?? ""}`}
      data-tool={tool}
      data-tip={label}
      data-keys={shortcut}
      aria-label={label}
      aria-keyshortcuts={shortcut && ariaKeyShortcut(shortcut, isApplePlatform(navigator.platform))}
      aria-disabled={!isPossible}
      tabIndex={props.isTabStop ? 0 : -1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      {props.children}
    </button>
  );
}
