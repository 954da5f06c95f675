/** Has a server compact a document, as honest use does: by writing a lot. */

import type { ServerProcess } from "./server-process.ts";
import { syncedClient } from "./stock-client.ts";
import { until } from "./until.ts";

/** The server compacts a document of less when that much has been added, in letters. */
const enoughToCompact = 70_000;

/**
 * Resolves when `server`, which logs at the level debug, has compacted `document`: after a client has
 * written enough of nothing into the map "filler" and deleted it.
 */
export async function untilCompacted(server: ServerProcess, document: string): Promise<void> {
  const compactions = (): number => server.log.filter(({ msg }) => msg === "compacted").length;
  const before = compactions();
  const { doc, provider } = await syncedClient(server.url, document);
  const filler = doc.getMap<string>("filler");
  filler.set("text", "x".repeat(enoughToCompact));
  filler.delete("text");
  await until("the compaction", () => compactions() > before);
  provider.destroy();
}
