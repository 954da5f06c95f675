/** Asks before something is removed from this device that may be nowhere else. */

import { Dialog } from "@coscribe/client/ui";
import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
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
  const words = usePageWords();
  const { name, pendingEdits, setAsideCopies, onRemove, onClose } = props;
  return (
    <Dialog title={words.say("removal.title")} class="coscribe-dialog-narrow" onClose={onClose}>
      {(close) => (
        <div class="removal">
          {pendingEdits === 0 ? undefined : (
            <p>{words.split("removal.unsent", { count: pendingEdits, name: <bdi>{name}</bdi> })}</p>
          )}
          {setAsideCopies === 0 ? undefined : (
            <p>
              {words.split("removal.setAside", { count: setAsideCopies, name: <bdi>{name}</bdi> })}
            </p>
          )}
          <div class="coscribe-dialog-actions">
            <button type="button" class="coscribe-button" onClick={close}>
              {words.say("cancel")}
            </button>
            {pendingEdits === 0 ? undefined : (
              <a class="coscribe-button" href={documentPath(name, homePath)}>
                {words.say("open")}
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
              {words.say("remove")}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
