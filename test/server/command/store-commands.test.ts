/** `coscribe list`, `compact`, and `export` and `import` of whole stores, on directories of a server. */

import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Progress } from "@coscribe/server/internal/command/progress";
import { recordKey, recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import { parseDocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromMarkdown } from "@coscribe/shared/markdown";
import { runCommandHere } from "../../support/command-here.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { rawEntries, rawWrite } from "../store/raw-level.ts";

/** A document with lines, each an update of its own, and what was deleted in between. */
function updatesOf(lines: readonly string[]): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const flow = readFlow(flowText(doc));
  insertBlocks(flow, undefined, blocksFromMarkdown(lines.join("\n\n")));
  const text = doc.getText("other");
  for (let index = 0; index < 50; index++) {
    text.insert(0, `${index} of what nobody needs any more`);
    text.delete(0, text.length - 1);
  }
  return updates;
}

describe("commands on a whole store", () => {
  let data: string;

  beforeEach(async () => {
    data = temporaryFolder();
    const store = promptStore(data);
    for (const name of ["a", "notes/today", "notes/tomorrow"]) {
      const log = await store.open(parseDocumentName(name));
      for (const update of updatesOf([`# ${name}`, "text"])) await log.append(update);
    }
    await store.close();
  });

  const run = (...args: string[]): ReturnType<typeof runCommand> =>
    runCommandHere([...args, "--data", data]);

  async function json(...args: string[]): Promise<{ documents: Record<string, unknown>[] }> {
    const { stdout } = await run(...args, "--json");
    return JSON.parse(stdout) as { documents: Record<string, unknown>[] };
  }

  async function damage(name: string): Promise<void> {
    const store = promptStore(data);
    const { generation } = await store.open(parseDocumentName(name));
    await store.close();
    const prefix = recordPrefix(parseDocumentName(name), generation);
    await rawWrite(data, [recordKey(prefix, 20), undefined]);
  }

  it("V69 list names documents with bytes and updates, those that begin with a prefix, damage, too", async () => {
    const { documents } = await json("list");
    expect(documents.map(({ name }) => name)).toEqual(["a", "notes/today", "notes/tomorrow"]);
    expect(documents[0]).toMatchObject({ updates: 101, bytes: expect.any(Number) });
    await damage("notes/today");
    const { code, stdout } = await run("list", "--prefix", "notes/");
    expect(code).toBe(1);
    expect(stdout).toMatch(/: 2 documents, [\d.]+ kB\n/);
    expect(stdout).toMatch(/\d kB +100 +notes\/today {2}\(damaged: update 20 is missing\)\n/);
    expect((await json("list", "--prefix", "none")).documents).toEqual([]);
    await startServer(data);
    expect(await runCommand(["list", "--data", data])).toMatchObject({ code: 2, stdout: "" });
    expect(await run("list", "--data", "none")).toMatchObject({ code: 2 });
  });

  it("V69 list tells what else is known: titles, when it was changed, what is deleted", async () => {
    const store = promptStore(data);
    const put = (table: string, key: string, entry: object) => ({
      table,
      key,
      value: Buffer.from(JSON.stringify(entry)),
    });
    await store.metadata?.write([
      put("activity", "a", { title: "A title", changedAt: Date.UTC(2026, 10, 28, 12, 30) }),
      put("documents", "notes/today", { deletedAt: 5 }),
      put("aliases", "also", { to: "a", isFormer: true }),
      { table: "aliases-of", key: "a\0also", value: Buffer.of(1) },
    ]);
    await store.close();
    const { stdout } = await run("list");
    expect(stdout).toMatch(/ 2026-11-28T12:30Z {2}a – A title\n/);
    expect(stdout).toMatch(/notes\/today {2}\(deleted\)\n/);
    // A name leads to its document, and a deleted one stays as it is.
    expect((await run("export", "also")).stdout).toContain("# a");
    const file = join(temporaryFolder(), "new.txt");
    writeFileSync(file, "new\n");
    const deleted = await run("import", file, "notes/today", "--append");
    expect(deleted).toMatchObject({ code: 1, stderr: expect.stringContaining("it is deleted") });
    const to = temporaryFolder();
    const exported = await run("export", "--all", "--to", to);
    expect(exported.stdout).toContain("2 of 2 documents written");
    await run("import", file, "also", "--append");
    expect((await run("export", "a")).stdout).toContain("new\n");
    const [first] = (await json("list")).documents;
    expect(first?.["changedAt"]).toBeGreaterThan(Date.UTC(2026, 10, 28, 12, 31));
  });

  it("V70 compact makes one document or all small, tells sizes, and leaves damage alone", async () => {
    const before = (await json("list")).documents;
    const first = await run("compact", "a");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/1 of 1 document compacted\n {2}a: \d+ B, from [\d.]+ kB\n/);
    expect((await run("compact", "a")).stdout).toContain("a: compact already");
    await damage("notes/today");
    const { code, stdout } = await run("compact", "--all");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /1 of 3 documents compacted\n {2}notes\/today: it is damaged.*\n {2}notes\/tom/,
    );
    const after = (await json("list")).documents;
    expect(after.map(({ updates }) => updates)).toEqual([0, 100, 0]);
    expect(Number(after[0]?.["bytes"])).toBeLessThan(Number(before[0]?.["bytes"]) / 10);
    expect((await run("compact", "none")).stdout).toContain("there is no such document");
  });

  it("V70 compact keeps what is deleted from a document that shall", async () => {
    const store = promptStore(data);
    await (await store.open(parseDocumentName("a"))).keepDeleted(true);
    await store.close();
    await run("compact", "a");
    const { stdout } = await run("export", "a", "--format", "yjs");
    expect(stdout).toContain("of what nobody needs any more");
  });

  it("V72 export and import of all bring a store into a directory, and back", async () => {
    const to = join(temporaryFolder(), "files");
    const exported = await run("export", "--all", "--to", to);
    expect(exported).toMatchObject({ code: 0, stderr: "" });
    expect(exported.stdout).toContain("3 of 3 documents written to");
    const files = readdirSync(to, { recursive: true, encoding: "utf8" });
    expect(new Set(files)).toEqual(
      new Set(["a.md", "notes", join("notes", "today.md"), join("notes", "tomorrow.md")]),
    );
    mkdirSync(join(to, ".git"));
    writeFileSync(join(to, ".git", "config"), "hidden");
    writeFileSync(join(to, "what.bin"), "unknown");
    writeFileSync(join(to, "b c.txt"), "text\n");
    const copy = ["--data", join(temporaryFolder(), "new")];
    const imported = await runCommandHere(["import", to, "--prefix", "old/", ...copy]);
    expect(imported.code).toBe(1);
    expect(imported.stdout).toBe(
      `4 of 5 files of ${to} are documents now\n  what.bin: its format is not known; see --format\n`,
    );
    expect((await runCommandHere(["export", "old/notes/today", ...copy])).stdout).toBe(
      readFileSync(join(to, "notes", "today.md"), "utf8"),
    );
    expect((await runCommandHere(["export", "old/b c", ...copy])).stdout).toBe("text\n");
    const again = await runCommandHere(["import", to, "--prefix", "old/", ...copy]);
    expect(again.stdout).toContain(
      "  a.md: it holds something already; --append writes behind that",
    );
    const some = await json("export", "--all", "--to", to, "--prefix", "notes/", "--format", "txt");
    expect(some.documents).toMatchObject([{ file: "notes/today.txt" }, { name: "notes/tomorrow" }]);
  });

  it("V73 as yjs documents go out and in without loss, and a second time changes nothing", async () => {
    const to = temporaryFolder();
    await run("export", "--all", "--to", to, "--format", "yjs");
    const copy = temporaryFolder();
    expect(await runCommandHere(["import", to, "--data", copy])).toMatchObject({ code: 0 });
    const before = await rawEntries(copy);
    const again = await runCommandHere(["import", to, "--data", copy, "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ documents: [{ isKnown: true }, {}, {}] });
    expect(await rawEntries(copy)).toEqual(before);
    const back = temporaryFolder();
    await runCommandHere(["export", "--all", "--to", back, "--format", "yjs", "--data", copy]);
    for (const file of ["a.yjs", "notes/today.yjs"]) {
      expect(readFileSync(join(back, file))).toEqual(readFileSync(join(to, file)));
    }
    const doc = new Y.Doc();
    Y.applyUpdate(doc, readFileSync(join(back, "a.yjs")));
    expect(doc.getText("other").toString()).toBe("e");
  });

  it("V73 what the server would refuse of a client is refused, and both are put together with --append", async () => {
    const file = join(temporaryFolder(), "one.yjs");
    const doc = new Y.Doc();
    doc.getText("mine").insert(0, "mine");
    writeFileSync(file, Y.encodeStateAsUpdate(doc));
    const refused = await run("import", file, "a");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("--append") });
    expect(await run("import", file, "a", "--append")).toMatchObject({ code: 0 });
    expect((await run("import", file, "a")).stdout).toContain("a: nothing new from");
    writeFileSync(file, Buffer.from([1, 1, 1, 0, 200, 0]));
    expect(await run("import", file, "b")).toMatchObject({ code: 1, stdout: "" });
    const later = new Y.Doc();
    later.getText("t").insert(0, "one");
    const vector = Y.encodeStateVector(later);
    later.getText("t").insert(3, "two");
    writeFileSync(file, Y.encodeStateAsUpdate(later, vector));
    const hole = await run("import", file, "b");
    expect(hole).toMatchObject({ code: 1, stderr: expect.stringContaining("builds on") });
    expect((await json("list")).documents).toHaveLength(3);
  });

  it("V74 progress is told in a terminal and with --progress, and nowhere else", async () => {
    const told = await run("list", "--progress");
    expect(told.stderr).toBe("0 of 3: a\n");
    expect((await run("list")).stderr).toBe("");
    const lines: string[] = [];
    const progress = new Progress({ error: (text) => lines.push(text), isTerminal: true }, false);
    progress.tell(1, 20, "x".repeat(200));
    progress.end();
    progress.end();
    expect(lines.map((line) => line.length)).toEqual([80, 81]);
    expect(lines[0]).toMatch(/^\r1 of 20: x+$/);
  });

  it("V42 asks where names and --all do not go together with the rest", async () => {
    const { stderr } = await run("export", "--all", "--prefix", "a", "b");
    expect(stderr).toContain("either names of documents or --all");
    expect(stderr).toContain("into which directory?");
    expect((await run("export", "a", "--json")).stderr).toContain("--json: the document itself");
    const file = join(temporaryFolder(), "a.md");
    writeFileSync(file, "text");
    expect((await run("import", file)).stderr).toContain("FILE NAME, or DIRECTORY");
    const missing = join(temporaryFolder(), "data");
    await runCommandHere(["import", "none.md", "a", "--data", missing]);
    expect(existsSync(missing)).toBe(false);
  });
});
