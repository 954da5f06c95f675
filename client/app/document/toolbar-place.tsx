/** Stands where the toolbar will be, and says so if it cannot be loaded. */

import type { JSX } from "preact";

/** Attributes of {@link ToolbarPlace}. */
export interface ToolbarPlaceProps {
  /** The toolbar, and all that comes with it, could not be loaded. */
  readonly hasFailed: boolean;
  readonly onRetry?: () => void;
}

/** See the head of this file. */
export function ToolbarPlace({ hasFailed, onRetry }: ToolbarPlaceProps): JSX.Element {
  return (
    <div class="toolbar">
      {hasFailed ? (
        <p class="toolbar-failure" role="alert">
          The tools could not be loaded. You can go on writing.{" "}
          <button type="button" class="button" onClick={onRetry}>
            Try again
          </button>
        </p>
      ) : undefined}
    </div>
  );
}
