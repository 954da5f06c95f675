/**
 * Makes a document of blocks: it is on the server's disk before it is opened, and once, however many make the
 * same one at the same time.
 */

import { seedDocument } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow, setTitle, type BlockData } from "@coscribe/shared/flow";
import * as Y from "yjs";
import { tokenOf } from "../../access/link-token.ts";
import { serverUrl } from "../../page-root.ts";

/** Rejects where the server does not take it, or cannot be reached. */
export async function makeDocument(
  name: DocumentName,
  blocks: readonly BlockData[],
  title?: string,
): Promise<void> {
  const doc = new Y.Doc();
  const text = flowText(doc);
  insertBlocks(readFlow(text), undefined, blocks);
  if (title !== undefined) setTitle(text, title);
  await seedDocument(serverUrl(), name, Y.encodeStateAsUpdate(doc), { token: tokenOf(name) });
}
