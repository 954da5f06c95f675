/** The end of a dialog in which something is changed: gives it up, or keeps it. */

import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";

/** See the head of this file. The second button submits the form that it stands in. */
export function CancelOrSave({ onCancel }: { readonly onCancel: () => void }): JSX.Element {
  const words = usePageWords();
  return (
    <div class="coscribe-dialog-actions">
      <button type="button" class="coscribe-button" onClick={onCancel}>
        {words.say("cancel")}
      </button>
      <button type="submit" class="coscribe-button coscribe-button-primary">
        {words.say("save")}
      </button>
    </div>
  );
}
