/** The real command on real disks that are full, limited or not allowed to be written to. */

import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Health } from "@coscribe/server";
import { LedgerClient } from "../../support/ledger-client.ts";
import { describeWith, type Part } from "../../support/part.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import {
  runCommand,
  startServer,
  startServerBy,
  type ServerProcess,
} from "../../support/server-process.ts";
import { smallDisks } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";

async function healthOf(server: ServerProcess): Promise<{ code: number; health: Health }> {
  const response = await fetch(`${server.httpUrl}/healthz`);
  return { code: response.status, health: (await response.json()) as Health };
}

async function writer(server: ServerProcess, name: string, id: string): Promise<LedgerClient> {
  const client = new LedgerClient(`${server.url}/${name}`, id);
  onTestFinished(() => client.destroy());
  await until("the client to sync", () => client.isSynced);
  return client;
}

/** Writes entries of `size` until the server says that it fails. Returns how many. */
async function writeUntilFailing(
  server: ServerProcess,
  client: LedgerClient,
  size: number,
): Promise<number> {
  let count = 0;
  await until("the disk to be full", async () => {
    client.write(size);
    count++;
    return (await healthOf(server)).code === 503;
  });
  return count;
}

/** Everything acknowledged is there for somebody new. */
async function expectKept(data: string, name: string, client: LedgerClient): Promise<void> {
  const restarted = await startServer(data);
  const reader = await writer(restarted, name, "reader");
  expect([...reader.entries]).toEqual(expect.arrayContaining(client.acknowledged));
  expect((await healthOf(restarted)).health.status).toBe("ok");
}

describeWith("a full disk", smallDisks, (makeDisk) => {
  it("R19 edits wait, are told apart from saved ones, and are written without a restart when there is space", async () => {
    const disk = makeDisk(6);
    const server = await startServer(disk.data);
    const before = await writer(server, "other", "before");
    before.write(10);
    await until("the acknowledgement", () => before.acknowledged.length === 1);
    before.destroy();
    const port = Number(new URL(server.httpUrl).port);
    const witness = new RawPeer(port, "/doc?storage-status=1");
    const statuses = (): (number | undefined)[] =>
      witness.messages.filter((message) => message[0] === 110).map((message) => message[1]);
    const client = await writer(server, "doc", "client");
    disk.fill();
    const written = await writeUntilFailing(server, client, 2_000);

    const { health } = await healthOf(server);
    expect(health).toMatchObject({ status: "failing", failingDocuments: 1 });
    expect(health.failure?.reason).toMatch(/no space left on device.*free some space/i);
    expect(Date.parse(health.failure?.since ?? "")).toBeGreaterThan(Date.now() - 60_000);
    await until("the failure to be told", () => statuses().at(-1) === 1);
    expect(client.acknowledged.length).toBeLessThan(written);
    // Others see the edits all the same, and what is on disk can be opened and read.
    const reader = await writer(server, "doc", "reader");
    await until("the edits", () => reader.entries.size === written);
    expect((await writer(server, "other", "late reader")).entries).toEqual(new Set(["before:0"]));
    // Nobody else gets hold of the directory meanwhile.
    const second = await runCommand(["--port", "0", "--data", disk.data]);
    expect(second).toMatchObject({ code: 1, stdout: expect.stringContaining("another process") });
    const check = await runCommand(["check", "--data", disk.data]);
    expect(check).toMatchObject({ code: 2, stderr: expect.stringContaining("another process") });

    disk.clear();
    await until("the acknowledgements", () => client.acknowledged.length === written);
    await until("the recovery to be told", () => statuses().at(-1) === 0);
    expect(await healthOf(server)).toMatchObject({ code: 200, health: { status: "ok" } });
    client.write(10);
    await until("another acknowledgement", () => client.acknowledged.length === written + 1);
    await server.stop("SIGKILL");
    await expectKept(disk.data, "doc", client);
  });

  it("R19 the disk may be full again and again", async () => {
    const disk = makeDisk(8);
    const server = await startServer(disk.data);
    const client = await writer(server, "doc", "client");
    let written = 0;
    for (let round = 0; round < 4; round++) {
      disk.fill();
      written += await writeUntilFailing(server, client, 1_000);
      disk.clear();
      await until("the acknowledgements", () => client.acknowledged.length === written);
    }
    await server.stop("SIGKILL");
    await expectKept(disk.data, "doc", client);
  });

  it("M2 says that the disk is full when it cannot start, and loses nothing by it", async () => {
    const disk = makeDisk(3);
    disk.fill();
    const refused = await runCommand(["--port", "0", "--data", disk.data]);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("The disk is full") });
    disk.clear();
    const server = await startServer(disk.data);
    const client = await writer(server, "doc", "client");
    client.write(100);
    await until("the acknowledgement", () => client.acknowledged.length === 1);
    await server.stop("SIGKILL");
    disk.fill();
    for (let attempt = 0; attempt < 3; attempt++) {
      const again = await runCommand(["--port", "0", "--data", disk.data]);
      expect(again).toMatchObject({ code: 1, stdout: expect.stringContaining("The disk is full") });
    }
    disk.clear();
    await expectKept(disk.data, "doc", client);
  });

  it("M4 told to stop while it cannot save, it exits with 1 within 5 seconds and names the documents", async () => {
    const disk = makeDisk(3);
    const server = await startServer(disk.data);
    const client = await writer(server, "doc", "client");
    const saved = await writer(server, "saved", "saved");
    saved.write(10);
    await until("the acknowledgement", () => saved.acknowledged.length === 1);
    disk.fill();
    await writeUntilFailing(server, client, 1_000);
    const start = performance.now();
    expect(await server.stop("SIGTERM")).toBe(1);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(server.log.at(-1)).toMatchObject({
      level: 60,
      documents: ["doc"],
      msg: expect.stringContaining("not everything could be saved"),
    });
  });
});

/** The right to become somebody else, and to change the limits of a process. */
const privileges: Part<readonly string[]> =
  process.platform === "linux" &&
  process.getuid?.() === 0 &&
  spawnSync("setpriv", ["--version"]).status === 0 &&
  spawnSync("prlimit", ["--version"]).status === 0
    ? { isHere: true, value: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] }
    : {
        isHere: false,
        because: "it needs root, setpriv and prlimit",
        getIt: "sudo npm test, on Linux",
      };

describeWith("a disk that may not be written to", privileges, (asNobody) => {
  it("R19 a directory that loses its permissions is written to again when it has them back", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const data = join(folder, "data");
    mkdirSync(data);
    chownSync(data, 65534, 65534);
    const server = await startServerBy(asNobody, data);
    const client = await writer(server, "doc", "client");
    chmodSync(data, 0o555);
    // LevelDB begins a new file when the log has 4 MB.
    const written = await writeUntilFailing(server, client, 50_000);
    const { health } = await healthOf(server);
    expect(health.failure?.reason).toMatch(/permission denied.*give this user the right/i);
    const reader = await writer(server, "doc", "reader");
    await until("the edits", () => reader.entries.size === written);
    chmodSync(data, 0o755);
    await until("the acknowledgements", () => client.acknowledged.length === written);
    await server.stop("SIGKILL");
    await expectKept(data, "doc", client);
  });

  it("M2 says what is not allowed when it cannot start", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    await expect(startServerBy(asNobody, join(folder, "data"))).rejects.toThrow(
      /permission denied.*Give this user the right to write there/,
    );
  });

  it("R19 files that may not grow are written to again when they may", async () => {
    const data = temporaryFolder();
    const limited = ["sh", "-c", 'ulimit -S -f 2048 && exec "$0" "$@"'];
    const server = await startServerBy(limited, data);
    const client = await writer(server, "doc", "client");
    const written = await writeUntilFailing(server, client, 20_000);
    const { health } = await healthOf(server);
    expect(health.failure?.reason).toMatch(/file too large.*ulimit -f/i);
    spawnSync("prlimit", ["--pid", String(server.process.pid), "--fsize=unlimited"]);
    await until("the acknowledgements", () => client.acknowledged.length === written);
    await server.stop("SIGKILL");
    await expectKept(data, "doc", client);
  });
});

describe("a directory with one owner", () => {
  it("S16 while a server has it, another server and a check are refused, and harm nothing", async () => {
    const data = temporaryFolder();
    const server = await startServer(data);
    const client = await writer(server, "doc", "client");
    for (let round = 1; round <= 3; round++) {
      const second = await runCommand(["--port", "0", "--data", data]);
      expect(second).toMatchObject({ code: 1, stdout: expect.stringContaining("another process") });
      const check = await runCommand(["check", "--repair", "--data", join(data, ".")]);
      expect(check).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("Stop that process"),
      });
      client.write(10);
      await until("the acknowledgement", () => client.acknowledged.length === round);
    }
    await server.stop("SIGKILL");
    expect(await runCommand(["check", "--data", data])).toMatchObject({ code: 0 });
    await expectKept(data, "doc", client);
  });
});
