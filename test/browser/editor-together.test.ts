/** Several people in one document, each with a real editor in a real browser. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Block, EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("together", engines, (launch, engine) => {
  const editors = openEditors(launch);
  const { lines } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  /** Ann and Bob on a document of these blocks. */
  async function begin(...blocks: readonly Block[]): Promise<void> {
    await editors.start(["ann", "bob"], blocks);
  }

  const box = async (who: string, selector: string): Promise<DOMRect> =>
    page.evaluate(
      ([name, query]) =>
        document.querySelector(`#${name} ${query}`)!.getBoundingClientRect().toJSON(),
      [who, selector] as const,
    );

  /** Waits until the screen has been drawn. */
  const drawn = (): Promise<void> =>
    page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
        ),
    );

  async function typeAs(name: string, block: number, offset: number, text: string): Promise<void> {
    await page.evaluate((args) => editorPage.select(...args), [name, block, offset] as const);
    await page.keyboard.type(text);
  }

  it("E2 two people who type in turn in one line keep their words whole", async () => {
    await begin("-");
    await page.evaluate(() => {
      editorPage.select("ann", 0, 1);
      editorPage.select("bob", 0, 1);
    });
    for (const [a, b] of ["hw", "eo", "lr", "ll", "od"]) {
      await page.evaluate(() => editorPage.person("ann").editor.focus());
      await page.keyboard.type(a!);
      await page.evaluate(() => editorPage.person("bob").editor.focus());
      await page.keyboard.type(b!);
    }
    expect(["-helloworld", "-worldhello"]).toContain((await lines("ann"))[0]);
    expect(await lines("bob")).toEqual(await lines("ann"));
  });

  it("E46 two line breaks at one place leave the text behind them as it is", async () => {
    await begin("first line", "second");
    await page.evaluate(() => editorPage.cut());
    for (const name of ["ann", "bob"]) {
      await page.evaluate((who) => editorPage.select(who, 0, 5), name);
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type(name[0]!);
    }
    await page.evaluate(() => editorPage.heal());
    const [first] = await lines("ann");
    expect(["first⏎a⏎b line", "first⏎b⏎a line"]).toContain(first);
    expect(await lines("bob")).toEqual(await lines("ann"));
    for (const name of ["ann", "bob"]) {
      expect(await page.evaluate((who) => editorPage.isStored(who), name)).toBe(true);
    }
  });

  it("E44 a copy stays for everybody when its original is deleted", async () => {
    await begin("one", "two");
    await page.evaluate(() => editorPage.select("ann", 0, 1));
    await page.keyboard.press("Control+d");
    await page.evaluate(() => editorPage.select("ann", 0, 0, 3));
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Delete");
    expect(await lines("ann")).toEqual(["one", "two"]);
    expect(await lines("bob")).toEqual(["one", "two"]);
    expect(await page.evaluate(() => editorPage.isStored("bob"))).toBe(true);
  });

  it("E1 mounting writes nothing, and the first letters of two people become two lines", async () => {
    await begin();
    const sizes = await page.evaluate(() =>
      editorPage.people.map(({ doc }) => doc.store.clients.size),
    );
    expect(sizes).toEqual([0, 0]);
    await page.evaluate(() => editorPage.cut());
    await typeAs("ann", 0, 0, "from ann");
    await typeAs("bob", 0, 0, "from bob");
    await page.evaluate(() => editorPage.heal());
    expect((await lines("ann")).toSorted()).toEqual(["from ann", "from bob"]);
    expect(await lines("bob")).toEqual(await lines("ann"));
  });

  describe("undo", () => {
    it("E6 takes back one's own edits and leaves those of others", async () => {
      await begin("line");
      await typeAs("ann", 0, 4, " by ann");
      await typeAs("bob", 0, 0, "bob's ");
      await page.evaluate(() => editorPage.person("ann").editor.focus());
      await page.keyboard.press("Control+z");
      expect(await lines("bob")).toEqual(["bob's line"]);
      await page.keyboard.press("Control+Shift+z");
      expect(await lines("bob")).toEqual(["bob's line by ann"]);
      await page.evaluate(() => editorPage.person("bob").editor.focus());
      await page.keyboard.press("Control+z");
      expect(await lines("ann")).toEqual(["line by ann"]);
    });

    it("E6 brings the caret back to where it was", async () => {
      await begin("one", "two");
      await typeAs("ann", 1, 1, "XY");
      await page.evaluate(() => editorPage.select("ann", 0, 0));
      await page.keyboard.press("Control+z");
      expect(await page.evaluate(() => editorPage.selection("ann"))).toEqual([1, 1, 1, 1]);
      await page.keyboard.press("Control+y");
      expect(await lines("ann")).toEqual(["one", "tXYwo"]);
      expect(await page.evaluate(() => editorPage.selection("ann"))).toEqual([0, 0, 0, 0]);
    });

    it("E6 of a new line keeps what others wrote in it", async () => {
      await begin("one");
      await page.evaluate(() => editorPage.select("ann", 0, 3));
      await page.keyboard.press("Enter");
      await typeAs("bob", 1, 0, "bob");
      await page.evaluate(() => editorPage.person("ann").editor.focus());
      await page.keyboard.press("Control+z");
      expect((await lines("ann")).join()).toContain("bob");
      expect(await lines("bob")).toEqual(await lines("ann"));
    });
  });

  describe("carets", () => {
    it("E13 are where the others' are, with names, and nowhere in what is read aloud", async () => {
      await begin("first line", "second line");
      await typeAs("bob", 1, 6, "!");
      await drawn();
      const caret = await box("ann", ".coscribe-caret");
      const expected = await page.evaluate(() => {
        const { view } = editorPage.person("ann").editor;
        return view.coordsAtPos(view.state.doc.child(0).nodeSize + 1 + 7);
      });
      expect(Math.abs(caret.left - expected.left)).toBeLessThan(1);
      expect(Math.abs(caret.top - expected.top)).toBeLessThan(1);
      expect(await page.textContent("#ann .coscribe-caret-name")).toBe("bob");
      expect(await page.getAttribute("#ann .coscribe-carets", "aria-hidden")).toBe("true");
      expect(await page.locator("#ann .coscribe-caret").count()).toBe(1);
      expect(await page.evaluate(() => editorPage.person("ann").editor.view.dom.textContent)).toBe(
        "first linesecond! line",
      );
    });

    it("E13 move along with the text while others type, without a word about presence", async () => {
      await begin("first line");
      await typeAs("bob", 0, 5, "");
      await drawn();
      const before = await box("ann", ".coscribe-caret");
      const messages = await page.evaluate(() => {
        const heard: unknown[] = [];
        editorPage.person("bob").awareness.on("update", () => heard.push(1));
        Object.assign(globalThis, { heard });
        return heard.length;
      });
      expect(messages).toBe(0);
      await page.keyboard.type("abc");
      await drawn();
      expect((await box("ann", ".coscribe-caret")).left).toBeGreaterThan(before.left + 10);
      expect(await page.evaluate(() => (globalThis as unknown as { heard: [] }).heard.length)).toBe(
        0,
      );
    });

    it("E13 tell whose they are when they move and when the pointer comes near", async () => {
      await begin("first line", "second line");
      await typeAs("bob", 1, 6, "!");
      await drawn();
      const opacity = (): Promise<string> =>
        page
          .locator("#ann .coscribe-caret-name")
          .evaluate((name) => getComputedStyle(name).opacity);
      const finishAnimations = (): Promise<void> =>
        page.evaluate(() => {
          for (const animation of document.getAnimations()) animation.finish();
        });
      expect(await opacity()).toBe("1");
      await finishAnimations();
      expect(await opacity()).toBe("0");
      const { left, top } = await box("ann", ".coscribe-caret");
      await page.mouse.move(left + 3, top + 5);
      expect(await opacity()).toBe("1");
      await page.mouse.move(left + 60, top + 5);
      expect(await opacity()).toBe("0");
      await page.keyboard.type("?");
      expect(await opacity()).toBe("1");
    });

    it("E13 show what others have selected, and go when they go", async () => {
      await begin("first line", "second line");
      await page.evaluate(() => editorPage.select("bob", 0, 6, 6, 1));
      await drawn();
      expect(await page.locator("#ann .coscribe-selection > div").count()).toBe(2);
      await page.evaluate(() => editorPage.person("bob").editor.destroy());
      await drawn();
      expect(await page.locator("#ann .coscribe-caret").count()).toBe(0);
    });

    it("E13 are not sent before the editor has the focus", async () => {
      await begin("text");
      const cursor = (): Promise<unknown> =>
        page.evaluate(() => editorPage.person("bob").awareness.getLocalState()?.["cursor"] ?? null);
      expect(await cursor()).toBe(null);
      await page.evaluate(() => editorPage.select("bob", 0, 1));
      expect(await cursor()).not.toBe(null);
      await page.evaluate(() => editorPage.person("bob").editor.setReadOnly(true));
      expect(await cursor()).toBe(null);
    });

    it("E13 of hostile presence are not drawn and stop nothing", async () => {
      await begin("text");
      await page.evaluate(() => {
        const { awareness } = editorPage.person("bob");
        const nonsense = [
          7,
          "x",
          {},
          { anchor: 1, head: {} },
          { anchor: { item: { client: 1, clock: -1 } } },
        ];
        for (const cursor of nonsense)
          awareness.setLocalState({ cursor, user: { name: {}, color: 4 } });
        awareness.setLocalState({ cursor: null, user: null });
      });
      await drawn();
      expect(await page.locator("#ann .coscribe-caret").count()).toBe(0);
      await typeAs("ann", 0, 4, "!");
      expect(await lines("bob")).toEqual(["text!"]);
    });
  });

  describe("while others edit", () => {
    it("E14 the page does not move, and the caret stays in its word", async () => {
      await page.evaluate(() => {
        const texts = Array.from({ length: 200 }, (_, i) => `line ${i}`);
        editorPage.start(["ann", "bob"], texts);
        // Each scrolls alone, as in a window of their own.
        for (const { element } of editorPage.people) {
          Object.assign(element.style, { height: "600px", overflow: "auto" });
        }
        editorPage.select("ann", 100, 3);
      });
      const top = (): Promise<number> =>
        page.evaluate(() => {
          const { view } = editorPage.person("ann").editor;
          return view.coordsAtPos(view.state.selection.head).top;
        });
      await page.evaluate(() => {
        const { element, editor } = editorPage.person("ann");
        const caret = editor.view.coordsAtPos(editor.view.state.selection.head);
        element.scrollBy(0, caret.top - 300);
      });
      const before = await top();
      await page.evaluate(() => {
        const { view } = editorPage.person("bob").editor;
        view.dispatch(view.state.tr.insertText("some words", 3));
        for (let i = 0; i < 5; i++) view.dispatch(view.state.tr.split(3));
      });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(0))));
      // WebKit scrolls by whole pixels, so that each of the six edits may leave a part of one.
      expect(Math.abs((await top()) - before)).toBeLessThan(engine === "WebKit" ? 5 : 2);
      expect(await page.evaluate(() => editorPage.selection("ann"))).toEqual([105, 3, 105, 3]);
      expect(await page.evaluate(() => editorPage.selection("ann"))).toEqual([105, 3, 105, 3]);
    });

    it("E14 decorations elsewhere stay, and the DOM of other blocks is not touched", async () => {
      await begin("one", [{ kind: "numbered" }, "two"], "three");
      const touched = await page.evaluate(async () => {
        const { view } = editorPage.person("ann").editor;
        const changed = new Set<string>();
        const observer = new MutationObserver((records) => {
          for (const { target } of records) {
            const block = [...view.dom.children].find((child) => child.contains(target));
            changed.add(
              block === undefined ? "all" : String([...view.dom.children].indexOf(block)),
            );
          }
        });
        observer.observe(view.dom, { subtree: true, childList: true, characterData: true });
        const bob = editorPage.person("bob").editor.view;
        bob.dispatch(bob.state.tr.insertText("!", 4));
        await Promise.resolve();
        observer.disconnect();
        return [...changed];
      });
      expect(touched).toEqual(["0"]);
      expect(await page.getAttribute("#ann [data-kind=numbered]", "data-number")).toBe("1");
    });
  });

  describe("read-only", () => {
    it("E12 refuses every edit of its user, and follows others", async () => {
      await begin([{ kind: "task" }, "one"], "two");
      await page.evaluate(() => {
        editorPage.person("ann").editor.setReadOnly(true);
        editorPage.select("ann", 1, 1);
      });
      await page.keyboard.type("x");
      for (const key of ["Enter", "Backspace", "Control+b", "Alt+ArrowUp", "Control+d"]) {
        await page.keyboard.press(key);
      }
      const commands = await page.evaluate(() => [
        editorPage.run("ann", { type: "setKind", kind: "heading" }),
        editorPage.run("ann", { type: "undo" }),
      ]);
      expect(commands).toEqual([false, false]);
      expect(await page.isDisabled("#ann .coscribe-box")).toBe(true);
      await page.evaluate(() => {
        const { view } = editorPage.person("ann").editor;
        view.dispatch(view.state.tr.insertText("by a program", 1));
      });
      expect(await lines("bob")).toEqual(["task: one", "two"]);
      await typeAs("bob", 1, 3, "!");
      expect(await lines("ann")).toEqual(["task: one", "two!"]);
      expect(await page.evaluate(() => editorPage.summary("ann").isReadOnly)).toBe(true);
    });

    it("E12 ends without mounting anew, undo included", async () => {
      await begin("one");
      await typeAs("ann", 0, 3, "!");
      await page.evaluate(() => {
        editorPage.person("ann").editor.setReadOnly(true);
        editorPage.person("ann").editor.setReadOnly(false);
        editorPage.person("ann").editor.focus();
      });
      await page.keyboard.press("Control+z");
      expect(await lines("bob")).toEqual(["one"]);
    });
  });
});
