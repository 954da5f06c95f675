/**
 * Offers to convert what another editor has left in a document. The server does it, once for all; the page
 * gets the outcome like any edit, and then this goes by itself.
 */

import type { Connection } from "@coscribe/client";
import { Icon, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
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
  const { connection, canEdit, onDone } = props;
  const [state, setState] = useState<State>({ type: "offered" });
  const isConnected = useObserved(
    connection,
    (source, listener) => source.on("status", listener),
    ({ isSynced }) => isSynced,
  );
  const convert = async (): Promise<void> => {
    setState({ type: "working" });
    const { isDone, words } = await askServer(connection.name);
    if (isDone) onDone(words);
    setState(isDone ? { type: "offered" } : { type: "failed", words });
  };
  const isWorking = state.type === "working";
  return (
    <section class="coscribe-banner coscribe-banner-calm" aria-labelledby={titleId}>
      <Icon name="fileText" />
      <div class="coscribe-banner-text">
        <h2 id={titleId}>This document was written with another editor</h2>
        <p>
          Its text is in the document, in a form that this page does not show.{" "}
          {canEdit
            ? "Converting it makes a copy that everybody can read and edit here. What the other editor has written stays as it is; what is changed there later does not appear here."
            : "Somebody who may change the document can convert it."}
        </p>
        <p class="coscribe-banner-reason" role="status">
          {statusText(state, canEdit, isConnected)}
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
            {isWorking ? "Converting…" : "Convert"}
          </button>
        </div>
      ) : undefined}
    </section>
  );
}

function statusText(state: State, canEdit: boolean, isConnected: boolean): string {
  switch (state.type) {
    case "working":
      return "The server is converting it.";
    case "failed":
      return state.words;
    case "offered":
      return canEdit && !isConnected ? "This needs a connection to the server." : "";
  }
}
