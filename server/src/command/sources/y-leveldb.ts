/**
 * What y-leveldb leaves: a LevelDB whose keys are lists of strings and numbers, `["v1", NAME, "update", CLOCK]`
 * for each update, and `["v1", NAME, "meta", KEY]` for what programs keep beside them. State vectors, under
 * `["v1_sv", NAME]`, are not read: they are not renewed, and tell nothing that updates do not.
 *
 * LevelDB writes whenever it is opened, so a copy is.
 */

import { Level } from "../../store/level/level-binding.ts";
import { sizeText } from "../sizes.ts";
import { copyOf, type Source, type SourceDocument } from "./source.ts";

/** Files of LevelDB that hold data; others are its lock and its own log. */
const dataFile = /^(CURRENT|MANIFEST-\d+|\d+\.(log|ldb|sst))$/;

/** All keys. */
const everything = { gte: Buffer.alloc(0), lte: Buffer.alloc(64, 0xff) };

interface Found {
  readonly updates: Buffer[];
  metas: number;
}

/** Opens the store in a directory. Rejects where there is none, or it is no LevelDB. */
export async function openYLevelDb(directory: string): Promise<Source> {
  const copy = await copyOf(directory, (file) => dataFile.test(file));
  try {
    if (copy.bytes === 0) throw new Error(`there is no LevelDB in ${JSON.stringify(directory)}`);
    const level = await Level.open(copy.folder);
    const documents = await documentsIn(level).catch(async (error: unknown) => {
      await level.close();
      throw error;
    });
    return {
      documents,
      note: `reads a copy of ${sizeText(copy.bytes)}, since LevelDB writes where it reads`,
      close: async () => {
        await level.close();
        await copy.remove();
      },
    };
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

async function documentsIn(level: Level): Promise<readonly SourceDocument[]> {
  const found = new Map<string, Found>();
  const cursor = level.cursor("keys", everything);
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      const keys = await cursor.next();
      if (keys.length === 0) break;
      for (const key of keys) addKey(found, key);
    }
  } finally {
    await cursor.end();
  }
  return [...found].map(([name, { updates, metas }]) => ({
    name,
    read: () => Promise.all(updates.map((key) => valueOf(level, key))),
    ...(metas > 0 && { leftOut: `${metas} of its own metadata` }),
  }));
}

function addKey(found: Map<string, Found>, key: Buffer): void {
  const [version, name, what, clock] = keyParts(key) ?? [];
  if (version !== "v1" || typeof name !== "string") return;
  if (what !== "meta" && (what !== "update" || typeof clock !== "number")) return;
  const document = found.get(name) ?? { updates: [], metas: 0 };
  found.set(name, document);
  if (what === "meta") document.metas++;
  else document.updates.push(key);
}

async function valueOf(level: Level, key: Buffer): Promise<Uint8Array> {
  const value = await level.get(key);
  if (value === undefined) throw new Error("an update of it is missing");
  return value;
}

/**
 * A key's strings (`00`, their length as a variable number, UTF-8) and numbers (`01`, four bytes, the first
 * one the highest); undefined for a key of somebody else.
 */
function keyParts(key: Buffer): readonly (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  let at = 0;
  while (at < key.length) {
    const tag = key[at++];
    if (tag === 1 && at + 4 <= key.length) {
      parts.push(key.readUInt32BE(at));
      at += 4;
    } else if (tag === 0) {
      let length = 0;
      let shift = 0;
      for (let byte = 0x80; byte >= 0x80; shift += 7) {
        byte = key[at++] ?? 0;
        length += (byte & 0x7f) * 2 ** shift;
      }
      if (at + length > key.length) return undefined;
      parts.push(key.toString("utf8", at, at + length));
      at += length;
    } else return undefined;
  }
  return parts;
}
