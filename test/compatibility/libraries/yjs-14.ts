/** Yjs 14 (`@y/y`, a release candidate) with `@y/websocket` 4 (a prerelease). */

import { WebsocketProvider } from "@y/websocket";
import * as Y from "@y/y";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { until } from "../../support/until.ts";
import { isRefusal, type Library } from "../library.ts";

/** A text and a tree, each of the one type that version 14 has. */
export const yjs14: Library = {
  title: "Yjs 14 with @y/websocket 4",
  async join(url, document) {
    const doc = new Y.Doc();
    const refusals: number[] = [];
    const provider = new WebsocketProvider(url, document, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    provider.on("connection-close", (event) => {
      if (event !== null && isRefusal(event.code)) refusals.push(event.code);
    });
    onTestFinished(() => {
      provider.destroy();
      doc.destroy();
    });
    await until("the client to sync", () => provider.synced);
    const text = doc.get("text");
    const page = doc.get("page");
    return {
      refusals,
      get content() {
        return { text: text.toJSON(), page: page.toJSON() };
      },
      get state() {
        return Y.encodeStateAsUpdate(doc);
      },
      write(word) {
        doc.transact(() => {
          text.insert(0, `${word} `);
          const paragraph = new Y.Type("p");
          paragraph.setAttr("word", word);
          paragraph.insert(0, word);
          page.push([paragraph]);
        });
      },
      change(turn) {
        doc.transact(() => {
          text.format(0, 4, { bold: turn % 2 === 0 ? true : null });
          page.setAttr(`turn ${turn % 3}`, { turn, list: [true, null, 1.5, "x"] });
        });
      },
      disconnect: () => provider.disconnect(),
      connect: () => provider.connect(),
    };
  },
};
