/** What a store gives for a backup, read while it changes, and on its way to a directory. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { BackupDirectory } from "@coscribe/server/internal/backup/backup-directory";
import { decodeRequest, encodeRequest } from "@coscribe/server/internal/backup/backup-request";
import { decodeItems, encodeItems } from "@coscribe/server/internal/backup/item-frames";
import { previousOf, writeBackup } from "@coscribe/server/internal/backup/write-backup";
import type { BackupItem, KnownBackup } from "@coscribe/server";
import { decodeRecords } from "@coscribe/server/internal/store/backup/record-coding";
import { parseDocumentName } from "@coscribe/shared";
import type { DocumentLog, DocumentStore } from "@coscribe/server";
import { promptStore } from "../../support/prompt-store.ts";
import { Random } from "../../support/random.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const name = parseDocumentName("a");
const nothing: KnownBackup = { documents: new Map(), files: new Set() };
const update = (number: number): Uint8Array => Buffer.from(`update ${number}`);

async function* from<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

describe("what a store gives for a backup", () => {
  let store: DocumentStore;
  let log: DocumentLog;

  beforeEach(async () => {
    store = promptStore(temporaryFolder());
    log = await store.open(name);
    for (const number of [1, 2, 3]) await log.append(update(number));
    return () => store.close();
  });

  /** The items, with `change` made when the document has been looked up and is about to be read. */
  async function itemsWhile(
    change: () => Promise<unknown>,
    known: KnownBackup = nothing,
  ): Promise<readonly BackupItem[]> {
    const items: BackupItem[] = [];
    let isChanged = false;
    for await (const item of store.backup?.(known) ?? []) {
      items.push(item);
      if (item.type === "document" && !isChanged) {
        isChanged = true;
        await change();
      }
    }
    return items;
  }

  /** The records that belong to the last document in `items` that was not dropped. */
  function recordsIn(items: readonly BackupItem[]): readonly string[] {
    const begun = items.findLastIndex(({ type }) => type === "document");
    const end = items.findIndex(({ type }, index) => index > begun && type === "end");
    const bytes = items
      .slice(begun, end)
      .flatMap((item) => (item.type === "bytes" ? [item.bytes] : []));
    return [...decodeRecords(Buffer.concat(bytes))].map((record) =>
      record.type === "base"
        ? `base through ${record.through}`
        : Buffer.from(record.bytes).toString(),
    );
  }

  const typesOf = (items: readonly BackupItem[]): readonly string[] =>
    items.map(({ type }) => type);

  it("V88 is a document as it was, with what comes while it is read, or without", async () => {
    const items = await itemsWhile(() => log.append(update(4)));
    expect(recordsIn(items).slice(0, 3)).toEqual(["update 1", "update 2", "update 3"]);
    expect(items.some((item) => item.type === "end" && item.problem !== undefined)).toBe(false);
  });

  it("V88 is a document that was compacted meanwhile, whole, also where only its end was asked for", async () => {
    const whole = await itemsWhile(() => log.compact(update(0), 2));
    expect(recordsIn(whole)).toEqual(["base through 2", "update 3"]);
    const state = { generation: log.generation, keepsDeleted: false, through: 2, last: 3 };
    const known = { ...nothing, documents: new Map([[name as string, state]]) };
    expect(typesOf(await itemsWhile(async () => undefined, known))).toEqual([
      "same",
      "metadata",
      "end",
    ]);
    await log.append(update(4));
    const tail = await itemsWhile(async () => undefined, known);
    expect(tail[0]).toEqual({ type: "document", name, after: 3 });
    expect(recordsIn(tail)).toEqual(["update 4"]);
    await log.append(update(5));
    const overtaken = await itemsWhile(() => log.compact(update(0), 5), known);
    expect(typesOf(overtaken).slice(0, 2)).toEqual(["document", "dropped"]);
    expect(recordsIn(overtaken)).toEqual(["base through 5"]);
  });

  it("V88 is nothing of a document that was deleted meanwhile, and all of one that was made anew", async () => {
    const gone = await itemsWhile(async () => {
      await log.close();
      await store.delete(name);
    });
    expect(typesOf(gone)).toEqual(["document", "dropped", "metadata", "end", "gone"]);
    log = await store.open(name);
    await log.append(update(1));
    const anew = await itemsWhile(async () => {
      await log.close();
      await store.delete(name);
      log = await store.open(name);
      await log.append(update(9));
    });
    expect(recordsIn(anew)).toEqual(["update 9"]);
    expect(anew.at(-3)).toMatchObject({ state: { generation: log.generation } });
  });

  it("V89 goes between processes as it is, in pieces of any size, and not in part", async () => {
    const items = await itemsWhile(async () => undefined);
    const pieces: Uint8Array[] = [];
    for await (const piece of encodeItems(from(items))) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const random = new Random(89);
    const cut: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + 1 + random.below(20));
      cut.push(bytes.subarray(at, end));
      at = end;
    }
    const come: BackupItem[] = [];
    for await (const item of decodeItems(from(cut))) come.push(item);
    expect(typesOf(come)).toEqual(typesOf(items));
    expect(recordsIn(come)).toEqual(recordsIn(items));
    const read = async (all: readonly Uint8Array[]): Promise<void> => {
      for await (const item of decodeItems(from(all))) expect(item).toBeDefined();
    };
    await expect(read(cut.slice(0, -1))).rejects.toThrow("broke off");
    const failing = (async function* (): AsyncGenerator<BackupItem> {
      yield { type: "metadata" };
      throw new Error("the disk has failed");
    })();
    const failed: Uint8Array[] = [];
    for await (const piece of encodeItems(failing)) failed.push(piece);
    await expect(read(failed)).rejects.toThrow("the disk has failed");
    const state = { generation: "abcdefgh", keepsDeleted: false, through: 1, last: 2 };
    const known = { documents: new Map([["a\u2028b", state]]), files: new Set(["f"]) };
    const request = { directory: "d", last: "l", known };
    expect(decodeRequest([...encodeRequest(request)].join(""))).toEqual(request);
  });

  it("V83 cut off after any item it leaves no backup, and the next one is whole", async () => {
    const items = await itemsWhile(async () => undefined);
    const directory = await BackupDirectory.make(join(temporaryFolder(), "backups"));
    const previous = await previousOf(directory);
    const options = {
      directory,
      previous,
      from: "here",
      startedAt: new Date(0),
      onProgress: () => undefined,
    };
    for (let count = 0; count < items.length; count++) {
      const cut = (async function* (): AsyncGenerator<BackupItem> {
        yield* items.slice(0, count);
        throw new Error("cut off");
      })();
      await expect(writeBackup(cut, options)).rejects.toThrow("cut off");
      expect(await directory.list()).toEqual([]);
    }
    expect(readdirSync(join(directory.path, "incoming"))).toEqual([]);
    const { report } = await writeBackup(from(items), options);
    expect(report).toMatchObject({ documents: 1, damaged: [] });
    expect(await directory.list()).toEqual([report.name]);
  });
});
