/** Makes documents of files of other programs. */

import { connect } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow, setTitle, type BlockData } from "@coscribe/shared/flow";
import { tokenOf } from "../../access/link-token.ts";
import { blocksOfFile } from "../../document/exchange/blocks-of-file.ts";
import { serverUrl } from "../../page-root.ts";
import { randomDocumentName } from "../../random-name.ts";
import { secureRandom } from "../../random.ts";

/** How long the server may take to confirm one, in milliseconds. */
const patienceMs = 30_000;

/** Makes one of `file`; resolves to its name when all of it is on the server's disk. Rejects with the reason. */
export async function documentOfFile(file: File): Promise<DocumentName> {
  const name = randomDocumentName(secureRandom);
  const token = tokenOf(name);
  const connection = connect(serverUrl(), name, { ...(token !== undefined && { token }) });
  try {
    const blocks = await blocksOfFile(file, connection);
    const text = flowText(connection.doc);
    insertBlocks(readFlow(text), undefined, blocks);
    if (!blocks.some(isHeading)) setTitle(text, file.name.replace(/\.\w+$/, ""));
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error("the server could not be reached")), patienceMs);
    });
    await Promise.race([connection.whenSaved(), late]);
    return name;
  } finally {
    connection.close();
  }
}

function isHeading({ attributes }: BlockData): boolean {
  return attributes["kind"] === "heading";
}
