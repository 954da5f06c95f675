/** `coscribe check`, as built, on directories that a real server could have left. */

import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { systemClock } from "@coscribe/server/internal/clock";
import { checkData, type CheckReport } from "@coscribe/server/internal/command/check-data";
import { reportAsText, statusOf } from "@coscribe/server/internal/command/check-report";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import {
  headKey,
  metadataKey,
  recordKey,
  recordPrefix,
} from "@coscribe/server/internal/store/key-value/key-layout";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import { runCommandHere } from "../../support/command-here.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { newestFile } from "../store/files/level-files.ts";
import { rawEntries, rawWrite } from "../store/raw-level.ts";
import { promptStore } from "../../support/prompt-store.ts";

const notes = parseDocumentName("notes/today");
const words = Array.from({ length: 20 }, (_, index) => `word${index} `);

describe("coscribe check", () => {
  let data: string;
  let generation: string;
  /** What was written into `notes/today`. */
  let doc: Y.Doc;

  beforeEach(async () => {
    data = temporaryFolder();
    const store = promptStore(data);
    const log = await store.open(notes);
    ({ generation } = log);
    doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (const word of words) doc.getText("text").insert(doc.getText("text").length, word);
    for (const update of updates) await log.append(update);
    await (await store.open(parseDocumentName("other"))).append(Y.encodeStateAsUpdate(doc));
    await store.close();
  });

  function lose(...sequences: readonly number[]): Promise<void> {
    const prefix = recordPrefix(notes, generation);
    return rawWrite(
      data,
      ...sequences.map((sequence) => [recordKey(prefix, sequence), undefined] as const),
    );
  }

  /** The command itself. */
  function runCheck(...flags: string[]): ReturnType<typeof runCommandHere> {
    return runCommandHere(["check", "--data", data, ...flags]);
  }

  /** What the command does, without a process of its own. */
  async function check(
    isRepairing = false,
  ): Promise<CheckReport & { status: string; text: string }> {
    const report = await checkData({
      directory: data,
      isRepairing,
      clock: systemClock,
      background: inlineBackground,
    });
    return { ...report, status: statusOf(report), text: reportAsText(report, "REPAIR") };
  }

  /** The text of `notes/today`, and whether it is sound. */
  async function look(): Promise<{ text: string; isSound: boolean; generation: string }> {
    const store = promptStore(data);
    const log = await store.open(notes);
    const { replica, damage } = await loadDocument(log);
    await store.close();
    const loaded = new Y.Doc();
    Y.applyUpdate(loaded, replica.encode());
    const isSound = damage.length === 0;
    return { text: loaded.getText("text").toString(), isSound, generation: log.generation };
  }

  it("K1 explains itself, and refuses what it does not understand with 2", async () => {
    const help = await runCommand(["check", "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const word of ["--data", "--repair", "--json", "set-aside", "COSCRIBE_DATA"]) {
      expect(help.stdout).toContain(word);
    }
    for (const [flags, word] of [
      [["check", "--port", "1"], "--port"],
      [["check", "me"], "me"],
      [["check", "--data", ""], "data"],
    ] as const) {
      expect(await runCommandHere(flags)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(word),
      });
    }
    const inEnvironment = await runCommand(["check"], { COSCRIBE_DATA: data });
    expect(inEnvironment).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("2 documents"),
    });
  });

  it("K2 says of a sound store that it is, with 0, and changes no record", async () => {
    const before = await rawEntries(data);
    expect(await runCheck()).toMatchObject({
      code: 0,
      stdout: `${data}: 2 documents, 0.0 MB\n\nEverything is sound.\n`,
    });
    const { stdout } = await runCheck("--json");
    expect(JSON.parse(stdout)).toMatchObject({
      status: "sound",
      documents: 2,
      damaged: [],
      store: [],
    });
    expect(await check(true)).toMatchObject({ status: "sound" });
    expect(await rawEntries(data)).toEqual(before);
    expect(existsSync(join(data, "set-aside"))).toBe(false);
  });

  it("K3 names each damaged document and what is wrong with it, with 1, and changes no record", async () => {
    await lose(8);
    const before = await rawEntries(data);
    const { code, stdout } = await runCheck();
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        `${data}: 2 documents, 0.0 MB`,
        "",
        "Damaged documents",
        "  notes/today",
        "    update 8 is missing",
        "    12 updates build on what is missing, and are left out",
        "",
        "1 of 2 documents damaged: they can be read, as far as that goes, but not changed.",
        `To repair it: coscribe check --data ${JSON.stringify(data)} --repair`,
        "",
      ].join("\n"),
    );
    const { stdout: json } = await runCheck("--json");
    expect(JSON.parse(json)).toMatchObject({
      status: "damaged",
      damaged: [{ name: "notes/today", isRepaired: false, problems: { length: 2 } }],
    });
    expect(await rawEntries(data)).toEqual(before);
  });

  it.each([
    ["an update is missing", () => lose(8), 7],
    ["everything is missing", () => lose(...words.map((_, index) => index + 1)), 0],
    ["the last update is missing", () => lose(20), 19],
    ["its head is missing", () => rawWrite(data, [headKey(notes), undefined]), 20],
    ["its head is damaged", () => rawWrite(data, [headKey(notes), Buffer.from("nonsense")]), 20],
    [
      "an update is damaged",
      () => rawWrite(data, [recordKey(recordPrefix(notes, generation), 8), Buffer.alloc(40)]),
      7,
    ],
  ])("K4 --repair makes a document sound of which %s", async (_, damage, wordsLeft) => {
    await damage();
    expect(await check(true)).toMatchObject({
      status: "repaired",
      text: expect.stringContaining("notes/today (repaired)"),
    });
    const left = words.slice(0, wordsLeft).join("");
    expect(await look()).toEqual({ text: left, isSound: true, generation });
    expect(await check()).toMatchObject({
      status: "sound",
      text: expect.stringContaining("sound"),
    });
  });

  it("K4 a repaired document is served and written as any other, and who has more of it brings it back", async () => {
    await lose(8);
    expect(await runCheck("--repair")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("All of this has been repaired"),
    });
    const server = await startServer(data);
    const client = await syncedClient(server.url, "notes%2Ftoday");
    expect(textOf(client)).toBe(words.slice(0, 7).join(""));
    client.doc.getText("text").insert(0, "new ");
    const old = await syncedClient(server.url, "notes%2Ftoday", doc);
    await until("both to be one", () => textOf(client) === textOf(old));
    for (const word of ["new ", ...words]) expect(textOf(client)).toContain(word);
    await server.stop("SIGTERM");
    expect(await check()).toMatchObject({ status: "sound" });
    const { text } = await look();
    expect(text).toBe(textOf(client));
  });

  it("K5 --repair keeps every record of the document, readable for any program", async () => {
    await lose(8);
    const before = await rawEntries(data);
    const { setAside } = await check(true);
    expect(readdirSync(setAside!)).toEqual(["0001-notes%2Ftoday.jsonl"]);
    const lines = readFileSync(join(setAside!, "0001-notes%2Ftoday.jsonl"), "utf8")
      .trim()
      .split("\n");
    const records = lines.map((line) => JSON.parse(line) as Record<string, string | number>);
    expect(records).toHaveLength(1 + 19);
    for (const { key, value } of records) {
      const entry = before.find(([found]) => found.equals(Buffer.from(String(key), "base64")));
      expect(entry?.[1]).toEqual(Buffer.from(String(value), "base64"));
    }
    // With what was missing, it is the whole document again.
    const again = new Y.Doc();
    for (const { update } of records) {
      if (update !== undefined) Y.applyUpdate(again, Buffer.from(String(update), "base64"));
    }
    expect(again.getText("text").toString()).toBe(words.slice(0, 7).join(""));
    Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
    expect(again.getText("text").toString()).toBe(words.join(""));
  });

  it("K5 records of nobody, and of an earlier history of a document, are named and set aside", async () => {
    const stray = Buffer.from([0x06, 0x61]);
    const old = recordKey(recordPrefix(notes, "AAAAAAAA"), 1);
    await rawWrite(data, [stray, Buffer.from("stray")], [old, Buffer.from("old")]);
    const store = promptStore(data);
    await store.metadata!.write([{ table: "titles", key: "a", value: Buffer.from("Sound") }]);
    await store.close();
    const { status, text } = await check();
    expect(status).toBe("damaged");
    expect(text).toContain("1 record is nobody's");
    expect(text).toContain("records of an earlier history of it are still there");
    const { setAside } = await check(true);
    expect(readdirSync(setAside!)).toEqual(["0001-notes%2Ftoday.jsonl", "records of nobody.jsonl"]);
    const keys = (await rawEntries(data)).map(([key]) => key.toString("hex"));
    expect(keys).not.toContain(stray.toString("hex"));
    expect(keys).not.toContain(old.toString("hex"));
    expect(keys).toContain(metadataKey("titles", "a").toString("hex"));
    expect(await look()).toMatchObject({ text: words.join(""), isSound: true });
  });

  it.each([
    ["CURRENT is gone", () => rmSync(join(data, "CURRENT"))],
    ["CURRENT is empty", () => truncateSync(join(data, "CURRENT"), 0)],
    ["its MANIFEST is gone", () => rmSync(manifest())],
    ["its MANIFEST is cut", () => truncateSync(manifest(), 40)],
    [
      "its MANIFEST is gone and a table damaged",
      () => {
        rmSync(manifest());
        const { path, bytes } = newestFile(data, ".ldb");
        bytes[bytes.length - 100]! ^= 1;
        writeFileSync(path, bytes);
      },
    ],
    [
      "its MANIFEST is gone and the log ends in half a batch",
      () => {
        rmSync(manifest());
        appendFileSync(newestFile(data, ".log").path, Buffer.from([1, 2, 3, 4, 9, 0, 1, 5, 6]));
      },
    ],
  ])(
    "K6 a store that LevelDB cannot open is named, and repaired from what is there: %s",
    async (_, damage) => {
      await check(); // Makes a table of the log.
      const store = promptStore(data);
      await (await store.open(parseDocumentName("third"))).append(Y.encodeStateAsUpdate(doc));
      await store.close();
      damage();
      const found = await check();
      expect(found.status).toBe("damaged");
      expect(found.text).toMatch(/Files of the database are missing or damaged/);
      expect(found.text).toContain("To repair it: REPAIR");
      const before = readdirSync(data).filter((file) => /^\d+\.(log|ldb)$/.test(file));
      const { status, setAside } = await check(true);
      expect(status).toBe("repaired");
      expect(readdirSync(setAside!)).toEqual(expect.arrayContaining(before));
      expect(await check()).toMatchObject({ status: "sound", documents: 3 });
      expect(await look()).toEqual({ text: words.join(""), isSound: true, generation });
    },
  );

  function manifest(): string {
    return join(data, readFileSync(join(data, "CURRENT"), "latin1").trim());
  }

  it("K6 the command says so when a server cannot start, repairs, and the server starts", async () => {
    truncateSync(join(data, "CURRENT"), 0);
    const refused = await runCommand(["--port", "0", "--data", data]);
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/CURRENT is damaged.*run \\"coscribe check --repair\\"/),
    });
    expect(await runCheck()).toMatchObject({ code: 1 });
    expect(await runCheck("--repair")).toMatchObject({ code: 0 });
    const server = await startServer(data);
    expect(textOf(await syncedClient(server.url, "other"))).toBe(words.join(""));
    expect(server.log.filter((line) => Number(line["level"]) >= 50)).toEqual([]);
  });

  it("K6 what was in a table that is gone is named, and the rest is usable after a repair", async () => {
    await check();
    const store = promptStore(data);
    await (await store.open(parseDocumentName("newer"))).append(Y.encodeStateAsUpdate(doc));
    await store.close();
    rmSync(newestFile(data, ".ldb").path);
    const { status, text } = await check();
    expect(status).toBe("damaged");
    expect(text).toMatch(/\.ldb is missing, with records of the document/);
    expect(await check(true)).toMatchObject({ status: "repaired" });
    const again = promptStore(data);
    expect(await again.list()).toEqual(["newer"]);
    await again.close();
  });

  it("K6 notes of damage stay in the log, in /healthz and in every check, until a repair", async () => {
    const { path, bytes } = newestFile(data, ".log");
    bytes[bytes.length - 5]! ^= 1;
    writeFileSync(path, bytes);
    const what = expect.stringMatching(/writes? (is|are) missing at the end/);
    for (let round = 0; round < 2; round++) {
      expect(await check()).toMatchObject({ status: "damaged", text: what });
    }
    const server = await startServer(data);
    expect(server.log.filter(({ level }) => level === 50)).toMatchObject([{ msg: what }]);
    const health = await fetch(`${server.httpUrl}/healthz`);
    expect(await health.json()).toMatchObject({
      status: "damaged",
      damage: { documents: [], store: [what] },
    });
    await server.stop("SIGTERM");
    expect(await check(true)).toMatchObject({ status: "repaired", text: what });
    expect(await check()).toMatchObject({ status: "sound" });
  });

  it("K7 what is no database, foreign or in use is left alone, with 2", async () => {
    const empty = temporaryFolder();
    for (const directory of [empty, join(empty, "not", "there")]) {
      const found = await runCommandHere(["check", "--repair", "--data", directory]);
      expect(found).toMatchObject({ code: 2, stderr: expect.stringContaining("no database") });
    }
    expect(readdirSync(empty)).toEqual([]);
    const foreign = temporaryFolder();
    await rawWrite(foreign, [Buffer.from("theirs"), Buffer.from("value")]);
    const found = await runCommandHere(["check", "--repair", "--data", foreign]);
    expect(found).toMatchObject({ code: 2, stderr: expect.stringContaining("another program") });
    expect(await rawEntries(foreign)).toHaveLength(1);
    const server = await startServer(data);
    expect(await runCheck("--repair")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("open in another process. Stop that process"),
    });
    await server.stop("SIGTERM");
    expect(await check()).toMatchObject({ status: "sound" });
  });

  it("K8 a document that Yjs cannot load is named, and left as it is", async () => {
    const before = await rawEntries(data);
    const report = await checkData({
      directory: data,
      isRepairing: true,
      clock: systemClock,
      background: { compact: () => Promise.reject(new Error("Unexpected case")) },
    });
    expect(statusOf(report)).toBe("damaged");
    const problems = ["it does not load in Yjs: Unexpected case"];
    expect(report.damaged).toEqual([
      { name: "notes/today", isRepaired: false, problems },
      { name: "other", isRepaired: false, problems },
    ]);
    expect(await rawEntries(data)).toEqual(before);
  });
});
