/** A memory store that outlives the server that closes it, as a disk does. */

import { memoryStore, type DocumentStore } from "@coscribe/server";

/** Can be given to one server after the other. */
export function lastingStore(): DocumentStore {
  const store = memoryStore();
  return {
    ready: () => store.ready(),
    open: (name, options) => store.open(name, options),
    list: (options) => store.list(options),
    delete: (name) => store.delete(name),
    close: () => Promise.resolve(),
  };
}
