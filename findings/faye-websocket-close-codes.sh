#!/usr/bin/env bash
# faye-websocket (on websocket-driver, which is in Ruby's library of the same name too) tells its program
# 1002, "protocol error", when a server closes with 1012 (service restart), 1013 (try again later) or
# 1014, all three in IANA's registry. Codes from 3000 on come as they are.
# Ends with 0 while that is so.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --silent faye-websocket@0.11.4 websocket-driver@0.7.4 ws@8.23.0

cat >try.mjs <<'EOF'
import { once } from "node:events";
import { isDeepStrictEqual } from "node:util";
import faye from "faye-websocket";
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket, request) => socket.close(Number(request.url.slice(1)), "reason"));
await once(server, "listening");

const codes = [1001, 1011, 1012, 1013, 1014, 4404];
const seen = [];
for (const code of codes) {
  const client = new faye.Client(`ws://127.0.0.1:${server.address().port}/${code}`);
  seen.push(await new Promise((resolve) => client.on("close", (event) => resolve(event.code))));
}
server.close();
const guessed = codes;
const surprise = [1001, 1011, 1002, 1002, 1002, 4404];
console.log("faye-websocket 0.11.4 on websocket-driver 0.7.4, codes sent:", codes);
console.log("seen:    ", seen);
console.log("guessed: ", guessed);
process.exit(isDeepStrictEqual(seen, surprise) ? 0 : 1);
EOF
node try.mjs
