/**
 * Makes a document of blocks: it is on the server's disk before it is opened, and once, however many make the
 * same one at the same time.
 */

import type { DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow, type BlockData } from "@coscribe/shared/flow";
import { withDocument } from "./with-document.ts";

/** Rejects where the server does not take it, or cannot be reached. */
export async function makeDocument(
  name: DocumentName,
  blocks: readonly BlockData[],
): Promise<void> {
  await withDocument(name, (connection) =>
    connection.seed((doc) => insertBlocks(readFlow(flowText(doc)), undefined, blocks)),
  );
}
