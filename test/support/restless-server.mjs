/**
 * A server, as an embedding program runs it, that closes documents as soon as nobody needs them, so
 * that a test can kill it while it loads and unloads. Arguments: the data directory.
 */

import { createSyncServer, levelStore } from "../../server/dist/index.js";

const server = createSyncServer({ store: levelStore(process.argv[2]), idleDocumentMs: 100 });
const { url } = await server.listen({ port: 0 });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once("SIGTERM", () => {
  void server.close().then(() => process.exit(0));
});
