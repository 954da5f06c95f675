/** Shown in place of a view that could not be loaded or drawn. */

import type { JSX } from "preact";
import { useFrameWords } from "../messages/use-frame-words.ts";
import { homePath } from "../page-root.ts";
import { MessageView } from "./message-view.tsx";

/** See the head of this file. */
export function FailureView(): JSX.Element {
  const words = useFrameWords();
  return (
    <MessageView title={words.say("failure.title")} text={words.say("failure.text")}>
      <button
        type="button"
        class="coscribe-button coscribe-button-primary"
        onClick={() => location.reload()}
      >
        {words.say("reload")}
      </button>
      <a class="coscribe-button" href={homePath}>
        {words.say("goToAllDocuments")}
      </a>
    </MessageView>
  );
}
