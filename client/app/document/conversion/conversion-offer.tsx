/**
 * Offers to convert what another editor has left in a document. The server does it, once for all; the page
 * gets the outcome like any edit, and then this goes by itself.
 */

import type { Connection } from "@coscribe/client";
import { Icon, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { usePageWords, type PageWords } from "../../messages/use-page-words.ts";
import { askServer } from "./ask-server.ts";

/** Attributes of {@link ConversionOffer}. */
export interface ConversionOfferProps {
  readonly connection: Connection;
  /** This person may change the document. */
  readonly canEdit: boolean;
  /** Says in passing that it is done. */
  readonly onDone: (words: string) => void;
}

type State =
  | { readonly type: "offered" }
  | { readonly type: "working" }
  | { readonly type: "failed"; readonly words: string };

const titleId = "conversion-title";

/** See the head of this file. */
export function ConversionOffer(props: ConversionOfferProps): JSX.Element {
  const words = usePageWords();
  const { connection, canEdit, onDone } = props;
  const [state, setState] = useState<State>({ type: "offered" });
  const isConnected = useObserved(
    connection,
    (source, listener) => source.on("status", listener),
    ({ isSynced }) => isSynced,
  );
  const convert = async (): Promise<void> => {
    setState({ type: "working" });
    const outcome = await askServer(words, connection.name);
    if (outcome.isDone) onDone(outcome.words);
    setState(outcome.isDone ? { type: "offered" } : { type: "failed", words: outcome.words });
  };
  const isWorking = state.type === "working";
  return (
    <section class="coscribe-banner coscribe-banner-calm" aria-labelledby={titleId}>
      <Icon name="fileText" />
      <div class="coscribe-banner-text">
        <h2 id={titleId}>{words.say("conversion.title")}</h2>
        <p>
          {words.say("conversion.what")}{" "}
          {words.say(canEdit ? "conversion.how" : "conversion.byOthers")}
        </p>
        <p class="coscribe-banner-reason" role="status">
          {statusText(words, state, canEdit, isConnected)}
        </p>
      </div>
      {canEdit ? (
        <div class="coscribe-banner-actions">
          <button
            type="button"
            class="coscribe-button coscribe-button-primary"
            aria-disabled={isWorking || !isConnected}
            onClick={() => {
              if (!isWorking && isConnected) void convert();
            }}
          >
            {words.say(isWorking ? "conversion.converting" : "conversion.convert")}
          </button>
        </div>
      ) : undefined}
    </section>
  );
}

function statusText(
  words: PageWords,
  state: State,
  canEdit: boolean,
  isConnected: boolean,
): string {
  switch (state.type) {
    case "working":
      return words.say("conversion.working");
    case "failed":
      return state.words;
    case "offered":
      return canEdit && !isConnected ? words.say("conversion.needsConnection") : "";
  }
}
