/**
 * A disk that fails under a whole server: nothing acknowledged is lost, nothing that is not on disk is
 * acknowledged, everybody who asks is told, and when the disk recovers so does the server.
 */

import { cpSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSyncServer, levelStore, type Health, type ServerEvent } from "@coscribe/server";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { LedgerClient } from "../../support/ledger-client.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testRooms } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";
import { FailingDatabase, type Failure } from "../store/failing-database.ts";

/** What a client with `?storage-status=1` was told. */
function statuses(peer: RawPeer): (number | undefined)[] {
  return peer.messages.filter((message) => message[0] === 110).map((message) => message[1]);
}

describe("a whole server on a disk that fails", () => {
  it.each([
    ["nothing", 1],
    ["half", 0],
    ["all", 0],
    ["late", 0],
  ] as const)(
    "R19 at any write, of which %s is on disk, after %i vain attempts: all is acknowledged in the end, and there after a crash",
    async (leaves, failedReopenings) => {
      for (let atWrite = 2; ; atWrite++) {
        const failure = { atWrite, leaves, failedReopenings };
        const { hasFailed, events, healths } = await liveThrough(failure);
        if (!hasFailed) break;
        const failures = events.filter(({ type }) => type === "writeFailed");
        expect(healths).toHaveLength(failures.length);
        for (const health of healths) {
          expect(health.status).toBe("failing");
          expect(health.failure?.reason).toMatch(/the disk gave up|no space left/);
          expect(Date.parse(health.failure?.since ?? "")).toBeLessThanOrEqual(Date.now());
        }
        expect(atWrite).toBeLessThan(40);
      }
    },
  );

  /** Three people write in two documents, one of which is compacted, while a write fails. */
  async function liveThrough(failure: Failure): Promise<{
    hasFailed: boolean;
    events: readonly ServerEvent[];
    healths: readonly Health[];
  }> {
    const directory = temporaryFolder();
    const level = new LevelDatabase(directory, hastyClock);
    const database = new FailingDatabase(level, directory, failure);
    const events: ServerEvent[] = [];
    const healths: Health[] = [];
    const store = new KeyValueStore(database, {
      where: "the test",
      clock: hastyClock,
      commitIntervalMs: 4,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
    // What is seen of documents is written some time later, and the directory is copied when all is quiet.
    Object.defineProperty(store, "metadata", { value: undefined });
    const server = createSyncServer({
      store,
      clock: hastyClock,
      background: inlineBackground,
      onEvent: (event) => {
        events.push(event);
        if (event.type === "writeFailed") healths.push(server.health());
      },
    });
    const { url, port } = await server.listen({ port: 0 });
    const witness = new RawPeer(port, "/one?storage-status=1");
    const ws = url.replace("http", "ws");
    const clients = ["one", "one", "two"].map((name, index) => ({
      name,
      client: new LedgerClient(`${ws}/${name}`, `client${index}`),
    }));
    onTestFinished(() => clients.forEach(({ client }) => client.destroy()));
    await until("everybody to sync", () => clients.every(({ client }) => client.isSynced));
    const edits = 5;
    for (let edit = 0; edit < edits; edit++) {
      for (const { client } of clients) client.write(edit === 2 ? 40_000 : 20);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await until("every acknowledgement", () =>
      clients.every(({ client }) => client.acknowledged.length === edits),
    );
    await until("the server to be well", () => server.health().status === "ok");
    const isFailingNow = events.some(
      ({ type, ...event }) => type === "writeFailed" && "name" in event && event.name === "one",
    );
    if (isFailingNow) await until("the recovery to be told", () => statuses(witness).at(-1) === 0);
    expect(new Set(statuses(witness))).toEqual(new Set(isFailingNow ? [1, 0] : []));

    // What a crash at this moment leaves.
    const left = temporaryFolder();
    cpSync(directory, left, { recursive: true });
    for (const { name, client } of clients) {
      expect(await entriesIn(left, name)).toEqual(expect.arrayContaining(client.acknowledged));
    }
    await server.close();
    return { hasFailed: database.writeCount >= failure.atWrite, events, healths };
  }

  async function entriesIn(directory: string, name: string): Promise<unknown[]> {
    const store = levelStore(directory);
    const log = await store.open(parseDocumentName(name));
    const { replica, damage } = await loadDocument(log);
    expect({ damage, store: store.damage }).toEqual({ damage: [], store: [] });
    await store.close();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    return doc.getArray("entries").map((entry) => String(entry).split(" ")[0]);
  }

  it("R19 a disk that does not answer counts as failing after ten seconds, with the reason", async () => {
    const store = new GatedStore();
    const { clock, enter, rooms } = testRooms({ store });
    const { room, member } = await enter();
    store.mode = "hold";
    member.text.insert(0, "x");
    await clock.advance(9_000);
    expect(room.writeProblem).toBeUndefined();
    await clock.advance(3_000);
    expect(room.writeProblem?.reason).toMatch(/the disk has not answered for 1\d s/);
    expect(rooms.unsaved).toEqual(["doc"]);
    store.release();
    await clock.advance(10);
    expect(room.writeProblem).toBeUndefined();
    expect(rooms.unsaved).toEqual([]);
  });

  it("R20 what waits for the disk is bounded for all documents together, and refused with the limit", async () => {
    const store = new GatedStore();
    const { clock, enter } = testRooms({ store, maxUnsavedBytesInAll: 10_000 });
    store.mode = "fail";
    let refused = 0;
    const members = [];
    for (let document = 0; document < 20; document++) {
      const { member, room } = await enter(`document ${document}`);
      members.push(member);
      try {
        member.text.insert(0, "x".repeat(1_000));
      } catch (error) {
        expect(error).toMatchObject({
          code: "tryAgainLater",
          message: expect.stringContaining("10000 bytes"),
        });
        refused++;
        // What was refused is not in the document, either.
        expect(room.isSaved).toBe(true);
      }
      await clock.advance(20);
    }
    expect(refused).toBe(11);
    store.release();
    await clock.advance(10_000);
    members[19]!.text.insert(0, "y");
    await clock.advance(20);
  });

  it("R20 many small edits that wait become few records, in order", async () => {
    const store = new GatedStore();
    const { clock, enter } = testRooms({ store, flushIntervalMs: 0 });
    const { room, member } = await enter();
    store.mode = "hold";
    let length = 0;
    for (let edit = 0; edit < 5_000; edit++) {
      member.text.insert(length, `${edit} `);
      length = member.text.length;
      await clock.advance(1);
    }
    store.release();
    await clock.advance(100);
    expect(room.isSaved).toBe(true);
    room.leave(member);
    await clock.advance(60_000);
    const log = await store.open(parseDocumentName("doc"));
    expect(log.tailLength).toBeLessThan(10);
    const { replica } = await loadDocument(log);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    expect(doc.getText("text").toString()).toBe(member.text.toString());
  });
});
