/** Joins a document for as long as something is done with it, without showing it. */

import { connect, type Connection } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { tokenOf } from "../../access/link-token.ts";
import { serverUrl } from "../../page-root.ts";

/** How long the server may say nothing that helps, in milliseconds. */
const patienceMs = 20_000;

/**
 * Resolves to what `work` does once all of it is on the server's disk. Rejects where it does, where the server
 * refuses, and where it takes too long.
 */
export async function withDocument<Result>(
  name: DocumentName,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const token = tokenOf(name);
  const connection = connect(serverUrl(), name, { ...(token !== undefined && { token }) });
  const timers: ReturnType<typeof setTimeout>[] = [];
  const inTime = async <Done>(done: Promise<Done>): Promise<Done> => {
    const late = new Promise<never>((_resolve, reject) => {
      const error = new Error("the server could not be reached");
      timers.push(setTimeout(reject, patienceMs, error));
    });
    return Promise.race([done, late]);
  };
  try {
    await inTime(connection.synced());
    const result = await inTime(work(connection));
    await inTime(connection.whenSaved());
    return result;
  } finally {
    connection.close();
    for (const timer of timers) clearTimeout(timer);
  }
}
