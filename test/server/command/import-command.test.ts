/** `coscribe import-y-leveldb`, `import-hocuspocus` and `import-y-sweet`, on what these programs leave. */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { updatesOf, hocuspocusWith, yLevelDbWith, ySweetWith } from "../../support/other-stores.ts";
import { runCommandHere } from "../../support/command-here.ts";
import { runCommand } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { rawEntries } from "../store/raw-level.ts";

/** Formatted text, maps, nested types, deletions; two clients. */
const mixed = updatesOf((doc) => {
  const text = doc.getText("text");
  const map = doc.getMap("map");
  const other = new Y.Doc();
  return [
    () => text.insert(0, "a line of text that is longer than others\n", { bold: true }),
    () => text.delete(3, 10),
    () => map.set("nested", new Y.Array<unknown>()),
    () => (map.get("nested") as Y.Array<unknown>).push([1, "two", { three: 3 }]),
    () => {
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      other.getText("text").insert(5, "somebody else's 𝄞");
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
    },
    () => map.delete("nested"),
    () => doc.getXmlFragment("default").push([new Y.XmlElement("paragraph")]),
  ];
});

const typed = updatesOf((doc) =>
  Array.from({ length: 60 }, (_, index) => () => {
    doc.getText("text").insert(index, String.fromCharCode(97 + (index % 26)));
  }),
);

const documents = new Map([
  ["notes", mixed],
  ["typed", typed],
]);

/** What Yjs makes of updates, in bytes that do not depend on their order. */
function canonical(updates: readonly Uint8Array[]): Buffer {
  const [gathered, doc] = [new Y.Doc(), new Y.Doc()];
  for (const update of updates) Y.applyUpdate(gathered, update);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(gathered));
  return Buffer.concat([Y.encodeStateVector(doc), Y.encodeStateAsUpdate(doc)]);
}

/** All files below a directory with their content and times. */
function fingerprint(path: string): string {
  const hash = createHash("sha256");
  const files = statSync(path).isFile() ? [""] : readdirSync(path, { encoding: "utf8" });
  for (const file of files) {
    const at = join(path, file);
    const { mtimeMs, size } = statSync(at);
    hash.update(`${file} ${mtimeMs} ${size}`);
    if (statSync(at).isFile()) hash.update(readFileSync(at));
  }
  return hash.digest("hex");
}

describe("documents of other programs' stores", () => {
  let data: string;

  beforeEach(() => {
    data = temporaryFolder();
  });

  const run = (command: string, path: string, ...flags: string[]): ReturnType<typeof runCommand> =>
    runCommandHere([command, path, "--data", data, ...flags]);

  async function stored(name: string): Promise<Buffer> {
    const to = join(temporaryFolder(), "one.yjs");
    expect(await runCommandHere(["export", name, "--to", to, "--data", data])).toMatchObject({
      code: 0,
    });
    return canonical([readFileSync(to)]);
  }

  describe.each([
    ["import-y-leveldb", (path: string) => yLevelDbWith(path, documents)],
    ["import-hocuspocus", (path: string) => hocuspocusWith(path, documents)],
    ["import-y-sweet", async (path: string) => ySweetWith(path, documents)],
  ] as const)("%s", (command, make) => {
    let path: string;

    beforeEach(async () => {
      path = join(temporaryFolder(), "store");
      await make(path);
    });

    it("V75 imports documents as they are, twice without a difference, and leaves their store alone", async () => {
      const before = fingerprint(path);
      const first = await run(command, path);
      expect(first).toMatchObject({ code: 0, stderr: "" });
      expect(first.stdout).toContain("2 of 2 documents imported");
      for (const [name, updates] of documents) {
        expect(await stored(name)).toEqual(canonical(updates));
      }
      const entries = await rawEntries(data);
      const again = await run(command, path, "--json");
      expect(JSON.parse(again.stdout)).toMatchObject({
        documents: [{ outcome: "same" }, { outcome: "same" }],
      });
      expect(await rawEntries(data)).toEqual(entries);
      expect(fingerprint(path)).toBe(before);
    });

    it("V76 leaves a document alone that has something else in it, unless both are to be together", async () => {
      const mine = new Y.Doc();
      mine.getText("mine").insert(0, "mine");
      const file = join(temporaryFolder(), "mine.yjs");
      writeFileSync(file, Y.encodeStateAsUpdate(mine));
      await runCommandHere(["import", file, "notes", "--data", data]);
      const before = await stored("notes");
      const refused = await run(command, path);
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain("notes: it holds something else already; --merge puts both");
      expect(await stored("notes")).toEqual(before);
      expect(await run(command, path, "--merge")).toMatchObject({ code: 0 });
      expect(await stored("notes")).toEqual(canonical([Y.encodeStateAsUpdate(mine), ...mixed]));
    });

    it("V77 says what is no store of that program, and takes other names for documents", async () => {
      const renamed = await run(command, path, "--prefix", "old/", "--rename", "typed=new/name");
      expect(renamed.code).toBe(0);
      expect(await stored("old/notes")).toEqual(canonical(mixed));
      expect(await stored("new/name")).toEqual(canonical(typed));
      const wrong = await run(command, path, "--rename", "nobody=new");
      expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("nobody=new") });
      const twice = await run(command, path, "--rename", "typed=notes");
      expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('called "notes"') });
      const empty = temporaryFolder();
      writeFileSync(join(empty, "nonsense.sqlite"), "nonsense".repeat(100));
      const nothing = command === "import-hocuspocus" ? join(empty, "nonsense.sqlite") : empty;
      expect(await run(command, nothing)).toMatchObject({ code: 2, stdout: "" });
      expect(await run(command, join(empty, "none"))).toMatchObject({ code: 2, stdout: "" });
    });
  });

  describe("y-leveldb", () => {
    it("V78 is read with what it has put together, and what not; its metadata are told", async () => {
      const path = join(temporaryFolder(), "store");
      await yLevelDbWith(path, documents, { flushed: ["typed"], metas: ["notes", "typed"] });
      await yLevelDbWith(
        path,
        new Map([["typed", updatesOf((doc) => [() => doc.getMap("m").set("a", 1)])]]),
      );
      const { code, stdout } = await run("import-y-leveldb", path, "--json");
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        note: expect.stringMatching(/^reads a copy of [\d.]+ k?B/),
        documents: [
          { name: "notes", leftOut: "1 of its own metadata" },
          { name: "typed", leftOut: "1 of its own metadata" },
        ],
      });
      const doc = new Y.Doc();
      await runCommandHere(["export", "typed", "--to", join(path, "t.yjs"), "--data", data]);
      Y.applyUpdate(doc, readFileSync(join(path, "t.yjs")));
      expect(doc.getText("text").length).toBe(60);
      expect(doc.getMap("m").get("a")).toBe(1);
    });

    it("V79 names that none can have, and updates that the server refuses, are told with what to do", async () => {
      const path = join(temporaryFolder(), "store");
      const torn = typed.filter((_, index) => index === 0 || index === 2);
      await yLevelDbWith(
        path,
        new Map([
          ["a//b", typed],
          ["good", mixed],
          ["torn", torn],
        ]),
      );
      const { code, stdout } = await run("import-y-leveldb", path);
      expect(code).toBe(1);
      expect(stdout).toContain("1 of 3 documents imported");
      expect(stdout).toContain("a//b: the document name has an empty part");
      expect(stdout).toContain('--rename "a//b=NEW"');
      expect(stdout).toMatch(
        /torn: 1 update builds on what is missing.*; --partial takes what can be/,
      );
      const part = await run("import-y-leveldb", path, "--partial", "--rename", "a//b=a/b");
      expect(part.stdout).toMatch(
        /2 of 3 documents imported.*1 were here already\n {2}torn: in part: /,
      );
      expect(await stored("torn")).toEqual(canonical(typed.slice(0, 1)));
    });
  });

  it("V79 hostile updates in a database of Hocuspocus are refused, and documents kept with their deletions", async () => {
    const file = join(temporaryFolder(), "store.sqlite");
    await hocuspocusWith(file, documents);
    const database = new sqlite.Database(file);
    const put = "INSERT INTO documents VALUES (?, ?)";
    database.run(put, ["hostile", Uint8Array.from([1, 1, 1, 0, 200, 0])]);
    database.run(put, ["text", "no bytes"]);
    database.close();
    const { code, stdout } = await run("import-hocuspocus", file, "--keep-deleted");
    expect(code).toBe(1);
    expect(stdout).toContain("2 of 4 documents imported");
    expect(stdout).toMatch(/hostile: update 1 is no update/);
    expect(stdout).toContain("text: what is kept of it is no update");
    const { documents: listed } = JSON.parse(
      (await runCommandHere(["list", "--data", data, "--json"])).stdout,
    ) as { documents: { name: string }[] };
    expect(listed.map(({ name }) => name)).toEqual(["notes", "typed"]);
  });

  it("V79 a file of y-sweet is read with updates that are not put together, and a broken one is told", async () => {
    const path = join(temporaryFolder(), "store");
    ySweetWith(path, documents, 3);
    mkdirSync(join(path, "cut"));
    const whole = readFileSync(join(path, "typed", "data.ysweet"));
    writeFileSync(join(path, "cut", "data.ysweet"), whole.subarray(0, 100));
    const { code, stdout } = await run("import-y-sweet", path);
    expect(code).toBe(1);
    expect(stdout).toContain("cut: data.ysweet is cut off");
    for (const [name, updates] of documents) {
      expect(await stored(name)).toEqual(canonical(updates));
    }
  });
});
