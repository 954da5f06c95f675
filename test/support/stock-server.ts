/**
 * A server that syncs as y-websocket's does: it keeps one document in memory and answers no question
 * about what is saved.
 */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";

/** What a stock server may do beside syncing. */
export interface StockServerOptions {
  /** A frame that is sent to everybody right after the greeting. */
  readonly extraFrame?: Uint8Array;
  /** Hears the path and query that each client asks for. */
  readonly onPath?: (path: string) => void;
}

/** Listens on a free port; it ends with the test. Returns its `ws://localhost:…`. */
export async function startStockServer(options: StockServerOptions = {}): Promise<string> {
  const doc = new Y.Doc();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket, request) => {
    options.onPath?.(request.url ?? "");
    serve(socket, doc);
    if (options.extraFrame !== undefined) socket.send(options.extraFrame);
  });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, "listening");
  return `ws://localhost:${(server.address() as AddressInfo).port}`;
}

function serve(socket: WebSocket, doc: Y.Doc): void {
  const passOn = (update: Uint8Array, origin: unknown): void => {
    if (origin !== socket) send(socket, (encoder) => writeUpdate(encoder, update));
  };
  doc.on("update", passOn);
  socket.on("close", () => doc.off("update", passOn));
  socket.on("message", (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== sync) return;
    send(socket, (encoder) => readSyncMessage(decoder, encoder, doc, socket));
  });
  send(socket, (encoder) => writeSyncStep1(encoder, doc));
}

const sync = 0;

/** Sends a sync message, if `write` writes anything. */
function send(socket: WebSocket, write: (encoder: encoding.Encoder) => void): void {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sync);
  write(encoder);
  if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
}
