#!/usr/bin/env bash
# @fastify/websocket routes every upgrade of Fastify's server through Fastify. One that somebody else's listener
# takes is answered with 404 all the same, and the other's WebSocket never opens. One would guess that what
# no route of it wants is left to the others. What helps: its option `options.server`, an EventEmitter to
# which the program passes only the upgrades that are Fastify's.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent fastify@5.12.8 @fastify/websocket@11.3.7 ws@8.23.0

cat >try.mjs <<'END'
import { EventEmitter, once } from "node:events";
import websocket from "@fastify/websocket";
import { fastify } from "fastify";
import { WebSocket, WebSocketServer } from "ws";

const others = new WebSocketServer({ noServer: true });
others.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.send("hello from somebody else");
});

const answerTo = async (options, pass) => {
  const app = fastify();
  await app.register(websocket, options);
  app.server.on("upgrade", (request, socket, head) => {
    if (request.url !== "/else") pass(request, socket, head);
    else others.handleUpgrade(request, socket, head, (own) => others.emit("connection", own));
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const socket = new WebSocket(`ws://127.0.0.1:${app.server.address().port}/else`);
  const first = await Promise.race([
    once(socket, "message").then(([data]) => String(data)),
    new Promise((resolve) => socket.on("error", ({ message }) => resolve(message))),
  ]).catch(({ message }) => message);
  socket.terminate();
  await app.close();
  return first;
};

const ofFastify = new EventEmitter();
const seen = [
  await answerTo({}, () => {}),
  await answerTo({ options: { server: ofFastify } }, (...upgrade) =>
    ofFastify.emit("upgrade", ...upgrade),
  ),
];
const hello = "hello from somebody else";
console.log("@fastify/websocket 11.3.7 beside another listener; as it is, and with a server of its own");
console.log("seen:   ", seen);
console.log("guessed:", [hello, hello]);
process.exit(seen[0] === "Unexpected server response: 404" && seen[1] === hello ? 0 : 1);
END
node try.mjs
