/**
 * A disk that has lost what it had confirmed, noticed while people have the document open: what they
 * and the operator see, and where everything is afterwards.
 */

import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { createSyncServer, levelStore, type ServerEvent, type SyncServer } from "@coscribe/server";
import { systemClock } from "@coscribe/server/internal/clock";
import { checkData, type CheckReport } from "@coscribe/server/internal/command/check-data";
import { recordKey, recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import type { Write } from "@coscribe/server/internal/store/key-value/key-value";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import { hastyClock } from "../../support/hasty-clock.ts";
import { LedgerClient } from "../../support/ledger-client.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { stockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { FailingDatabase } from "../store/failing-database.ts";

const name = parseDocumentName("doc");

describe("a disk that has lost acknowledged edits of an open document", () => {
  interface Scene {
    readonly directory: string;
    readonly server: SyncServer;
    readonly url: string;
    readonly port: number;
    readonly events: readonly ServerEvent[];
    readonly database: FailingDatabase;
    readonly author: LedgerClient;
    readonly reader: LedgerClient;
  }

  /** Three edits are acknowledged, and a reader sees them; the next write fails, and then is seen to. */
  async function scene(): Promise<Scene> {
    const directory = temporaryFolder();
    /** The generation of the first document. */
    const losses: { generation?: string } = {};
    const loses = (): readonly Write[] => {
      const prefix = recordPrefix(name, losses.generation ?? "");
      const lost = Array.from({ length: 50 }, (_, index) => index + 2);
      return lost.map((sequence) => ({ type: "del", key: recordKey(prefix, sequence) }));
    };
    const level = new LevelDatabase(directory, hastyClock);
    const database = new FailingDatabase(level, directory, {
      atWrite: Infinity,
      leaves: "nothing",
      failedReopenings: 0,
      loses,
    });
    const events: ServerEvent[] = [];
    const server = createSyncServer({
      store: new KeyValueStore(database, {
        where: "the test",
        clock: hastyClock,
        commitIntervalMs: 0,
        randomBytes: (count) => {
          const bytes = crypto.getRandomValues(new Uint8Array(count));
          losses.generation ??= Buffer.from(bytes).toString("base64url");
          return bytes;
        },
      }),
      clock: hastyClock,
      background: inlineBackground,
      onEvent: (event) => events.push(event),
    });
    onTestFinished(() => server.close());
    const { url, port } = await server.listen({ port: 0 });
    const ws = url.replace("http", "ws");
    const [author, reader] = ["author", "reader"].map((id) => new LedgerClient(`${ws}/doc`, id));
    if (author === undefined || reader === undefined) throw new Error("nobody");
    onTestFinished(() => [author, reader].forEach((client) => client.destroy()));
    await until("both to sync", () => author.isSynced && reader.isSynced);
    for (let edit = 1; edit <= 3; edit++) {
      author.write(10);
      await until("the acknowledgement", () => author.acknowledged.length === edit);
    }
    await until("the reader to see all", () => reader.entries.size === 3);
    database.failNow();
    return { directory, server, url: ws, port, events, database, author, reader };
  }

  const isDamaged = (event: ServerEvent): boolean => event.type === "documentDamaged";

  async function peerOn(port: number): Promise<RawPeer> {
    const peer = new RawPeer(port, "/doc");
    await peer.message(0);
    return peer;
  }

  async function check(directory: string, isRepairing: boolean): Promise<CheckReport> {
    const options = { directory, isRepairing, clock: systemClock, background: inlineBackground };
    return checkData(options);
  }

  it("S72 is named, its author is sent away without an acknowledgement, and its readers stay", async () => {
    const { server, port, events, author, reader } = await scene();
    const watcher = await peerOn(port);
    author.write(10);
    await until("the damage", () => events.some(isDamaged));
    await until("the author to be sent away", () =>
      events.some((event) => event.type === "sessionClosed" && event.code === 4423),
    );
    expect(events.filter(isDamaged)).toEqual([
      {
        type: "documentDamaged",
        name,
        damage: [{ sequence: 2, problem: "update 2 is missing, and maybe others after it" }],
      },
    ]);
    await until("everything to be kept", () => server.unsavedDocuments().length === 0);
    expect(server.health()).toMatchObject({
      status: "damaged",
      damage: { documents: ["doc"], documentCount: 1 },
    });
    // Three of the four: what could not be saved in its place is not said to be saved.
    expect(author.acknowledged).toHaveLength(3);
    expect(author.entries.size).toBe(4);
    // Who has only read has lost nothing, is acknowledged, and sees what the author wrote last.
    await until("the reader to see all", () => reader.entries.size === 4);
    watcher.send(102, 1, 9);
    await until("the answer", () => watcher.messages.some((message) => message[0] === 102));
    expect(events.filter(({ type }) => type === "sessionClosed")).toHaveLength(1);
    // Nobody changes it any more.
    reader.write(10);
    await until(
      "the reader to be refused",
      () => events.filter(({ type }) => type === "sessionClosed").length === 2,
    );
    expect(reader.acknowledged).toEqual([]);
    expect(events.filter(({ type }) => type === "writeFailed").length).toBeLessThan(20);
  });

  it("S72 all of it is served to whoever comes, also after a restart, and whole after a repair", async () => {
    const { directory, server, url, events, author } = await scene();
    author.write(10);
    await until("the damage", () => events.some(isDamaged));
    const late = stockClient(url, "doc");
    await until("somebody new to sync", () => late.provider.synced);
    expect(late.doc.getArray("entries").length).toBe(4);
    await server.close();

    const restarted = await testServer({ store: levelStore(directory) });
    const reader = new LedgerClient(`${restarted.url}/doc`, "reader");
    onTestFinished(() => reader.destroy());
    await until("the reader to sync", () => reader.isSynced);
    expect([...reader.entries]).toEqual(expect.arrayContaining(author.acknowledged));
    expect(reader.entries.size).toBe(4);
    expect(restarted.server.health().status).toBe("damaged");
    reader.write(10);
    await until("the refusal", () =>
      restarted.events.some((event) => event.type === "sessionClosed" && event.code === 4423),
    );
    await restarted.server.close();

    const { damaged } = await check(directory, true);
    expect(damaged).toMatchObject([{ name, isRepaired: true }]);
    expect((await check(directory, false)).damaged).toEqual([]);
    const repaired = await testServer({ store: levelStore(directory) });
    const again = new LedgerClient(`${repaired.url}/doc`, "again");
    onTestFinished(() => again.destroy());
    await until("it to sync", () => again.isSynced);
    expect(again.entries.size).toBe(4);
    again.write(10);
    await until("the acknowledgement", () => again.acknowledged.length === 1);
  });

  it("S72 is noticed, too, when it is another document's write that failed", async () => {
    const { directory, server, url, events } = await scene();
    const other = new LedgerClient(`${url}/other`, "other");
    onTestFinished(() => other.destroy());
    await until("it to sync", () => other.isSynced);
    other.write(10);
    await until("the damage", () => events.some(isDamaged));
    await until("the acknowledgement", () => other.acknowledged.length === 1);
    expect(events.filter(isDamaged)).toMatchObject([{ name: "doc" }]);
    expect(events.filter(({ type }) => type === "sessionClosed")).toEqual([]);
    await server.close();
    const store = levelStore(directory);
    const doc = new Y.Doc();
    for await (const { updates } of (await store.open(name)).load()) {
      for (const update of updates) Y.applyUpdate(doc, update);
    }
    expect(doc.getArray("entries").length).toBe(3);
    await store.close();
  });

  it("S72 while even that cannot be kept, it is tried again, and stopping waits for it", async () => {
    // The rescue is the first write after the database was opened anew.
    const { directory, server, events, database, author } = await scene();
    database.failOnceMore();
    author.write(10);
    await until("the damage", () => events.some(isDamaged));
    await until("the rescue to fail", () =>
      events.slice(events.findIndex(isDamaged)).some(({ type }) => type === "writeFailed"),
    );
    expect(server.unsavedDocuments()).toEqual(["doc"]);
    await server.close();
    expect(server.unsavedDocuments()).toEqual([]);
    expect(events.filter(isDamaged)).toHaveLength(1);
    const restarted = await testServer({ store: levelStore(directory) });
    const reader = new LedgerClient(`${restarted.url}/doc`, "reader");
    onTestFinished(() => reader.destroy());
    await until("the reader to sync", () => reader.isSynced);
    expect(reader.entries.size).toBe(4);
  });
});
