/**
 * Input methods, in a real browser: somebody composes while others edit the same block. Chromium is
 * told by its debugger what an input method would tell it.
 */

import type { CDPSession } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { describeInBrowsers, inPlaywright } from "../support/browser.ts";
import { until } from "../support/until.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("an input method", ["Chromium"], (launch) => {
  const editors = openEditors(launch);
  const { lines } = editors;
  let page: TestPage;
  let cdp: CDPSession;

  beforeAll(async () => {
    page = editors.page;
    const tab = inPlaywright(page);
    cdp = await tab.context().newCDPSession(tab);
  });

  /** Ann and Bob on these blocks; Ann's caret in a text block, those in cells counted. */
  async function begin(
    blocks: readonly Block[],
    index: number,
    from: number,
    to = from,
  ): Promise<void> {
    await editors.start(["ann", "bob"], blocks);
    await editors.selectText(index, from, to);
  }

  /** Ann's input method shows `text` in place of what it showed before. */
  async function compose(text: string): Promise<void> {
    await cdp.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** Ann's input method has done. */
  async function commit(text: string): Promise<void> {
    await cdp.send("Input.insertText", { text });
  }

  /** Bob replaces what is from `offset` to `end` in a text block. */
  async function bobTypes(
    index: number,
    offset: number,
    text: string,
    end = offset,
  ): Promise<void> {
    await page.evaluate((args) => editorPage.edit("bob", ...args), [
      index,
      offset,
      text,
      end,
    ] as const);
  }

  /** What Ann's screen shows of her line, up to the caret. */
  const beforeCaret = (): Promise<string> =>
    page.evaluate(() => {
      const { $head } = editorPage.person("ann").editor.view.state.selection;
      return $head.parent.textBetween(0, $head.parentOffset, "", "▯");
    });

  /** The caret of the browser itself, in the text of the line. */
  const beforeNativeCaret = (): Promise<string> =>
    page.evaluate(() => {
      const { anchorNode, anchorOffset } = document.getSelection()!;
      const range = document.createRange();
      const line = (anchorNode as Element | null)?.parentElement?.closest("[data-kind]");
      range.setStart(line ?? anchorNode!, 0);
      range.setEnd(anchorNode!, anchorOffset);
      return range.toString();
    });

  /** Waits until both see the same lines, which are stored, and returns them. */
  async function settled(): Promise<string[]> {
    const shown = (): Promise<string[][]> => Promise.all([lines("ann"), lines("bob")]);
    await until("both to see the same", async () => {
      const [ann, bob] = await shown();
      return JSON.stringify(ann) === JSON.stringify(bob);
    });
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
    expect(await page.evaluate(() => editorPage.isStored("bob"))).toBe(true);
    return lines("ann");
  }

  it("E15 goes on undisturbed while others type before it, behind it and elsewhere", async () => {
    await begin(["hello world", "other"], 0, 7);
    await compose("a");
    await bobTypes(0, 0, "START ");
    await bobTypes(1, 5, "!");
    expect(await beforeCaret()).toBe("hello wa");
    await compose("aa");
    await bobTypes(0, 0, ">> ");
    await bobTypes(1, 0, "an");
    expect(await lines("ann")).toEqual(["hello waaorld", "another!"]);
    expect(await beforeCaret()).toBe("hello waa");
    expect(await beforeNativeCaret()).toBe("hello waa");
    await compose("å");
    await bobTypes(0, 0, "# ");
    await commit("å");
    expect(await settled()).toEqual(["# >> START hello wåorld", "another!"]);
    expect(await beforeCaret()).toBe("# >> START hello wå");
    await page.keyboard.type("ö");
    expect(await settled()).toEqual(["# >> START hello wåöorld", "another!"]);
  });

  it("E15 writes one word after another in a line in which others type all the time", async () => {
    await begin(["start end"], 0, 6);
    for (const [i, word] of ["に", "ほ", "ん", "ご"].entries()) {
      await compose("n");
      await bobTypes(0, 0, String(i));
      await compose(`n${i}`);
      const length = await page.evaluate(() => editorPage.lines("bob")[0]!.length);
      await bobTypes(0, length, String(i));
      await commit(word);
      await settled();
    }
    expect(await lines("bob")).toEqual(["3210start にほんごend0123"]);
  });

  const places: [where: string, blocks: Block[], index: number, offset: number, after: string[]][] =
    [
      ["an empty document", [], 0, 0, ["<か>"]],
      ["an empty line", ["above", "", "below"], 1, 0, ["above", "<か>", "below"]],
      ["a list line", [[{ kind: "bullet" }, "ab"]], 0, 1, ["bullet: <aかb>"]],
      ["an empty task", ["above", [{ kind: "task" }, ""]], 1, 0, ["above", "task: <か>"]],
      ["a heading", [[{ kind: "heading" }, "ab"]], 0, 2, ["heading: <abか>"]],
      ["code", [[{ kind: "code" }, "ab"]], 0, 0, ["code: <かab>"]],
      ["a cell", [{ cells: [["one"], ["two", "three"]] }], 2, 5, ["[one | two, <threeか>]"]],
      ["an empty cell", [{ cells: [["one"], [""]] }], 1, 0, ["[one | <か>]"]],
      ["a cell without blocks", [{ cells: [["one"], []] }], 1, 0, ["[one | <か>]"]],
    ];

  for (const [where, blocks, index, offset, after] of places) {
    it(`E15 works in ${where} in which others type at both ends`, async () => {
      await begin(blocks, index, offset);
      await compose("k");
      const before = await beforeCaret();
      await bobTypes(index, 0, "<");
      await compose("ka");
      expect(await beforeCaret()).toBe(`${before}a`);
      expect(await beforeNativeCaret()).toBe(`${before}a`);
      const length = await page.evaluate((at) => {
        const { doc } = editorPage.person("bob").editor.view.state;
        return doc.resolve(editorPage.startOf("bob", at)).parent.content.size;
      }, index);
      await bobTypes(index, length, ">");
      await compose("か");
      await commit("か");
      expect(await settled()).toEqual(after);
    });
  }

  it("E15 works in a line that was just begun", async () => {
    await begin(["one"], 0, 3);
    await page.keyboard.press("Enter");
    await compose("k");
    await bobTypes(1, 0, "<");
    await compose("ka");
    await bobTypes(0, 0, "!");
    await commit("か");
    expect(await settled()).toEqual(["!one", "<か"]);
  });

  it("E15 replaces a selection in which others type meanwhile", async () => {
    await begin(["one two three"], 0, 4, 7);
    await compose("k");
    await bobTypes(0, 0, "^");
    await compose("ka");
    await commit("か");
    expect(await settled()).toEqual(["^one か three"]);
    await page.keyboard.press("Control+z");
    expect(await settled()).toEqual(["^one two three"]);
  });

  it("E15 survives that others delete all around it", async () => {
    await begin(["one two three"], 0, 7);
    await compose("k");
    await bobTypes(0, 0, "", 4);
    await bobTypes(0, 4, "", 10);
    await compose("ka");
    expect(await beforeCaret()).toBe("one twoka");
    await commit("か");
    expect(await settled()).toEqual(["twoか"]);
  });

  it("E15 is not disturbed by another kind, a mark or a tick that others set", async () => {
    await begin([[{ kind: "task" }, "one"], "two"], 0, 3);
    await compose("k");
    await page.evaluate(() => {
      const { view } = editorPage.person("bob").editor;
      const { tr, schema } = view.state;
      tr.setNodeAttribute(0, "checked", true).addMark(1, 3, schema.mark("bold"));
      view.dispatch(tr);
    });
    await compose("ka");
    await commit("か");
    expect(await settled()).toEqual(["task done: <bold>on</>eか", "two"]);
  });

  describe("ends, and loses nothing, when others", () => {
    const acts: [what: string, act: () => Promise<void>, after: string[]][] = [
      ["split the line before it", () => bobSplits(9), ["above", "h", "ellok", "below"]],
      ["split what is composed", () => bobSplits(13), ["above", "hello", "k", "below"]],
      ["join the line to the one before", () => bobDeletes(6, 8), ["abovehellok", "below"]],
      ["delete the line", () => bobDeletes(7, 15), ["above", "below"]],
    ];

    async function bobSplits(pos: number): Promise<void> {
      await page.evaluate((at) => {
        const { view } = editorPage.person("bob").editor;
        view.dispatch(view.state.tr.split(at));
      }, pos);
    }

    async function bobDeletes(from: number, to: number): Promise<void> {
      await page.evaluate(
        ([start, end]) => {
          const { view } = editorPage.person("bob").editor;
          view.dispatch(view.state.tr.delete(start, end));
        },
        [from, to] as const,
      );
    }

    for (const [what, act, after] of acts) {
      it(`E15 ${what}`, async () => {
        await begin(["above", "hello", "below"], 1, 5);
        await compose("k");
        await act();
        expect(await lines("bob")).toEqual(after);
        await commit("か");
        const text = (await settled()).join("");
        for (const letters of ["above", "below"]) expect(text).toContain(letters);
        expect(text.includes("hello") || text.includes("ello")).toBe(what !== "delete the line");
        expect(text).toMatch(/か/);
        await page.keyboard.type("!");
        expect((await settled()).join("")).toContain("!");
      });
    }
  });

  it("E15 is done before the next key, which meets the line as all see it", async () => {
    await begin(["hello"], 0, 5);
    await compose("k");
    await bobTypes(0, 0, "START ");
    await commit("か");
    await page.keyboard.press("Enter");
    await page.keyboard.type("x");
    expect(await settled()).toEqual(["START helloか", "x"]);
    await compose("k");
    await bobTypes(1, 0, "<");
    await commit("か");
    await page.evaluate(() => editorPage.run("ann", { type: "setKind", kind: "bullet" }));
    expect(await settled()).toEqual(["START helloか", "bullet: <xか"]);
    await page.evaluate(() => editorPage.selectText("ann", 1, 0));
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    expect(await settled()).toEqual(["START helloか<xか"]);
  });

  it("E7 makes what Markdown means of what it has composed", async () => {
    await begin([""], 0, 0);
    await compose("*か");
    await commit("*か*");
    await until("the rule", async () => (await lines("bob"))[0] === "<italic>か</>");
    expect(await settled()).toEqual(["<italic>か</>"]);
  });
});
