/** The real y-websocket client, as any program uses it. */

import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { until } from "./until.ts";

/** A document and its provider; both end with the test. */
export interface StockClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
}

/** Connects to the server at `url` (`ws://…`); `path` is what the client puts behind it. */
export function stockClient(url: string, path: string, doc: Y.Doc = new Y.Doc()): StockClient {
  const provider = new WebsocketProvider(url, path, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  return { doc, provider };
}

/** A client that has the server's content. */
export async function syncedClient(url: string, path: string, doc?: Y.Doc): Promise<StockClient> {
  const client = stockClient(url, path, doc);
  await until("the client to sync", () => client.provider.synced);
  return client;
}

/** The text that the traces and most tests write. */
export function textOf(client: StockClient): string {
  return client.doc.getText("text").toString();
}
