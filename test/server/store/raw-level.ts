/**
 * LevelDB itself, past the store: to look at what is on disk, and to damage it.
 */

import { createRequire } from "node:module";
import { promisify } from "node:util";
import { decodeHead, type Head } from "@coscribe/server/internal/store/key-value/value-layout";

/** The part of leveldown that tests use. */
export interface Level {
  open(done: (error?: Error | null) => void): void;
  close(done: (error?: Error | null) => void): void;
  batch(
    writes: readonly { type: "put" | "del"; key: Buffer; value?: Buffer }[],
    options: { sync: boolean },
    done: (error?: Error | null) => void,
  ): void;
  put(
    key: Buffer,
    value: Buffer,
    options: { sync: boolean },
    done: (error?: Error | null) => void,
  ): void;
  iterator(): AsyncIterable<[Buffer, Buffer]>;
}

const require = createRequire(new URL("../../../server/src/index.ts", import.meta.url));
/** The binding itself, the very one the store uses. */
export const leveldown: {
  (directory: string): Level;
  readonly prototype: Level;
} = require("leveldown");

/** All entries in a directory that no store has open, in order. */
export async function rawEntries(directory: string): Promise<[key: Buffer, value: Buffer][]> {
  return withLevel(directory, async (level) => {
    const entries: [Buffer, Buffer][] = [];
    for await (const entry of level.iterator()) entries.push(entry);
    return entries;
  });
}

/** Writes entries; a value of undefined removes one. */
export async function rawWrite(
  directory: string,
  ...entries: readonly (readonly [key: Buffer, value: Buffer | undefined])[]
): Promise<void> {
  await withLevel(directory, (level) =>
    promisify(level.batch.bind(level))(
      entries.map(([key, value]) =>
        value === undefined ? { type: "del", key } : { type: "put", key, value },
      ),
      { sync: true },
    ),
  );
}

/**
 * What is on disk without need: leftovers, records of a generation that no head names, and updates
 * that the base replaces. Described, for reading in a failed test.
 */
export async function deadRecords(directory: string): Promise<string[]> {
  const entries = await rawEntries(directory);
  const heads = new Map<string, Head | undefined>();
  for (const [key, value] of entries) {
    if (key[0] === 0x02) heads.set(key.toString("utf8", 1), decodeHead(key, value));
  }
  return entries.flatMap(([key]) => {
    if (key[0] === 0x04) return [`leftover of ${key.toString("utf8", 1)}`];
    if (key[0] !== 0x03) return [];
    const end = key.indexOf(0x00);
    const name = key.toString("utf8", 1, end);
    const generation = key.toString("base64url", end + 1, end + 7);
    const sequence = key.readUIntBE(end + 7, 6);
    const head = heads.get(name);
    const isLive = head?.generation === generation && (sequence === 0 || sequence > head.through);
    return isLive ? [] : [`record ${sequence} of ${name} ${generation}`];
  });
}

async function withLevel<T>(directory: string, use: (level: Level) => Promise<T>): Promise<T> {
  const level = leveldown(directory);
  await promisify(level.open.bind(level))();
  try {
    return await use(level);
  } finally {
    await promisify(level.close.bind(level))();
  }
}
