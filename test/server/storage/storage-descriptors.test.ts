/** The real command with few file descriptors, and more clients than it can have. */

import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Health } from "@coscribe/server";
import { LedgerClient } from "../../support/ledger-client.ts";
import { describeWith, type Part } from "../../support/part.ts";
import { runCommand, startServer, startServerBy } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";

/** Only Linux tells a process how many files it may open. */
const limits: Part<(count: number) => readonly string[]> =
  process.platform === "linux"
    ? {
        isHere: true,
        value: (count) => ["bash", "-c", `ulimit -n ${count}; exec "$0" "$@"`],
      }
    : { isHere: false, because: "it reads its limit on Linux only", getIt: "npm test, on Linux" };

/** Connects a client that takes whatever becomes of it. Resolves to the code of its end, if it ends. */
function knock(url: string): { readonly socket: WebSocket; readonly ended: Promise<number> } {
  const socket = new WebSocket(url);
  socket.on("error", () => undefined);
  onTestFinished(() => socket.terminate());
  return { socket, ended: new Promise((resolve) => socket.on("close", resolve)) };
}

describeWith("a server with few file descriptors", limits, (limitedTo) => {
  it("S74 S73 refuses whom it has no room for, goes on with the others, and loses nothing", async () => {
    const data = temporaryFolder();
    const server = await startServerBy(limitedTo(120), data);
    const authors = ["one", "two"].map(
      (name) => new LedgerClient(`${server.url}/${name}`, `author-${name}`),
    );
    onTestFinished(() => authors.forEach((author) => author.destroy()));
    await until("the authors to sync", () => authors.every(({ isSynced }) => isSynced));

    const codes: number[] = [];
    const crowd = Array.from({ length: 200 }, (_, index) => {
      const { socket, ended } = knock(`${server.url}/room ${index % 40}`);
      void ended.then((code) => codes.push(code));
      return socket;
    });
    const isSettled = ({ readyState }: WebSocket): boolean =>
      readyState === WebSocket.OPEN || readyState === WebSocket.CLOSED;
    await until("everybody to be in or refused", () => crowd.every(isSettled));
    const inside = crowd.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
    // Those who could not even be told were cut, which clients take for "try again".
    expect(new Set(codes)).toEqual(new Set([1006, 1013].filter((code) => codes.includes(code))));
    expect(codes).toContain(1013);
    expect(inside).toBeGreaterThan(10);
    expect(inside + codes.length).toBe(200);
    expect(server.log.some(({ reason }) => String(reason).includes("ulimit -n"))).toBe(true);

    // With megabytes that LevelDB makes new files of, a compaction, and screening in threads.
    for (let edit = 0; edit < 60; edit++) {
      for (const author of authors) author.write(100_000);
    }
    await until("every acknowledgement", () =>
      authors.every(({ acknowledged }) => acknowledged.length === 60),
    );
    const response = await fetch(`${server.httpUrl}/healthz`);
    expect((await response.json()) as Health).toMatchObject({ status: "ok" });
    const failures = server.log.filter(({ level }) => Number(level) >= 50);
    expect(failures).toEqual([]);

    // When some leave there is room for others.
    for (const socket of crowd) socket.terminate();
    await until("somebody new to get in", async () => {
      const { socket, ended } = knock(`${server.url}/late`);
      await Promise.race([new Promise((resolve) => socket.once("message", resolve)), ended]);
      return socket.readyState === WebSocket.OPEN;
    });

    await server.stop("SIGKILL");
    const check = await runCommand(["check", "--data", data]);
    expect(check).toMatchObject({ code: 0 });
    const again = await startServer(data);
    for (const [index, name] of ["one", "two"].entries()) {
      const reader = new LedgerClient(`${again.url}/${name}`, "reader");
      onTestFinished(() => reader.destroy());
      await until("the reader to sync", () => reader.isSynced);
      expect([...reader.entries]).toEqual(expect.arrayContaining(authors[index]!.acknowledged));
    }
  });
});
