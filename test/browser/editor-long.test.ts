/** Long documents, of which the browser draws only what is near the window. */

import { beforeAll, beforeEach, expect, it } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines, inPlaywright, itCan } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

const count = 1_000;

describeInBrowsers("a long document", engines, (launch, engine) => {
  const itInPrint = itCan("print", engine);
  const editors = openEditors(launch);
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  beforeEach(async () => {
    await page.evaluate((blocks) => {
      const text = (i: number): string => `line ${i}${i % 3 === 0 ? " and more".repeat(30) : ""}`;
      editorPage.start(
        ["ann"],
        Array.from({ length: blocks }, (_, i) => text(i)),
      );
      editorPage.select("ann", 1, 0);
    }, count);
  });

  /** The lines that are not as they were in the beginning, without their long tails. */
  const changed = async (): Promise<string[]> => {
    const all = await page.evaluate(() => editorPage.lines("ann"));
    return all
      .map((line) => line.replace(/( and more)+$/, ""))
      .filter((line) => !/^line \d+$/.test(line));
  };

  /** Whether the browser may skip a block of Ann's. */
  const visibility = (block: number): Promise<string> =>
    page.evaluate((index) => {
      const element = editorPage.person("ann").editor.view.dom.children[index]!;
      return getComputedStyle(element).contentVisibility;
    }, block);

  const isCaretInWindow = (): Promise<boolean> =>
    page.evaluate(() => {
      const { view } = editorPage.person("ann").editor;
      const { top, bottom } = view.coordsAtPos(view.state.selection.head);
      return top >= 0 && bottom <= innerHeight;
    });

  const far = engine === "Chromium" ? "auto" : "visible";

  it("E83 is drawn where it is seen, and where the caret is", async () => {
    expect(await visibility(500)).toBe(far);
    expect(await visibility(1)).toBe("visible");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => visibility(2)).toBe("visible");
    await page.evaluate(() => editorPage.start(["ann"], ["short"]));
    expect(await visibility(0)).toBe("visible");
  });

  itInPrint("E83 is printed whole", async () => {
    await inPlaywright(page).emulateMedia({ media: "print" });
    expect(await visibility(500)).toBe("visible");
    await inPlaywright(page).emulateMedia({ media: null });
    expect(await visibility(500)).toBe(far);
  });

  it("E83 takes what is typed right after going to its end, and after Enter", async () => {
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!a");
    for (const line of ["one", "two", "three"]) {
      await page.keyboard.press("Enter");
      await page.keyboard.type(line);
    }
    expect(await changed()).toEqual([expect.stringContaining("!a"), "one", "two", "three"]);
    expect(await isCaretInWindow()).toBe(true);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("first ");
    expect((await changed())[0]).toBe("first line 0");
    expect(await isCaretInWindow()).toBe(true);
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
  });

  it("E83 is selected up to its end", async () => {
    await page.keyboard.press("Control+Shift+End");
    const selected = await page.evaluate(() => editorPage.selection("ann"));
    const length = await page.evaluate(() => editorPage.lines("ann").at(-1)!.length);
    expect(selected).toEqual([1, 0, count - 1, length]);
  });

  it("E83 shows far edits of undo where they are", async () => {
    await page.keyboard.type("near ");
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" far");
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+z");
    expect(await changed()).toEqual(["near line 1"]);
    expect(await isCaretInWindow()).toBe(true);
    await page.keyboard.type("!");
    expect((await changed()).at(-1)).toMatch(/^line 999.*!$/);
  });
});
