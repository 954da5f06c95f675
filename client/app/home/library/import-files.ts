/** Makes documents of files of other programs. */

import type { DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow, setTitle, type BlockData } from "@coscribe/shared/flow";
import { blocksOfFile } from "../../document/exchange/blocks-of-file.ts";
import { randomDocumentName } from "../../random-name.ts";
import { secureRandom } from "../../random.ts";
import { withDocument } from "./with-document.ts";

/** Makes one of `file`; resolves to its name when all of it is on the server's disk. Rejects with the reason. */
export async function documentOfFile(file: File): Promise<DocumentName> {
  const name = randomDocumentName(secureRandom);
  await withDocument(name, async (connection) => {
    const blocks = await blocksOfFile(file, connection);
    const text = flowText(connection.doc);
    insertBlocks(readFlow(text), undefined, blocks);
    if (!blocks.some(isHeading)) setTitle(text, file.name.replace(/\.\w+$/, ""));
  });
  return name;
}

function isHeading({ attributes }: BlockData): boolean {
  return attributes["kind"] === "heading";
}
