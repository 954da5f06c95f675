/** One document on the page: joining, losing and keeping the connection, people. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInPlaywright } from "../support/browser.ts";
import {
  eventually,
  pageServer,
  phone,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

const ben = { remembers: { "coscribe:user": { name: "Ben Brook", color: "#2f6fd0" } } };

/** What is loaded after a document can be edited: of the page, and of the editor. */
const lateParts = "**/assets/late-part-*.js";

/** Nothing that is loaded late comes before the function that it resolves to is called. */
async function withholdLateParts({ page }: Visitor): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(lateParts, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Puts a list with a list in it on the clipboard. */
async function copyList({ page }: Visitor): Promise<void> {
  await page.evaluate(async () => {
    const list = "<ul><li>one<ul><li>two</li></ul></li></ul>";
    const html = new Blob([list], { type: "text/html" });
    const text = new Blob(["one\ntwo"], { type: "text/plain" });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
  });
}

describeInPlaywright("a document", (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function opened(name: string, options: VisitorOptions = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), options);
    await ann.open(name);
    return ann;
  }

  it("W7 before the server's content is here nothing can be typed, and then it can", async () => {
    const ann = await visitor(browser, await pageServer(), { isCut: true });
    await ann.page.goto("/d/notes");
    await ann.tells(/^Connecting/);
    expect(await ann.page.getByRole("main").getAttribute("aria-busy")).toBe("true");
    expect(await ann.page.locator("[contenteditable=true]").count()).toBe(0);
    const bold = ann.page.getByRole("button", { name: "Bold" });
    expect(await bold.getAttribute("aria-disabled")).toBe("true");
    ann.heal();
    await ann.isSaved();
    expect(await bold.getAttribute("aria-disabled")).toBe("false");
  });

  it("W7 the text can be edited without what stands around it, and the page says what is missing", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.route(lateParts, (route) => route.abort());
    await ann.goTo("notes");
    const failure = ann.page.getByRole("alert");
    await failure.waitFor();
    expect(await failure.innerText()).toMatch(/^The tools could not be loaded/);
    await ann.isEditable();
    await ann.type("written all the same");
    await ann.press("Control+s");
    await ann.page.locator(".coscribe-toast", { hasText: "could not be loaded" }).waitFor();
    await ann.page.unroute(lateParts);
    await ann.page.getByRole("button", { name: "Reload" }).click();
    await ann.isSaved();
    expect(await failure.count()).toBe(0);
    expect(await ann.text.textContent()).toBe("written all the same");
  });

  it.each([
    ["in a window", {}],
    ["on a phone", phone],
  ])(
    "W7 %s what comes late moves nothing, and answers what was asked before",
    async (_, options) => {
      const ann = await visitor(browser, await pageServer(), options);
      const release = await withholdLateParts(ann);
      await ann.goTo("notes");
      await ann.isEditable();
      const places = async (): Promise<unknown> => [
        await ann.page.locator("h1").evaluate((title) => {
          const { x, y } = title.getBoundingClientRect();
          return [x, y];
        }),
        await ann.text.evaluate((text) => text.getBoundingClientRect().y),
      ];
      const before = await places();
      await ann.type("early");
      await ann.press("Control+s");
      expect(await ann.page.locator(".coscribe-save-indicator").count()).toBe(0);
      release();
      await ann.page.locator(".coscribe-toast", { hasText: /^Saved\./ }).waitFor();
      await ann.isSaved();
      expect(await places()).toEqual(before);
    },
  );

  it("W7 what is pasted before it can be read is pasted as soon as it can", async () => {
    const ann = await visitor(browser, await pageServer());
    const release = await withholdLateParts(ann);
    await ann.goTo("notes");
    await ann.isEditable();
    await copyList(ann);
    await ann.text.click();
    await ann.press("Control+v");
    await ann.drawn();
    expect(await ann.text.textContent()).toBe("");
    release();
    const indents = (): Promise<(string | null)[]> =>
      ann.text
        .locator("[data-kind=bullet]")
        .evaluateAll((items) => items.map((item) => item.getAttribute("data-indent") ?? "0"));
    await eventually(indents).toEqual(["0", "1"]);
  });

  it("W7 what is pasted where it can never be read keeps its words", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.route(lateParts, (route) => route.abort());
    await ann.goTo("notes");
    await ann.isEditable();
    await copyList(ann);
    await ann.text.click();
    await ann.press("Control+v");
    await eventually(() => ann.text.textContent()).toBe("onetwo");
  });

  it("W7 what is typed while the connection is lost is kept, and sent when it is back", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server, { canBeCut: true });
    const other = await visitor(browser, server, ben);
    await ann.open("notes");
    await other.open("notes");
    await ann.type("before ");
    await ann.cut();
    await ann.page.keyboard.type("meanwhile");
    await ann.tells(/^Offline, saved on this device$/);
    await other.type("elsewhere ");
    ann.heal();
    await ann.isSaved();
    await eventually(() => other.text.textContent()).toMatch(/meanwhile/);
    await eventually(() => ann.text.textContent()).toMatch(/elsewhere/);
    expect(await ann.text.textContent()).toBe(await other.text.textContent());
  });

  it("W6 a connection that comes back at once is not mentioned", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server, { canBeCut: true });
    const other = await visitor(browser, server, ben);
    await ann.open("notes");
    await other.open("notes");
    const seen = await ann.changesOf(".coscribe-save-indicator");
    await ann.cut();
    ann.heal();
    await ann.type("back");
    await eventually(() => other.text.textContent()).toBe("back");
    expect(await seen()).toEqual([]);
  });

  it("W7 a document that this device knows can be read and edited before the server answers", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server, { canBeCut: true });
    const other = await visitor(browser, server, ben);
    await ann.open("notes");
    await ann.type("known ");
    await ann.cut();
    await ann.page.reload();
    await ann.isEditable();
    await ann.type("words");
    expect(await ann.text.textContent()).toBe("known words");
    await ann.tells(/^Offline, saved on this device$/);
    ann.heal();
    await other.open("notes");
    await eventually(() => other.text.textContent()).toBe("known words");
    await ann.isSaved();
  });

  it("W9 after a refusal the text stays to be copied, with lists and ticks, and the page says what to do", async () => {
    const ann = await opened("notes", { canBeCut: true });
    await ann.type("precious words");
    await ann.press("Enter");
    await ann.page.keyboard.type("[x] done");
    await ann.press("Enter", "Shift+Enter");
    await ann.page.keyboard.type("open");
    await ann.refuse(4422, "an update was refused");
    const alert = ann.page.getByRole("alert");
    await eventually(() => alert.textContent()).toMatch(/did not accept an edit.*was refused/s);
    await eventually(() => ann.page.locator("[contenteditable=true]").count()).toBe(0);
    await alert.getByRole("button", { name: "Copy all text" }).click();
    await eventually(() => ann.page.evaluate(() => navigator.clipboard.readText())).toBe(
      "precious words\n- [x] done\n- [ ] \nopen",
    );
  });

  it("W9 a deleted document says so to whoever has it open", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    await ann.open("notes");
    await ann.type("x");
    await server.server.deleteDocument("notes");
    await ann.page.getByRole("heading", { name: "This document was deleted" }).waitFor();
    await ann.tells(/^Disconnected$/);
  });

  it("W10 everybody who is here is listed by name, oneself first, until they leave", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    const other = await visitor(browser, server, ben);
    await ann.open("notes");
    await other.open("notes");
    const people = ann.page.getByRole("button", { name: "2 people are here" });
    await people.click();
    const names = ann.page.getByRole("dialog", { name: "People" }).locator(".coscribe-person-name");
    expect(await names.allInnerTexts()).toEqual([
      expect.stringMatching(/\(you\)$/),
      expect.stringMatching(/Ben Brook$/),
    ]);
    await other.page.close();
    await ann.page.getByRole("button", { name: "Only you are here" }).waitFor();
  });

  it("W3 a made-up name can be changed at once, others see it, and the device keeps it", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    const other = await visitor(browser, server, ben);
    await ann.open("notes");
    await other.open("notes");
    await ann.page.getByRole("button", { name: "Change", exact: true }).click();
    await ann.page.getByRole("textbox", { name: "Name" }).fill("Ann Archer");
    await ann.page.getByRole("radio", { name: "Olive" }).check({ force: true });
    await ann.page.getByRole("button", { name: "Save", exact: true }).click();
    await other.page.getByRole("button", { name: "2 people are here" }).click();
    const list = other.page.getByRole("dialog", { name: "People" });
    await list.getByText("Ann Archer", { exact: true }).waitFor();
    await ann.page.reload();
    await ann.isSaved();
    await ann.page.getByRole("button", { name: "2 people are here" }).click();
    await ann.page.getByText("Ann Archer (you)").waitFor();
    expect(await ann.page.getByRole("complementary", { name: "Your name" }).count()).toBe(0);
  });

  it("W14 the link of the document is copied, also where browsers hide the clipboard", async () => {
    const ann = await opened("a b");
    const copy = ann.page.getByRole("button", { name: "Copy link" });
    await copy.click();
    await ann.page.getByRole("button", { name: "Copied" }).waitFor();
    const read = (): Promise<string> => ann.page.evaluate(() => navigator.clipboard.readText());
    expect(await read()).toBe(`${ann.origin}/d/a%20b`);
    await ann.page.evaluate(() => navigator.clipboard.writeText(""));
    await ann.page.addInitScript(() => {
      const { clipboard } = navigator;
      Object.assign(globalThis, { hidden: clipboard });
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await ann.page.reload();
    await ann.isSaved();
    await copy.click();
    await ann.page.getByRole("button", { name: "Copied" }).waitFor();
    const hidden = await ann.page.evaluate(() =>
      (globalThis as unknown as { hidden: Clipboard }).hidden.readText(),
    );
    expect(hidden).toBe(`${ann.origin}/d/a%20b`);
  });
});
