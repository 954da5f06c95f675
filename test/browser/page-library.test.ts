/** The list of documents on the start page: those of this device and those of the server. */

import { connect } from "@coscribe/client";
import { flowText, insertBlocks, readFlow, setTitle, titleOf } from "@coscribe/shared/flow";
import { blocksFromMarkdown } from "@coscribe/shared/markdown";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import type { TestServer } from "../support/test-server.ts";
import {
  eventually,
  pageServer,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

describeWith("the list of documents", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** Writes a document as somebody else, by Markdown. */
  async function write({ url }: TestServer, name: string, markdown: string): Promise<void> {
    const author = connect(url, name);
    await author.synced();
    insertBlocks(readFlow(flowText(author.doc)), undefined, blocksFromMarkdown(markdown));
    await author.whenSaved();
    author.close();
  }

  async function atHome(server: TestServer, options: VisitorOptions = {}): Promise<Visitor> {
    const ann = await visitor(browser, server, options);
    await ann.page.goto("/");
    return ann;
  }

  function rows({ page }: Visitor): Promise<string[]> {
    return page.locator(".recent-name").allInnerTexts();
  }

  async function choose({ page }: Visitor, name: string, what: string): Promise<void> {
    await page.getByRole("button", { name: `More for ${name}` }).click();
    await page.getByRole("menuitem", { name: what }).click();
  }

  /** What is in a document on the server: its title and its text. */
  async function read({ url }: TestServer, name: string): Promise<[string | undefined, string]> {
    const reader = connect(url, name);
    onTestFinished(() => reader.close());
    await reader.synced();
    const text = flowText(reader.doc);
    return [titleOf(text), text.toString()];
  }

  it("P281 what others have made is listed and found, and leads there", async () => {
    const server = await pageServer();
    await write(server, "team/plan", "# The plan\n\nwords");
    await write(server, "other", "more words");
    const ann = await atHome(server);
    await eventually(() => rows(ann)).toHaveLength(2);
    const search = ann.page.getByRole("searchbox", { name: "Search documents" });
    await search.fill("PLAN");
    await eventually(() => rows(ann)).toHaveLength(1);
    await search.fill("nowhere");
    await ann.page.getByText("No document has this in its title or name.").waitFor();
    await search.fill("team");
    await eventually(() => rows(ann)).toHaveLength(1);
    await ann.page.locator(".recent-link").click();
    await ann.isSaved();
    expect(await ann.text.innerText()).toContain("The plan");
    await ann.page.getByRole("link", { name: "All documents" }).click();
    await eventually(async () => (await rows(ann)).join()).toMatch(/The plan\s*team\/plan/);
    expect(ann.problems).toEqual([]);
  });

  it("P282 a document is renamed, duplicated and kept on top from the list", async () => {
    const server = await pageServer();
    await write(server, "plan", "# The plan\n\nwords");
    await write(server, "zoo", "# Zoo");
    const ann = await atHome(server);
    await eventually(() => rows(ann)).toHaveLength(2);
    await choose(ann, "The plan", "Rename");
    await ann.page.getByRole("textbox", { name: "Title" }).fill("Better plan");
    await ann.press("Enter");
    await eventually(async () => (await rows(ann)).join()).toContain("Better plan");
    expect((await read(server, "plan"))[0]).toBe("Better plan");
    const other = await atHome(server);
    await eventually(async () => (await rows(other)).join()).toContain("Better plan");
    await choose(ann, "Better plan", "Duplicate");
    await eventually(() => rows(ann)).toHaveLength(3);
    const [copied = ""] = await rows(ann);
    expect(copied).toContain("Copy of Better plan");
    const copy = await ann.page.locator(".recent-address").first().innerText();
    expect((await read(server, copy))[1]).toBe((await read(server, "plan"))[1]);
    await choose(ann, "Zoo", "Keep on top");
    await eventually(async () => (await rows(ann))[0]).toMatch(/^Zoo/);
    await ann.page.reload();
    await eventually(async () => (await rows(ann))[0]).toMatch(/^Zoo/);
    expect(ann.problems).toEqual([]);
  });

  it("P283 a document is deleted for everybody, and that can be undone by the next key", async () => {
    const server = await pageServer();
    await write(server, "plan", "# Plan\n\nwords");
    const ann = await atHome(server);
    await eventually(() => rows(ann)).toHaveLength(1);
    await choose(ann, "Plan", "Delete");
    await eventually(() => rows(ann)).toHaveLength(0);
    const late = connect(server.url, "plan");
    onTestFinished(() => late.close());
    await expect(late.synced()).rejects.toThrow("4404");
    expect(await ann.focused()).toBe("Undo");
    await ann.press("Enter");
    await eventually(() => rows(ann)).toHaveLength(1);
    expect((await read(server, "plan"))[1]).toContain("words");
    expect(ann.problems).toEqual([]);
  });

  it("P284 what was taken off the list of this device stays off, and is found", async () => {
    const server = await pageServer();
    await write(server, "plan", "# Plan");
    const ann = await atHome(server);
    await eventually(() => rows(ann)).toHaveLength(1);
    await ann.page.getByRole("button", { name: "Remove Plan from this list" }).click();
    await eventually(() => rows(ann)).toHaveLength(0);
    await ann.page.reload();
    const search = ann.page.getByRole("searchbox");
    await search.waitFor();
    expect(await rows(ann)).toEqual([]);
    await search.fill("pl");
    await eventually(() => rows(ann)).toHaveLength(1);
  });

  it("P285 a template makes a document that has it once, in the language of the page", async () => {
    const server = await pageServer();
    const ann = await atHome(server, { locale: "de" });
    await ann.page.getByRole("button", { name: "Aus einer Vorlage" }).click();
    await ann.page.getByRole("button", { name: /^Projektplan/ }).click();
    const heading = ann.page.locator(".coscribe-text h1", { hasText: "Projektplan" });
    await heading.waitFor();
    expect(await heading.count()).toBe(1);
    expect(await ann.page.locator(".coscribe-text table").count()).toBe(1);
    await eventually(() => ann.page.title()).toBe("Projektplan – Coscribe");
    expect(ann.problems).toEqual([]);
  });

  it("P286 a file that is dropped on the start page becomes a document, and several become several", async () => {
    const server = await pageServer();
    const ann = await atHome(server);
    await ann.page.getByRole("searchbox").waitFor();
    await drop(ann.page.locator("main"), {
      "a.txt": "plain",
      "b.html": "<h1>Bee</h1><p>words</p>",
    });
    await eventually(() => rows(ann)).toHaveLength(2);
    await drop(ann.page.locator("main"), { "minutes.md": "# Minutes\n\n- one" });
    await ann.isSaved();
    expect(await ann.text.locator("h1").innerText()).toBe("Minutes");
    await ann.page.getByRole("link", { name: "All documents" }).click();
    await eventually(async () => (await rows(ann))[0]).toMatch(/^Minutes/);
    expect(ann.problems).toEqual([]);
  });

  it("P287 without the server the list has what this device knows, and says so", async () => {
    const server = await pageServer();
    await write(server, "plan", "words");
    const recent = [{ name: "mine", openedAt: Date.now(), title: "My notes" }];
    const ann = await visitor(browser, server, { remembers: { "coscribe:recent": recent } });
    await ann.page.route("**/api/v1/**", (route) => route.abort());
    await ann.page.goto("/");
    await ann.page.getByText("The server’s list cannot be shown now.").waitFor();
    expect((await rows(ann)).join()).toContain("My notes");
    await ann.page.getByRole("searchbox").fill("my");
    await eventually(() => rows(ann)).toHaveLength(1);
  });

  it("P288 whoever may only read is not offered to rename or delete", async () => {
    const server = await pageServer({
      authorize: ({ token }) => ({
        user: { id: token ?? "nobody" },
        access: token === "w" ? "write" : "read",
      }),
    });
    const author = connect(server.url, "plan", { token: "w" });
    onTestFinished(() => author.close());
    await author.synced();
    setTitle(flowText(author.doc), "The plan");
    await author.whenSaved();
    const rob = await atHome(server);
    await rob.page.getByRole("button", { name: "More for The plan" }).click();
    const items = rob.page.getByRole("menuitem");
    expect(await items.allInnerTexts()).toEqual(["Keep on top", "Duplicate", "Copy link"]);
  });

  /** Drops files, as from a folder of the device; their texts by their names. */
  async function drop(place: Locator, files: Readonly<Record<string, string>>): Promise<void> {
    const dataTransfer = await place.evaluateHandle((_place, given) => {
      const transfer = new DataTransfer();
      for (const [name, text] of Object.entries(given)) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    await place.dispatchEvent("drop", { dataTransfer });
  }
});
