/** Updates and bases of many bytes: written alone, in several turns, and whole or not at all. */

import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import { levelStore } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import { systemClock } from "@coscribe/server/internal/clock";
import type { DocumentLog } from "@coscribe/server";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { documentName } from "../../contract/store-verbs.ts";
import { FailingDatabase, type Failure } from "./failing-database.ts";

const mebibyte = 2 ** 20;
const large = new Uint8Array(5 * mebibyte).map((_, index) => (index * 7) % 251);
const larger = new Uint8Array(9 * mebibyte + 1).map((_, index) => (index * 11) % 253);
const small = Uint8Array.of(1, 2, 3);
const name = documentName("large");

async function contentOf(log: DocumentLog): Promise<{ base: Uint8Array; updates: Uint8Array[] }> {
  const updates: Uint8Array[] = [];
  let base = new Uint8Array();
  for await (const batch of log.load()) {
    expect(batch.damage).toBeUndefined();
    if (batch.base !== undefined) base = Uint8Array.from(batch.base);
    updates.push(...batch.updates.map((update) => Uint8Array.from(update)));
  }
  return { base, updates };
}

function same(found: Uint8Array | undefined, expected: Uint8Array): boolean {
  return found !== undefined && Buffer.compare(found, expected) === 0;
}

/** A store on a disk that gives up at a write, and is not asked for more. */
function failingStore(folder: string, failure: Failure): KeyValueStore {
  return new KeyValueStore(
    new FailingDatabase(new LevelDatabase(folder, systemClock), folder, failure),
    {
      where: "the test",
      clock: systemClock,
      commitIntervalMs: 0,
      onReclaimFailed: () => undefined,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    },
  );
}

describe("a large record", () => {
  it("R111 is there after a restart, between others", async () => {
    const folder = temporaryFolder();
    const store = levelStore(folder, { commitIntervalMs: 1 });
    const log = await store.open(name);
    const [, , last] = await Promise.all([large, small, larger].map((bytes) => log.append(bytes)));
    expect(log.tailLength).toBe(last);
    await store.close();
    const again = levelStore(folder);
    const { updates } = await contentOf(await again.open(name));
    const written = updates.filter((update) => update.length > 2);
    expect(written.map((update) => update.length)).toEqual([large.length, 3, larger.length]);
    expect(same(written[0], large) && same(written[2], larger)).toBe(true);
    await again.close();
  });

  it("R111 is noticed where a byte of it is another one", async () => {
    const folder = temporaryFolder();
    const store = levelStore(folder, { commitIntervalMs: 1 });
    const log = await store.open(name);
    await log.append(larger);
    await log.compact(larger, await log.append(small));
    await store.close();
    const database = new LevelDatabase(folder, systemClock);
    await database.open();
    const [key] = (await database.keys({ gte: Buffer.of(3), lt: Buffer.of(4) })).slice(0, 1);
    if (key === undefined) throw new Error("no record");
    const value = Buffer.from((await database.get(key)) ?? []);
    value.writeUInt8(value.readUInt8(8_000_000) ^ 1, 8_000_000);
    await database.write([{ type: "put", key, value }]);
    await database.close();
    const again = levelStore(folder);
    const damage: string[] = [];
    for await (const batch of (await again.open(name)).load()) {
      damage.push(...(batch.damage ?? []).map(({ problem }) => problem));
    }
    expect(damage).toEqual(["the base is not what was written"]);
    await again.close();
  });

  // The first write marks the store; then come the head and an update, the large one, the base, the rest.
  it.each([
    { atWrite: 3, leaves: "nothing" },
    { atWrite: 3, leaves: "all" },
    { atWrite: 4, leaves: "nothing" },
    { atWrite: 4, leaves: "all" },
    { atWrite: 5, leaves: "nothing" },
    { atWrite: 5, leaves: "all" },
  ] as const)("R111 is whole or not there after a crash: %o", async (failure) => {
    const folder = temporaryFolder();
    const store = failingStore(folder, failure);
    const log = await store.open(name);
    const appended = await log.append(large).catch(() => undefined);
    const through = appended ?? 0;
    const isCompacted = await log.compact(larger, through).then(
      () => true,
      () => false,
    );
    await store.close();
    const again = levelStore(folder);
    const found = await again.open(name);
    const { base, updates } = await contentOf(found);
    const hasOld = updates.some((update) => same(update, large));
    const hasNew = same(base, larger);
    if (appended !== undefined) expect(hasOld || hasNew).toBe(true);
    if (isCompacted) expect(hasNew).toBe(true);
    expect(base.length === 0 || hasNew).toBe(true);
    // And it goes on.
    const next = await found.append(small);
    await found.compact(small, next);
    expect(await contentOf(found)).toEqual({ base: small, updates: [] });
    await again.close();
  });
});
