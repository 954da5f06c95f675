/** Everything that a finger is to hit on a phone, wherever it is, is large enough. */

import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { smallTargets } from "./finger-targets.ts";
import { eventually, pageServer, phone, visitor, type Visitor } from "./page-support.ts";

describeWith("targets for fingers", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function writer(remembers: Readonly<Record<string, unknown>> = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), { ...phone, remembers });
    ann.page.setDefaultTimeout(10_000);
    const menus = ann.page.waitForResponse(/menus-part-.*\.js$/);
    await ann.open("notes");
    await menus;
    await ann.drawn();
    return ann;
  }

  const button = (ann: Visitor, name: string | RegExp): Locator =>
    ann.page.getByRole("button", { name, exact: true });

  /** What opens of the button, once it has a place. */
  async function opened(ann: Visitor, name: string | RegExp): Promise<string[]> {
    await button(ann, name).first().tap();
    const panel = ann.page.locator(":popover-open:not(.coscribe-tooltip), dialog[open]").last();
    await panel.waitFor();
    await ann.drawn();
    const small = await smallTargets(
      ann.page,
      ":is(:popover-open:not(.coscribe-tooltip), dialog[open])",
    );
    await ann.press("Escape");
    await eventually(() => panel.count()).toBe(0);
    return small;
  }

  it("P230 title and state stand in one bar, and each is hit where it is", async () => {
    const ann = await writer({ "coscribe:user": { name: "Ann", color: "#0f7b86" } });
    await ann.type("# A title that is rather long for a phone\nwords");
    const title = button(ann, "A title that is rather long for a phone");
    const state = ann.page.locator(".coscribe-save-indicator");
    await title.waitFor();
    const box = (await title.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect((await state.boundingBox())!.y).toBeGreaterThanOrEqual(box.y + box.height - 0.5);
    expect((await ann.page.locator(".bar").boundingBox())!.height).toBeLessThanOrEqual(72);
    for (const y of [2, 20, 42]) {
      await title.tap({ position: { x: 30, y } });
      await ann.page.getByRole("textbox", { name: "Title of the document" }).waitFor();
      await ann.press("Escape");
      await title.waitFor();
    }
    await state.tap({ position: { x: 20, y: 3 } });
    await ann.page.locator(".coscribe-save-details:popover-open").waitFor();
  });

  it("P231 on the start page", async () => {
    const recent = [{ name: "notes", openedAt: 1, title: "Notes" }];
    const ann = await visitor(browser, await pageServer(), {
      ...phone,
      remembers: { "coscribe:recent": recent },
    });
    await ann.page.goto("/");
    await ann.page.getByRole("link", { name: "Notes" }).waitFor();
    await ann.page.getByRole("searchbox").waitFor();
    expect(await smallTargets(ann.page)).toEqual([]);
  });

  it("P231 in the bars of a document, and in what opens there", async () => {
    const ann = await writer();
    expect(await smallTargets(ann.page)).toEqual([]);
    await ann.type("hello\nworld");
    const found: string[] = [];
    for (const name of [
      "View",
      "Document and help",
      /people are here|Only you/,
      /^Saved/,
      "More",
      /^Block type/,
      "Insert",
      "Link",
    ]) {
      found.push(...(await opened(ann, name)));
    }
    expect(found).toEqual([]);
  });

  it("P231 in dialogs, in the outline and in the find bar", async () => {
    const ann = await writer();
    await ann.type("# hello\nworld");
    const found: string[] = [];
    for (const name of ["Keyboard shortcuts", "Word count"]) {
      await button(ann, "Document and help").tap();
      await ann.page.getByRole("menuitem", { name }).tap();
      await ann.page.locator("dialog[open]").waitFor();
      await ann.drawn();
      found.push(...(await smallTargets(ann.page, "dialog[open]")));
      await ann.press("Escape");
      await eventually(() => ann.page.locator("dialog[open]").count()).toBe(0);
    }
    await ann.press("Control+f");
    await ann.page.getByRole("search").waitFor();
    await ann.page.keyboard.type("wor");
    await ann.drawn();
    found.push(...(await smallTargets(ann.page, ".find-bar")));
    await button(ann, "Replace").tap();
    await ann.drawn();
    found.push(...(await smallTargets(ann.page, ".find-bar")));
    expect(found).toEqual([]);
  });

  it("P231 in the text, where boxes and arrows are as high as their line, and in its menus", async () => {
    const ann = await writer();
    await ann.type("[] a task\n");
    await ann.press("Backspace");
    await ann.page.keyboard.type("``` some code");
    await ann.press("Control+Enter");
    await ann.page.keyboard.type("/toggle");
    await ann.page.getByRole("option", { name: "Toggle" }).first().waitFor();
    expect(await smallTargets(ann.page, ".coscribe-typed-menu")).toEqual([]);
    await ann.press("Enter");
    await ann.page.keyboard.type("a toggle");
    const [box, arrow, ...others] = await smallTargets(ann.page, ".coscribe-text");
    expect(box).toMatch(/^input.coscribe-box .* is (4\d)×3[2-9]$/);
    expect(arrow).toMatch(/^button.coscribe-toggle .* is (4\d)×3[2-9]$/);
    expect(others).toEqual([]);
    await ann.text.getByText("a task").tap();
    await ann.page.locator(".coscribe-touch-handle").tap();
    await ann.page.getByRole("menuitem", { name: "Duplicate" }).waitFor();
    await ann.drawn();
    expect(await smallTargets(ann.page, ":popover-open")).toEqual([]);
    await ann.page.getByRole("menuitem", { name: "Colour" }).tap();
    await ann.drawn();
    expect(await smallTargets(ann.page, ":popover-open")).toEqual([]);
  });

  it("P231 in a table and the menu of its rows", async () => {
    const ann = await writer();
    await ann.type("above\n/table");
    await ann.page.getByRole("option", { name: "Table" }).first().waitFor();
    await ann.press("Enter");
    await ann.text.getByRole("table").waitFor();
    await ann.text.locator("[data-cell]").first().tap();
    await ann.page.locator(".coscribe-table-handle.is-column").waitFor();
    await ann.drawn();
    expect(await smallTargets(ann.page)).toEqual([]);
    await ann.page.locator(".coscribe-table-handle.is-column").tap();
    await ann.page.getByRole("menuitem").first().waitFor();
    await ann.drawn();
    expect(await smallTargets(ann.page, "[role=menu]")).toEqual([]);
  });
});
