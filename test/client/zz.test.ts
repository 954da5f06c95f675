import { it } from "vitest";
import { Connection, connect } from "@coscribe/client";
import { parseDocumentName } from "@coscribe/shared";
import { SimClock } from "../support/sim-clock.ts";
import { testServer } from "../support/test-server.ts";
import { WebsocketProvider } from "y-websocket";
import { WebSocket } from "ws";
import * as Y from "yjs";
it("C123 flicker", async () => {
  const { url } = await testServer();
  const hidden = new Connection(
    new URL(url),
    parseDocumentName("doc"),
    { user: { name: "Hid", color: "#aa0000" } },
    new SimClock(),
  );
  const ours = connect(url, "doc", { user: { name: "Us", color: "#aa0000" } });
  const doc = new Y.Doc();
  const stock = new WebsocketProvider(url, "doc", doc, {
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  });
  stock.awareness.setLocalState({ user: { name: "Stock" } });
  await new Promise((r) => setTimeout(r, 1000));
  const start = Date.now();
  let changes = 0;
  stock.awareness.on("change", (c: unknown) => {
    changes++;
    console.log("stock", Date.now() - start, JSON.stringify(c));
  });
  ours.on("participants", (p) => {
    console.log("ours", Date.now() - start, p.length);
  });
  hidden.on("participants", (p) => {
    console.log("hidden", Date.now() - start, p.length);
  });
  await new Promise((r) => setTimeout(r, 100_000));
  console.log(
    "end",
    stock.awareness.states.size,
    ours.participants.length,
    hidden.participants.length,
    changes,
  );
  hidden.close();
  ours.close();
  stock.destroy();
}, 120_000);
