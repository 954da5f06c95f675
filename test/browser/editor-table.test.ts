/** Tables in a real browser: keys, selecting cells, handles, widths, and what is copied and pasted. */

import type { Page } from "playwright-core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { describeInBrowsers, inPlaywright } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";

declare const editorPage: EditorPage;

describeInBrowsers("tables", ["Chromium"], (launch) => {
  const editors = openEditors(launch);
  let page: Page;

  beforeAll(() => {
    page = inPlaywright(editors.page);
  });

  const rows = (name = "ann"): Promise<string[]> =>
    page.evaluate((who) => {
      const { element } = editorPage.person(who);
      return [...element.querySelectorAll("tr")].map((row) => {
        return [...row.cells].map((cell) => cell.innerText.trim()).join("|");
      });
    }, name);

  /** Ann has a table of three rows and columns with the caret in its first cell. */
  beforeEach(async () => {
    await page.evaluate(() => {
      editorPage.start(["ann", "bob"], ["above", "below"]);
      editorPage.select("ann", 0, 5);
      editorPage.person("ann").editor.run({ type: "insertTable" });
    });
  });

  async function fill(...texts: readonly string[]): Promise<void> {
    for (const [i, text] of texts.entries()) {
      if (i > 0) await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
  }

  it("E100 Tab goes from cell to cell, and behind the last one begins a row", async () => {
    await fill("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    expect(await rows()).toEqual(["a|b|c", "d|e|f", "g|h|i", "j||"]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("I");
    expect(await rows("bob")).toEqual(["a|b|c", "d|e|f", "g|h|I", "j||"]);
  });

  /** The middle of a cell of Ann's table. */
  const middleOf = (row: number, column: number): Promise<{ x: number; y: number }> =>
    page.evaluate(
      ([r, c]) => {
        const { element } = editorPage.person("ann");
        const found = element.querySelectorAll("tr")[r]!.cells[c]!;
        const { left, right, top, bottom } = found.getBoundingClientRect();
        return { x: (left + right) / 2, y: (top + bottom) / 2 };
      },
      [row, column] as const,
    );

  async function drag(
    from: readonly [number, number],
    to: readonly [number, number],
  ): Promise<void> {
    const [start, end] = [await middleOf(...from), await middleOf(...to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await page.mouse.move(end.x, end.y, { steps: 5 });
    await page.mouse.up();
  }

  it("E101 drawing over cells selects them: what is deleted, typed and copied is about all of them", async () => {
    await fill("a", "b", "c", "d", "e", "f", "g", "h", "i");
    await drag([0, 0], [1, 1]);
    expect(await page.locator("#ann .is-selected").count()).toBe(4);
    await page.keyboard.press("ControlOrMeta+c");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe("a\tb\nd\te");
    await page.keyboard.press("Backspace");
    expect(await rows("bob")).toEqual(["||c", "||f", "g|h|i"]);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await rows("bob")).toEqual(["a|b|c", "d|e|f", "g|h|i"]);
    await drag([1, 1], [2, 2]);
    await page.keyboard.type("xy");
    expect(await rows("bob")).toEqual(["a|b|c", "d|xy|", "g||"]);
  });

  it("E102 the handle of a row has a menu, and one of the whole table opens by keyboard", async () => {
    await fill("a", "b", "c", "d");
    await page.waitForSelector(".coscribe-table-handle.is-row");
    const { x, y } = await middleOf(1, 0);
    await page.mouse.move(x, y);
    await page.click(".coscribe-table-handle.is-row >> visible=true");
    await page.waitForSelector(".coscribe-table-menu");
    await page.click("text=Insert row above");
    expect(await rows("bob")).toEqual(["a|b|c", "||", "d||", "||"]);
    await page.keyboard.type("n");
    expect(await rows("bob")).toEqual(["a|b|c", "n||", "d||", "||"]);
    await page.keyboard.press("Alt+Enter");
    await page.waitForSelector(".coscribe-table-menu");
    await page.keyboard.press("Escape");
    expect(await page.locator(".coscribe-table-menu").count()).toBe(0);
    await page.keyboard.type("m");
    expect(await rows("bob")).toEqual(["a|b|c", "nm||", "d||", "||"]);
  });

  it("E103 the border of a column is drawn to make it wider, which is written once", async () => {
    await fill("a", "b", "c");
    const { x, y } = await middleOf(0, 0);
    await page.mouse.move(x, y);
    const border = page.locator("#ann .coscribe-table-border");
    await border.waitFor({ state: "visible" });
    const box = (await border.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 30, { steps: 6 });
    await page.mouse.up();
    const widths = await page.evaluate(() => {
      return ["ann", "bob"].map((name) => {
        const { element } = editorPage.person(name);
        return [...element.querySelectorAll("col")].map((col) => col.style.inlineSize);
      });
    });
    expect(widths[0]).toEqual(widths[1]);
    expect(widths[0]!.length).toBe(3);
  });

  it("E104 cells of a spreadsheet are pasted into cells, and the table grows for them", async () => {
    await fill("a", "b", "c", "d", "e");
    await page.evaluate(() => {
      const html =
        "<table><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td></td><td>6</td></tr><tr><td colspan=2>7</td><td>8</td></tr></table>";
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "1\t2\t3\n4\t\t6\n7\t\t8");
      const { view } = editorPage.person("ann").editor;
      view.dom.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    expect(await rows("bob")).toEqual(["a|b|c|", "d|1|2|3", "|4||6", "|7|8"]);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await rows("bob")).toEqual(["a|b|c", "d|e|", "||"]);
  });

  it("E105 a row is drawn by its handle to another place", async () => {
    await fill("a", "b", "c", "d", "e", "f", "g");
    const { x, y } = await middleOf(1, 0);
    await page.mouse.move(x, y);
    const handle = page.locator("#ann .coscribe-table-handle.is-row");
    await handle.waitFor({ state: "visible" });
    const box = (await handle.boundingBox())!;
    const target = await middleOf(2, 0);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 5, target.y + 10, { steps: 6 });
    await page.mouse.up();
    expect(await rows("bob")).toEqual(["a|b|c", "g||", "d|e|f"]);
  });

  it("E106 Shift with an arrow selects cell by cell, and arrows leave the table", async () => {
    await fill("a", "b", "c");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowLeft");
    expect(await page.locator("#ann .is-selected").count()).toBe(4);
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.type("!");
    expect(await page.evaluate(() => editorPage.lines("bob")[0])).toMatch(/!/);
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.type("?");
    expect(await page.evaluate(() => editorPage.lines("bob").at(-1))).toMatch(/\?/);
  });

  it("E110 it is a table to assistive technology, with its rows, headers and spans", async () => {
    await fill("a", "b", "c", "d");
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("menuitemcheckbox", { name: "Header column" }).click();
    const table = page.locator("#bob").getByRole("table");
    expect(await table.getByRole("row").count()).toBe(3);
    expect(await table.getByRole("columnheader").allInnerTexts()).toEqual(["a", "b", "c"]);
    expect(await table.getByRole("rowheader").first().innerText()).toBe("d");
    expect(await table.getByRole("cell").count()).toBe(4);
    await drag([1, 1], [1, 2]);
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("menuitem", { name: "Merge cells" }).click();
    expect(await table.locator("[colspan='2']").count()).toBe(1);
    await page.evaluate(() => editorPage.person("ann").editor.setReadOnly(true));
    await page.locator("#ann .coscribe-table-controls").waitFor({ state: "hidden" });
  });

  it("E102 on a phone a table scrolls sideways by itself, and its handles are for fingers", async () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
    const context = await page.context().browser()!.newContext(phone);
    const screen = await context.newPage();
    await screen.goto(page.url());
    await screen.evaluate(() => {
      document.head.insertAdjacentHTML(
        "beforeend",
        "<meta name='viewport' content='width=device-width'>",
      );
      editorPage.start(["ann"], ["above", "below"]);
      editorPage.select("ann", 0, 5);
      editorPage.person("ann").editor.run({ type: "insertTable", rows: 3, columns: 8 });
    });
    await screen.keyboard.type("one");
    const handle = screen.locator(".coscribe-table-handle.is-column");
    await handle.waitFor({ state: "visible" });
    const sizes = await screen.evaluate(() => {
      const frame = document.querySelector("[data-table]")!;
      const area = getComputedStyle(document.querySelector(".coscribe-table-handle")!, "::after");
      return {
        scrolls: frame.scrollWidth > frame.clientWidth,
        page: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
        finger: Math.min(Number.parseFloat(area.width), Number.parseFloat(area.height)),
      };
    });
    expect(sizes).toMatchObject({ scrolls: true, page: true });
    expect(sizes.finger).toBeGreaterThanOrEqual(44);
    await handle.tap();
    await screen.getByRole("menuitem", { name: "Insert column before" }).tap();
    const columns = await screen.evaluate(() => document.querySelector("tr")!.cells.length);
    expect(columns).toBe(9);
    await context.close();
  });
});
