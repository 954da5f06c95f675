/** `coscribe convert`, as built, on directories that a real server could have left. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readCommand } from "@coscribe/server/internal/command/read-command";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import { parseDocumentName } from "@coscribe/shared";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { runCommandHere } from "../../support/command-here.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { stockClient } from "../../support/stock-client.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { recordedBlockNote } from "../../shared/convert/block-note.ts";
import { lettersOf } from "../../shared/convert/seen.ts";
import { element, runs } from "../../shared/convert/trees.ts";
import { rawEntries } from "../store/raw-level.ts";

/** A document of Tiptap's with one line. */
function lineOf(line: string, root = "default"): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment(root).push([element("paragraph", {}, runs([line]))]);
  return doc;
}

describe("coscribe convert", () => {
  let data: string;

  beforeEach(async () => {
    data = temporaryFolder();
    const flow = new Y.Doc();
    flowText(flow).insert(0, "a flow already");
    await store("notes/today", lineOf("tiptap's"));
    await store("block note", recordedBlockNote());
    await store("mine", flow);
    await store("custom", lineOf("elsewhere", "body"));
  });

  async function store(name: string, doc: Y.Doc): Promise<void> {
    const all = promptStore(data);
    await (await all.open(parseDocumentName(name))).append(Y.encodeStateAsUpdate(doc));
    await all.close();
  }

  async function load(name: string): Promise<Y.Doc> {
    const all = promptStore(data);
    const { replica } = await loadDocument(await all.open(parseDocumentName(name)));
    await all.close();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    return doc;
  }

  async function flowOf(name: string): Promise<string> {
    return plainText(readFlow(flowText(await load(name))).blocks);
  }

  function run(...flags: string[]): ReturnType<typeof runCommandHere> {
    return runCommandHere(["convert", "--data", data, ...flags]);
  }

  it("V20 explains itself, and refuses what it does not understand with 2", async () => {
    const help = await runCommand(["convert", "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const word of ["--data", "--all", "--from", "--dry-run", "--json", "document-store"]) {
      expect(help.stdout).toContain(word);
    }
    const mistake = await runCommand(["convert"]);
    expect(mistake).toMatchObject({ code: 2, stdout: "" });
    for (const [flags, word] of [
      [["convert"], "which document"],
      [["convert", "a", "--all"], "--all"],
      [["convert", "a", "--repair"], "--repair"],
      [["convert", "a", "--from", ""], "--from"],
      [["convert", "a", "--data", ""], "--data"],
      [["convert", "\u0007"], "control character"],
    ] as const) {
      expect(readCommand(flags, {}), flags.join(" ")).toMatchObject({
        type: "mistake",
        problems: [expect.stringContaining(word)],
      });
    }
  });

  it("V21 converts one document, says what it did, and leaves the others alone", async () => {
    const before = await load("notes/today");
    const first = await run("notes/today");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("1 of 1 document converted");
    expect(first.stdout).toContain('notes/today: converted, 1 block from "default"');
    expect(await flowOf("notes/today")).toBe("tiptap's");
    const after = await load("notes/today");
    const tree = (doc: Y.Doc): string => doc.getXmlFragment("default").toString();
    expect(tree(after)).toBe(tree(before));
    expect(await flowOf("block note")).toBe("");
    const records = await rawEntries(data);
    const again = await run("notes/today");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to be done") });
    expect(await rawEntries(data)).toEqual(records);
  });

  it("V21 converts all, from the usual roots, for programs in JSON", async () => {
    const { code, stdout } = await run("--all", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      directory: data,
      documents: [
        {
          name: "block note",
          outcome: "converted",
          roots: ["document-store"],
          blocks: 20,
          placeholders: 2,
        },
        { name: "custom", outcome: "nothing" },
        { name: "mine", outcome: "nothing" },
        {
          name: "notes/today",
          outcome: "converted",
          roots: ["default"],
          blocks: 1,
          placeholders: 0,
        },
      ],
    });
    expect(await flowOf("mine")).toBe("a flow already");
    const converted = readFlow(flowText(await load("block note"))).blocks;
    expect(lettersOf(converted)).toContain("inside the toggle");
  });

  it("V21 takes the root that is named", async () => {
    const { code, stdout } = await run("custom", "--from", "body");
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('"body"') });
    expect(await flowOf("custom")).toBe("elsewhere");
  });

  it("V21 says what it would do without doing it", async () => {
    const records = await rawEntries(data);
    const { code, stdout } = await run("--all", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain("2 of 4 documents would be converted; nothing was written");
    expect(await rawEntries(data)).toEqual(records);
  });

  it("V22 what is missing or damaged is named, with 1, and keeps nobody else from it", async () => {
    const all = promptStore(data);
    const log = await all.open(parseDocumentName("notes/today"));
    await log.append(Uint8Array.of(1, 1, 9, 9));
    await all.close();
    const { code, stdout } = await run("notes/today", "nobody's", "block note");
    expect(code).toBe(1);
    expect(stdout).toContain("1 of 3 documents converted");
    expect(stdout).toContain("nobody's: there is no such document");
    expect(stdout).toMatch(/notes\/today: it is damaged \(.*\); see coscribe check/);
    expect(await flowOf("block note")).not.toBe("");
  });

  it("V22 what is no database, or in use, is left alone, with 2", async () => {
    const nowhere = join(data, "nowhere");
    expect(await runCommand(["convert", "a", "--data", nowhere])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no database"),
    });
    expect(existsSync(nowhere)).toBe(false);
    const { url } = await startServer(data);
    const refused = await run("--all");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/in use|another/);
    const client = stockClient(url, "notes/today");
    await until("the document", () => client.provider.synced);
    expect(flowText(client.doc).length).toBe(0);
  });
});
