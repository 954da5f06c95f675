/** `coscribe backup` and `restore`, beside a real server and on directories that one has left. */

import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { addressOf } from "@coscribe/server/internal/command/operator-door";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import { recordKey, recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import { parseDocumentName } from "@coscribe/shared";
import { runCommandHere } from "../../support/command-here.ts";
import { LedgerClient } from "../../support/ledger-client.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { Random } from "../../support/random.ts";
import { describeWith } from "../../support/part.ts";
import { pngOf } from "../../support/sample-files.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { smallDisks } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { rawEntries, rawWrite } from "../store/raw-level.ts";

interface Report {
  readonly name: string;
  readonly documents: number;
  readonly changedDocuments: number;
  readonly newFiles: number;
  readonly newBytes: number;
  readonly bytes: number;
  readonly damaged: readonly { name: string; problem: string }[];
}

async function backup(data: string, to: string, ...flags: string[]): Promise<Report> {
  const { stdout, stderr } = await runCommandHere([
    "backup",
    "--to",
    to,
    "--data",
    data,
    "--json",
    ...flags,
  ]);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

async function restore(from: string, ...flags: string[]): Promise<string> {
  const data = join(temporaryFolder(), "restored");
  const { code, stderr, stdout } = await runCommandHere([
    "restore",
    "--from",
    from,
    "--data",
    data,
    ...flags,
  ]);
  expect([code, stderr], stdout).toEqual([0, ""]);
  return data;
}

/** As long as it takes to press a key, for fifty people. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is in a document of a directory that nobody has open. */
async function docIn(data: string, name: string): Promise<Y.Doc> {
  const store = promptStore(data);
  const { replica, damage } = await loadDocument(await store.open(parseDocumentName(name)));
  await store.close();
  expect(damage).toEqual([]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.encode());
  return doc;
}

/** Writes lines into documents, each an update. */
async function write(data: string, name: string, ...lines: readonly string[]): Promise<void> {
  const store = promptStore(data);
  const log = await store.open(parseDocumentName(name));
  for (const line of lines) {
    const doc = new Y.Doc();
    doc.getArray("lines").push([line]);
    await log.append(Y.encodeStateAsUpdate(doc));
  }
  await store.close();
}

async function linesIn(data: string, name: string): Promise<ReadonlySet<unknown>> {
  return new Set((await docIn(data, name)).getArray("lines").toArray());
}

/** All files of a backup directory, newest last, with their bytes. */
function filesOf(directory: string): ReadonlyMap<string, number> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((file) => [file, statSync(join(directory, file))] as const)
    .filter(([, stats]) => stats.isFile());
  return new Map(files.map(([file, { size }]) => [file, size]));
}

describe("backups", () => {
  it("V80 made while 50 people type have everything that was acknowledged before, and later ones only what is new", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    const server = await startServer(data);
    const random = new Random(80);
    const names = Array.from({ length: 5 }, (_, index) => `notes/${index}`);
    const clients = Array.from({ length: 50 }, (_, index) => {
      const name = names[index % names.length] ?? "";
      return { name, client: new LedgerClient(`${server.url}/${name}`, `w${index}`) };
    });
    onTestFinished(() => clients.forEach(({ client }) => client.destroy()));
    const png = pngOf(4, 3);
    await fetch(`${server.httpUrl}/api/v1/files`, {
      method: "POST",
      body: png as Uint8Array<ArrayBuffer>,
    });
    await until("the clients to sync", () => clients.every(({ client }) => client.isSynced));
    const work = { isTyping: true };
    const typing = (async () => {
      while (work.isTyping) {
        random.pick(clients).client.write(random.pick([5, 20, 400]));
        await pause(3);
      }
    })();
    const acknowledged = (): number =>
      clients.reduce((sum, { client }) => sum + client.acknowledged.length, 0);
    await until("some edits", () => acknowledged() > 200);
    const ledger = (): ReadonlyMap<LedgerClient, readonly string[]> =>
      new Map(clients.map(({ client }) => [client, [...client.acknowledged]]));
    const expectAll = async (
      restored: string,
      before: ReadonlyMap<LedgerClient, readonly string[]>,
    ): Promise<void> => {
      for (const name of names) {
        const doc = await docIn(restored, name);
        const entries = new Set(
          doc.getArray("entries").map((entry) => String(entry).split(" ")[0]),
        );
        const lost = clients
          .filter((each) => each.name === name)
          .flatMap(({ client }) => before.get(client) ?? [])
          .filter((entry) => !entries.has(entry));
        expect(lost).toEqual([]);
      }
    };

    const beforeFirst = ledger();
    const first = await runCommand(["backup", "--to", to, "--data", data]);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain(
      "5 documents, 5 of them new or changed\n  1 file, 1 of them new",
    );
    const beforeSecond = ledger();
    const second = await backup(data, to, "--verify");
    expect(second).toMatchObject({ documents: 5, newFiles: 0, damaged: [] });
    work.isTyping = false;
    await typing;
    const restored = await restore(to);
    await expectAll(restored, beforeSecond);
    const files = readdirSync(join(restored, "files"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /[\da-f]{64}$/.test(file))).toHaveLength(1);
    const [oldest = ""] = (await runCommandHere(["restore", "--from", to, "--list"])).stdout.split(
      "\n",
    );
    await expectAll(await restore(to, "--backup", oldest), beforeFirst);
    expect(acknowledged()).toBeGreaterThan(200);

    // Nobody types any more: nothing is read or written but a list of what there is.
    await until("all to be saved", () => clients.every(({ client }) => client.isSynced));
    await backup(data, to);
    await server.stop("SIGTERM");
    const quiet = await backup(data, to);
    expect(quiet.newBytes).toBeLessThan(second.bytes);
    const last = await backup(data, to);
    expect(last).toMatchObject({ changedDocuments: 0, newFiles: 0, newBytes: 0 });
    expect((await runCommandHere(["check", "--data", restored])).stdout).toContain(
      "Everything is sound",
    );
  });

  it("V81 a later one reads and writes only what has changed, and is as whole as the first", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    await write(data, "a", "one", "two");
    await write(data, "b", "one");
    const first = await backup(data, to);
    expect(first).toMatchObject({ documents: 2, changedDocuments: 2 });
    const before = filesOf(to);
    await write(data, "a", "three");
    const second = await backup(data, to);
    expect(second).toMatchObject({ documents: 2, changedDocuments: 1 });
    expect(second.newBytes).toBeLessThan(first.bytes);
    for (const [file, size] of before) expect(filesOf(to).get(file), file).toBe(size);
    expect(filesOf(to).size).toBe(before.size + 2);
    expect(await linesIn(await restore(to), "a")).toEqual(new Set(["one", "two", "three"]));
    expect(await linesIn(await restore(to, "--backup", first.name), "a")).toEqual(
      new Set(["one", "two"]),
    );
    await runCommandHere(["compact", "a", "--data", data]);
    expect(await backup(data, to)).toMatchObject({ changedDocuments: 1 });
    expect(await linesIn(await restore(to), "a")).toEqual(new Set(["one", "two", "three"]));
    expect(await backup(data, to, "--full")).toMatchObject({ changedDocuments: 2 });
    const store = promptStore(data);
    await store.delete(parseDocumentName("b"));
    await store.close();
    expect(await backup(data, to)).toMatchObject({ documents: 1, changedDocuments: 0 });
  });

  it("V82 documents come back with their history, metadata, deletions and files", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    const name = parseDocumentName("a");
    const store = promptStore(data);
    const log = await store.open(name);
    const { generation } = log;
    await log.keepDeleted(true);
    await log.append(Y.encodeStateAsUpdate(new Y.Doc()));
    await log.append(Uint8Array.of(0, 0));
    await store.metadata?.write([{ table: "titles", key: "a\u0000b", value: Buffer.from("A") }]);
    const png = pngOf(9, 9);
    await store.files?.put(
      (async function* () {
        yield png;
      })(),
    );
    await log.compact(Uint8Array.of(0, 0), 1);
    await store.close();
    await backup(data, to);
    const restored = promptStore(await restore(to));
    const again = await restored.open(name);
    expect([again.generation, again.keepsDeleted, again.tailLength]).toEqual([generation, true, 1]);
    expect(await again.append(Uint8Array.of(0, 0))).toBe(3);
    expect(await restored.metadata?.list("titles")).toMatchObject([{ key: "a\u0000b" }]);
    for await (const { size } of restored.files?.list?.() ?? []) expect(size).toBe(png.length);
    await restored.close();
    expect(await backup(data, to)).toMatchObject({ newBytes: 0 });
  });

  it("V83 one that is cut off anywhere leaves the earlier ones as they were, and a byte that differs is found", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    await write(data, "a", "one");
    const first = await backup(data, to);
    const before = filesOf(to);
    await write(data, "a", "two");
    await write(data, "b", "two");
    const second = await backup(data, to);
    // In the order in which they are written the manifest is the last; a crash leaves any number of others.
    const added = [...filesOf(to).keys()].filter((file) => !before.has(file));
    const manifest = added.filter((file) => file.endsWith(".jsonl"));
    for (const lost of [...manifest, ...added.filter((file) => !manifest.includes(file))]) {
      rmSync(join(to, lost));
      const data1 = await restore(to, "--backup", first.name);
      expect(await linesIn(data1, "a")).toEqual(new Set(["one"]));
    }
    const { stdout } = await runCommandHere(["restore", "--from", to, "--list"]);
    expect(stdout).toBe(`${first.name}\n`);
    const third = await backup(data, to);
    expect(third).toMatchObject({ documents: 2 });
    expect(await linesIn(await restore(to), "b")).toEqual(new Set(["two"]));

    const manifestPath = join(to, "backups", `${third.name}.jsonl`);
    const [, hash = ""] =
      /"name":"a".*"hash":"([\da-f]{64})"/.exec(readFileSync(manifestPath, "utf8")) ?? [];
    const path = join(to, "objects", hash.slice(0, 2), hash);
    const sound = readFileSync(path);
    for (const at of [0, sound.length - 1]) {
      const bytes = Buffer.from(sound);
      bytes[at]! ^= 1;
      writeFileSync(path, bytes);
      const check = await runCommandHere(["restore", "--from", to, "--check"]);
      expect(check).toMatchObject({ code: 1, stdout: expect.stringContaining("not what was") });
      const target = join(temporaryFolder(), "new");
      const damaged = await runCommandHere(["restore", "--from", to, "--data", target]);
      expect(damaged.code).toBe(1);
      expect(damaged.stdout).toMatch(/1 document with[^]*: a part of it is not what was written/);
    }
    writeFileSync(path, sound);
    const text = readFileSync(manifestPath, "utf8");
    for (const bad of [text.replace('"last":1', '"last":2'), text.slice(0, -30), ""]) {
      writeFileSync(manifestPath, bad);
      const refused = await runCommandHere(["restore", "--from", to, "--data", join(data, "x")]);
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(first.name) });
      expect(existsSync(join(data, "x"))).toBe(false);
    }
    // The next one builds on the last that can be read.
    expect(await backup(data, to)).toMatchObject({ documents: 2 });
    expect(second.documents).toBe(2);
  });

  it("V91 old ones are removed with what only they have, but not what is as new as one that is being made", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    await write(data, "a", "one");
    await backup(data, to);
    await runCommandHere(["compact", "a", "--data", data]);
    await write(data, "a", "two");
    await backup(data, to, "--full");
    const before = filesOf(to);
    const objects = [...before.keys()].filter((file) => file.startsWith("objects"));
    expect(await backup(data, to, "--keep", "2")).toMatchObject({
      removedBackups: 1,
      removedBytes: 0,
    });
    expect([...filesOf(to).keys()].filter((file) => file.startsWith("objects"))).toEqual(objects);
    const yesterday = new Date(Date.now() - 2 * 24 * 60 * 60 * 1_000);
    for (const file of objects) utimesSync(join(to, file), yesterday, yesterday);
    const pruned = await runCommandHere(["backup", "--to", to, "--data", data, "--keep", "1"]);
    expect(pruned.stdout).toMatch(/2 older backups removed, \d+ B\n/);
    expect(filesOf(to).size).toBeLessThan(before.size);
    expect((await runCommandHere(["restore", "--from", to, "--check"])).code).toBe(0);
    expect(await linesIn(await restore(to), "a")).toEqual(new Set(["one", "two"]));
    const { code, stderr } = await runCommandHere(["backup", "--to", to, "--keep", "0"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--keep: must be a number from 1")]);
  });

  it("V84 where the data directory has turned back, nothing is taken for what it was", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    await write(data, "a", "one");
    await backup(data, to);
    const old = join(temporaryFolder(), "old");
    cpSync(data, old, { recursive: true });
    await write(data, "a", "two");
    expect(await backup(data, to)).toMatchObject({ changedDocuments: 1 });
    // The old copy goes on: it has as many updates, and others.
    await write(old, "a", "other");
    expect(await backup(old, to)).toMatchObject({ changedDocuments: 1 });
    expect(await linesIn(await restore(to), "a")).toEqual(new Set(["one", "other"]));
  });

  it("V85 damage is told, as much as can be read is taken, and an earlier sound one is kept", async () => {
    const data = temporaryFolder();
    const to = join(temporaryFolder(), "backups");
    await write(data, "a", "one", "two", "three");
    await write(data, "b", "one");
    const store = promptStore(data);
    const { generation } = await store.open(parseDocumentName("a"));
    await store.close();
    await rawWrite(data, [
      recordKey(recordPrefix(parseDocumentName("a"), generation), 2),
      undefined,
    ]);
    const { code, stdout } = await runCommandHere(["backup", "--to", to, "--data", data]);
    expect(code).toBe(1);
    expect(stdout).toContain("damaged: a: update 2 is missing");
    const target = join(temporaryFolder(), "new");
    const restored = await runCommandHere(["restore", "--from", to, "--data", target]);
    expect(restored.code).toBe(1);
    expect(restored.stdout).toContain(
      "a: it was damaged when it was backed up: update 2 is missing",
    );
    expect(await linesIn(target, "a")).toEqual(new Set(["one", "three"]));
    expect(await linesIn(target, "b")).toEqual(new Set(["one"]));
  });

  it("V86 a server gives backups only to whoever has the key of its data directory", async () => {
    const data = temporaryFolder();
    const server = await startServer(data);
    const { url, key } = JSON.parse(readFileSync(join(data, "operator.json"), "utf8")) as {
      url: string;
      key: string;
    };
    expect(statSync(join(data, "operator.json")).mode & 0o077).toBe(0);
    const ask = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asking = request(`${url}/operator/backup`, { method: "POST", headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asking.on("error", reject).end('{"directory":"x"}\n');
      });
    expect(await ask({})).toBe(403);
    expect(await ask({ Authorization: `Bearer ${key}x` })).toBe(403);
    expect(await ask({ Authorization: `Bearer ${key}`, "X-Forwarded-For": "::1" })).toBe(403);
    expect(await ask({ Authorization: `Bearer ${key}` })).toBe(200);
    await server.stop("SIGTERM");
    expect(existsSync(join(data, "operator.json"))).toBe(false);
  });

  it("V86 the server is found by the address that it listens on", () => {
    for (const [url, host, address] of [
      ["http://localhost:1234", "127.0.0.1", "http://127.0.0.1:1234"],
      ["http://localhost:1234/docs", "::1", "http://[::1]:1234/docs"],
      ["https://localhost:1234", "::", "https://[::1]:1234"],
      ["http://localhost:1234", "0.0.0.0", "http://127.0.0.1:1234"],
      ["http://localhost:1234", "localhost", "http://localhost:1234"],
      ["http://10.0.0.5:1234", "10.0.0.5", "http://10.0.0.5:1234"],
    ] as const) {
      expect(addressOf(url, host)).toBe(address);
    }
  });

  it("V87 nothing that is there is overwritten, and what is missing is told", async () => {
    const data = temporaryFolder();
    await write(data, "a", "one");
    const before = await rawEntries(data);
    const other = temporaryFolder();
    writeFileSync(join(other, "mine"), "mine");
    for (const [line, words] of [
      [["backup"], "--to: is needed"],
      [["backup", "--to", other, "--data", data], "choose an empty directory"],
      [["backup", "--to", join(other, "b"), "--data", join(other, "none")], "no database"],
      [["restore"], "--from: is needed"],
      [["restore", "--from", other, "--data", data], "there are no backups"],
    ] as const) {
      const { code, stderr } = await runCommandHere(line);
      expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    }
    const to = temporaryFolder();
    await backup(data, to);
    const full = await runCommandHere(["restore", "--from", to, "--data", other]);
    expect(full).toMatchObject({ code: 2, stderr: expect.stringContaining("is not empty") });
    const never = await runCommandHere([
      "restore",
      "--from",
      to,
      "--backup",
      "1999",
      "--data",
      data,
    ]);
    expect(never).toMatchObject({ code: 2, stderr: expect.stringContaining('no backup "1999"') });
    const marks = (await rawEntries(data)).length - before.length;
    expect(marks).toBe(1);
  });
});

describeWith("a full disk", smallDisks, (makeDisk) => {
  it("V80 is backed up elsewhere, and the next time read anew", async () => {
    const { data, fill, clear } = makeDisk(6);
    const server = await startServer(data);
    const to = join(temporaryFolder(), "backups");
    const client = new LedgerClient(`${server.url}/a`, "w");
    onTestFinished(() => client.destroy());
    await until("the client to sync", () => client.isSynced);
    client.write(100);
    await until("the edit to be saved", () => client.acknowledged.length === 1);
    fill();
    // What the store notes is small, and fits into what a file has left of its last block.
    await until("nothing to fit any more", async () => {
      client.write(2_000);
      return (await fetch(`${server.httpUrl}/healthz`)).status === 503;
    });
    const { code, stdout } = await runCommandHere(["backup", "--to", to, "--data", data]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("the next backup reads everything"),
    ]);
    clear();
    await until("all to be saved", async () => {
      return (await fetch(`${server.httpUrl}/healthz`)).status === 200;
    });
    expect(await backup(data, to)).toMatchObject({ changedDocuments: 1, isRemembered: true });
  });
});
