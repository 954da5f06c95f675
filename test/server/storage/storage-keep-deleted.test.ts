/** Versions of an application that has `gc: false`: what the server must not drop. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { levelStore, type SyncServerOptions } from "@coscribe/server";
import { systemClock } from "@coscribe/server/internal/clock";
import { checkData } from "@coscribe/server/internal/command/check-data";
import { headKey } from "@coscribe/server/internal/store/key-value/key-layout";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import { lastingStore } from "../../support/lasting-store.ts";
import { startServer } from "../../support/server-process.ts";
import { stockClient, syncedClient, type StockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testRooms } from "../../support/test-room.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { rawEntries, rawWrite } from "../store/raw-level.ts";

const name = parseDocumentName("doc");

/** More than a document has to have for a compaction that waits for no rest. */
const muchText = "The words of a version. ".repeat(4_000);

/** A version, and what stood in it. */
interface Version {
  readonly snapshot: Y.Snapshot;
  readonly text: string;
  readonly title: unknown;
}

/** An application's document, whose versions can be restored. */
function appClient(url: string, path = "doc"): Promise<StockClient> {
  return syncedClient(url, path, new Y.Doc({ gc: false }));
}

/** Writes a text and a value, makes a version, and deletes and replaces them. */
function writeVersion({ doc }: StockClient, number: number): Version {
  const [text, map] = [doc.getText("text"), doc.getMap("map")];
  text.insert(0, `Version ${number}. ${muchText}`);
  map.set("title", `title ${number}`);
  const snapshot = Y.decodeSnapshot(Y.encodeSnapshot(Y.snapshot(doc)));
  const version = { snapshot, text: text.toString(), title: map.get("title") };
  text.delete(0, text.length);
  map.set("title", "another");
  return version;
}

function restored({ doc }: StockClient, { snapshot }: Version): Omit<Version, "snapshot"> {
  const old = Y.createDocFromSnapshot(doc, snapshot);
  return { text: old.getText("text").toString(), title: old.getMap("map").get("title") };
}

function expectRestored(client: StockClient, version: Version): void {
  const { text, title } = version;
  expect(restored(client, version)).toEqual({ text, title });
}

describe("an application that makes versions", () => {
  function serve(directory: string, options: Partial<SyncServerOptions> = {}): Promise<TestServer> {
    return testServer({ store: levelStore(directory), ...options });
  }

  /** Waits until a document has been compacted so often, and everything is saved. */
  async function compacted({ events, server }: TestServer, path = "doc", count = 1): Promise<void> {
    await until("the compaction", () => {
      const done = events.filter((event) => event.type === "compacted" && event.name === path);
      return done.length >= count && server.unsavedDocuments().length === 0;
    });
  }

  it("S76 restores its versions after compactions and restarts, though the option is gone", async () => {
    const directory = temporaryFolder();
    const first = await serve(directory, { keepDeleted: true });
    const app = await appClient(first.url);
    const versions = [writeVersion(app, 1)];
    await compacted(first);
    expectRestored(await appClient(first.url), versions[0]!);
    app.provider.destroy();
    await first.server.close();

    for (const round of [2, 3]) {
      const next = await serve(directory);
      const again = await appClient(next.url);
      versions.push(writeVersion(again, round));
      await compacted(next);
      const late = await appClient(next.url);
      for (const version of versions) expectRestored(late, version);
      // What is there now is the same for those who collect garbage.
      const plain = await syncedClient(next.url, "doc");
      expect(plain.doc.getText("text").toString()).toBe("");
      expect(plain.doc.getMap("map").get("title")).toBe("another");
      for (const client of [again, late, plain]) client.provider.destroy();
      await next.server.close();
    }
  });

  it("S76 has lost them, without the option, with the first compaction", async () => {
    const server = await serve(temporaryFolder());
    const app = await appClient(server.url);
    const version = writeVersion(app, 1);
    await compacted(server);
    const late = await appClient(server.url);
    expect(restored(late, version).text).toBe("");
  });

  it("S75 single documents are told to keep what is deleted, also before anybody writes, and to stop", async () => {
    const directory = temporaryFolder();
    const first = await serve(directory);
    await first.server.setKeepDeleted("doc", true);
    await first.server.setKeepDeleted("doc", true);
    await expect(first.server.setKeepDeleted("..", true)).rejects.toThrow(/name/);
    await first.server.close();

    const second = await serve(directory);
    const app = await appClient(second.url);
    const version = writeVersion(app, 1);
    const other = await appClient(second.url, "other");
    const lost = writeVersion(other, 1);
    await compacted(second);
    await compacted(second, "other");
    expectRestored(await appClient(second.url), version);
    expect(restored(await appClient(second.url, "other"), lost).text).toBe("");

    await second.server.setKeepDeleted("doc", false);
    await second.server.setKeepDeleted("other", true);
    const kept = writeVersion(other, 2);
    writeVersion(app, 2);
    await compacted(second, "doc", 2);
    await compacted(second, "other", 2);
    expect(restored(await appClient(second.url), version).text).toBe("");
    expectRestored(await appClient(second.url, "other"), kept);
  });

  it("S75 what is kept survives a repair, also of a document whose head is gone", async () => {
    const directory = temporaryFolder();
    const first = await serve(directory, { keepDeleted: true });
    const versions = new Map<string, Version>();
    for (const path of ["sound", "headless"]) {
      const client = await appClient(first.url, path);
      versions.set(path, writeVersion(client, 1));
      await compacted(first, path);
      client.provider.destroy();
    }
    await first.server.close();
    await rawWrite(directory, [headKey(parseDocumentName("headless")), undefined]);
    const options = { directory, clock: systemClock, background: inlineBackground };
    expect((await checkData({ ...options, isRepairing: true })).damaged).toMatchObject([
      { name: "headless", isRepaired: true },
    ]);
    const repaired = await serve(directory);
    for (const [path, version] of versions) {
      const client = await appClient(repaired.url, path);
      expectRestored(client, version);
      writeVersion(client, 2);
      await compacted(repaired, path);
    }
    for (const [path, version] of versions) {
      expectRestored(await appClient(repaired.url, path), version);
    }
  });

  it("S75 documents that nobody writes to are left as they are", async () => {
    const directory = temporaryFolder();
    const first = await serve(directory);
    const app = await appClient(first.url);
    app.doc.getText("text").insert(0, "x");
    await until("it to be saved", () => first.server.unsavedDocuments().length === 0);
    app.provider.destroy();
    await first.server.close();
    const before = await rawEntries(directory);
    const second = await serve(directory, { keepDeleted: true });
    await syncedClient(second.url, "doc");
    await second.server.close();
    expect(await rawEntries(directory)).toEqual(before);
  });

  it("S75 the same holds in memory, for tests of such an application", async () => {
    const store = lastingStore();
    const { rooms, clock, enter, events } = testRooms({ store, keepDeleted: true });
    const { member } = await enter();
    member.text.insert(0, "Once. ");
    const snapshot = Y.snapshot(member.doc);
    member.text.delete(0, member.text.length);
    member.text.insert(0, muchText);
    await clock.advance(60_000);
    expect(events.some(({ type }) => type === "compacted")).toBe(true);
    member.room?.leave(member);
    await rooms.close();
    const doc = new Y.Doc({ gc: false });
    for await (const { base } of (await store.open(name)).load()) {
      if (base !== undefined) Y.applyUpdate(doc, base);
    }
    expect(Y.createDocFromSnapshot(doc, snapshot).getText("text").toString()).toBe("Once. ");
  });

  it("S76 the real command does it with --keep-deleted, and then without", async () => {
    const directory = temporaryFolder();
    const isCompacted = (log: readonly Record<string, unknown>[]): boolean =>
      log.some(({ msg }) => msg === "compacted");
    const first = await startServer(directory, "--keep-deleted", "--log-level", "debug");
    const app = await appClient(first.url);
    const version = writeVersion(app, 1);
    await until("a compaction", () => isCompacted(first.log));
    app.provider.destroy();
    expect(await first.stop("SIGTERM")).toBe(0);
    const second = await startServer(directory, "--log-level", "debug");
    const again = await appClient(second.url);
    writeVersion(again, 2);
    await until("a compaction", () => isCompacted(second.log));
    again.provider.destroy();
    await second.stop("SIGKILL");
    const third = await startServer(directory);
    const reader = stockClient(third.url, "doc", new Y.Doc({ gc: false }));
    await until("it to sync", () => reader.provider.synced);
    expectRestored(reader, version);
  });
});
