/** What a server does for a backup while it has the store: answers, as bytes, what commands ask. */

import { decodeRequest, itemsFor, remember, type BackupSource } from "./backup-request.ts";
import { encodeItems } from "./item-frames.ts";

/** What a server is asked. */
export interface BackupOperations {
  /** Everything that a backup lacks. What goes wrong is told in it. */
  readonly backup: (request: string) => AsyncIterable<Uint8Array>;
  /** Remembers a backup that is on disk. */
  readonly remember: (request: string) => Promise<void>;
}

/** Makes the operations on a store. */
export function backupOperations(store: BackupSource): BackupOperations {
  return {
    backup: (request) => encodeItems(itemsOf(store, request)),
    remember: async (request) => {
      const { directory, backup } = JSON.parse(request) as { directory: string; backup: string };
      await remember(store, directory, backup);
    },
  };
}

async function* itemsOf(store: BackupSource, request: string): ReturnType<typeof itemsFor> {
  yield* itemsFor(store, decodeRequest(request));
}
