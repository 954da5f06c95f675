/** What the page shows of what the server allows, and what becomes of the token in a link. */

import { readFileSync } from "node:fs";
import {
  makeToken,
  tokenAuthorize,
  type Allowed,
  type AuthorizeRequest,
  type Denied,
} from "@coscribe/server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import type { TestServer } from "../support/test-server.ts";
import { eventually, pageServer, phone, visitor, type Visitor } from "./page-support.ts";

type Worth = Record<string, Allowed | Denied>;

const writer: Allowed = { user: { id: "w", name: "Wanda" }, access: "write" };
const reader: Allowed = { user: { id: "r", name: "Robin" }, access: "read" };

describeWith("access to a document", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** A server whose document "notes" says "words", for whoever brings a token that is worth something. */
  async function scene(worth: Worth): Promise<TestServer> {
    const all: Worth = worth;
    all["setup"] = writer;
    const server = await pageServer({
      authorize: ({ token = "" }: AuthorizeRequest) =>
        all[token] ?? { deny: "the token is not valid any more", signIn: true },
    });
    const author = await visitor(browser, server);
    await goToLink(author, "setup");
    await author.isEditable();
    await author.type("words");
    await author.save();
    await author.page.context().close();
    return server;
  }

  async function goToLink({ page }: Visitor, token: string): Promise<void> {
    await page.goto(`/d/notes#token=${token}`);
  }

  it("P270 the token in a link leaves the address at once, and is in no other; a reload goes on with it", async () => {
    const server = await scene({ "w-token": writer });
    const ann = await visitor(browser, server);
    const sockets: string[] = [];
    ann.page.on("websocket", (socket) => sockets.push(socket.url()));
    await ann.page.goto("/d/notes#token=w-token&block=here");
    await ann.isSaved();
    expect(await ann.page.evaluate(() => location.hash)).toBe("#block=here");
    await ann.page.reload();
    await ann.isSaved();
    await ann.isEditable();
    expect(sockets).toHaveLength(2);
    const requests = ann.requests.map((url) => url.replace(/#.*/, ""));
    expect([...sockets, ...requests].filter((url) => url.includes("w-token"))).toEqual([]);
    const kept = await ann.page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain("w-token");
    // Whoever opens the document later in this browser has none.
    const other = await ann.page.context().newPage();
    await other.goto("/d/notes");
    await other.getByRole("alert").filter({ hasText: "Please sign in again" }).waitFor();
    expect(ann.problems).toEqual([]);
  });

  it("P271 a reader sees that the document is read only, and can select and copy its text", async () => {
    const server = await scene({ r: reader, c: { ...reader, access: "comment" } });
    const rob = await visitor(browser, server);
    await goToLink(rob, "r");
    await rob.page.locator(".coscribe-access-badge", { hasText: "Read only" }).waitFor();
    expect(await rob.page.locator(".bar-title [aria-live]").allInnerTexts()).toContain(
      "You can read this document and copy its text, but not change it.",
    );
    expect(await rob.page.locator("[data-tool]").count()).toBe(0);
    expect(await rob.text.getAttribute("aria-readonly")).toBe("true");
    await rob.text.click();
    await rob.press("x", "Enter", "Control+a", "Control+c");
    expect(await rob.page.evaluate(() => navigator.clipboard.readText())).toBe("words");
    await rob.isSaved();
    await rob.press("Control+s");
    await rob.page.locator(".coscribe-toast", { hasText: /^Saved\./ }).waitFor();
    await goToLink(rob, "c");
    await rob.page.locator(".coscribe-access-badge", { hasText: "Comments only" }).waitFor();
    const onPhone = await visitor(browser, server, phone);
    await goToLink(onPhone, "r");
    await onPhone.page.locator(".read-only-line", { hasText: "Read only" }).waitFor();
  });

  it("P272 what somebody may do changes while the document is open, both ways", async () => {
    const worth: Worth = { w: writer };
    const server = await scene(worth);
    const ann = await visitor(browser, server);
    await goToLink(ann, "w");
    await ann.isSaved();
    await ann.type(" more");
    await ann.save();
    worth["w"] = { ...writer, access: "read" };
    await server.server.recheck();
    await ann.page.locator(".coscribe-access-badge").waitFor();
    await eventually(() => ann.text.getAttribute("contenteditable")).toBe("false");
    worth["w"] = writer;
    await server.server.recheck();
    await ann.page.locator(".coscribe-access-badge").waitFor({ state: "detached" });
    await ann.isEditable();
    await ann.hasTools();
    await ann.type(" again");
    await ann.save();
    expect(await ann.text.innerText()).toBe("words more again");
  });

  it("P273 edits that are refused are kept, and can be copied and downloaded, until they are taken", async () => {
    const worth: Worth = { w: writer };
    const server = await scene(worth);
    const ann = await visitor(browser, server, { canBeCut: true });
    await goToLink(ann, "w");
    await ann.isSaved();
    await ann.cut();
    await ann.type(" from the train");
    worth["w"] = { ...writer, access: "read" };
    ann.heal();
    const banner = ann.page.getByRole("alert").filter({ hasText: "was not taken" });
    await banner.waitFor({ timeout: 10_000 });
    await ann.tells(/^Not saved$/);
    await banner.getByRole("button", { name: "Copy all text" }).click();
    await eventually(() => ann.page.evaluate(() => navigator.clipboard.readText())).toBe(
      "words from the train",
    );
    const downloads = ann.page.waitForEvent("download");
    await banner.getByRole("button", { name: "Download as Markdown" }).click();
    const path = await (await downloads).path();
    expect(readFileSync(path, "utf8")).toBe("words from the train\n");
    worth["w"] = writer;
    await server.server.recheck();
    await ann.isSaved();
    await banner.waitFor({ state: "detached" });
    const bob = await visitor(browser, server);
    await goToLink(bob, "w");
    await bob.isSaved();
    expect(await bob.text.innerText()).toBe("words from the train");
  });

  it("P274 says before the time of a link is over, then that one must sign in again; another link goes on", async () => {
    const worth: Worth = { w: { ...writer, expiresAt: Date.now() + 200_000 }, next: writer };
    const server = await scene(worth);
    const ann = await visitor(browser, server);
    await goToLink(ann, "w");
    await ann.page.getByRole("alert").filter({ hasText: "Your access ends at" }).waitFor();
    delete worth["w"];
    await server.server.recheck();
    const banner = ann.page.getByRole("alert").filter({ hasText: "Please sign in again" });
    await banner.waitFor();
    expect(await banner.innerText()).toContain("ask whoever shared this document for a new link");
    expect(await ann.indicator()).toBe("Disconnected");
    expect(await ann.text.innerText()).toBe("words");
    await ann.page.evaluate(() => {
      location.hash = "#token=next";
    });
    await ann.isSaved();
    await banner.waitFor({ state: "detached" });
    await ann.isEditable();
    expect(await ann.page.evaluate(() => location.href)).not.toContain("next");
  });

  it("P275 whoever may not open a document is told so, with the server's reason", async () => {
    const server = await scene({ gone: { deny: "you have left the team", signIn: false } });
    const ann = await visitor(browser, server);
    await goToLink(ann, "gone");
    const banner = ann.page
      .getByRole("alert")
      .filter({ hasText: "You may not open this document" });
    await banner.waitFor();
    expect(await banner.innerText()).toContain("you have left the team (4403)");
    expect(await ann.page.locator(".skeleton").count()).toBe(0);
  });

  it("P276 without a network a document opens as it could be used before", async () => {
    const server = await scene({ r: reader });
    const rob = await visitor(browser, server, { canBeCut: true });
    await goToLink(rob, "r");
    await rob.page.locator(".coscribe-access-badge").waitFor();
    await rob.cut();
    await rob.page.reload();
    await rob.tells(/^Offline/);
    expect(await rob.text.innerText()).toBe("words");
    await rob.page.locator(".coscribe-access-badge", { hasText: "Read only" }).waitFor();
    expect(await rob.text.getAttribute("contenteditable")).toBe("false");
  });

  it("P277 the dialog for sharing tells one's own access, copies the address with it or without, and makes links", async () => {
    const secret = "a secret of more than thirty-two bytes";
    const authorize = await tokenAuthorize({ secret });
    const server = await pageServer({ authorize, linkSecret: secret });
    const content = { user: "ada", name: "Ada", documents: ["*"], access: "write" } as const;
    const token = await makeToken(content, secret);
    const ann = await visitor(browser, server);
    await goToLink(ann, token);
    await ann.isEditable();
    await ann.type("words");
    await ann.save();
    await ann.page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = ann.page.getByRole("dialog", { name: "Share" });
    expect(await dialog.innerText()).toContain("You may read and change this document.");
    const copied = (): Promise<string> => ann.page.evaluate(() => navigator.clipboard.readText());
    await dialog.getByRole("button", { name: "Copy link", exact: true }).click();
    await eventually(copied).toBe(`${ann.origin}/d/notes`);
    await dialog.getByRole("button", { name: "Copy link with my access" }).click();
    await eventually(copied).toBe(`${ann.origin}/d/notes#token=${token}`);

    await dialog.getByLabel("Whoever has the link").selectOption("may comment");
    await dialog.getByLabel("The link is valid for").selectOption("1 day");
    await dialog.getByRole("button", { name: "Make link" }).click();
    const made = dialog.getByRole("textbox", { name: "The new link" });
    await made.waitFor();
    expect(await dialog.innerText()).toContain("The link is ready. It is valid until");
    const bea = await visitor(browser, server);
    await bea.page.goto(await made.inputValue());
    await bea.page.locator(".coscribe-access-badge", { hasText: "Comments only" }).waitFor();
    expect(await bea.text.innerText()).toBe("words");
    // Whoever may not write is offered none.
    await bea.page.getByRole("button", { name: "Share", exact: true }).click();
    const theirs = bea.page.getByRole("dialog", { name: "Share" });
    expect(await theirs.innerText()).toContain("You may read this document and comment on it.");
    expect(await theirs.getByRole("button", { name: "Make link" }).count()).toBe(0);

    // A token stays when the tab is closed only where somebody wants that.
    await dialog.getByRole("checkbox").check();
    const later = await ann.page.context().newPage();
    await later.goto("/d/notes");
    await later.locator(".coscribe-save-label", { hasText: /^Saved$/ }).waitFor();
    expect(bea.problems.concat(ann.problems)).toEqual([]);
  });
});
