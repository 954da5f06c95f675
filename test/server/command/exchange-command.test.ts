/** `coscribe export` and `coscribe import`, as built, on directories that a server could have left. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readCommand } from "@coscribe/server/internal/command/settings";
import { parseDocumentName } from "@coscribe/shared";
import { blocksFromDocx } from "@coscribe/shared/docx";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromMarkdown } from "@coscribe/shared/markdown";
import { runCommand, startServer } from "../../support/server-process.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const markdown = "# Title\n\n- [x] **done**\n- [ ] open\n\n1. one\n2. two\n";

describe("coscribe export and import", () => {
  let data: string;
  let files: string;

  beforeEach(async () => {
    data = temporaryFolder();
    files = temporaryFolder();
    const doc = new Y.Doc();
    insertBlocks(readFlow(flowText(doc)), undefined, blocksFromMarkdown(markdown));
    const all = promptStore(data);
    await (await all.open(parseDocumentName("notes/today"))).append(Y.encodeStateAsUpdate(doc));
    await all.close();
  });

  function run(...args: string[]): ReturnType<typeof runCommand> {
    return runCommand([...args, "--data", data]);
  }

  it("V42 explain themselves, and refuse what they do not understand with 2", async () => {
    for (const command of ["export", "import"]) {
      const help = await runCommand([command, "--help"]);
      expect(help).toMatchObject({ code: 0, stderr: "" });
      for (const word of ["--format", "--data", "docx"]) expect(help.stdout).toContain(word);
    }
    for (const [flags, word] of [
      [["export"], "which document"],
      [["export", "a", "b"], "which document"],
      [["export", "a", "--format", "pdf"], "pdf"],
      [["export", "a", "--to", "a.pdf"], "--format"],
      [["import", "a.md"], "FILE NAME"],
      [["import", "a.pdf", "b"], "--format"],
      [["import", "a.md", "\u0007"], "control character"],
    ] as const) {
      expect(readCommand(flags, {}), flags.join(" ")).toMatchObject({
        type: "mistake",
        message: expect.stringContaining(word),
      });
    }
  });

  it("V43 a document is written in each format, printed or into a file", async () => {
    const printed = await run("export", "notes/today");
    expect(printed).toMatchObject({ code: 0, stderr: "", stdout: markdown });
    for (const [format, part] of [
      ["html", "<h1>Title</h1>"],
      ["txt", "- [x] done"],
      ["json", '"textblock"'],
    ] as const) {
      const { code, stdout } = await run("export", "notes/today", "--format", format);
      expect(code).toBe(0);
      expect(stdout).toContain(part);
    }
    const to = join(files, "today.docx");
    expect(await run("export", "notes/today", "--to", to)).toMatchObject({ code: 0, stdout: "" });
    const read = plainText(await blocksFromDocx(new Uint8Array(readFileSync(to))));
    expect(read).toBe("Title\n- [x] done\n- [ ] open\n1. one\n2. two");
  });

  it("V44 a file is a document, a new one or behind what another holds", async () => {
    const to = join(files, "today.docx");
    await run("export", "notes/today", "--to", to);
    const first = await run("import", to, "from word");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("5 blocks");
    expect((await run("export", "from word")).stdout).toBe(markdown);
    writeFileSync(join(files, "more.txt"), "one line\n");
    const refused = await run("import", join(files, "more.txt"), "from word");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("--append") });
    expect(await run("import", join(files, "more.txt"), "from word", "--append")).toMatchObject({
      code: 0,
    });
    expect((await run("export", "from word")).stdout).toBe(`${markdown}\none line\n`);
  });

  it("V44 the first document of a directory that is not there yet", async () => {
    const file = join(files, "first.md");
    writeFileSync(file, markdown);
    const first = ["--data", join(files, "new", "data")];
    expect(await runCommand(["import", file, "first", ...first])).toMatchObject({ code: 0 });
    expect((await runCommand(["export", "first", ...first])).stdout).toBe(markdown);
  });

  it("V45 what cannot be read or written is told, and nothing is changed", async () => {
    const { code, stderr } = await run("export", "none");
    expect([code, stderr]).toEqual([1, expect.stringContaining("no such document")]);
    writeFileSync(join(files, "broken.docx"), "no zip");
    const broken = await run("import", join(files, "broken.docx"), "notes/today");
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining("no .docx") });
    const missing = await run("import", join(files, "missing.md"), "new");
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("missing.md") });
    expect((await run("export", "notes/today")).stdout).toBe(markdown);
    await startServer(data);
    expect(await run("export", "notes/today")).toMatchObject({ code: 2, stdout: "" });
  });
});
