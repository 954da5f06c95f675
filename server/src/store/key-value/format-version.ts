/**
 * The version of the layout in `key-layout.ts` and `value-layout.ts`, kept in the database itself.
 *
 * A version reads what it and every earlier one wrote, and refuses what a later one wrote before
 * it has changed anything. So does it refuse a database that is not one of ours.
 *
 * A store has the lowest version that knows everything in it. The first record that earlier versions
 * would misread raises it, in the same batch.
 */

import type { GroupCommit } from "./group-commit.ts";
import type { KeyValueDatabase, Write } from "./key-value.ts";
import { everything, formatKey } from "./key-layout.ts";
import { isIntact, putSealed, unsealed } from "./value-layout.ts";
import { StoreError } from "../store-error.ts";

/** The latest layout, which this version writes where it has to. */
export const formatVersion = 3;

/** The layout of a new store. */
const firstVersion = 1;

/**
 * What came with version 2: documents that keep what is deleted, which an earlier version would
 * compact without it, and rescued documents, of which it would not know that they are damaged.
 */
const versionOfMarks = 2;

/** What came with version 3: metadata, which an earlier version would take for records of nobody. */
const versionOfMetadata = 3;

const formatPattern = /^coscribe-store\/([1-9]\d{0,8})$/;

/** The value of the format record, for this version or another. */
export function formatValue(version: number): Buffer {
  return Buffer.from(`coscribe-store/${version}`);
}

/** The version that the database of an open store has. */
export class StoreFormat {
  /** What {@link checkFormat} has found last. */
  version: number = firstVersion;

  /** What has to be in the batch of a mark that only version 2 knows. */
  raisedForMarks(): readonly Write[] {
    return this.#raisedTo(versionOfMarks);
  }

  /** What has to be in a batch with metadata. */
  raisedForMetadata(): readonly Write[] {
    return this.#raisedTo(versionOfMetadata);
  }

  #raisedTo(version: number): readonly Write[] {
    if (this.version >= version) return [];
    this.version = version;
    return [putSealed(formatKey, formatValue(version))];
  }
}

/** Whether a document in this database may have a mark of version 2. */
export async function mayHaveMarks(database: Pick<KeyValueDatabase, "get">): Promise<boolean> {
  const value = await database.get(formatKey);
  return (value === undefined ? 0 : (versionIn(value) ?? 0)) >= versionOfMarks;
}

/**
 * Checks that a database just opened can be read, and marks it as ours where it is empty, or where
 * damage took the mark. Resolves to its version. Rejects with `newer-format`, `foreign-data` or `damaged`; `where` names the
 * data in the message.
 */
export async function checkFormat(
  database: Pick<KeyValueDatabase, "keys" | "get">,
  commits: Pick<GroupCommit, "write">,
  where: string,
): Promise<number> {
  const [first] = await database.keys(everything, { limit: 1 });
  if (first === undefined || (!first.equals(formatKey) && (await isOurs(database, first)))) {
    // Where damage took it, nobody knows which it was.
    const version = first === undefined ? firstVersion : formatVersion;
    await commits.write([putSealed(formatKey, formatValue(version))]);
    return version;
  }
  if (!first.equals(formatKey)) {
    throw new StoreError(
      "foreign-data",
      `${where} holds a database of another program. Choose an empty directory`,
    );
  }
  const value = await database.get(formatKey);
  const version = value && versionIn(value);
  if (version === undefined) {
    throw new StoreError(
      "damaged",
      `the format record in ${where} is damaged. Restore the directory from a backup`,
    );
  }
  if (version > formatVersion) {
    throw new StoreError(
      "newer-format",
      `${where} has format ${version}, written by a newer version of Coscribe; this one reads ` +
        `up to format ${formatVersion}. Start the newer version, or restore a backup from before the upgrade`,
    );
  }
  return version;
}

/** The version in the value of the format record, or undefined where it is damaged. */
function versionIn(value: Buffer): number | undefined {
  const text = unsealed(formatKey, value)?.toString();
  const version = formatPattern.exec(text ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}

/** Whether the first record there is, which is not the format, is one of this layout. */
async function isOurs(database: Pick<KeyValueDatabase, "get">, key: Buffer): Promise<boolean> {
  const value = await database.get(key);
  return value !== undefined && isIntact(key, value);
}
