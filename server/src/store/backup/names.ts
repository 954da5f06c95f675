/**
 * Which names lead where, and which documents were moved, as far as a backup has to know: what is read one after the
 * other must fit together, and a document that was moved begins to count its updates anew.
 */

import { metadataRange } from "../key-value/key-layout.ts";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { unsealed } from "../key-value/value-layout.ts";
import { nameTables } from "../metadata-store.ts";

/** See the head of this file. */
export interface Names {
  /** Where each alias leads. */
  readonly targets: ReadonlyMap<string, string>;
  readonly moved: ReadonlySet<string>;
  /** Equal for two moments at which nothing of the rest differs. */
  readonly print: string;
}

/** Reads them as they are; what is damaged is left out. */
export async function readNames(database: Pick<KeyValueDatabase, "get" | "keys">): Promise<Names> {
  const [aliases, unfinished, documents] = [
    await valuesOf(database, nameTables.aliases),
    await valuesOf(database, nameTables.unfinished),
    await valuesOf(database, nameTables.documents),
  ];
  const targets = aliases.flatMap(([name, value]) => {
    const to = fieldOf(value, "to");
    return typeof to === "string" ? [[name, to] as const] : [];
  });
  const moved = documents.filter(([, value]) => fieldOf(value, "isMoved") === true);
  return {
    targets: new Map(targets),
    moved: new Set(moved.map(([name]) => name)),
    print: JSON.stringify([aliases, unfinished, moved.map(([name]) => name)]),
  };
}

/** Keys without their table, and values as text. */
async function valuesOf(
  database: Pick<KeyValueDatabase, "get" | "keys">,
  table: string,
): Promise<readonly (readonly [string, string])[]> {
  const range = metadataRange(table, "", undefined);
  const found: (readonly [string, string])[] = [];
  for (const key of range === undefined ? [] : await database.keys(range)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, beside what others read
    const sealed = await database.get(key);
    const value = sealed && unsealed(key, sealed);
    if (value === undefined) continue;
    found.push([key.toString("utf8", table.length + 2), Buffer.from(value).toString()]);
  }
  return found;
}

function fieldOf(json: string, field: string): unknown {
  try {
    return (JSON.parse(json) as Readonly<Record<string, unknown>> | null)?.[field];
  } catch {
    return undefined;
  }
}
