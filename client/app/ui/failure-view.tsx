/** Shown in place of a view that could not be loaded or drawn. */

import type { JSX } from "preact";
import { homePath } from "../page-root.ts";
import { MessageView } from "./message-view.tsx";

/** See the head of this file. */
export function FailureView(): JSX.Element {
  return (
    <MessageView
      title="The page could not be shown"
      text="Part of it did not load, or something in it went wrong. Documents are not affected. Reloading usually helps."
    >
      <button
        type="button"
        class="coscribe-button coscribe-button-primary"
        onClick={() => location.reload()}
      >
        Reload
      </button>
      <a class="coscribe-button" href={homePath}>
        Go to all documents
      </a>
    </MessageView>
  );
}
