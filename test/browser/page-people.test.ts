/** Who else is in a document, and going where somebody writes. */

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
  Visitor,
  type VisitorOptions,
} from "./page-support.ts";

const named = (name: string, color: string): VisitorOptions => ({
  remembers: { "coscribe:user": { name, color } },
});
const ann = named("Ann Archer", "#0f7b86");
const ben = named("Ben Brook", "#b0590f");

const lines = Array.from({ length: 120 }, (_, index) => `line ${index}`).join("\n");

describeWith("people on the page", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  async function at(server: TestServer, who: VisitorOptions, name = "notes"): Promise<Visitor> {
    const someone = await visitor(browser, server, who);
    await someone.open(name);
    return someone;
  }

  /** Another tab of the same browser. */
  async function tabOf({ page, origin }: Visitor): Promise<Visitor> {
    const tab = new Visitor(await page.context().newPage(), origin);
    await tab.open("notes");
    return tab;
  }

  /** The tab goes behind another one, or comes back. */
  async function setVisible({ page }: Visitor, state: "visible" | "hidden"): Promise<void> {
    await page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  }

  const people = ({ page }: Visitor, name: string): Locator =>
    page.getByRole("button", { name, exact: true });

  const face = ({ page }: Visitor, name: string): Locator =>
    page.getByRole("list", { name: "Others here" }).getByRole("button", { name });

  const listed = ({ page }: Visitor): Promise<string[]> =>
    page.getByRole("dialog", { name: "People" }).locator(".coscribe-person-name").allInnerTexts();

  /** Where the line that begins with `words` is, in parts of the window's height. */
  const placeOf = ({ page }: Visitor, words: string): Promise<number> =>
    page.evaluate((text) => {
      const all = [...document.querySelectorAll(".coscribe-text > *")];
      const found = all.find(({ textContent }) => textContent === text);
      return (found?.getBoundingClientRect().top ?? Infinity) / innerHeight;
    }, words);

  const isSeen = async (someone: Visitor, words: string): Promise<boolean> => {
    const place = await placeOf(someone, words);
    return place > 0.1 && place < 0.8;
  };

  /** Ann at the top of a long document, and Ben at its end, whom she follows. */
  async function following(): Promise<{ reader: Visitor; writer: Visitor }> {
    const server = await pageServer();
    const writer = await at(server, ben);
    await writer.text.click();
    await writer.page.evaluate((text) => navigator.clipboard.writeText(text), lines);
    await writer.press("Control+v");
    await writer.save();
    const reader = await at(server, ann);
    await writer.press("Control+End");
    await writer.page.keyboard.type(" end");
    await eventually(() => placeOf(reader, "line 119 end")).toBeGreaterThan(1);
    await face(reader, "Follow Ben Brook").click();
    await eventually(() => isSeen(reader, "line 119 end")).toBe(true);
    return { reader, writer };
  }

  it("W10 somebody with three tabs is one person, and one's own tabs are nobody else", async () => {
    const server = await pageServer();
    const reader = await at(server, ann);
    const writer = await at(server, ben);
    const tabs = [await tabOf(writer), await tabOf(writer)];
    const ownTab = await tabOf(reader);
    await people(reader, "2 people are here").click();
    expect(await listed(reader)).toEqual(["Ann Archer (you)", "Ben Brook"]);
    expect(
      await reader.page.getByRole("list", { name: "Others here" }).getByRole("button").count(),
    ).toBe(1);
    await Promise.all(tabs.map(({ page }) => page.close()));
    await writer.drawn();
    expect(await listed(reader)).toEqual(["Ann Archer (you)", "Ben Brook"]);
    await writer.page.close();
    await people(reader, "Only you are here").waitFor();
    await people(ownTab, "Only you are here").waitFor();
  });

  it("W10 somebody whose tabs are all hidden is away, and not gone", async () => {
    const server = await pageServer();
    const reader = await at(server, ann);
    const writer = await at(server, ben);
    const tab = await tabOf(writer);
    await people(reader, "2 people are here").click();
    await setVisible(writer, "hidden");
    await setVisible(tab, "hidden");
    await eventually(() => listed(reader)).toEqual(["Ann Archer (you)", "Ben Brook (away)"]);
    await face(reader, "Follow Ben Brook (away)").waitFor();
    await setVisible(tab, "visible");
    await eventually(() => listed(reader)).toEqual(["Ann Archer (you)", "Ben Brook"]);
  });

  it("W10 many people are faces and a number, and the button is called what it says", async () => {
    const server = await pageServer();
    const reader = await at(server, ann);
    const others = ["Bea", "Cid", "Dan", "Eve", "Fay", "Gus"];
    await Promise.all(others.map((name) => at(server, named(name, "#2f6fd0"))));
    await people(reader, "+2 7 people are here").waitFor();
    expect(
      await reader.page.getByRole("list", { name: "Others here" }).getByRole("button").count(),
    ).toBe(4);
    const small = await at(server, { ...phone, ...ann });
    await people(small, "+7 8 people are here").waitFor();
    expect(await small.page.getByRole("list", { name: "Others here" }).count()).toBe(0);
  });

  it("P151 the view goes along with somebody's caret wherever it is", async () => {
    const { reader, writer } = await following();
    await reader.page.getByText("Following Ben Brook").waitFor();
    await writer.press("Control+Home");
    await eventually(() => isSeen(reader, "line 0")).toBe(true);
    await writer.press("Control+End");
    await eventually(() => isSeen(reader, "line 119 end")).toBe(true);
    for (let line = 0; line < 30; line++) await writer.press("Enter");
    await writer.page.keyboard.type("far below");
    await eventually(() => isSeen(reader, "far below")).toBe(true);
  });

  it.each([
    ["scrolls", ({ page }: Visitor) => page.mouse.wheel(0, -200)],
    ["presses Escape", ({ page }: Visitor) => page.keyboard.press("Escape")],
    [
      "types",
      async ({ page, text }: Visitor) => {
        await text.focus();
        await page.keyboard.type("x");
      },
    ],
    [
      "presses Stop",
      ({ page }: Visitor) => page.getByRole("button", { name: "Stop", exact: true }).click(),
    ],
  ])("P151 until the reader %s", async (_what, turn) => {
    const { reader, writer } = await following();
    await reader.page.mouse.move(400, 400);
    await turn(reader);
    await reader.page.getByText("Following Ben Brook").waitFor({ state: "detached" });
    const top = await reader.page.evaluate(() => scrollY);
    await writer.press("Control+Home");
    await writer.page.keyboard.type("unseen ");
    await writer.press("Control+End");
    await writer.page.keyboard.type(" unheard");
    await eventually(() => reader.text.textContent()).toMatch(/unseen.*unheard/s);
    await reader.drawn();
    // A turn of the wheel may still be on its way.
    expect(Math.abs((await reader.page.evaluate(() => scrollY)) - top)).toBeLessThan(300);
  });

  it("P151 until that person leaves", async () => {
    const { reader, writer } = await following();
    await writer.page.close();
    await reader.page.getByText("Following Ben Brook").waitFor({ state: "detached" });
    expect(reader.problems).toEqual([]);
  });

  const card = ({ page }: Visitor): Locator =>
    page.getByRole("complementary", { name: "Your name" });

  it("P152 the name that was made up is told until the first key in the text", async () => {
    const someone = await at(await pageServer(), {});
    await card(someone).waitFor();
    await someone.text.click();
    await someone.press("Shift", "Control");
    expect(await card(someone).count()).toBe(1);
    await someone.press("a");
    await eventually(() => card(someone).count()).toBe(0);
    expect(await someone.text.innerText()).toContain("a");
  });

  it("P152 meanwhile it is not where the caret is, on a phone neither", async () => {
    const server = await pageServer();
    const writer = await at(server, ben);
    await writer.text.click();
    await writer.page.evaluate((text) => navigator.clipboard.writeText(text), lines);
    await writer.press("Control+v");
    await writer.save();
    const someone = await at(server, phone);
    await card(someone).waitFor();
    for (const y of [120, 300, 450, 600]) {
      await someone.page.touchscreen.tap(100, y);
      await eventually(async () => {
        const box = await card(someone).boundingBox();
        const caret = await someone.page.evaluate(() => {
          const range = getSelection()?.getRangeAt(0);
          const { top, bottom } = range!.getBoundingClientRect();
          return { top, bottom };
        });
        if (box === null) return "no card";
        const isBelow = box.y - caret.bottom >= 740 / 4 - 1;
        return isBelow || box.y + box.height <= caret.top ? "free" : JSON.stringify({ box, caret });
      }).toBe("free");
    }
  });
});
