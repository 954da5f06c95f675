/** Connections that are closed in every state that they can be in, and what is left of them. */

import { connect, type Connection } from "@coscribe/client";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

/** What a connection may leave in its surroundings, counted. */
interface Traces {
  readonly docListeners: number;
  readonly exitListeners: number;
  readonly timers: number;
}

function tracesOf(doc: Y.Doc): Traces {
  // oxlint-disable-next-line no-underscore-dangle -- there is no other way to count them
  const listeners = [...doc._observers.values()].map((those) => (those as Set<unknown>).size);
  return {
    docListeners: listeners.reduce((sum, count) => sum + count, 0),
    exitListeners: process.listenerCount("exit"),
    timers: process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length,
  };
}

/** Rejections that nobody has handled, until the test ends. */
function unhandledRejections(): readonly unknown[] {
  const found: unknown[] = [];
  const note = (reason: unknown): void => void found.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  return found;
}

/** How far a connection comes before it is closed. */
const moments: readonly [string, (connection: Connection) => Promise<void> | undefined][] = [
  ["in the same turn", () => undefined],
  ["in the next microtask", () => Promise.resolve()],
  ["in the next turn", () => new Promise((resolve) => setImmediate(resolve))],
  ["once its socket is open", (connection) => reached(connection, "connected")],
  ["once it is synced", (connection) => connection.synced()],
  ["once it is saved", (connection) => connection.whenSaved()],
];

function reached(connection: Connection, state: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = connection.on("status", (status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}

describe("a connection that is closed", () => {
  it.each(moments)("C98 %s leaves nothing, 50 times over", async (_when, moment) => {
    const { url } = await testServer();
    const rejections = unhandledRejections();
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "there already");
    const before = tracesOf(doc);
    for (let round = 0; round < 50; round++) {
      const connection = connect(url, "doc", { doc, user: { name: "Ada", color: "#aa0000" } });
      // Nobody waits for these, as in a component that goes on when they resolve and does not otherwise.
      void connection.synced();
      void connection.loaded();
      const reachedIt = moment(connection);
      if (reachedIt !== undefined) await reachedIt;
      doc.getText("text").insert(0, `${round} `);
      void connection.whenSaved();
      connection.close();
      void connection.synced();
      void connection.whenSaved();
    }
    await until("its timers to end", () => tracesOf(doc).timers <= before.timers + 1);
    expect({ ...tracesOf(doc), timers: 0 }).toEqual({ ...before, timers: 0 });
    expect(rejections).toEqual([]);
  });

  it("C98 with nobody at the address leaves nothing", async () => {
    const rejections = unhandledRejections();
    const doc = new Y.Doc();
    const before = tracesOf(doc);
    for (let round = 0; round < 50; round++) {
      const connection = connect("ws://127.0.0.1:9", "doc", { doc });
      if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      connection.close();
    }
    await until("its timers to end", () => tracesOf(doc).timers <= before.timers + 1);
    expect({ ...tracesOf(doc), timers: 0 }).toEqual({ ...before, timers: 0 });
    expect(rejections).toEqual([]);
  });

  it("C98 tells those who wait, however early it was closed", async () => {
    const connection = connect("ws://127.0.0.1:9", "doc");
    connection.doc.getText("text").insert(0, "x");
    const waiting = [connection.synced(), connection.loaded(), connection.whenSaved()];
    connection.close();
    for (const outcome of await Promise.allSettled(waiting)) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: expect.objectContaining({
          message: expect.stringContaining("closed") as string,
        }) as Error,
      });
    }
    await expect(connection.synced()).rejects.toThrow("closed");
  });

  it("C98 harms nobody else on the same document", async () => {
    const { url } = await testServer();
    const stays = connect(url, "doc");
    onTestFinished(() => stays.close());
    await stays.whenSaved();
    for (let round = 0; round < 50; round++) {
      const connection = connect(url, "doc");
      if (round % 3 === 1) await new Promise((resolve) => setImmediate(resolve));
      if (round % 3 === 2) await connection.synced();
      connection.close();
    }
    stays.doc.getText("text").insert(0, "still here");
    await stays.whenSaved();
    expect(stays.status).toEqual({ state: "connected", isSynced: true });
  });
});
