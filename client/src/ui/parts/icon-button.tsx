/** A button of one icon, named for those who do not see it and for whoever points at it. */

import type { JSX } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** Attributes of {@link IconButton}. */
export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does. */
  readonly label: string;
  /** Shorter, for who sees what it belongs to; the same if left out. */
  readonly tip?: string;
  readonly onClick: () => void;
}

/** See the head of this file. */
export function IconButton({ icon, label, tip = label, onClick }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="coscribe-icon-button"
      aria-label={label}
      data-tip={tip}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
