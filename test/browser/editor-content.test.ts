/** Copy and paste, links, and what assistive technology is told, in a real browser. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Block, EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines, inPlaywright, itCan } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("content", engines, (launch, engine) => {
  const itByRole = itCan("find elements by role", engine);
  const editors = openEditors(launch);
  const { lines, select } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  async function begin(...blocks: Block[]): Promise<void> {
    await editors.start(["ann"], blocks);
  }

  /** Pastes at the selection, as the browser would. */
  async function paste(data: Record<string, string>): Promise<void> {
    await page.evaluate((given) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
      const event = editorPage.clipboardEvent("paste", clipboardData);
      editorPage.person("ann").editor.view.dom.dispatchEvent(event);
    }, data);
  }

  /** Copies something with keys, in the middle of which the page is asked what it is. */
  async function putOnClipboard(data: Record<string, string>): Promise<void> {
    await page.evaluate((given) => {
      editorPage.person("ann").editor.focus();
      const copy = (event: ClipboardEvent): void => {
        for (const [type, value] of Object.entries(given))
          event.clipboardData!.setData(type, value);
        event.preventDefault();
        event.stopPropagation();
      };
      addEventListener("copy", copy, { capture: true, once: true });
    }, data);
    await page.keyboard.press("Control+c");
  }

  /** What the selection puts on the clipboard. */
  async function copied(): Promise<{ html: string; text: string }> {
    return page.evaluate(() => {
      const { dom, text } = editorPage
        .person("ann")
        .editor.view.serializeForClipboard(
          editorPage.person("ann").editor.view.state.selection.content(),
        );
      dom.querySelector("[data-pm-slice]")?.removeAttribute("data-pm-slice");
      return { html: dom.innerHTML, text };
    });
  }

  const list: Block[] = [
    [{ kind: "bullet" }, "a"],
    [{ kind: "bullet", indent: 1 }, "b"],
    [{ kind: "numbered" }, "c"],
    [{ kind: "task", checked: true }, "d"],
  ];

  describe("copying", () => {
    it("E10 gives nested lists, and text with a marker for each line", async () => {
      await begin(...list);
      await select(0, 0, 1, 3);
      const { html, text } = await copied();
      expect(html).toMatch(/^<ul><li>a<ul><li>b<\/li><\/ul><\/li><\/ul><ol><li>c<\/li><\/ol>/);
      expect(html).toContain('<input type="checkbox"');
      expect(text).toBe("- a\n  - b\n1. c\n- [x] d");
    });

    it("E10 of a part of a heading gives text, of all of it a heading", async () => {
      await begin([{ kind: "heading" }, "Title here"]);
      await select(0, 0, 5);
      expect(await copied()).toEqual({ html: "<p>Title</p>", text: "Title" });
      await select(0, 0, 10);
      expect((await copied()).html).toBe("<h1>Title here</h1>");
    });

    it("E10 and pasting with the keyboard brings back the same blocks", async () => {
      await begin(...list, "");
      await select(0, 0, 1, 3);
      await page.keyboard.press("Control+c");
      await select(4, 0);
      await page.keyboard.press("Control+v");
      const shown = ["bullet: a", "bullet+1: b", "numbered: c", "task done: d"];
      expect(await lines()).toEqual([...shown, ...shown]);
    });

    it("E10 and cutting takes away what it copies", async () => {
      await begin("one two", "three");
      await select(0, 3, 7);
      await page.keyboard.press("Control+x");
      await select(1, 5);
      await page.keyboard.press("Control+v");
      expect(await lines()).toEqual(["one", "three two"]);
    });
  });

  describe("pasting", () => {
    const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
      <h2 dir="ltr"><span style="font-weight:400">Title</span></h2>
      <p dir="ltr"><span style="font-weight:700">bold</span><span> and </span><span style="font-style:italic">it</span></p>
      <ul><li dir="ltr" aria-level="1"><p><span>one</span></p></li><ul><li aria-level="2"><p><span>in</span></p></li></ul>
      <li aria-level="1"><p><span>two</span></p></li></ul></b>`;
    const gitHub = `<h3 dir="auto">Tasks</h3><ul class="contains-task-list">
      <li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" checked> done</li>
      <li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox"> open
        <ol><li>first</li><li>second</li></ol></li></ul>
      <div class="highlight highlight-source-js"><pre><span>let</span> a;\nb();</pre></div>`;

    it("E10 from Google Docs keeps headings, marks and nested lists", async () => {
      await begin("");
      await select(0, 0);
      await paste({ "text/html": docs, "text/plain": "Title" });
      expect(await lines()).toEqual([
        "heading h2: Title",
        "<bold>bold</> and <italic>it</>",
        "bullet: one",
        "bullet+1: in",
        "bullet: two",
      ]);
    });

    it("E10 from GitHub keeps tasks and code", async () => {
      await begin("");
      await select(0, 0);
      await paste({ "text/html": gitHub, "text/plain": "Tasks" });
      expect(await lines()).toEqual([
        "heading h3: Tasks",
        "task done: done",
        "task: open",
        "numbered+1: first",
        "numbered+1: second",
        "code js: let a;\nb();",
      ]);
    });

    it("E10 lines into the middle of a line splits it", async () => {
      await begin("headtail");
      await select(0, 4);
      await paste({ "text/html": "<p>one</p><p>two</p>", "text/plain": "x" });
      expect(await lines()).toEqual(["headone", "twotail"]);
    });

    it("E10 words into a heading stays in the heading", async () => {
      await begin([{ kind: "heading" }, "ab"]);
      await select(0, 1);
      await paste({ "text/html": "<p>x <b>y</b></p>", "text/plain": "x y" });
      expect(await lines()).toEqual(["heading: ax <bold>y</>b"]);
    });

    it("E10 plain text makes a block of each line", async () => {
      await begin("");
      await select(0, 0);
      await paste({ "text/plain": "one\r\n\r\ntwo\n" });
      expect(await lines()).toEqual(["one", "", "two"]);
    });

    it("E10 with Mod-Shift-v takes the plain text", async () => {
      await begin("");
      await putOnClipboard({ "text/html": "<h1>Big</h1>", "text/plain": "plain" });
      await select(0, 0);
      await page.keyboard.press("Control+Shift+v");
      expect(await lines()).toEqual(["plain"]);
    });

    it("E10 into code stays code, line breaks included", async () => {
      await begin([{ kind: "code" }, "ab"]);
      await select(0, 1);
      await paste({ "text/html": "<p><b>one</b></p><p>two</p>", "text/plain": "one\ntwo" });
      expect(await lines()).toEqual(["code: aone\ntwob"]);
    });

    it("E10 nothing that is text leaves the selection alone", async () => {
      await begin("one");
      await select(0, 0, 3);
      await page.evaluate(() => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File(["x"], "x.png", { type: "image/png" }));
        const event = editorPage.clipboardEvent("paste", clipboardData);
        editorPage.person("ann").editor.view.dom.dispatchEvent(event);
      });
      expect(await lines()).toEqual(["one"]);
    });

    it("E10 an address over selected text links the text, and elsewhere is a link itself", async () => {
      await begin("one two");
      await select(0, 4, 7);
      await paste({ "text/plain": " https://a.example/x " });
      expect(await lines()).toEqual(["one <https://a.example/x>two</>"]);
      await select(0, 0);
      await paste({ "text/plain": "https://b.example" });
      expect((await lines())[0]).toMatch(/^<https:\/\/b.example>https:\/\/b.example<\/>one /);
    });
  });

  describe("unsafe links", () => {
    const hostile = [
      "javascript:window.hacked=1",
      "JaVaScRiPt:window.hacked=1",
      "data:text/html,x",
      "\u0001javascript:x",
    ];

    it("E11 in the shared document are drawn without a target", async () => {
      await page.evaluate((targets) => {
        editorPage.start(["ann"], ["text"]);
        const { doc } = editorPage.person("ann");
        const text = doc.getText("flow");
        for (const href of [...targets, { toString: 1 }, ["a"], 7]) {
          text.insert(1, "click ", { link: { href } });
        }
      }, hostile);
      expect(await page.locator("#ann a").count()).toBeGreaterThan(3);
      expect(await page.locator("#ann a[href]").count()).toBe(0);
      await page.locator("#ann a").first().click();
      await page
        .locator("#ann a")
        .first()
        .click({ modifiers: ["Control"] });
      expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
    });

    it("E11 others open in a new tab: with Mod-click, or with any click in a read-only editor", async () => {
      await begin("text");
      await select(0, 0, 4);
      await page.evaluate(() => {
        editorPage.run("ann", { type: "setLink", href: "https://a.example/" });
        document.title = "";
        window.open = (url, target, features) => {
          document.title += `${String(url)} ${target} ${features};`;
          return null;
        };
      });
      const link = page.locator("#ann a");
      await link.click();
      expect(await page.title()).toBe("");
      await link.click({ modifiers: ["Control"] });
      const opened = "https://a.example/ _blank noopener,noreferrer;";
      expect(await page.title()).toBe(opened);
      await page.evaluate(() => editorPage.person("ann").editor.setReadOnly(true));
      await link.click();
      expect(await page.title()).toBe(opened + opened);
    });

    it("E11 cannot be pasted or set", async () => {
      await begin("text");
      await select(0, 0, 4);
      for (const href of hostile) {
        const isSet = await page.evaluate(
          (target) => editorPage.run("ann", { type: "setLink", href: target }),
          href,
        );
        expect(isSet).toBe(false);
      }
      await paste({ "text/html": `<a href="${hostile[0]}">x</a>`, "text/plain": "x" });
      expect(await lines()).toEqual(["x"]);
      await select(0, 0, 1);
      await paste({ "text/plain": hostile[0]! });
      expect(await lines()).toEqual([hostile[0]]);
    });
  });

  describe("accessibility", () => {
    itByRole(
      "E16 the text is a named multi-line text box, lists are lists with levels",
      async () => {
        await page.evaluate((blocks) => editorPage.start(["ann"], blocks, { label: "Notes" }), [
          ...list,
          [{ kind: "heading", level: 2 }, "Head"],
        ] as Block[]);
        const tab = inPlaywright(page);
        const box = tab.getByRole("textbox", { name: "Notes" });
        expect(await box.getAttribute("aria-multiline")).toBe("true");
        expect(await box.getAttribute("aria-readonly")).toBe("false");
        const items = tab.getByRole("listitem");
        expect(await items.count()).toBe(4);
        expect(await items.nth(1).getAttribute("aria-level")).toBe("2");
        expect(await tab.getByRole("heading", { level: 2, name: "Head" }).count()).toBe(1);
        // One list for lines that follow each other, which a screen reader counts.
        const lists = tab.getByRole("list");
        expect(await lists.count()).toBe(1);
        const owned = await lists.evaluate((one) =>
          (one.getAttribute("aria-owns") ?? "").split(" ").map((id) => {
            return document.getElementById(id)?.getAttribute("role");
          }),
        );
        expect(owned).toEqual(["listitem", "listitem", "listitem"]);
        const number = page.locator("#ann [data-kind=numbered] > [role=listitem]");
        expect(await number.evaluate((line) => getComputedStyle(line, "::before").content)).toMatch(
          /^("1\."|attr\(data-number\) "\.")$/,
        );
      },
    );

    it("E16 a task is ticked by pointer and by keyboard, without the caret moving", async () => {
      await begin([{ kind: "task" }, "buy milk"], "after");
      await select(1, 2);
      const box = page.locator("#ann .coscribe-box");
      await box.click();
      expect(await lines()).toEqual(["task done: buy milk", "after"]);
      expect(await page.evaluate(() => editorPage.selection("ann"))).toEqual([1, 2, 1, 2]);
      await box.focus();
      await page.keyboard.press("Space");
      expect(await lines()).toEqual(["task: buy milk", "after"]);
      expect(await box.evaluate((input) => (input as HTMLInputElement).checked)).toBe(false);
    });

    it("E16 numbers count on past deeper lines and begin again after text", async () => {
      await begin(
        [{ kind: "numbered" }, "a"],
        [{ kind: "numbered", indent: 1 }, "b"],
        [{ kind: "numbered" }, "c"],
        "text",
        [{ kind: "numbered" }, "d"],
      );
      const numbers = (): Promise<(string | null)[]> =>
        page
          .locator("#ann .coscribe-text > *")
          .evaluateAll((blocks) => blocks.map((block) => block.getAttribute("data-number")));
      expect(await numbers()).toEqual(["1", "1", "2", null, "1"]);
      await select(3, 0);
      await page.keyboard.press("Control+Shift+7");
      expect(await numbers()).toEqual(["1", "1", "2", "3", "4"]);
    });
  });

  describe("a mounted editor", () => {
    it("E19 that is destroyed leaves nothing on the page, and stops listening", async () => {
      await begin("text");
      const left = await page.evaluate(() => {
        const { editor, element, doc } = editorPage.person("ann");
        editor.destroy();
        doc.getText("flow").delete(0, 1);
        return [element.childElementCount, editor.view.isDestroyed];
      });
      expect(left).toEqual([0, true]);
    });

    it("E1 shows the hint while it is empty, and only then", async () => {
      await page.evaluate(() => editorPage.start(["ann"], [], { placeholder: "Write here" }));
      const hint = (): Promise<string> =>
        page
          .locator("#ann .coscribe-text > *")
          .first()
          .evaluate((block) => getComputedStyle(block, "::after").content);
      expect(await hint()).toMatch(/^("Write here"|attr\(data-hint\))$/);
      await select(0, 0);
      await page.keyboard.type("x");
      expect(await hint()).toBe("none");
    });
  });
});
