/** Pasting what is something else than it says, or very much, in a real browser. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Block, EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("pasting", engines, (launch) => {
  const editors = openEditors(launch);
  const { lines } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  async function begin(...blocks: Block[]): Promise<void> {
    await page.evaluate((given) => {
      const notices: string[] = [];
      Object.assign(globalThis, { notices });
      const onNotice = ({ code }: { code: string }): void => void notices.push(code);
      editorPage.start(["ann"], given, { onNotice });
      const { editor } = editorPage.person("ann");
      editor.focus();
    }, blocks);
  }

  /** Pastes at the selection, as the browser would; with "shift" as plain text. */
  async function paste(data: Record<string, string>, shift = false): Promise<void> {
    await page.evaluate(
      ({ given, shiftKey }) => {
        const { dom } = editorPage.person("ann").editor.view;
        const key = { key: "v", ctrlKey: true, shiftKey, bubbles: true };
        dom.dispatchEvent(new KeyboardEvent("keydown", key));
        const clipboardData = new DataTransfer();
        for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
        dom.dispatchEvent(editorPage.clipboardEvent("paste", clipboardData));
      },
      { given: data, shiftKey: shift },
    );
  }

  const notices = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as unknown as { notices: string[] }).notices);

  describe("what it is in truth", () => {
    const markdown = "# Title\n\n- [x] **done**\n- [ ] open";

    it("E193 Markdown that comes as text is what it means", async () => {
      await begin("");
      await paste({ "text/plain": markdown });
      await expect
        .poll(lines)
        .toEqual(["heading: Title", "task done: <bold>done</>", "task: open"]);
    });

    it("E193 with Shift, in code and in no Markdown every letter stays", async () => {
      await begin("");
      await paste({ "text/plain": "- one\n- two" }, true);
      expect(await lines()).toEqual(["- one", "- two"]);
      await begin([{ kind: "code" }, ""]);
      await paste({ "text/plain": markdown });
      expect((await lines()).join()).toContain("# Title");
    });

    it("E193 code of VS Code is code in its language, a word of it a word, its Markdown Markdown", async () => {
      const wrapped = (text: string): string =>
        `<div style="font-family: Menlo, monospace; white-space: pre;"><div>${text}</div></div>`;
      const copied = (mode: string, text: string): Record<string, string> => ({
        "text/plain": text,
        "text/html": wrapped(text),
        "vscode-editor-data": JSON.stringify({ version: 1, mode }),
      });
      await begin("");
      await paste(copied("typescript", "let a\nlet b"));
      expect((await lines())[0]).toMatch(/^code.*let a/);
      await begin("say ");
      await page.keyboard.press("End");
      await paste(copied("typescript", "word"));
      expect(await lines()).toEqual(["say word"]);
      await begin("");
      await paste(copied("markdown", markdown));
      await expect
        .poll(lines)
        .toEqual(["heading: Title", "task done: <bold>done</>", "task: open"]);
    });

    it("E194 pictures that only the other program has are said to be left out", async () => {
      await begin("");
      const html = '<p>a <img src="file:///C:/a.png" alt="chart"></p>';
      await paste({ "text/html": html, "text/plain": "a" });
      expect(await lines()).toEqual(["a chart"]);
      expect(await notices()).toEqual(["pictures-left-out"]);
    });
  });

  describe("very much", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);

    it("E195 comes in slices, in its order, and is one step of undo", async () => {
      await begin("before ", "after");
      await page.keyboard.press("End");
      await paste({ "text/plain": many.join("\n") });
      const isBusy = await page.evaluate(() => document.querySelector("[aria-busy]") !== null);
      expect(isBusy).toBe(true);
      await expect.poll(async () => (await lines()).length, { timeout: 20_000 }).toBe(5_001);
      const all = await lines();
      expect(all[0]).toBe("before line 0");
      expect(all.slice(1, 5_000)).toEqual(many.slice(1));
      expect(await page.evaluate(() => document.querySelector("[aria-busy]"))).toBeNull();
      await page.evaluate(() => void editorPage.person("ann").editor.run({ type: "undo" }));
      expect(await lines()).toEqual(["before ", "after"]);
    });

    it("E195 a key brings the rest first, and undo takes back that key and then the paste", async () => {
      await begin("");
      await paste({ "text/plain": many.join("\n") });
      await page.keyboard.type("!");
      const all = await lines();
      expect(all).toHaveLength(5_000);
      expect(all.at(-1)).toBe("line 4999!");
      await page.evaluate(() => void editorPage.person("ann").editor.run({ type: "undo" }));
      expect((await lines()).at(-1)).toBe("line 4999");
      await page.evaluate(() => void editorPage.person("ann").editor.run({ type: "undo" }));
      expect(await lines()).toHaveLength(1);
    });

    it("E196 beyond the limit nothing is written, and the person is told", async () => {
      await begin("here");
      await page.evaluate(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "x".repeat(5_000_001));
        const { dom } = editorPage.person("ann").editor.view;
        dom.dispatchEvent(editorPage.clipboardEvent("paste", clipboardData));
      });
      expect(await lines()).toEqual(["here"]);
      expect(await notices()).toEqual(["paste-too-large"]);
    });
  });
});
