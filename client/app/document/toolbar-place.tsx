/** Stands where the toolbar will be, and says so if it cannot be loaded. */

import type { JSX } from "preact";

/** Attributes of {@link ToolbarPlace}. */
export interface ToolbarPlaceProps {
  /** The toolbar, and all that comes with it, could not be loaded. */
  readonly hasFailed: boolean;
}

/** See the head of this file. */
export function ToolbarPlace({ hasFailed }: ToolbarPlaceProps): JSX.Element {
  return (
    <div class="coscribe-toolbar">
      {hasFailed ? (
        <p class="toolbar-failure" role="alert">
          The tools could not be loaded.
          <button type="button" class="coscribe-button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      ) : undefined}
    </div>
  );
}
