/** Gives a document another title, which stands in the document itself. */

import { connect } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { flowText, setTitle } from "@coscribe/shared/flow";
import { tokenOf } from "../../access/link-token.ts";
import { serverUrl } from "../../page-root.ts";

/** How long the server may take, in milliseconds. */
const patienceMs = 10_000;

/** Resolves when it is on the server's disk. Rejects where that takes too long, or is refused; then nothing changes. */
export async function renameDocument(name: DocumentName, title: string): Promise<void> {
  const token = tokenOf(name);
  const connection = connect(serverUrl(), name, { ...(token !== undefined && { token }) });
  try {
    await inTime(connection.synced());
    if (connection.access !== undefined && connection.access.access !== "write") {
      throw new Error(connection.access.access);
    }
    setTitle(flowText(connection.doc), title);
    await inTime(connection.whenSaved());
  } finally {
    connection.close();
  }
}

async function inTime(done: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the server could not be reached")), patienceMs);
  });
  await Promise.race([done, late]).finally(() => clearTimeout(timer));
}
