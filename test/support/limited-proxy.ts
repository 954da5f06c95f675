/** A proxy that ends a connection on which a client sends too long a WebSocket message, as many do. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, request as ask } from "node:http";
import { onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";

/** See {@link limitedProxy}. */
export interface LimitedProxy {
  /** `ws://localhost:…` */
  readonly url: string;
  /** How many connections it has ended for what a client sent. */
  readonly ended: () => number;
}

/** Passes everything on to the server at `url` until the test ends, but only messages up to `maxBytes`. */
export async function limitedProxy(url: string, maxBytes: number): Promise<LimitedProxy> {
  let ended = 0;
  const server = createServer((request, response) => {
    const { url: path, method, headers } = request;
    const target = `${url.replace("ws:", "http:")}${path ?? "/"}`;
    const forwarded = ask(target, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded.on("error", () => response.destroy()));
  });
  const sockets = new WebSocketServer({ server, maxPayload: maxBytes });
  sockets.on("connection", (near, request) => {
    const far = new WebSocket(`${url}${request.url ?? "/"}`);
    const waiting: Buffer[] = [];
    near.on("message", (data: Buffer) => {
      if (far.readyState === WebSocket.OPEN) far.send(data);
      else waiting.push(data);
    });
    far.on("open", () => {
      for (const data of waiting.splice(0)) far.send(data);
    });
    far.on("message", (data: Buffer) => near.send(data));
    near.on("error", () => {
      ended++;
      // As a proxy does that knows no WebSockets: without a word to either side.
      near.terminate();
    });
    far.on("error", () => near.terminate());
    near.on("close", () => far.terminate());
    far.on("close", () => near.terminate());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `ws://localhost:${(server.address() as AddressInfo).port}`,
    ended: () => ended,
  };
}
