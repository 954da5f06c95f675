/** Asks before something is removed from this device that may be nowhere else. */

import { Dialog, useWords } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { homePath } from "../page-root.ts";
import { documentPath } from "../route.ts";

/** Attributes of {@link RemovalDialog}. */
export interface RemovalDialogProps {
  readonly name: DocumentName;
  /** Edits that the server has not confirmed. */
  readonly pendingEdits: number;
  /** How many copies were set aside. */
  readonly setAsideCopies: number;
  readonly onRemove: () => void;
  /** Called in any case, after `onRemove`. */
  readonly onClose: () => void;
}

/** See the head of this file. */
export function RemovalDialog(props: RemovalDialogProps): JSX.Element {
  const words = useWords();
  const { name, pendingEdits, setAsideCopies, onRemove, onClose } = props;
  return (
    <Dialog title="Remove from this device?" class="coscribe-dialog-narrow" onClose={onClose}>
      {(close) => (
        <div class="removal">
          {pendingEdits === 0 ? undefined : (
            <p>
              <strong>{words.say("time.edits", { count: pendingEdits })}</strong> in{" "}
              <bdi>{name}</bdi> {pendingEdits === 1 ? "has" : "have"} not reached the server. To
              send them, open the document. If you remove its copy, they are lost.
            </p>
          )}
          {setAsideCopies === 0 ? undefined : (
            <p>
              {setAsideCopies === 1 ? "The copy" : `The ${setAsideCopies} copies`} of{" "}
              <bdi>{name}</bdi> that {setAsideCopies === 1 ? "was" : "were"} set aside may be the
              last. Nobody can bring {setAsideCopies === 1 ? "it" : "them"} back.
            </p>
          )}
          <div class="coscribe-dialog-actions">
            <button type="button" class="coscribe-button" onClick={close}>
              Cancel
            </button>
            {pendingEdits === 0 ? undefined : (
              <a class="coscribe-button" href={documentPath(name, homePath)}>
                Open
              </a>
            )}
            <button
              type="button"
              class="coscribe-button coscribe-button-danger"
              onClick={() => {
                onRemove();
                close();
              }}
            >
              Remove
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
