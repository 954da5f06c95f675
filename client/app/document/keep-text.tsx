/** Ways to take the text of a document somewhere else, for where the server does not take it. */

import { CopyButton, Icon, textOf, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
import { downloadDocument, type Exchange } from "./exchange/exchange.ts";

/** Attributes of {@link KeepText}. */
export interface KeepTextProps extends Pick<Exchange, "connection" | "say"> {
  /** Undefined before it is mounted. */
  readonly editor: Exchange["editor"] | undefined;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function KeepText({ connection, editor, say, onCopyFailure }: KeepTextProps): JSX.Element {
  const words = usePageWords();
  const interfaceWords = useWords();
  const exchange = editor && { connection, editor, words, say };
  return (
    <>
      <CopyButton class="coscribe-button" text={() => textOf(editor)} onFailure={onCopyFailure}>
        <Icon name="copy" />
        <span class="coscribe-button-text">{interfaceWords.say("copyAllText")}</span>
      </CopyButton>
      <button
        type="button"
        class="coscribe-button"
        onClick={() => void downloadDocument(exchange, "md")}
      >
        <Icon name="download" />
        <span class="coscribe-button-text">{words.say("menu.downloadMarkdown")}</span>
      </button>
    </>
  );
}
