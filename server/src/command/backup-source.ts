/** What a backup is read from: a data directory, or the server that has it open. */

import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { resolve as absolutePath } from "node:path";
import { Readable } from "node:stream";
import { encodeRequest, itemsFor, remember, type BackupRequest } from "../backup/backup-request.ts";
import { decodeItems } from "../backup/item-frames.ts";
import type { BackupItem } from "../store/backup/backup-item.ts";
import { StoreError } from "../store/store-error.ts";
import { withStore } from "./data-directory.ts";
import { findDoor, type OperatorDoor } from "./operator-door.ts";

/** See the head of this file. */
export interface BackupDataSource {
  /** The absolute path of the directory. */
  readonly path: string;
  /** Whether a server has it. */
  readonly isServing: boolean;
  /** Everything that a backup lacks. */
  readonly items: (request: BackupRequest) => AsyncIterable<BackupItem>;
  /** Remembers a backup that is on disk, by the ids of its directory and its own. */
  readonly remember: (directory: string, backup: string) => Promise<void>;
}

/**
 * Gives `work` the data directory, or the server that has it open. Rejects with a StoreError where it can be opened
 * by neither.
 */
export async function withBackupSource<T>(
  data: string,
  work: (source: BackupDataSource) => Promise<T>,
): Promise<T> {
  let isOpen = false;
  try {
    return await withStore(data, (store, path) => {
      isOpen = true;
      return work({
        path,
        isServing: false,
        items: (request) => itemsFor(store, request),
        remember: (directory, backup) => remember(store, directory, backup),
      });
    });
  } catch (error) {
    if (isOpen || !(error instanceof StoreError && error.code === "locked")) throw error;
    const path = absolutePath(data);
    const door = await findDoor(path);
    if (door === undefined) throw error;
    return work({
      path,
      isServing: true,
      items: (request) => itemsOf(door, request),
      remember: async (directory, backup) => {
        const answer = await ask(door, "remember", [JSON.stringify({ directory, backup })]);
        answer.resume();
        await once(answer, "end");
      },
    });
  }
}

async function* itemsOf(
  door: OperatorDoor,
  request: BackupRequest,
): AsyncGenerator<BackupItem, void, undefined> {
  yield* decodeItems(await ask(door, "backup", encodeRequest(request)));
}

/** Asks a server on this machine. Rejects where it does not answer, or refuses. */
async function ask(
  { url, key }: OperatorDoor,
  action: string,
  lines: Iterable<string>,
): Promise<IncomingMessage> {
  const target = new URL(`${url.replace(/\/$/, "")}/operator/${action}`);
  const options = { method: "POST", headers: { Authorization: `Bearer ${key}` } };
  const asking =
    target.protocol === "https:"
      ? // The certificate is for the name that others know it by; the address comes from its own directory.
        httpsRequest(target, { ...options, rejectUnauthorized: false })
      : httpRequest(target, options);
  Readable.from(lines).pipe(asking);
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  if ((answer.statusCode ?? 500) < 300) return answer;
  answer.resume();
  throw new Error(`the server that has the directory refuses (${answer.statusCode})`);
}
