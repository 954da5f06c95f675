#!/usr/bin/env bash
# @y/websocket 4 takes no close code as final.
#
# y-websocket 3.1 stops when a server closes with 4400 to 4499. One would guess that the next version of
# the same client does too. It comes back some 100 ms after each close, for ever: it begins to wait
# longer only for connections that never opened.
#
# Exits with 0 while that is so, and with 1 when it has changed.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent ws@8.23.0 yjs@13.6.33 y-websocket@3.1.0 \
  @y/y@14.0.0-rc.7 @y/websocket@4.0.0-3
cat >program.mjs <<'PROGRAM'
import { WebSocket, WebSocketServer } from "ws";
import * as Y13 from "yjs";
import * as Y14 from "@y/y";
import { WebsocketProvider as Version3 } from "y-websocket";
import { WebsocketProvider as Version4 } from "@y/websocket";

const visits = { three: 0, four: 0 };
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket, request) => {
  visits[request.url.slice(1)]++;
  socket.close(4403, "forbidden");
});
await new Promise((resolve) => server.once("listening", resolve));
const url = `ws://127.0.0.1:${server.address().port}`;
const options = { WebSocketPolyfill: WebSocket, disableBc: true };
new Version3(url, "three", new Y13.Doc(), options);
new Version4(url, "four", new Y14.Doc(), options);
await new Promise((resolve) => setTimeout(resolve, 5_000));
console.log("closed with 4403 at once, for 5 seconds:");
console.log(`  y-websocket 3.1.0    connected ${visits.three} time(s); guessed: 1`);
console.log(`  @y/websocket 4.0.0-3 connected ${visits.four} time(s); guessed: 1`);
process.exit(visits.three === 1 && visits.four > 10 ? 0 : 1);
PROGRAM
node program.mjs
