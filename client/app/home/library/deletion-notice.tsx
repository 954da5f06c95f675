/** Says that a document was deleted, and lets that be undone. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link DeletionNotice}. */
export interface DeletionNoticeProps {
  readonly words: LibraryWords;
  /** What the document was called that was deleted last, if any. */
  readonly deleted: string | undefined;
  readonly onUndo: () => void;
}

/** Rendered always, so that assistive technology knows the place before something is said there. */
export function DeletionNotice({ words, deleted, onUndo }: DeletionNoticeProps): JSX.Element {
  const pageWords = usePageWords();
  const undoButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone, and the next key is meant for this one.
  useLayoutEffect(() => undoButton.current?.focus(), [deleted]);
  return (
    <div role="status">
      {deleted === undefined ? undefined : (
        <p class="recents-removed">
          <span>{words.split("row.deleted", { name: <bdi>{deleted}</bdi> })}</span>
          <button
            ref={undoButton}
            type="button"
            class="coscribe-button coscribe-button-small"
            onClick={onUndo}
          >
            {pageWords.say("undo")}
          </button>
        </p>
      )}
    </div>
  );
}
