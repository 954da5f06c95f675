/**
 * The version of the layout in `level-keys.ts` and `level-values.ts`, kept in the database itself.
 *
 * A version reads what it and every earlier one wrote, and refuses what a later one wrote before
 * it has changed anything. So does it refuse a database that is not one of ours.
 */

import type { GroupCommit } from "./group-commit.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import { everything, formatKey } from "./key-layout.ts";
import { isIntact, putSealed, unsealed } from "./value-layout.ts";
import { StoreError } from "../store-error.ts";

/** The layout this version writes. */
export const formatVersion = 1;

const formatPattern = /^coscribe-store\/([1-9]\d{0,8})$/;

/** The value of the format record, for this version or another. */
export function formatValue(version: number): Buffer {
  return Buffer.from(`coscribe-store/${version}`);
}

/**
 * Checks that a database just opened can be read, and marks it as ours where it is empty, or where
 * damage took the mark. Rejects with `newer-format`, `foreign-data` or `damaged`; `where` names the
 * data in the message.
 */
export async function checkFormat(
  database: Pick<KeyValueDatabase, "keys" | "get">,
  commits: Pick<GroupCommit, "write">,
  where: string,
): Promise<void> {
  const [first] = await database.keys(everything, { limit: 1 });
  if (first === undefined || (!first.equals(formatKey) && (await isOurs(database, first)))) {
    await commits.write([putSealed(formatKey, formatValue(formatVersion))]);
    return;
  }
  if (!first.equals(formatKey)) {
    throw new StoreError(
      "foreign-data",
      `${where} holds a database of another program. Choose an empty directory`,
    );
  }
  const value = await database.get(formatKey);
  const text = value && unsealed(formatKey, value)?.toString();
  const version = formatPattern.exec(text ?? "")?.[1];
  if (version === undefined) {
    throw new StoreError(
      "damaged",
      `the format record in ${where} is damaged. Restore the directory from a backup`,
    );
  }
  if (Number(version) > formatVersion) {
    throw new StoreError(
      "newer-format",
      `${where} has format ${version}, written by a newer version of Coscribe; this one reads ` +
        `format ${formatVersion}. Start the newer version, or restore a backup from before the upgrade`,
    );
  }
}

/** Whether the first record there is, which is not the format, is one of this layout. */
async function isOurs(database: Pick<KeyValueDatabase, "get">, key: Buffer): Promise<boolean> {
  const value = await database.get(key);
  return value !== undefined && isIntact(key, value);
}
