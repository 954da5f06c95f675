/** Asks what a document is to be called. */

import { Dialog } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { CancelOrSave } from "../../ui/cancel-or-save.tsx";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link RenameDialog}. */
export interface RenameDialogProps {
  readonly words: LibraryWords;
  /** What it is called now. */
  readonly title: string;
  readonly onRename: (title: string) => void;
  /** Called in any case, after `onRename`. */
  readonly onClose: () => void;
}

/** No title of a document is longer; what knows it exactly comes with documents. */
const mostLetters = 200;

/** See the head of this file. */
export function RenameDialog({ words, title, onRename, onClose }: RenameDialogProps): JSX.Element {
  const id = useId();
  const [typed, setTyped] = useState(title);
  return (
    <Dialog title={words.say("rename.title")} class="coscribe-dialog-narrow" onClose={onClose}>
      {(close) => (
        <form
          class="rename"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== title) onRename(typed.trim());
            close();
          }}
        >
          <label for={id}>{words.say("rename.label")}</label>
          <input
            id={id}
            class="coscribe-field"
            type="text"
            dir="auto"
            maxLength={mostLetters}
            value={typed}
            aria-describedby={`${id}-hint`}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
          />
          <p id={`${id}-hint`} class="coscribe-hint">
            {words.say("rename.hint")}
          </p>
          <CancelOrSave onCancel={close} />
        </form>
      )}
    </Dialog>
  );
}
