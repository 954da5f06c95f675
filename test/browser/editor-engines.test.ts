/**
 * What engines do differently to an editable text when they are left alone: where a click and an arrow
 * put the caret, what is between a word and a mark, what is deleted together.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { describeInBrowsers, engines, itCan } from "../support/browser.ts";
import type { TestPage } from "../support/test-page.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { openEditors } from "./editor-support.ts";

declare const editorPage: EditorPage;

describeInBrowsers("the same for everybody", engines, (launch, engine) => {
  const itWithClicks = itCan("click several times", engine);
  const itWithGraphemes = itCan("delete a letter of several code points", engine);
  const editors = openEditors(launch);
  const { lines, selection, press, pointAt } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  async function begin(blocks: readonly Block[], block = 0, offset = 0, to = offset) {
    await editors.start(["ann"], blocks);
    await editors.select(block, offset, to);
    // 20 ms after it got the focus ProseMirror takes a caret that has moved for a slip of the browser.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));
  }

  describe("the pointer", () => {
    it("E131 puts the caret where it clicks, in an empty line and beside a line as well", async () => {
      await begin(["one", "", "three"]);
      await page.mouse.click(...(await pointAt(2, 2)));
      await expect.poll(selection).toEqual([2, 2, 2, 2]);
      await page.mouse.click(...(await pointAt(1, 0)));
      await expect.poll(selection).toEqual([1, 0, 1, 0]);
      const [x, y] = await pointAt(0, 3);
      await page.mouse.click(x + 200, y);
      await expect.poll(selection).toEqual([0, 3, 0, 3]);
      await page.keyboard.type("!");
      expect(await lines()).toEqual(["one!", "", "three"]);
    });

    itWithClicks(
      "E131 selects a word by two clicks, and a line by three, and no more",
      async () => {
        await begin(["one two three", "four", "five"]);
        const [x, y] = await pointAt(0, 5);
        await page.mouse.click(x, y, { clickCount: 2 });
        await page.keyboard.type("2");
        expect((await lines())[0]).toMatch(/^one 2 ?three$/);
        await page.mouse.click(...(await pointAt(1, 2)), { clickCount: 3 });
        await page.keyboard.type("4");
        expect((await lines()).slice(1)).toEqual(["4", "five"]);
        await page.mouse.click(...(await pointAt(1, 1)), { clickCount: 3 });
        await press("Backspace");
        expect((await lines()).slice(1)).toEqual(["", "five"]);
      },
    );

    it("E131 selects from one line into another, and what is selected is replaced", async () => {
      await begin(["one", [{ kind: "bullet" }, "two"], "three"]);
      await page.mouse.move(...(await pointAt(0, 1)));
      await page.mouse.down();
      await page.mouse.move(...(await pointAt(2, 3)), { steps: 5 });
      await page.mouse.up();
      await expect.poll(selection).toEqual([0, 1, 2, 3]);
      await page.keyboard.type("X");
      expect(await lines()).toEqual(["oXee"]);
      await press("Control+z");
      expect(await lines()).toEqual(["one", "bullet: two", "three"]);
    });
  });

  describe("keys", () => {
    const marked = "a **bb** c";
    const cases: [what: string, typed: string, keys: string[], after: string[]][] = [
      ["spaces are spaces, also two of them and at the end", "a  b ", ["x"], ["a  b x"]],
      ["letters behind bold are bold", marked, ["Home", ...right(4), "x"], ["a <bold>bbx</> c"]],
      ["letters before bold are not", marked, ["Home", ...right(2), "x"], ["a x<bold>bb</> c"]],
      [
        "letters behind a link are no link",
        "[bb](https://b.example) c",
        ["Home", ...right(2), "x"],
        ["<https://b.example>bb</>x c"],
      ],
      [
        "Home and End go to the ends of the line",
        "one two",
        ["Home", "x", "End", "y"],
        ["xone twoy"],
      ],
      ["a word is deleted back", "one two", ["Control+Backspace", "x"], ["one x"]],
      ["a word is deleted forth", "one two", ["Home", "Control+Delete", "x"], ["x two"]],
      ["a selection by Shift is replaced", "one two", ["Shift+Home", "x"], ["x"]],
      [
        "arrows cross lines",
        "one\ntwo",
        ["ArrowUp", "x", "ArrowDown", "y", "Home", "ArrowLeft", "z"],
        ["onexz", "twoy"],
      ],
      [
        "a selection over lines is deleted",
        "one\ntwo\nthree",
        ["Shift+ArrowUp", "Shift+ArrowUp", "Delete", "x"],
        ["onex"],
      ],
    ];

    function right(times: number): string[] {
      return Array.from({ length: times }, () => "ArrowRight");
    }

    for (const [what, typed, pressed, after] of cases) {
      it(`E132 ${what}`, async () => {
        // At the very beginning of a text ProseMirror takes a caret for one that the browser has reset.
        await begin(["above", ""], 1);
        await page.keyboard.type(typed);
        await press(...pressed);
        expect((await lines()).slice(1)).toEqual(after);
        expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
      });
    }

    itWithGraphemes("E132 a letter of several code points is deleted whole", async () => {
      await begin(["a👩‍👩‍👧b"], 0, 9);
      await press("Backspace");
      expect(await lines()).toEqual(["ab"]);
    });

    it("E132 pass a divider, and delete it", async () => {
      await begin(["one", "two"], 0, 3);
      await page.evaluate(() => editorPage.run("ann", { type: "insertDivider" }));
      await page.keyboard.type("x");
      await press("ArrowUp", "ArrowUp", "End");
      await page.keyboard.type("y");
      expect(await lines()).toEqual(["oney", "[divider]", "xtwo"]);
      await press("Delete");
      expect(await lines()).toEqual(["oney", "xtwo"]);
    });

    it("E130 Shift-Tab takes a step back, whatever the engine calls it", async () => {
      await begin([[{ kind: "bullet", indent: 1 }, "one"]]);
      await press("Shift+Tab");
      expect(await lines()).toEqual(["bullet: one"]);
      await page.evaluate(() => document.body.prepend(document.createElement("button")));
      await press("Escape", "Shift+Tab");
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe("button");
    });
  });

  it("E133 a text that gets the focus does not move the page", async () => {
    await begin(Array.from({ length: 100 }, (_, i) => `line ${i}`));
    const [top, after] = await page.evaluate(() => {
      const { editor } = editorPage.person("ann");
      editor.view.dom.blur();
      scrollTo(0, 1_000);
      const before = scrollY;
      editor.focus();
      return [before, scrollY];
    });
    expect(after).toBe(top);
  });
});
