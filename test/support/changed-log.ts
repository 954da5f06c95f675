/** A log of which a test changes a part, and everything else is as it was. */

import type { DocumentLog } from "@coscribe/server";

/** `log` with `changes`. */
export function changedLog(log: DocumentLog, changes: Partial<DocumentLog>): DocumentLog {
  return {
    name: log.name,
    generation: log.generation,
    get tailLength() {
      return log.tailLength;
    },
    get keepsDeleted() {
      return log.keepsDeleted;
    },
    keepDeleted: (keeps) => log.keepDeleted(keeps),
    load: () => log.load(),
    append: (update) => log.append(update),
    compact: (base, through) => log.compact(base, through),
    rescue: (document) => log.rescue(document),
    close: () => log.close(),
    ...changes,
  };
}
