/** Documents that are moved while a backup is made, and between two of them. */

import { join } from "node:path";
import type { DocumentStore } from "@coscribe/server";
import { BackupDirectory } from "@coscribe/server/internal/backup/backup-directory";
import { restoreBackup } from "@coscribe/server/internal/backup/restore-backup";
import { previousOf, writeBackup } from "@coscribe/server/internal/backup/write-backup";
import type { BackupItem } from "@coscribe/server";
import { systemClock } from "@coscribe/server/internal/clock";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { promptStore } from "../support/prompt-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { testRooms, type TestRooms } from "../support/test-room.ts";

const home = parseDocumentName("home");

/** Rooms on a store of this directory, and a document in it. */
async function worldIn(data: string): Promise<TestRooms & { readonly store: DocumentStore }> {
  const store = promptStore(data);
  const world = testRooms({ store });
  onTestFinished(async () => {
    await world.rooms.close();
    await store.close();
  });
  return { ...world, store };
}

async function write(world: TestRooms, name: string, text: string): Promise<void> {
  const { room, member } = await world.enter(name);
  member.text.insert(0, text);
  await world.clock.advance(100);
  await room.whenDurable();
  room.leave(member);
}

async function textOf({ rooms }: TestRooms): Promise<string> {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, await rooms.encoded(home));
  return copy.getText("text").toString();
}

/** Backs a store up, with `change` made when so many items have come. */
async function backUp(
  store: DocumentStore,
  folder: string,
  change: (count: number) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const directory = await BackupDirectory.make(folder);
  const previous = await previousOf(directory);
  const items = async function* (): AsyncGenerator<BackupItem, void, undefined> {
    let count = 0;
    for await (const item of store.backup?.(previous.known) ?? []) {
      yield item;
      await change(++count);
    }
  };
  const startedAt = new Date();
  await writeBackup(items(), {
    ...{ directory, previous, from: "here", startedAt },
    onProgress: () => undefined,
  });
}

/** What somebody finds who comes by the name `home` to a store that was restored. */
async function restored(folder: string): Promise<{ text: string; names: readonly string[] }> {
  const data = join(temporaryFolder(), "data");
  const from = await BackupDirectory.open(folder);
  const newest = (await from.list()).at(-1)!;
  const manifest = await from.read(newest);
  const onProgress = (): void => undefined;
  await restoreBackup({ from, manifest, to: data, clock: systemClock, onProgress });
  const world = await worldIn(data);
  const text = await textOf(world);
  return { text, names: await world.store.list() };
}

describe("backups", () => {
  it("H40 have a document that is moved while they are made once, whole, and where its names lead", async () => {
    for (const at of [1, 4, 7, 9]) {
      const world = await worldIn(temporaryFolder());
      for (const name of ["a", "home", "x"]) await write(world, name, "saved ");
      const places = ["zz", "b"].map(parseDocumentName);
      const folder = temporaryFolder();
      await backUp(world.store, folder, async (count) => {
        if (count !== at) return;
        await world.library.rename(home, places[at % 2]!);
        await world.library.rename(places[at % 2]!, places[(at + 1) % 2]!);
      });
      const { text, names } = await restored(folder);
      expect(text, `at ${at}`).toBe("saved ");
      expect(names, `at ${at}`).toHaveLength(3);
    }
  });

  it("H41 have what was written to a document that was moved away and back since the last one", async () => {
    const world = await worldIn(temporaryFolder());
    await write(world, "home", "one ");
    const away = parseDocumentName("away");
    await world.library.rename(home, away);
    await world.library.rename(away, home);
    const folder = temporaryFolder();
    await backUp(world.store, folder);
    await world.library.rename(home, away);
    await write(world, "away", "two ");
    await world.library.rename(away, home);
    await backUp(world.store, folder);
    expect((await restored(folder)).text).toContain("two ");
  });
});
