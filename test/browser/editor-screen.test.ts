/** What happens on the screen by other means than keys: drags, rewritten pages, carets that move late. */

import { beforeAll, expect, it } from "vitest";
import type { EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines } from "../support/browser.ts";
import { until } from "../support/until.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("on the screen", engines, (launch, engine) => {
  const editors = openEditors(launch);
  const { lines, pointAt } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  async function begin(...blocks: readonly string[]): Promise<void> {
    await editors.start(["ann", "bob"], blocks);
  }

  /** Bob replaces a part of a block. */
  const bobReplaces = (block: number, from: number, to: number, text: string): Promise<void> =>
    page.evaluate(
      ([index, begins, ends, letters]) => {
        const { view } = editorPage.person("bob").editor;
        const before = view.state.doc.children.slice(0, index);
        const start = before.reduce((pos, node) => pos + node.nodeSize, 1);
        view.dispatch(view.state.tr.insertText(letters, start + begins, start + ends));
      },
      [block, from, to, text] as const,
    );

  /** Ann picks up what is at a point, `meanwhile` happens, and she drops it at another one. */
  async function drag(
    from: readonly [x: number, y: number],
    meanwhile: () => Promise<void>,
    to: () => Promise<readonly [x: number, y: number]>,
  ): Promise<void> {
    if (engine === "Chromium") await dragByPointer(from, meanwhile, to);
    else {
      // In the others a drag that the driver's pointer has begun never ends in a drop.
      await page.evaluate((point) => editorPage.drag("ann", "dragstart", point), from);
      await meanwhile();
      await page.evaluate((point) => editorPage.drag("ann", "drop", point), await to());
      await page.evaluate((point) => editorPage.drag("ann", "dragend", point), from);
    }
    await page.waitForFunction(() => editorPage.person("ann").editor.view.dragging === null);
  }

  async function dragByPointer(
    from: readonly [x: number, y: number],
    meanwhile: () => Promise<void>,
    to: () => Promise<readonly [x: number, y: number]>,
  ): Promise<void> {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(from[0] + 6, from[1] + 6, { steps: 3 });
    await page.waitForFunction(() => editorPage.person("ann").editor.view.dragging !== null);
    await meanwhile();
    await page.mouse.move(...(await to()), { steps: 3 });
    await page.mouse.up();
  }

  it("E80 a dragged text is moved with what others typed in it, and without what they deleted", async () => {
    await begin("Alpha one two", "Bravo", "Charlie");
    await page.evaluate(() => editorPage.select("ann", 0, 6, 13));
    await drag(
      await pointAt(0, 8),
      async () => {
        await bobReplaces(0, 7, 7, "XX");
        await bobReplaces(0, 12, 15, "");
      },
      () => pointAt(2, 7),
    );
    const expected = ["Alpha ", "Bravo", "CharlieoXXne "];
    expect([await lines("ann"), await lines("bob")]).toEqual([expected, expected]);
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
  });

  it("E80 dragged blocks are moved and not made anew, whatever others do in them until then and after", async () => {
    await begin("Alpha", "Bravo", "Charlie", "Delta");
    await page.evaluate(() => editorPage.select("ann", 1, 0, 7, 2));
    await page.evaluate(() => editorPage.cut());
    await drag(
      await pointAt(1, 3),
      () => bobReplaces(1, 2, 2, "YY"),
      () => pointAt(3, 5),
    );
    expect(await lines("ann")).toEqual(["Alpha", "Delta", "Bravo", "Charlie"]);
    await bobReplaces(2, 0, 3, "");
    await page.evaluate(() => editorPage.heal());
    const expected = ["Alpha", "Delta", "BrYYavo", "rlie"];
    expect([await lines("ann"), await lines("bob")]).toEqual([expected, expected]);
    await page.evaluate(() => editorPage.run("ann", { type: "undo" }));
    expect(await lines("bob")).toEqual(["Alpha", "BrYYavo", "rlie", "Delta"]);
  });

  it("E80 a drag to where it came from writes nothing", async () => {
    await begin("Alpha", "Bravo", "Charlie");
    await page.evaluate(() => editorPage.select("ann", 0, 0, 5, 1));
    const before = await page.evaluate(() => {
      const { doc } = editorPage.person("ann");
      return JSON.stringify([...editorPage.Y.encodeStateVector(doc)]);
    });
    await drag(
      await pointAt(0, 2),
      () => Promise.resolve(),
      () => pointAt(1, 2),
    );
    expect(await lines("ann")).toEqual(["Alpha", "Bravo", "Charlie"]);
    const after = await page.evaluate(() => {
      const { doc } = editorPage.person("ann");
      return JSON.stringify([...editorPage.Y.encodeStateVector(doc)]);
    });
    expect(after).toBe(before);
  });

  it.each([
    ["rewrites the letters", `line.firstChild.data = "Hallo Welt"`],
    ["wraps them, as translation does", `line.innerHTML = "<font><font>Hallo Welt</font></font>"`],
    ["takes a line away", `line.remove()`],
  ])("E81 what %s without an input of the user is put back", async (_how, rewrite) => {
    await begin("Hello world", "second line");
    await page.evaluate(() => editorPage.select("ann", 1, 0));
    await page.keyboard.type("my ");
    // The last input was long ago: 100 ms are enough for the slowest of browsers.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
    await page.evaluate((code) => {
      const rewriting = document.createElement("script");
      rewriting.textContent = `{ const line = document.querySelector("#ann .ProseMirror").children[0]; ${code} }`;
      document.head.append(rewriting);
    }, rewrite);
    await page.waitForFunction(
      () => document.querySelector("#ann .ProseMirror")!.children[0]!.innerHTML === "Hello world",
    );
    const expected = ["Hello world", "my second line"];
    expect([await lines("ann"), await lines("bob")]).toEqual([expected, expected]);
    await page.keyboard.type("own ");
    expect(await lines("bob")).toEqual(["Hello world", "my own second line"]);
  });

  it("E81 what the user types into a page that is busy is not put back", async () => {
    await begin("Hello");
    await page.evaluate(() => editorPage.select("ann", 0, 5));
    // The key is pressed while the page is busy, and comes long after it was pressed.
    const typed = page.keyboard.type("!?");
    await page.evaluate(() => {
      const end = performance.now() + 400;
      while (performance.now() < end);
    });
    await typed;
    // The browser has announced a change, and the page is busy before it is made.
    await page.evaluate(() => {
      const { dom } = editorPage.person("ann").editor.view;
      // In a task of its own, at the end of which the page hears of the change.
      setTimeout(() => {
        const announcement = { bubbles: true, inputType: "insertText" };
        dom.dispatchEvent(new InputEvent("beforeinput", announcement));
        const end = performance.now() + 400;
        while (performance.now() < end);
        dom.querySelector("p")!.firstChild!.nodeValue += ".";
      });
    });
    await expect.poll(() => lines("bob")).toEqual(["Hello!?."]);
  });

  it("E81 the text says that it is not to be translated, while it can be edited", async () => {
    await begin("Hello");
    const translate = (): Promise<string | null> =>
      page.getAttribute("#ann .ProseMirror", "translate");
    expect(await translate()).toBe("no");
    await page.evaluate(() => editorPage.person("ann").editor.setReadOnly(true));
    expect(await translate()).toBe("yes");
  });

  it("E82 a caret that has just moved on the screen stays there when another's edit comes first", async () => {
    await begin("Alpha", "Bravo", "Charlie");
    await page.evaluate(() => editorPage.select("ann", 0, 0));
    const selection = await page.evaluate(() => {
      const { view } = editorPage.person("ann").editor;
      getSelection()!.collapse(view.dom.children[2]!.firstChild, 7);
      const bob = editorPage.person("bob").editor.view;
      bob.dispatch(bob.state.tr.insertText("XX", 1));
      return editorPage.selection("ann");
    });
    expect(selection).toEqual([2, 7, 2, 7]);
    await page.keyboard.type("!");
    expect(await lines("bob")).toEqual(["XXAlpha", "Bravo", "Charlie!"]);
  });

  it("E82 a key does what it does where the caret is on the screen", async () => {
    await begin("Alpha", "Bravo", "Charlie");
    await page.evaluate(() => editorPage.select("ann", 0, 0));
    await page.evaluate(() => {
      const { view } = editorPage.person("ann").editor;
      getSelection()!.collapse(view.dom.children[2]!.firstChild, 4);
      const key = { key: "Enter", keyCode: 13, bubbles: true, cancelable: true };
      view.dom.dispatchEvent(new KeyboardEvent("keydown", key));
    });
    expect(await lines("bob")).toEqual(["Alpha", "Bravo", "Char", "lie"]);
  });

  it("E3 a task is drawn again when the browser takes the element of its text away", async () => {
    await page.evaluate(() => editorPage.start(["ann"], [[{ kind: "task" }, "text"], "next"]));
    await page.evaluate(() => {
      document.querySelector("#ann [role=listitem] > div")!.remove();
    });
    await until("the DOM to say what the state says", async () => {
      const [shown] = await lines("ann");
      return shown === `task: ${await page.textContent("#ann [role=listitem]")}`;
    });
    expect(await lines("ann")).toEqual(["task: text", "next"]);
  });
});
