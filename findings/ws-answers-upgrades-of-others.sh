#!/usr/bin/env bash
# Two WebSocketServers of ws may be given the same HTTP server and a `path` each. The first one to be asked
# answers every upgrade: those of the other path with 400, and where the other one has accepted first, that
# answer arrives within its WebSocket, as a broken frame. One would guess that a server with a path leaves
# other paths alone.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent ws@8.23.0

cat >try.mjs <<'END'
import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const httpServer = createServer();
for (const path of ["/one", "/two"]) {
  new WebSocketServer({ server: httpServer, path }).on("connection", (socket) => {
    socket.on("error", () => {});
  });
}
httpServer.listen(0, "127.0.0.1");
await once(httpServer, "listening");

const attempt = async (path) => {
  const socket = new WebSocket(`ws://127.0.0.1:${httpServer.address().port}${path}`);
  const [seen, closed] = [[], once(socket, "close")];
  socket.on("open", () => {
    seen.push("open");
    // Whoever is left alone stays open, and is closed from here.
    setTimeout(() => socket.close(), 500);
  });
  socket.on("error", ({ message }) => seen.push(message));
  await closed.catch(() => {});
  return seen.join(", then ");
};
const seen = [await attempt("/one"), await attempt("/two")];
console.log("ws 8.23.0, two servers with a path each on one HTTP server");
console.log("seen:   ", seen);
console.log("guessed:", ["open", "open"]);
const broken = seen[0].startsWith("open, then Invalid WebSocket frame");
process.exit(broken && seen[1] === "Unexpected server response: 400" ? 0 : 1);
END
node try.mjs
