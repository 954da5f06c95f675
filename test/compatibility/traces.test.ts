/** Recorded histories, replayed by stock clients through the running command. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { describeWith } from "../support/part.ts";
import { startServer } from "../support/server-process.ts";
import { syncedClient, textOf, type StockClient } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { applyPatches, findTrace, recordUpdates, type RecordedUpdate } from "../support/traces.ts";
import { untilSaved } from "../support/until-saved.ts";
import { until } from "../support/until.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";

/** The authors of friendsforever wait for each other thousands of times; `npm test` has the beginning. */
const friendsUpdates = isLong ? Infinity : 4_000;

describeWith("friendsforever, two authors at once", findTrace("friendsforever"), (readTrace) => {
  it("P5 ends with its text on both, on a third, and again after kill -9", async () => {
    const trace = readTrace();
    const data = temporaryFolder();
    const server = await startServer(data);
    const updates = recordUpdates(trace).slice(0, friendsUpdates);
    const endContent = isLong ? trace.endContent : textMadeOf(updates);
    const authors = [
      await syncedClient(server.url, "friends"),
      await syncedClient(server.url, "friends"),
    ];
    await Promise.all(
      authors.map((author, agent) => {
        return replay(
          author,
          updates.filter((update) => update.agent === agent),
        );
      }),
    );
    await until("both to have everything", () =>
      authors.every((author) => textOf(author).length === endContent.length),
    );
    for (const author of authors) expect(textOf(author)).toBe(endContent);
    expect(textOf(await syncedClient(server.url, "friends"))).toBe(endContent);

    await untilSaved(server.url, "friends");
    await server.stop("SIGKILL");
    for (const { provider } of authors) provider.destroy();
    const restarted = await startServer(data);
    expect(textOf(await syncedClient(restarted.url, "friends"))).toBe(endContent);
  }, 120_000);
});

describeWith("automerge-paper, 259,778 edits", findTrace("automerge-paper"), (readTrace) => {
  it("P5 arrives whole when one client sends it as fast as it can", async () => {
    const trace = readTrace();
    const server = await startServer(temporaryFolder());
    const author = await syncedClient(server.url, "paper");
    const startedAt = performance.now();
    for (const { patches } of trace.txns) applyPatches(author.doc, patches);
    const reader = await syncedClient(server.url, "paper");
    await until("the reader to have everything", () => covers(reader.doc, author.doc), 120_000);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(textOf(reader)).toBe(trace.endContent);
    const joiner = await syncedClient(server.url, "paper");
    expect(textOf(joiner)).toBe(trace.endContent);
    const { pid } = server.process;
    console.log(
      `automerge-paper: ${trace.txns.length} updates sent, stored and read in ` +
        `${seconds.toFixed(1)} s; server RSS ${residentMegabytes(pid)} MB`,
    );
  }, 240_000);
});

/** Applies `updates` one after the other, each as soon as what it was made on has arrived. */
async function replay(author: StockClient, updates: readonly RecordedUpdate[]): Promise<void> {
  for (const { update, madeOn } of updates) {
    await arrived(author.doc, madeOn);
    Y.applyUpdate(author.doc, update);
  }
}

/** What Yjs alone makes of `updates`. */
function textMadeOf(updates: readonly RecordedUpdate[]): string {
  const doc = new Y.Doc();
  for (const { update } of updates) Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}

function arrived(doc: Y.Doc, vector: ReadonlyMap<number, number>): Promise<void> | void {
  const isHere = (): boolean =>
    [...vector].every(([client, clock]) => Y.getState(doc.store, client) >= clock);
  if (isHere()) return undefined;
  return new Promise((resolve) => {
    const check = (): void => {
      if (!isHere()) return;
      doc.off("update", check);
      resolve();
    };
    doc.on("update", check);
  });
}

function covers(doc: Y.Doc, other: Y.Doc): boolean {
  return [...other.store.clients.keys()].every(
    (client) => Y.getState(doc.store, client) === Y.getState(other.store, client),
  );
}

/** What the operating system says a process keeps in memory; "?" where it does not say. */
function residentMegabytes(pid: number | undefined): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return String(Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024));
  } catch {
    return "?";
  }
}
