/** Stands where the toolbar will be, and says so if it cannot be loaded. */

import type { JSX } from "preact";
import { useFrameWords } from "../messages/use-frame-words.ts";

/** Attributes of {@link ToolbarPlace}. */
export interface ToolbarPlaceProps {
  /** The toolbar, and all that comes with it, could not be loaded. */
  readonly hasFailed: boolean;
}

/** See the head of this file. */
export function ToolbarPlace({ hasFailed }: ToolbarPlaceProps): JSX.Element {
  const words = useFrameWords();
  return (
    <div class="coscribe-toolbar">
      {hasFailed ? (
        <p class="toolbar-failure" role="alert">
          {words.say("toolsFailed")}
          <button type="button" class="coscribe-button" onClick={() => location.reload()}>
            {words.say("reload")}
          </button>
        </p>
      ) : undefined}
    </div>
  );
}
