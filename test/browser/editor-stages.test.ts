/** Features that come once the editor is there, in a real browser: what can be done before, and what stays. */

import type { CDPSession } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { describeInBrowsers, inPlaywright } from "../support/browser.ts";
import type { TestPage } from "../support/test-page.ts";
import { until } from "../support/until.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { openEditors } from "./editor-support.ts";

declare const editorPage: EditorPage;

const blocks: readonly Block[] = [
  "before",
  [{ kind: "code", language: "" }, "let a;"],
  [{ kind: "toggle" }, "more"],
  { cells: [["one"], ["two"]] },
  "after",
];

describeInBrowsers("features in two stages", ["Chromium"], (launch) => {
  const editors = openEditors(launch);
  const { lines } = editors;
  let page: TestPage;
  let cdp: CDPSession;

  beforeAll(async () => {
    page = editors.page;
    const tab = inPlaywright(page);
    cdp = await tab.context().newCDPSession(tab);
  });

  async function begin(index: number, from: number): Promise<void> {
    await page.evaluate((given) => editorPage.startInStages(["ann", "bob"], given), blocks);
    await editors.selectText(index, from);
  }

  const hasRest = (): Promise<boolean> =>
    page.evaluate(() => editorPage.hasTool("ann", "codeBlock"));

  async function bringRest(): Promise<void> {
    await page.evaluate(() => editorPage.bringRest());
    await until("the features", hasRest);
  }

  const drawn = (): Promise<number> => page.locator("#ann .coscribe-toggle").count();

  it("E250 text is written before most features are there, and everything can be done once they are", async () => {
    await begin(0, 6);
    await page.keyboard.type(" all, *at once*");
    expect(await lines()).toContain("before all, <italic>at once</>");
    expect(await hasRest()).toBe(false);
    expect(await page.evaluate(() => editorPage.use("ann", "codeBlock"))).toBe(false);
    expect(await page.evaluate(() => editorPage.run("ann", { type: "insertDivider" }))).toBe(false);

    await bringRest();
    await page.keyboard.press("Enter");
    await page.keyboard.type("---==bright==");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Alt+c");
    expect(await page.evaluate(() => editorPage.run("ann", { type: "insertDivider" }))).toBe(true);
    const now = await lines();
    expect(now.slice(1, 5)).toEqual(["[divider]", "<highlight>bright</>", "[divider]", "code: "]);
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
  });

  it("E251 when they come, what they draw is drawn anew, and all else stays: elements, caret and undo", async () => {
    await begin(2, 4);
    await page.keyboard.type(" words");
    expect(await drawn()).toBe(0);
    await page.evaluate(() => {
      for (const text of ["before", "one", "after"]) {
        const block = [...document.querySelectorAll("#ann p")].find((p) => p.textContent === text);
        (block as HTMLElement & { isOld?: boolean }).isOld = true;
      }
    });

    await bringRest();
    expect(await drawn()).toBe(1);
    const stayed = await page.evaluate(
      () =>
        [...document.querySelectorAll("#ann p")].filter(
          (block) => (block as HTMLElement & { isOld?: boolean }).isOld === true,
        ).length,
    );
    expect(stayed).toBe(3);
    await page.keyboard.type("!");
    expect(await lines()).toContain("toggle: more words!");
    await page.keyboard.press("Control+z");
    expect(await lines()).toContain("toggle: more");
  });

  it("E252 an input method goes on where it is when they come, and others are taken once it has done", async () => {
    await begin(2, 4);
    await cdp.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
    await page.evaluate(() => editorPage.bringRest());
    await until("the features of Bob", () =>
      page.evaluate(() => editorPage.hasTool("bob", "codeBlock")),
    );
    await cdp.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    expect(await hasRest()).toBe(false);
    await cdp.send("Input.insertText", { text: "日本" });
    await until("the features", hasRest);
    expect(await drawn()).toBe(1);
    await page.keyboard.type("語");
    expect(await lines()).toContain("toggle: more日本語");
  });
});
