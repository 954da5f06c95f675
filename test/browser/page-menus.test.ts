/** What opens beside the caret, a selection, a link and a block. */

import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import type { TestServer } from "../support/test-server.ts";
import {
  eventually,
  pageServer,
  phone,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

describeWith("the menus of the text", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Somebody in the document "notes" of `server`, in which the menus can be opened. */
  async function writer(server?: TestServer, options: VisitorOptions = {}): Promise<Visitor> {
    const ann = await visitor(browser, server ?? (await pageServer()), options);
    const menus = ann.page.waitForResponse(/menus-part-.*\.js$/);
    await ann.open("notes");
    await menus;
    await ann.drawn();
    return ann;
  }

  const menuOf = (ann: Visitor): Locator => ann.page.getByRole("listbox");
  const chosenIn = async (ann: Visitor): Promise<string | null> =>
    ann.page.locator("[role=option][aria-selected=true] .coscribe-menu-label").textContent();
  const linesOf = async (ann: Visitor): Promise<string[]> =>
    ann.text.locator(":scope > *").allTextContents();

  it("E204 a slash opens the menu of tools, the focus stays in the text, and arrows and Enter choose", async () => {
    const ann = await writer();
    await ann.type("so /");
    await menuOf(ann).waitFor();
    expect(await ann.focused()).toMatch(/^Text of/);
    expect(await chosenIn(ann)).toBe("Text");
    const active = await ann.text.getAttribute("aria-activedescendant");
    expect(await ann.page.locator(`[id="${active}"]`).getAttribute("aria-selected")).toBe("true");
    expect(await ann.text.getAttribute("aria-controls")).toBe(await menuOf(ann).getAttribute("id"));
    await ann.press("ArrowDown", "ArrowDown");
    await eventually(() => chosenIn(ann)).toBe("Heading 2");
    await ann.press("Enter");
    expect(await ann.text.getByRole("heading", { level: 2 }).textContent()).toBe("so ");
    await eventually(() => menuOf(ann).count()).toBe(0);
    expect(await ann.text.getAttribute("aria-activedescendant")).toBeNull();
    await ann.press("Control+z");
    await eventually(() => linesOf(ann)).toEqual(["so /"]);
  });

  it("E204 what is typed on searches it, Tab chooses, and the tool is offered first the next time", async () => {
    const ann = await writer();
    await ann.type("/num li");
    await eventually(() => chosenIn(ann)).toBe("Numbered list");
    await ann.press("Tab");
    await ann.page.keyboard.type("one");
    expect(await ann.text.locator("[data-kind=numbered]").textContent()).toBe("one");
    await ann.page.keyboard.type(" /");
    await ann.page.getByRole("group", { name: "Recent" }).waitFor();
    await eventually(() => chosenIn(ann)).toBe("Numbered list");
    await ann.page.reload();
    await ann.isEditable();
    await ann.hasTools();
    await ann.type(" /");
    await eventually(() => chosenIn(ann)).toBe("Numbered list");
  });

  it("E204 Escape closes it, and what was typed stays", async () => {
    const ann = await writer();
    await ann.type("a /he");
    await menuOf(ann).waitFor();
    await ann.press("Escape");
    await eventually(() => menuOf(ann).count()).toBe(0);
    await ann.page.keyboard.type("ad");
    await ann.press("Enter");
    expect(await linesOf(ann)).toEqual(["a /head", ""]);
  });

  it("E204 it closes when the caret leaves, when nothing is found among several words, and not in code", async () => {
    const ann = await writer();
    await ann.type("a /he");
    await menuOf(ann).waitFor();
    await ann.press("Home");
    await eventually(() => menuOf(ann).count()).toBe(0);
    await ann.press("End");
    await ann.page.keyboard.type("\n/no such thing at all");
    await eventually(() => ann.page.getByText("Nothing found.").count()).toBe(0);
    await ann.press("Enter");
    await ann.page.keyboard.type("``` /");
    await ann.drawn();
    expect(await menuOf(ann).count()).toBe(0);
    expect(await ann.text.locator("[data-kind=code]").count()).toBe(1);
  });

  it("E204 it stays open while somebody else writes in the same line, and only what was typed goes", async () => {
    const server = await pageServer();
    const ann = await writer(server);
    const ben = await writer(server);
    await ann.type("milk /ta");
    await menuOf(ann).waitFor();
    await ben.text.click();
    await ben.press("Control+Home");
    await ben.page.keyboard.type("buy ");
    await eventually(() => linesOf(ann)).toEqual(["buy milk /ta"]);
    expect(await chosenIn(ann)).toBe("Task list");
    await ann.press("Enter");
    await eventually(() => ben.text.locator("[data-kind=task]").textContent()).toBe("buy milk ");
  });

  it("E204 a pointer chooses as well", async () => {
    const ann = await writer();
    await ann.type("above /div");
    await ann.page.getByRole("option", { name: "Divider" }).click();
    await eventually(() => ann.text.getByRole("separator").count()).toBe(1);
    await ann.page.keyboard.type("below");
    expect((await linesOf(ann)).filter(Boolean)).toEqual(["above ", "below"]);
  });

  it("E202 a table comes in the place of what was typed, with the caret in it, and goes with one undo", async () => {
    const ann = await writer();
    await ann.type("/tabl");
    await eventually(() => chosenIn(ann)).toBe("Table");
    await ann.press("Enter");
    await ann.text.getByRole("table").waitFor();
    await ann.page.keyboard.type("in a cell");
    await eventually(() => ann.text.getByRole("table").innerText()).toMatch(/^in a cell/);
    await ann.press("Control+z", "Control+z");
    await eventually(() => linesOf(ann)).toEqual(["/tabl"]);
  });

  it("E202 what the line is already it stays", async () => {
    const ann = await writer();
    await ann.type("[] one /task");
    await eventually(() => chosenIn(ann)).toBe("Task list");
    await ann.press("Enter");
    await ann.page.keyboard.type("two");
    await eventually(() => linesOf(ann)).toEqual(["one two"]);
    expect(await ann.text.getByRole("checkbox").count()).toBe(1);
  });

  it("E206 the blocks of a cell have a handle and a menu of their own", async () => {
    const ann = await writer();
    await ann.type("above\n/table");
    await ann.press("Enter");
    await ann.text.getByRole("table").waitFor();
    await ann.page.keyboard.type("one");
    await ann.press("Enter");
    await ann.page.keyboard.type("two");
    await ann.drawn();
    await (await gripOf(ann, "two")).click();
    await ann.page.getByRole("menuitem", { name: "Move up" }).click();
    const cell = ann.text.locator("[data-cell]").first();
    await eventually(() => cell.locator(":scope > *").allTextContents()).toEqual(["two", "one"]);
    await dragTo(ann, await gripOf(ann, "one"), "two");
    await ann.page.mouse.up();
    await eventually(() => cell.locator(":scope > *").allTextContents()).toEqual(["one", "two"]);
    expect((await linesOf(ann))[0]).toBe("above");
  });

  it("E207 two letters after a colon find an emoji, and its whole name is one", async () => {
    const ann = await writer();
    await ann.type("good :thumbs u");
    await ann.drawn();
    expect(await menuOf(ann).count()).toBe(0);
    await ann.page.keyboard.type(" :thum");
    await eventually(() => chosenIn(ann)).toBe("thumbs up");
    await ann.press("Enter");
    await eventually(() => linesOf(ann)).toEqual([expect.stringMatching(/^good :thumbs u 👍/)]);
    await ann.page.keyboard.type(" :tada:");
    await eventually(() => linesOf(ann)).toEqual([expect.stringMatching(/🎉$/)]);
  });

  it("E207 the menu of tools leads to emoji", async () => {
    const ann = await writer();
    await ann.type("/emoji");
    await ann.press("Enter");
    await ann.page.keyboard.type("rocket");
    await eventually(() => chosenIn(ann)).toBe("rocket");
    await ann.press("Enter");
    await eventually(() => linesOf(ann)).toEqual(["🚀"]);
  });

  it("E208 people who are here can be mentioned, and are called what they call themselves by now", async () => {
    const server = await pageServer();
    const ann = await writer(server, {
      remembers: { "coscribe:user": { name: "Ann", color: "#0f7b86" } },
    });
    const ben = await writer(server, {
      remembers: { "coscribe:user": { name: "Ben", color: "#0f7b86" } },
    });
    await ann.type("ask @b");
    await eventually(() => chosenIn(ann)).toBe("Ben");
    await ann.press("Enter");
    await ann.page.keyboard.type("first");
    await eventually(() => linesOf(ben)).toEqual(["ask @Ben first"]);
    await ben.page.getByRole("button", { name: /people are here|Only you/ }).click();
    await ben.page.getByRole("button", { name: "Change your name and colour" }).click();
    await ben.page.getByRole("textbox", { name: "Name" }).fill("Benjamin");
    await ben.press("Enter");
    await eventually(() => linesOf(ann)).toEqual(["ask @Benjamin first"]);
  });

  it("E208 other documents can be mentioned by their titles, and a click leads to them", async () => {
    const recent = [{ name: "plan-7", openedAt: 1, title: "Our plan" }];
    const ann = await writer(undefined, { remembers: { "coscribe:recent": recent } });
    await ann.type("see @our");
    await eventually(() => chosenIn(ann)).toBe("Our plan");
    await ann.press("Enter");
    await ann.isSaved();
    await ann.text.getByRole("link", { name: "Our plan" }).click();
    await ann.page.waitForURL(/\/d\/plan-7$/);
  });

  it("E205 tools come to selected text once the mouse is let go, and do not lie on it", async () => {
    const ann = await writer();
    await ann.type("some words to select");
    const bubble = ann.page.getByRole("toolbar", { name: "Selected text" });
    const line = (await ann.text.locator(":scope > *").boundingBox())!;
    await ann.page.mouse.move(line.x + 2, line.y + 12);
    await ann.page.mouse.down();
    await ann.page.mouse.move(line.x + 90, line.y + 12, { steps: 4 });
    await ann.drawn();
    expect(await bubble.count()).toBe(0);
    await ann.page.mouse.up();
    await bubble.waitFor();
    await eventually(async () => {
      const box = (await bubble.boundingBox())!;
      return box.y + box.height <= line.y || box.y >= line.y + line.height;
    }).toBe(true);
    await bubble.getByRole("button", { name: "Bold" }).click();
    expect(await ann.text.locator("strong").count()).toBe(1);
    expect(await bubble.getByRole("button", { name: "Bold" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await ann.page.keyboard.type("x");
    await eventually(() => bubble.count()).toBe(0);
  });

  it("E205 keys select too, Alt-F10 leads to the tools and then to the toolbar, and Escape closes them", async () => {
    const ann = await writer();
    await ann.type("words");
    await ann.press("Shift+Home");
    const bubble = ann.page.getByRole("toolbar", { name: "Selected text" });
    await bubble.waitFor();
    await ann.press("Alt+F10", "ArrowRight");
    expect(await ann.focused()).toBe("Italic");
    await ann.press("Enter");
    expect(await ann.text.locator("em").textContent()).toBe("words");
    await ann.press("Alt+F10");
    expect(await ann.focused()).toBe("Undo");
    await ann.press("Escape");
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Home", "Shift+End");
    // Browsers tell of a selection with the next frame; until then the tools of the one before are there.
    await ann.drawn();
    await bubble.waitFor();
    await ann.press("Escape");
    await eventually(() => bubble.count()).toBe(0);
    expect(await ann.text.evaluate(() => getSelection()?.toString())).toBe("words");
    await ann.press("Tab");
    expect(await ann.focused()).not.toMatch(/^Text of/);
    expect(await ann.text.textContent()).toBe("words");
  });

  it("E205 a selection gets a colour, and loses it", async () => {
    const ann = await writer();
    await ann.type("words");
    await ann.press("Shift+Home");
    const bubble = ann.page.getByRole("toolbar", { name: "Selected text" });
    await bubble.getByRole("button", { name: "Colour" }).click();
    const colors = bubble.getByRole("group", { name: "Highlight" });
    await colors.getByRole("menuitemradio", { name: "Green" }).click();
    await eventually(() => ann.text.locator("mark").getAttribute("data-color")).toBe("green");
    await bubble.getByRole("button", { name: "Colour" }).click();
    await colors.getByRole("menuitemradio", { name: "None" }).click();
    await eventually(() => ann.text.locator("mark").count()).toBe(0);
  });

  it("E205 below what fingers select", async () => {
    const ann = await writer(undefined, phone);
    await ann.type("words here");
    const word = ann.text.locator(":scope > *");
    await word.tap();
    await ann.press("Shift+Home");
    // A key has selected; a finger that lets go says that fingers did.
    await word.dispatchEvent("pointerdown", { pointerType: "touch" });
    await ann.page.evaluate(() => getSelection()?.modify("extend", "forward", "character"));
    const bubble = ann.page.getByRole("toolbar", { name: "Selected text" });
    await bubble.waitFor();
    const line = (await word.boundingBox())!;
    await eventually(async () => (await bubble.boundingBox())!.y >= line.y + line.height).toBe(
      true,
    );
  });

  /** The handle of the block with this text, under the mouse. */
  async function gripOf(ann: Visitor, text: string): Promise<Locator> {
    await ann.text.getByText(text, { exact: true }).hover();
    const grip = ann.page.getByRole("button", { name: "Menu of the block" });
    await grip.waitFor();
    await ann.drawn();
    return grip;
  }

  async function dragTo(ann: Visitor, grip: Locator, text: string): Promise<void> {
    const from = (await grip.boundingBox())!;
    const to = (await ann.text.getByText(text, { exact: true }).boundingBox())!;
    await ann.page.mouse.move(from.x + 8, from.y + 8);
    await ann.page.mouse.down();
    await ann.page.mouse.move(to.x + 40, to.y + to.height, { steps: 5 });
    await ann.page.mouse.move(to.x + 40, to.y + 2);
    await ann.page.locator(".coscribe-drop-line").waitFor();
  }

  it("E206 a list line is dragged with what hangs below it, and what others type in it comes along", async () => {
    const server = await pageServer();
    const ann = await writer(server);
    const ben = await writer(server);
    await ann.type("top\n- one\ntwo");
    await ann.press("Enter", "Tab");
    await ann.page.keyboard.type("below");
    await eventually(() => linesOf(ben)).toEqual(["top", "one", "two", "below"]);
    const grip = await gripOf(ann, "two");
    await dragTo(ann, grip, "top");
    await ben.text.getByText("two", { exact: true }).click();
    await ben.press("End");
    await ben.page.keyboard.type("!");
    await eventually(() => linesOf(ann)).toContain("two!");
    await ann.page.mouse.up();
    await eventually(() => linesOf(ann)).toEqual(["two!", "below", "top", "one"]);
    await eventually(() => linesOf(ben)).toEqual(["two!", "below", "top", "one"]);
    expect(await ann.page.locator(".coscribe-drop-line").count()).toBe(0);
  });

  it("E206 Escape ends a drag, and nothing has moved", async () => {
    const ann = await writer();
    await ann.type("one\ntwo");
    await dragTo(ann, await gripOf(ann, "two"), "one");
    await ann.press("Escape");
    await ann.page.mouse.up();
    await ann.drawn();
    expect(await linesOf(ann)).toEqual(["one", "two"]);
    expect(await ann.page.getByRole("menu").count()).toBe(0);
  });

  it("E206 the grip opens the menu of its block, whatever is selected elsewhere", async () => {
    const ann = await writer();
    await ann.type("one\ntwo\nthree");
    await (await gripOf(ann, "one")).click();
    await ann.page.getByRole("menuitem", { name: "Move to the bottom" }).click();
    await eventually(() => linesOf(ann)).toEqual(["two", "three", "one"]);
    await (await gripOf(ann, "three")).click();
    await ann.page.getByRole("menuitem", { name: "Delete" }).click();
    await eventually(() => linesOf(ann)).toEqual(["two", "one"]);
    expect(await ann.focused()).toMatch(/^Text of/);
  });

  it("E206 plus inserts a line below, with the menu of tools", async () => {
    const ann = await writer();
    await ann.type("one\ntwo");
    await gripOf(ann, "one");
    await ann.page.getByRole("button", { name: "Insert below" }).click();
    await menuOf(ann).waitFor();
    await ann.page.keyboard.type("task");
    await ann.press("Enter");
    await ann.page.keyboard.type("new");
    await eventually(() => linesOf(ann)).toEqual(["one", "new", "two"]);
    expect(await ann.text.locator("[data-kind=task]").textContent()).toBe("new");
  });

  it("E206 a key opens the menu of the block with the caret; it is left as it was entered", async () => {
    const ann = await writer();
    await ann.type("one\ntwo");
    await ann.press("Control+Alt+b");
    await eventually(() => ann.focused()).toMatch(/^Turn into/);
    await ann.press("ArrowRight");
    await eventually(() => ann.focused()).toMatch(/^Text/);
    await ann.press("ArrowLeft");
    await eventually(() => ann.focused()).toMatch(/^Turn into/);
    await ann.press("Enter");
    await eventually(() => ann.focused()).toMatch(/^Text/);
    await ann.press("q", "Enter");
    await eventually(() => ann.text.locator("[data-frame=quote]").textContent()).toBe("two");
    expect(await ann.focused()).toMatch(/^Text of/);
    await ann.press("Control+Alt+b");
    await eventually(() => ann.focused()).toMatch(/^Turn into/);
    await ann.press("ArrowDown", "ArrowRight");
    await eventually(() => ann.focused()).toBe("None");
    await ann.press("ArrowRight", "Enter");
    await eventually(() => ann.text.locator("[data-tint=gray]").textContent()).toBe("two");
  });

  it("P213 a link to a block leads there, and sets it apart", async () => {
    const server = await pageServer();
    const ann = await writer(server);
    await ann.type(`${"filler\n".repeat(60)}here`);
    await ann.press("Control+Alt+b");
    await ann.page.getByRole("menuitem", { name: "Copy link to block" }).click();
    await ann.page.getByText("Link copied.").waitFor();
    const link = await ann.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/d\/notes#block=/);
    await ann.save();
    const ben = await visitor(browser, server);
    await ben.page.goto(link);
    const block = ben.text.locator(".is-pointed");
    await eventually(() => block.textContent()).toBe("here");
    const isSeen = (): Promise<boolean> =>
      block.evaluate((element) => element.getBoundingClientRect().bottom < innerHeight);
    await eventually(isSeen).toBe(true);
  });

  it("E209 a card at the link with the caret tells where it leads, copies, changes and removes it", async () => {
    const ann = await writer();
    await ann.type("see https://example.org/page ");
    const card = ann.page.getByRole("toolbar", { name: "Link" });
    expect(await card.count()).toBe(0);
    await ann.press("ArrowLeft", "ArrowLeft");
    await card.waitFor();
    expect(await card.getByRole("link").getAttribute("href")).toBe("https://example.org/page");
    await card.getByRole("button", { name: "Copy address" }).click();
    const copied = await ann.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe("https://example.org/page");
    await card.getByRole("button", { name: "Edit" }).click();
    await ann.page.getByRole("textbox", { name: "Address" }).fill("other.example");
    await ann.press("Enter");
    const link = ann.text.getByRole("link");
    await eventually(() => link.getAttribute("href")).toBe("https://other.example");
    await ann.press("ArrowRight");
    await ann.press("Alt+F10");
    await eventually(() => ann.page.evaluate(() => document.activeElement?.tagName)).toBe("A");
    await ann.press("End", "Enter");
    await eventually(() => link.count()).toBe(0);
    expect(await linesOf(ann)).toEqual(["see https://example.org/page "]);
  });

  it("E209 the mouse on a link shows the card, and Escape takes it away", async () => {
    const ann = await writer();
    await ann.type("see www.example.org now");
    await ann.text.getByRole("link").hover();
    const card = ann.page.getByRole("toolbar", { name: "Link" });
    await card.waitFor();
    await ann.press("Escape");
    await eventually(() => card.count()).toBe(0);
  });

  it("E210 an address is linked when its line ends; undo right after takes back the link alone", async () => {
    const ann = await writer();
    await ann.type("see (www.example.org)\nnext");
    const link = ann.text.getByRole("link");
    await eventually(() => link.getAttribute("href")).toBe("https://www.example.org");
    expect(await link.textContent()).toBe("www.example.org");
    await ann.type("\nann@example.org");
    await ann.press("Enter");
    await eventually(() => link.count()).toBe(2);
    await ann.press("Control+z");
    await eventually(() => link.count()).toBe(1);
    expect(await linesOf(ann)).toEqual(["see (www.example.org)", "next", "ann@example.org", ""]);
  });

  it("E211 an empty line says what it is, an empty document what a slash does", async () => {
    const ann = await writer();
    const hint = (): Promise<string | null> =>
      ann.text.locator(".coscribe-empty").getAttribute("data-hint");
    expect(await hint()).toBe("Write, or type / for more");
    await ann.type("# ");
    await eventually(hint).toBe("Heading 1");
    await ann.page.keyboard.type("a\n");
    await eventually(() => ann.text.locator(".coscribe-empty").count()).toBe(0);
  });
});
