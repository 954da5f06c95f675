/** `coscribe export` and `coscribe import`, as built, on directories that a server could have left. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readCommand } from "@coscribe/server/internal/command/read-command";
import { parseDocumentName } from "@coscribe/shared";
import { blocksFromDocx } from "@coscribe/shared/docx";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromMarkdown } from "@coscribe/shared/markdown";
import { runCommand, startServer } from "../../support/server-process.ts";
import { runCommandHere } from "../../support/command-here.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { docxWith, type PictureGiven } from "../../support/docx-with.ts";
import { gifOf, pngOf } from "../../support/sample-files.ts";
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

  function run(...args: string[]): ReturnType<typeof runCommandHere> {
    return runCommandHere([...args, "--data", data]);
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
      [["import"], "FILE NAME"],
      [["import", "a.pdf", "b"], "--format"],
      [["import", "a.md", "\u0007"], "control character"],
    ] as const) {
      expect(readCommand(flags, {}), flags.join(" ")).toMatchObject({
        type: "mistake",
        problems: [expect.stringContaining(word)],
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

  describe("pictures", () => {
    const png = pngOf(40, 30);
    const gif = gifOf(9, 8);
    /** As {@link run}, in less time. */
    function runHere(...args: string[]): ReturnType<typeof run> {
      return runCommandHere([...args, "--data", data]);
    }

    const noise = new Uint8Array(2_000).fill(7);

    async function writeDocx(path: string, pictures: readonly PictureGiven[]): Promise<void> {
      writeFileSync(path, await docxWith(pictures));
    }

    /** The pictures of a document: their attributes. */
    async function picturesOf(name: string): Promise<readonly unknown[]> {
      const { stdout } = await runHere("export", name, "--format", "json");
      const { content } = JSON.parse(stdout) as { content: { type: string; attrs: unknown }[] };
      return content.filter(({ type }) => type === "image").map(({ attrs }) => attrs);
    }

    const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

    it("V60 in a .docx are kept as the server keeps them, and are in one again", async () => {
      const file = join(files, "two.docx");
      await writeDocx(file, [
        { bytes: png, type: "png" },
        { bytes: gif, type: "gif" },
        { bytes: png, type: "png" },
      ]);
      const imported = await run("import", file, "pictures");
      expect(imported).toMatchObject({ code: 0, stderr: "" });
      expect(imported.stdout).toContain("5 blocks and 2 pictures");
      expect(await picturesOf("pictures")).toMatchObject([
        { src: `files/${hashOf(png)}`, width: 40, height: 30 },
        { src: `files/${hashOf(gif)}`, width: 9, height: 8 },
        { src: `files/${hashOf(png)}`, width: 40, height: 30 },
      ]);

      const again = join(files, "again.docx");
      expect(await run("export", "pictures", "--to", again)).toMatchObject({ code: 0, stderr: "" });
      const found: unknown[] = [];
      const read = await blocksFromDocx(new Uint8Array(readFileSync(again)), {
        picture: async ({ bytes, type }) => {
          found.push([type, hashOf(bytes)]);
          return { src: `files/${hashOf(bytes)}` };
        },
      });
      expect(found).toEqual([
        ["image/png", hashOf(png)],
        ["image/gif", hashOf(gif)],
        ["image/png", hashOf(png)],
      ]);
      expect(read.map(({ name }) => name)).toEqual(["block", "image", "image", "image", "block"]);

      const { url } = await startServer(data);
      const answer = await fetch(`${url.replace("ws:", "http:")}/api/v1/files/${hashOf(gif)}`);
      expect(answer.headers.get("Content-Type")).toBe("image/gif");
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(gif);
    });

    it("V61 that an upload would refuse are named with the reason, and the text is whole", async () => {
      const file = join(files, "bad.docx");
      await writeDocx(file, [
        { bytes: noise, type: "bmp" },
        { bytes: png, type: "png" },
        { bytes: pngOf(900, 700), type: "png" },
      ]);
      const { code, stdout, stderr } = await runHere("import", file, "bad", "--max-file", "200");
      expect([code, stdout]).toEqual([0, expect.stringContaining("and 1 picture from")]);
      expect(stderr).toMatch(
        /^2 pictures left out:\n {2}\w+\.bmp is no PNG.*\n {2}\w+\.png has \d+ bytes, of at most 200\n$/,
      );
      expect((await runHere("export", "bad", "--format", "txt")).stdout).toMatch(
        /^before\n[^]*behind\n$/,
      );
      expect(await picturesOf("bad")).toMatchObject([{ src: `files/${hashOf(png)}` }]);

      const full = await runHere("import", file, "full", "--max-files", "10");
      expect(full).toMatchObject({ code: 2, stdout: "" });
      expect(await runHere("export", "full")).toMatchObject({ code: 1 });
      expect(readCommand(["import", "a.md", "b", "--max-file", "much"], {})).toMatchObject({
        type: "mistake",
        problems: [expect.stringContaining("--max-file")],
      });
    });

    it("V62 whose bytes stand in Markdown or HTML are kept likewise, and text that looks so stays text", async () => {
      const url = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
      const kept = { src: `files/${hashOf(png)}`, alt: "dots", width: 40, height: 30 };
      for (const [name, text] of [
        ["a.html", `<p>text</p><img alt="dots" src="${url}"><pre>&lt;img src="${url}"></pre>`],
        ["a.md", `text\n\n![dots](${url})\n\n\`\`\`\n![](${url})\n\`\`\`\n`],
        ["b.md", `text\n\n<img alt="dots" src="${url}">\n\n    ${url}\n`],
      ] as const) {
        writeFileSync(join(files, name), text);
        expect(await runHere("import", join(files, name), name)).toMatchObject({
          code: 0,
          stderr: "",
        });
        expect(await picturesOf(name), name).toMatchObject([kept]);
        expect((await runHere("export", name, "--format", "txt")).stdout, name).toContain(url);
      }
      writeFileSync(join(files, "c.md"), "before ![a drawing](data:image/png;base64,AAAA) behind");
      const bad = await runHere("import", join(files, "c.md"), "c");
      expect(bad.stderr).toBe(
        "1 picture left out:\n  a picture in the text (image/png) is no PNG, JPEG, GIF, WebP or AVIF\n",
      );
      expect((await runHere("export", "c")).stdout).toBe("before a drawing behind\n");
    });

    it("V63 that a .docx cannot have are named on the way out", async () => {
      const all = promptStore(data);
      const webp = Buffer.from("RIFF\0\0\0\0WEBPVP8 and more");
      const { hash } = await all.files!.put(inOne(webp));
      const missing = "0".repeat(64);
      const doc = new Y.Doc();
      const given = `![kept](files/${hash})\n\n![lost](files/${missing})\n`;
      insertBlocks(readFlow(flowText(doc)), undefined, blocksFromMarkdown(given));
      await (await all.open(parseDocumentName("odd"))).append(Y.encodeStateAsUpdate(doc));
      await all.close();
      const to = join(files, "odd.docx");
      const { code, stderr } = await runHere("export", "odd", "--to", to);
      expect([code, stderr]).toEqual([
        0,
        `2 pictures only named in the file:\n  files/${hash} is no PNG, JPEG or GIF\n  files/${missing} is not there\n`,
      ]);
      const read = plainText(await blocksFromDocx(new Uint8Array(readFileSync(to))));
      expect(read).toBe("kept\nlost");
    });
  });
});

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
