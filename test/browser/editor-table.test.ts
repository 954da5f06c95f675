/** Tables in a real browser: keys, selecting cells, handles, widths, and what is copied and pasted. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { describeWith } from "../support/part.ts";
import { chromium, EditorBrowser } from "./editor-support.ts";

declare const editorPage: EditorPage;

describeWith("tables", chromium, () => {
  let browser: EditorBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await EditorBrowser.open();
    page = await browser.page();
  });

  afterAll(async () => {
    await browser.close();
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
});
