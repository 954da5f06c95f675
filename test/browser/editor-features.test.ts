/** What features of the editor show and do, in a real browser: toggles, code, formulas, cards, frames. */

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { describeInBrowsers, inPlaywright } from "../support/browser.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { openEditors } from "./editor-support.ts";

declare const editorPage: EditorPage;

describeInBrowsers("features of the editor", ["Chromium", "Firefox"], (launch) => {
  const editors = openEditors(launch);
  const { lines, press } = editors;
  let page: Page;

  beforeAll(() => {
    page = inPlaywright(editors.page);
  });

  async function begin(blocks: readonly Block[], index = 0, from = 0, to = from): Promise<void> {
    await editors.start(["ann", "bob"], blocks);
    await editors.selectText(index, from, to);
  }

  const ann = (selector: string): ReturnType<Page["locator"]> => page.locator(`#ann ${selector}`);

  describe("toggles", () => {
    const toggle: Block[] = [
      [{ kind: "toggle" }, "more"],
      [{ indent: 1 }, "below"],
      [{ kind: "code", indent: 1 }, "let a;"],
      "after",
    ];

    it("E241 fold what is indented below, for this reader only, and open where the caret goes", async () => {
      await begin(toggle);
      await ann(".coscribe-toggle").click();
      expect(await ann("p").filter({ hasText: "below" }).isVisible()).toBe(false);
      expect(await ann("pre").isVisible()).toBe(false);
      expect(await ann("p").filter({ hasText: "after" }).isVisible()).toBe(true);
      expect(await ann(".coscribe-toggle").getAttribute("aria-expanded")).toBe("false");
      expect(await page.locator("#bob pre").isVisible()).toBe(true);
      await page.evaluate(() => editorPage.selectText("ann", 1, 0));
      expect(await ann("pre").isVisible()).toBe(true);
      expect(await ann(".coscribe-toggle").getAttribute("aria-expanded")).toBe("true");
    });

    it("E241 Enter at the end goes on below it, or behind what is folded", async () => {
      await begin(toggle, 0, 4);
      await press("Enter");
      await page.keyboard.type("first");
      expect((await lines()).slice(0, 3)).toEqual(["toggle: more", "+1: first", "+1: below"]);
      await page.evaluate(() => editorPage.selectText("ann", 0, 4));
      await press("Control+Enter", "Enter");
      await page.keyboard.type("next");
      expect((await lines()).slice(3)).toEqual(["code+1: let a;", "toggle: next", "after"]);
    });

    it("E241 move with all that hangs below", async () => {
      await begin(toggle);
      await press("Alt+ArrowDown");
      expect(await lines()).toEqual(["after", "toggle: more", "+1: below", "code+1: let a;"]);
    });
  });

  describe("code", () => {
    it("E242 is one block of the lines that were selected, and lines again", async () => {
      await begin(["one", "two", [{ kind: "bullet" }, "three"], "four"]);
      await page.evaluate(() => editorPage.select("ann", 0, 0, 2, 2));
      await press("Control+Alt+c");
      expect(await lines()).toEqual(["code: one\ntwo\nthree", "four"]);
      await press("Control+Alt+c");
      expect(await lines()).toEqual(["one", "two", "three", "four"]);
      expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
    });

    it("E242 lets the caret out at the top and at the bottom of a document", async () => {
      await begin([[{ kind: "code" }, "a\nb"]], 0, 1);
      await press("ArrowUp");
      await page.keyboard.type("above");
      expect(await lines()).toEqual(["above", "code: a\nb"]);
      await begin([[{ kind: "code" }, "a\nb"]], 0, 1);
      await press("ArrowDown", "ArrowDown");
      await page.keyboard.type("below");
      expect(await lines()).toEqual(["code: a\nb", "below"]);
    });

    it("E242 is drawn in colours, in the language that is chosen", async () => {
      await begin([[{ kind: "code", language: "js" }, "let a = 'b';"]]);
      await ann(".hljs-keyword").waitFor();
      expect(await ann(".hljs-string").textContent()).toBe("'b'");
      await page.evaluate(() => editorPage.selectText("ann", 0, 0));
      await page.keyboard.type("if ");
      expect(await ann(".hljs-keyword").allTextContents()).toEqual(["if", "let"]);
      await ann(".coscribe-code-language").selectOption("python");
      expect(await lines("ann")).toEqual(["code python: if let a = 'b';"]);
      expect(await ann(".hljs-keyword").allTextContents()).toEqual(["if"]);
    });

    it("E242 within a line is left by the arrow keys at its edges", async () => {
      await begin(["ab"], 0, 0, 2);
      await press("Control+e", "ArrowRight", "ArrowRight");
      await page.keyboard.type("c");
      expect(await lines()).toEqual(["<code>ab</>c"]);
      await page.evaluate(() => editorPage.selectText("ann", 0, 0));
      await press("ArrowLeft");
      await page.keyboard.type("d");
      expect(await lines()).toEqual(["d<code>ab</>c"]);
    });
  });

  describe("Tab", () => {
    it("E243 never leaves the text: what is typed next is in it", async () => {
      await begin(["before", [{ kind: "heading" }, "title"]], 0, 6);
      await press("Tab");
      await page.keyboard.type("lost words");
      expect((await lines())[0]).toBe("before\tlost words");
      await page.evaluate(() => editorPage.selectText("ann", 1, 0));
      await press("Tab");
      await page.keyboard.type("x");
      expect((await lines())[1]).toMatch(/^heading: \t?xtitle$/);
      await page.evaluate(() => editorPage.selectText("ann", 0, 0));
      await press("Tab", "Tab", "Shift+Tab");
      expect((await lines())[0]).toBe("+1: before\tlost words");
    });

    it("E243 after Escape goes to what stands behind the text", async () => {
      await begin(["text"]);
      await press("Escape", "Tab");
      expect(await page.evaluate(() => document.activeElement?.closest("#ann") === null)).toBe(
        true,
      );
    });
  });

  describe("formulas", () => {
    it("E244 are drawn, and show their TeX while the caret is in them", async () => {
      await begin([[{ kind: "math" }, "x^2"], "text"], 1);
      await ann(".coscribe-math math").waitFor();
      expect(await ann(".coscribe-math-source").evaluate((node) => node.clientHeight)).toBe(1);
      await ann(".coscribe-math-drawing").click();
      await page.keyboard.type("+y");
      expect(await lines()).toEqual(["math: x^2+y", "text"]);
      expect(await ann(".coscribe-math-source").isVisible()).toBe(true);
      await ann(".coscribe-math math").filter({ hasText: "y" }).waitFor();
    });

    it("E244 say what is wrong with them, and harm nothing", async () => {
      await begin([[{ kind: "math" }, "\\frac{1"], "text"], 1);
      await ann(".coscribe-math-drawing.is-wrong").waitFor();
      expect(await ann(".coscribe-math-drawing").textContent()).toBe("\\frac{1");
      expect(await ann(".coscribe-math-drawing").getAttribute("title")).not.toBe("");
    });
  });

  describe("frames", () => {
    it("E245 hold blocks of any kind, end at an empty line, and go before the kind's indentation", async () => {
      await begin([[{ kind: "bullet" }, "one"]], 0, 3);
      await press("Control+Shift+b", "Enter");
      await page.keyboard.type("two");
      expect(await lines()).toEqual(["bullet in quote: one", "bullet in quote: two"]);
      await press("Enter", "Enter", "Enter");
      await page.keyboard.type("out");
      expect((await lines())[2]).toBe("out");
      await page.evaluate(() => editorPage.selectText("ann", 1, 0));
      await press("Backspace");
      expect((await lines())[1]).toBe("in quote: two");
      await press("Backspace");
      expect((await lines())[1]).toBe("two");
    });
  });

  describe("numbers", () => {
    it("E246 begin where they are told to, and the first line keeps the number when one is put above", async () => {
      await begin([
        [{ kind: "numbered", start: 5 }, "five"],
        [{ kind: "numbered" }, "six"],
      ]);
      const numbers = (): Promise<(string | null)[]> =>
        ann("[data-kind=numbered]").evaluateAll((all) =>
          all.map((one) => one.getAttribute("data-number")),
        );
      expect(await numbers()).toEqual(["5", "6"]);
      await press("Enter");
      expect(await numbers()).toEqual(["5", "6", "7"]);
      await page.evaluate(() => editorPage.run("ann", { type: "setStart", number: null }));
      expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
    });
  });

  describe("cards for links", () => {
    it("E247 ask for an address, take only safe ones, and show where they lead", async () => {
      await begin([""]);
      await page.evaluate(() => editorPage.use("ann", "embed"));
      const field = ann(".coscribe-address-field");
      await field.fill("javascript:alert(1)");
      await field.press("Enter");
      expect(await ann("[role=status]").textContent()).toMatch(/can be linked/);
      await field.fill("example.org/a");
      await field.press("Enter");
      expect(await ann(".coscribe-embed-link").getAttribute("href")).toBe("https://example.org/a");
      expect(await ann(".coscribe-embed-host").textContent()).toBe("example.org");
    });

    it("E247 ask only whoever has put them there: nobody else's keys go astray", async () => {
      await begin(["writing"], 0, 7);
      await page.keyboard.type(" on");
      await page.evaluate(() => editorPage.use("bob", "embed"));
      await ann(".coscribe-address-field").waitFor();
      await page.evaluate(async () => new Promise((resolve) => setTimeout(resolve, 50)));
      await page.keyboard.type(" and on");
      expect((await lines())[0]).toBe("writing on and on");
    });
  });
});
