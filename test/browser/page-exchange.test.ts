/** Documents in and out by the page's menu. */

import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blocksFromDocx, docxFromBlocks } from "@coscribe/shared/docx";
import { plainText } from "@coscribe/shared/exchange";
import { blocksFromMarkdown } from "@coscribe/shared/markdown";
import { findBrowser } from "../support/browser.ts";
import { docxWith } from "../support/docx-with.ts";
import { describeWith } from "../support/part.ts";
import { gifOf, pngOf } from "../support/sample-files.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";

describeWith("documents in and out", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const markdown = "# Title\n\n- [x] **done**\n- [ ] open\n";

  async function choose({ page }: Visitor, item: string): Promise<void> {
    await page.getByRole("button", { name: "Document and help" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  }

  async function downloaded(ann: Visitor, item: string): Promise<readonly [string, Uint8Array]> {
    const [file] = await Promise.all([ann.page.waitForEvent("download"), choose(ann, item)]);
    return [file.suggestedFilename(), new Uint8Array(await readFile(await file.path()))];
  }

  async function imported(ann: Visitor, name: string, content: Uint8Array): Promise<void> {
    const [chooser] = await Promise.all([
      ann.page.waitForEvent("filechooser"),
      choose(ann, "Import a file"),
    ]);
    await chooser.setFiles({ name, mimeType: "", buffer: Buffer.from(content) });
  }

  it("V46 a file is imported and the document downloaded in each format", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes/today");
    const docx = await docxFromBlocks(blocksFromMarkdown(markdown));
    await imported(ann, "plan.docx", docx);
    await eventually(() => ann.text.innerText()).toContain("open");
    const [name, bytes] = await downloaded(ann, "Download as Markdown");
    expect([name, new TextDecoder().decode(bytes)]).toEqual(["today.md", markdown]);
    const [page, html] = await downloaded(ann, "Download as web page");
    expect(page).toBe("today.html");
    expect(new TextDecoder().decode(html)).toContain("<h1>Title</h1>");
    const [word, file] = await downloaded(ann, "Download as Word document");
    expect(word).toBe("today.docx");
    expect(plainText(await blocksFromDocx(file))).toBe("Title\n- [x] done\n- [ ] open");
    const [plain, text] = await downloaded(ann, "Download as plain text");
    expect(plain).toBe("today.txt");
    expect(new TextDecoder().decode(text)).toBe("Title\n- [x] done\n- [ ] open\n");
    expect(ann.problems).toEqual([]);
  });

  it("P289 a file that is dropped beside the text is imported; the page stays where it is", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes/today");
    await ann.hasTools();
    const dataTransfer = await ann.page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "plan.md"));
      return transfer;
    }, markdown);
    await ann.page.locator(".bar").dispatchEvent("drop", { dataTransfer });
    await eventually(() => ann.text.locator("h1").allInnerTexts()).toEqual(["Title"]);
    await ann.save();
    expect(ann.problems).toEqual([]);
  });

  it("V46 what is imported comes behind what is there, is one step of undo, and what cannot be read is told", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    await ann.text.click();
    await ann.page.keyboard.type("here");
    await imported(ann, "more.md", new TextEncoder().encode("## more\n\ntext"));
    await eventually(() => ann.text.innerText()).toMatch(/here\s+more\s+text/);
    await ann.press("Control+z");
    await eventually(async () => (await ann.text.innerText()).trim()).toBe("here");
    await imported(ann, "broken.docx", new TextEncoder().encode("no zip"));
    await eventually(() => ann.page.locator("body").innerText()).toContain("could not be read");
    expect((await ann.text.innerText()).trim()).toBe("here");
  });

  it("P248 pictures of a .docx are sent, drawn and saved, for others too, and are in one again", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    await ann.open("notes");
    const given = [
      { bytes: pngOf(40, 30), type: "png" },
      { bytes: gifOf(9, 8), type: "gif" },
    ] as const;
    await imported(ann, "pictures.docx", await docxWith(given));
    const sizes = ({ page }: Visitor): Promise<unknown> =>
      page
        .locator(".coscribe-text img")
        .evaluateAll((images) =>
          images.map((image) => [
            (image as HTMLImageElement).naturalWidth,
            image.getAttribute("width"),
          ]),
        );
    const drawn = [
      [40, "40"],
      [9, "9"],
    ];
    await eventually(() => sizes(ann)).toEqual(drawn);
    await ann.save();
    const bob = await visitor(browser, server);
    await bob.open("notes");
    await eventually(() => sizes(bob)).toEqual(drawn);
    expect(await bob.text.innerText()).toMatch(/before[^]*behind/);

    const [, file] = await downloaded(bob, "Download as Word document");
    const found: unknown[] = [];
    await blocksFromDocx(file, {
      picture: async ({ bytes, type }) => {
        found.push([type, Buffer.from(bytes).toString("hex")]);
        return undefined;
      },
    });
    expect(found).toEqual(
      given.map(({ bytes, type }) => [`image/${type}`, Buffer.from(bytes).toString("hex")]),
    );
    expect([...ann.problems, ...bob.problems]).toEqual([]);
  });

  it("P248 a picture that no browser shows is told in words, and the others are there", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    const docx = await docxWith([
      { bytes: new Uint8Array(2_000).fill(7), type: "bmp" },
      { bytes: pngOf(40, 30), type: "png" },
    ]);
    await imported(ann, "pictures.docx", docx);
    await eventually(() => ann.text.innerText()).toMatch(/before[^]*behind/);
    expect(await ann.page.locator(".coscribe-text img").count()).toBe(1);
    await ann.save();
    expect(ann.problems).toEqual([]);
  });
});
