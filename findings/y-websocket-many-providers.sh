#!/usr/bin/env bash
# y-websocket 3.1.0 in Node: the eleventh provider of a process makes Node warn of a leak, and a
# provider that was destroyed keeps the process alive while it waits to see that it must not reconnect.
#
# One would guess that a program may join twelve documents without a warning, and that it ends when
# its last provider has been destroyed.
# Seen: every provider adds a listener for the process's "exit", and Node warns from eleven on; after
# destroy() of a provider that was connecting, a timer of 200 ms and more is left.
# Exits with 1 when either has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent yjs@13.6.33 y-protocols@1.0.7 y-websocket@3.1.0 ws@8.23.0
cat >try.mjs <<'JS'
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const warnings = [];
process.on("warning", (warning) => warnings.push(warning.name));
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
const options = { WebSocketPolyfill: WebSocket, disableBc: true };
const providers = Array.from({ length: 12 }, (_, index) => {
  return new WebsocketProvider("ws://127.0.0.1:9", `room-${index}`, new Y.Doc(), options);
});
for (const provider of providers) {
  provider.destroy();
  provider.awareness.destroy();
}
await new Promise((resolve) => setTimeout(resolve, 50));
const left = timers();
console.log(`y-websocket 3.1.0: 12 providers made and destroyed; warnings: ${warnings}; timers left: ${left}`);
console.log("expected: no warning, no timer");
process.exit(warnings.includes("MaxListenersExceededWarning") && left >= 12 ? 0 : 1);
JS
node try.mjs
