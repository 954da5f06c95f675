/** Libraries on top of Yjs 13: they are given a document, which the y-websocket provider keeps in step. */

import { onTestFinished } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { syncedClient } from "../../support/stock-client.ts";
import { isRefusal, type Library, type Member } from "../library.ts";

/** What a library makes of a document; see {@link Member}. */
export interface Binding extends Pick<Member, "content" | "write" | "change"> {
  /** Ends what it has begun. */
  close?(): void;
}

/** A document, and what is to be done when it has what the server had. */
export interface Opened {
  readonly doc: Y.Doc;
  bind(provider: WebsocketProvider): Binding;
}

/** A library that binds to a document of Yjs 13. */
export function bindingLibrary(
  title: string,
  bind: (doc: Y.Doc, provider: WebsocketProvider) => Binding,
): Library {
  return openingLibrary(title, () => {
    const doc = new Y.Doc();
    return { doc, bind: (provider) => bind(doc, provider) };
  });
}

/** A library that brings a document of Yjs 13 of its own. */
export function openingLibrary(title: string, open: () => Opened): Library {
  return {
    title,
    async join(url, document) {
      const opened = open();
      const { doc, provider } = await syncedClient(url, document, opened.doc);
      const refusals: number[] = [];
      provider.on("connection-close", (event) => {
        if (event !== null && isRefusal(event.code)) refusals.push(event.code);
      });
      const binding = opened.bind(provider);
      onTestFinished(() => binding.close?.());
      return {
        refusals,
        get content() {
          return binding.content;
        },
        get state() {
          return Y.encodeStateAsUpdate(doc);
        },
        write: (word) => binding.write(word),
        change: (turn) => binding.change(turn),
        disconnect: () => provider.disconnect(),
        connect: () => provider.connect(),
      };
    },
  };
}
