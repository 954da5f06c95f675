/**
 * Finds out whether everything that was acknowledged of an open log is still there, after its database
 * was opened anew. Only whether: of what the records hold, LevelDB's files were examined, and a load
 * verifies each.
 */

import type { LogDamage, Sequence } from "../document-store.ts";
import type { StoredDocument } from "./find-document.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import { recordKey, recordRange, sequenceOfRecord } from "./key-layout.ts";

/** What is known of a log to be on disk. */
export interface AcknowledgedLog {
  /** What the keys of its records begin with. */
  readonly prefix: Buffer;
  readonly generation: string;
  /** Whether it has a record. */
  readonly exists: boolean;
  /** The last update in its base. */
  readonly through: Sequence;
  /** The last update of all. */
  readonly last: Sequence;
}

/** What of `log` is missing where `stored` was found; undefined where nothing is. */
export async function findLoss(
  database: Pick<KeyValueDatabase, "keys">,
  log: AcknowledgedLog,
  stored: StoredDocument | undefined,
): Promise<LogDamage | undefined> {
  if (!log.exists) return undefined;
  if (stored === undefined) return { sequence: undefined, problem: "all its records are missing" };
  if (stored.generation !== log.generation) {
    return { sequence: undefined, problem: "another document has taken its place" };
  }
  // Without its head nobody knows more than that it is gone.
  if (stored.damage.length > 0) return undefined;
  if (stored.through < log.through || !(await hasBase(database, log, stored))) {
    return { sequence: 0, problem: "the base is missing or not the last one that was written" };
  }
  const first = await firstMissing(database, log, stored);
  return first === undefined
    ? undefined
    : { sequence: first, problem: `update ${first} is missing, and maybe others after it` };
}

async function hasBase(
  database: Pick<KeyValueDatabase, "keys">,
  { prefix }: AcknowledgedLog,
  { through }: StoredDocument,
): Promise<boolean> {
  const key = recordKey(prefix, 0);
  return through === 0 || (await database.keys({ gte: key, lte: key })).length === 1;
}

/** The first update after the base that is not there, up to the last that was acknowledged or found. */
async function firstMissing(
  database: Pick<KeyValueDatabase, "keys">,
  { prefix, last }: AcknowledgedLog,
  stored: StoredDocument,
): Promise<Sequence | undefined> {
  const from = stored.through + 1;
  const keys = await database.keys(recordRange(prefix, from));
  if (from + keys.length > Math.max(last, stored.last)) return undefined;
  const gap = keys.findIndex((key, index) => sequenceOfRecord(key) !== from + index);
  return from + (gap === -1 ? keys.length : gap);
}
