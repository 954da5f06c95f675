/** Says that a document was taken off the list, and lets that be undone. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { usePageWords } from "../messages/use-page-words.ts";
import type { ListedDocument } from "./document-list.ts";

/** Attributes of {@link RemovedNotice}. */
export interface RemovedNoticeProps {
  /** What was removed last, if anything. */
  readonly removed: ListedDocument | undefined;
  readonly onUndo: () => void;
}

/** Rendered always, so that assistive technology knows the place before something is said there. */
export function RemovedNotice({ removed, onUndo }: RemovedNoticeProps): JSX.Element {
  const words = usePageWords();
  const undoButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus goes in this very moment, and the next key is meant for this one.
  useLayoutEffect(() => undoButton.current?.focus(), [removed]);
  return (
    <div role="status">
      {removed === undefined ? undefined : (
        <p class="recents-removed">
          <span>
            {words.split(
              removed.copy === undefined ? "recents.removed" : "recents.removedWithCopy",
              { name: <bdi>{removed.name}</bdi> },
            )}
          </span>
          <button
            ref={undoButton}
            type="button"
            class="coscribe-button coscribe-button-small"
            onClick={onUndo}
          >
            {words.say("undo")}
          </button>
        </p>
      )}
    </div>
  );
}
