/**
 * Hocuspocus with its stock settings and a storage hook that keeps states in memory, which is less
 * than any of its storage extensions does. Arguments: the port, and the folder of the peers.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

const [port, peers] = process.argv.slice(2);
const load = createRequire(join(peers, "package.json"));
const { Server } = load("@hocuspocus/server");
const { applyUpdate, encodeStateAsUpdate } = load("yjs");

const stored = new Map();
const server = new Server({
  port: Number(port),
  address: "127.0.0.1",
  quiet: true,
  async onLoadDocument({ documentName, document }) {
    const state = stored.get(documentName);
    if (state !== undefined) applyUpdate(document, state);
  },
  async onStoreDocument({ documentName, document }) {
    stored.set(documentName, encodeStateAsUpdate(document));
  },
});
await server.listen();
