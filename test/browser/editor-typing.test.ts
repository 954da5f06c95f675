/** What keys and Markdown do, in a real browser. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Block, EditorPage } from "./editor-page.ts";
import { describeInBrowsers, engines, itCan } from "../support/browser.ts";
import { openEditors } from "./editor-support.ts";
import type { TestPage } from "../support/test-page.ts";

declare const editorPage: EditorPage;

describeInBrowsers("typing", engines, (launch, engine) => {
  const itWithAltGr = itCan("make a key with AltGr", engine);
  const editors = openEditors(launch);
  const { lines, selection, press } = editors;
  let page: TestPage;

  beforeAll(() => {
    page = editors.page;
  });

  /** One editor with these blocks; the caret in block `block` at `offset`, selecting to `to`. */
  async function begin(blocks: Block[], block = 0, offset = 0, to = offset): Promise<void> {
    await editors.start(["ann"], blocks);
    await editors.select(block, offset, to);
  }

  const rules: [typed: string, becomes: string][] = [
    ["# x", "heading: x"],
    ["## x", "heading h2: x"],
    ["### x", "heading h3: x"],
    ["#### x", "heading h4: x"],
    ["- x", "bullet: x"],
    ["* x", "bullet: x"],
    ["+ x", "bullet: x"],
    ["1. x", "numbered: x"],
    ["1) x", "numbered: x"],
    ["2. x", "numbered from 2: x"],
    ["[] x", "task: x"],
    ["[ ] x", "task: x"],
    ["[x] y", "task done: y"],
    ["> x", "in quote: x"],
    ["``` x", "code: x"],
    ["```js x", "code js: x"],
    ["~~~ x", "code: x"],
    ["###### x", "heading h6: x"],
    ["####### x", "####### x"],
    ["2026. x", "2026. x"],
    ["+++ x", "toggle: x"],
    ["::: x", "in note: x"],
    [":::warning x", "in warning: x"],
    ["$$ x", "math: x"],
    ["a $x^2$ b", "a ▯ b"],
    ["$5 or 6$", "$5 or 6$"],
    ["a ==b== c", "a <highlight>b</> c"],
    ["one -- two", "one – two"],
    ["-> a <- b... (c) 1/2 c", "→ a ← b… © ½ c"],
    ["a **b** c", "a <bold>b</> c"],
    ["a __b__ c", "a <bold>b</> c"],
    ["a *b* c", "a <italic>b</> c"],
    ["a _b_ c", "a <italic>b</> c"],
    ["snake_case_name", "snake_case_name"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["a `b` c", "a <code>b</> c"],
    ["a ~~b~~ c", "a <strike>b</> c"],
    ["a [b](https://c.example) d", "a <https://c.example>b</> d"],
    ["[b](javascript:alert) d", "[b](javascript:alert) d"],
    ["see https://a.example/b. Yes", "see <https://a.example/b>https://a.example/b</>. Yes"],
  ];

  for (const [typed, becomes] of rules) {
    it(`E7 "${typed}" becomes "${becomes}"`, async () => {
      await begin([]);
      await page.keyboard.type(typed);
      expect(await lines()).toEqual([becomes]);
    });
  }

  it("E7 three dashes become a divider with a line below it", async () => {
    await begin([]);
    await page.keyboard.type("---x");
    expect(await lines()).toEqual(["[divider]", "x"]);
  });

  it("E7 backticks and Enter begin a code block", async () => {
    await begin([]);
    await page.keyboard.type("```ts\nlet a;");
    expect(await lines()).toEqual(["code ts: let a;"]);
    await press("Control+z", "Control+z");
    expect(await lines()).toEqual(["```ts"]);
  });

  it("E7 a number goes on with the list above", async () => {
    await begin([[{ kind: "numbered" }, "one"], ""], 1);
    await page.keyboard.type("2. two");
    expect(await lines()).toEqual(["numbered: one", "numbered: two"]);
  });

  it("E7 nothing is a rule in inline code", async () => {
    await begin(["ab"], 0, 0, 2);
    await press("Control+e", "ArrowRight", "ArrowLeft");
    await page.keyboard.type(" *c* ");
    expect(await lines()).toEqual(["<code>a *c* b</>"]);
  });

  it("E7 nothing is a rule in a code block", async () => {
    await begin([[{ kind: "code" }, ""]]);
    await page.keyboard.type("# a **b** `c`");
    expect(await lines()).toEqual(["code: # a **b** `c`"]);
  });

  for (const [typed, restored] of [
    ["- ", "- "],
    ["# ", "# "],
    ["a **b**", "a **b**"],
    ["---", "---"],
    ["[x] ", "[x] "],
  ] as const) {
    it(`E7 undo right after the rule brings back "${restored}"`, async () => {
      await begin([]);
      await page.keyboard.type(typed);
      expect(await lines()).not.toEqual([restored]);
      await press("Control+z");
      expect(await lines()).toEqual([restored]);
      await page.keyboard.type("x");
      expect(await lines()).toEqual([`${restored}x`]);
    });
  }

  const keys: [key: string, before: Block, after: string][] = [
    ["Control+b", "text", "<bold>text</>"],
    ["Control+i", "text", "<italic>text</>"],
    ["Control+u", "text", "<underline>text</>"],
    ["Control+e", "text", "<code>text</>"],
    ["Control+Shift+s", "text", "<strike>text</>"],
    ["Control+Shift+x", "text", "<strike>text</>"],
    ["Control+Alt+1", "text", "heading: text"],
    ["Control+Alt+2", "text", "heading h2: text"],
    ["Control+Alt+3", "text", "heading h3: text"],
    ["Control+Alt+0", [{ kind: "heading", level: 2 }, "text"], "h2: text"],
    ["Control+Alt+c", "text", "code: text"],
    ["Control+Shift+7", "text", "numbered: text"],
    ["Control+Shift+8", "text", "bullet: text"],
    ["Control+Shift+8", [{ kind: "bullet" }, "text"], "text"],
    ["Control+Shift+9", "text", "task: text"],
    ["Control+Shift+b", "text", "in quote: text"],
    ["Control+Enter", [{ kind: "task" }, "text"], "task done: text"],
    ["Control+Enter", [{ kind: "task", checked: true }, "text"], "task: text"],
    ["Tab", [{ kind: "bullet" }, "text"], "bullet+1: text"],
    ["Shift+Tab", [{ kind: "bullet", indent: 2 }, "text"], "bullet+1: text"],
    ["Shift+Tab", [{ kind: "bullet" }, "text"], "bullet: text"],
    ["Control+]", "text", "+1: text"],
    ["Control+[", [{ indent: 1 }, "text"], "text"],
  ];

  for (const [key, before, after] of keys) {
    it(`E8 ${key} turns ${JSON.stringify(before)} into "${after}"`, async () => {
      await begin([before], 0, 0, 4);
      await press(key);
      expect(await lines()).toEqual([after]);
    });
  }

  it("E8 Mod-\\ clears the marks of the selection", async () => {
    await begin(["text"], 0, 0, 4);
    await press("Control+b", "Control+i", "Control+\\");
    expect(await lines()).toEqual(["text"]);
  });

  it("E8 Alt-Up and Alt-Down move a line with all that hangs below it", async () => {
    const list: Block[] = [
      "top",
      [{ kind: "bullet" }, "a"],
      [{ kind: "bullet", indent: 1 }, "a1"],
      [{ kind: "bullet" }, "b"],
      [{ kind: "bullet", indent: 1 }, "b1"],
    ];
    await begin(list, 3, 1);
    await press("Alt+ArrowUp");
    expect(await lines()).toEqual([
      "top",
      "bullet: b",
      "bullet+1: b1",
      "bullet: a",
      "bullet+1: a1",
    ]);
    expect(await selection()).toEqual([1, 1, 1, 1]);
    await press("Alt+ArrowDown");
    expect(await lines()).toEqual([
      "top",
      "bullet: a",
      "bullet+1: a1",
      "bullet: b",
      "bullet+1: b1",
    ]);
    await press("Alt+ArrowDown");
    expect((await lines()).at(-1)).toBe("bullet+1: b1");
  });

  it("E8 Mod-d puts a copy below", async () => {
    await begin(["one", "two"], 0, 1);
    await press("Control+d");
    expect(await lines()).toEqual(["one", "one", "two"]);
    await page.keyboard.type("!");
    expect(await lines()).toEqual(["one", "o!ne", "two"]);
  });

  it("E8 Mod-s is swallowed, and the page hears of it", async () => {
    await begin(["one"]);
    await page.evaluate(() => {
      addEventListener("keydown", ({ key, defaultPrevented }) => {
        if (key === "s") document.title = `s ${defaultPrevented ? "swallowed" : "let through"}`;
      });
    });
    await press("Control+s");
    expect(await page.title()).toBe("s swallowed");
    expect(await lines()).toEqual(["one"]);
  });

  itWithAltGr("E8 a letter typed with AltGr is no shortcut", async () => {
    await begin(["text"]);
    const isTaken = await page.evaluate(() => {
      const modifiers = { ctrlKey: true, altKey: true, modifierAltGraph: true };
      const event = new KeyboardEvent("keydown", {
        ...modifiers,
        key: "ć",
        code: "KeyC",
        keyCode: 67,
        bubbles: true,
        cancelable: true,
      });
      return !editorPage.person("ann").editor.view.dom.dispatchEvent(event);
    });
    expect(isTaken).toBe(false);
    expect(await lines()).toEqual(["text"]);
  });

  it("E8 Escape lets the next Tab leave the editor", async () => {
    await begin([[{ kind: "bullet" }, "text"]]);
    await page.evaluate(() => document.body.append(document.createElement("button")));
    await press("Escape", "Tab");
    expect(await lines()).toEqual(["bullet: text"]);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("button");
  });

  describe("lines", () => {
    const cases: [
      what: string,
      keys: string[],
      before: Block[],
      at: [number, number],
      after: string[],
    ][] = [
      ["Enter splits", ["Enter"], ["onetwo"], [0, 3], ["one", "two"]],
      [
        "Enter goes on with a list",
        ["Enter"],
        [[{ kind: "bullet", indent: 1 }, "a"]],
        [0, 1],
        ["bullet+1: a", "bullet+1: "],
      ],
      [
        "Enter after a done task begins one to do",
        ["Enter"],
        [[{ kind: "task", checked: true }, "a"]],
        [0, 1],
        ["task done: a", "task: "],
      ],
      [
        "Enter in an empty list line goes one step out",
        ["Enter"],
        [[{ kind: "bullet", indent: 1 }, ""]],
        [0, 0],
        ["bullet: "],
      ],
      [
        "Enter in an empty list line at the margin leaves the list",
        ["Enter"],
        [[{ kind: "bullet" }, ""]],
        [0, 0],
        [""],
      ],
      ["Enter in an empty quote leaves it", ["Enter"], [[{ kind: "quote" }, ""]], [0, 0], [""]],
      [
        "Enter after a heading begins text",
        ["Enter"],
        [[{ kind: "heading" }, "a"]],
        [0, 1],
        ["heading: a", ""],
      ],
      [
        "Enter within a heading makes two",
        ["Enter"],
        [[{ kind: "heading" }, "ab"]],
        [0, 1],
        ["heading: a", "heading: b"],
      ],
      [
        "Enter before a heading makes an empty line of text",
        ["Enter"],
        [[{ kind: "heading", level: 2 }, "a"]],
        [0, 0],
        ["", "heading h2: a"],
      ],
      [
        "Shift-Enter stays in the block",
        ["Shift+Enter"],
        [[{ kind: "bullet" }, "ab"]],
        [0, 1],
        ["bullet: a⏎b"],
      ],
      [
        "Backspace first drops the kind",
        ["Backspace"],
        ["a", [{ kind: "bullet", indent: 1 }, "b"]],
        [1, 0],
        ["a", "+1: b"],
      ],
      [
        "Backspace then drops the indentation",
        ["Backspace", "Backspace"],
        ["a", [{ kind: "bullet", indent: 1 }, "b"]],
        [1, 0],
        ["a", "b"],
      ],
      [
        "Backspace then joins",
        ["Backspace", "Backspace", "Backspace"],
        ["a", [{ kind: "bullet", indent: 1 }, "b"]],
        [1, 0],
        ["ab"],
      ],
      ["Delete joins with the next line", ["Delete"], ["a", "b"], [0, 1], ["ab"]],
      [
        "Tab indents what hangs below, too",
        ["Tab"],
        [
          "x",
          [{ kind: "bullet" }, "a"],
          [{ kind: "bullet", indent: 1 }, "b"],
          [{ kind: "bullet" }, "c"],
        ],
        [1, 0],
        ["x", "bullet+1: a", "bullet+2: b", "bullet: c"],
      ],
      [
        "Enter in code keeps the indentation",
        ["Enter", "x"],
        [[{ kind: "code" }, "  a"]],
        [0, 3],
        ["code:   a\n  x"],
      ],
      [
        "Enter three times leaves code",
        ["Enter", "Enter", "Enter", "x"],
        [[{ kind: "code" }, "a"]],
        [0, 1],
        ["code: a", "x"],
      ],
      [
        "Mod-Enter leaves code",
        ["Control+Enter", "x"],
        [[{ kind: "code" }, "ab"]],
        [0, 1],
        ["code: ab", "x"],
      ],
      ["Tab in code inserts spaces", ["Tab"], [[{ kind: "code" }, "a"]], [0, 0], ["code:   a"]],
      [
        "Shift-Tab in code takes spaces away",
        ["Shift+Tab"],
        [[{ kind: "code" }, "a\n    b"]],
        [0, 4],
        ["code: a\n  b"],
      ],
      [
        "Mod-a in code selects the code",
        ["Control+a", "Delete"],
        ["x", [{ kind: "code" }, "ab"]],
        [1, 1],
        ["x", "code: "],
      ],
      [
        "Mod-a twice in code selects everything",
        ["Control+a", "Control+a", "Delete"],
        ["x", [{ kind: "code" }, "ab"]],
        [1, 1],
        [""],
      ],
      [
        "Mod-a and Delete leaves one empty line",
        ["Control+a", "Delete", "y"],
        ["x", "z"],
        [1, 1],
        ["y"],
      ],
    ];

    for (const [what, pressed, before, [block, offset], after] of cases) {
      it(`E9 ${what}`, async () => {
        await begin(before, block, offset);
        await press(...pressed);
        expect(await lines()).toEqual(after);
        expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
      });
    }
  });

  it("E9 line breaks are typed before, around and deleted like letters", async () => {
    await begin(["ab"], 0, 2);
    await press("Shift+Enter");
    expect(await lines()).toEqual(["ab⏎"]);
    await page.keyboard.type("c");
    await press("Shift+Enter", "Shift+Enter");
    await page.keyboard.type("d");
    expect(await lines()).toEqual(["ab⏎c⏎⏎d"]);
    await press("Backspace", "Backspace", "Backspace");
    await page.keyboard.type("e");
    expect(await lines()).toEqual(["ab⏎ce"]);
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
    await page.evaluate(() => editorPage.select("ann", 0, 3));
    await page.keyboard.type("x");
    await press("Enter");
    expect(await lines()).toEqual(["ab⏎x", "ce"]);
    await press("Backspace", "Backspace", "Backspace");
    expect(await lines()).toEqual(["abce"]);
    expect(await page.evaluate(() => editorPage.isStored("ann"))).toBe(true);
  });

  describe("commands", () => {
    type Command = Parameters<EditorPage["run"]>[1];
    const run = (command: Command): Promise<boolean> =>
      page.evaluate((given) => editorPage.run("ann", given), command);

    it("E17 link what is selected, change and remove it at the caret", async () => {
      await begin(["one two"], 0, 4, 7);
      expect(await run({ type: "setLink", href: "https://a.example" })).toBe(true);
      expect(await lines()).toEqual(["one <https://a.example>two</>"]);
      await page.evaluate(() => editorPage.select("ann", 0, 5));
      expect(await page.evaluate(() => editorPage.summary("ann").link)).toBe("https://a.example");
      await run({ type: "setLink", href: "mailto:a@b.example" });
      expect(await lines()).toEqual(["one <mailto:a@b.example>two</>"]);
      await run({ type: "removeLink" });
      expect(await lines()).toEqual(["one two"]);
      expect(await run({ type: "removeLink" })).toBe(false);
    });

    it("E17 insert a link as text where nothing is selected", async () => {
      await begin(["see "], 0, 4);
      await run({ type: "setLink", href: "/page", text: "that" });
      await page.keyboard.type("!");
      expect(await lines()).toEqual(["see </page>that</>!"]);
    });

    it("E17 insert a divider, and go on below it", async () => {
      await begin(["ab", "c"], 0, 1);
      await run({ type: "insertDivider" });
      await page.keyboard.type("x");
      expect(await lines()).toEqual(["ab", "[divider]", "xc"]);
      await begin(["ab"], 0, 1);
      await run({ type: "insertDivider" });
      await page.keyboard.type("x");
      expect(await lines()).toEqual(["ab", "[divider]", "x"]);
    });

    it("E17 a listener hears of a change of the summary, and not of every letter", async () => {
      await begin(["one", [{ kind: "heading", level: 2 }, "two"]], 0, 0);
      const heard = await page.evaluate(() => {
        const { editor } = editorPage.person("ann");
        // The first letter makes undo possible, which is a change of its own.
        editor.view.dispatch(editor.view.state.tr.insertText("x"));
        const kinds: unknown[] = [];
        editor.onChange(({ kind, level, marks }) => kinds.push([kind, level, marks.bold]));
        for (const letter of "abc") {
          editor.view.dispatch(editor.view.state.tr.insertText(letter));
        }
        editorPage.select("ann", 1, 1);
        editor.run({ type: "toggleMark", mark: "bold" });
        editor.run({ type: "toggleMark", mark: "bold" });
        return kinds;
      });
      expect(heard).toEqual([
        ["heading", 2, false],
        ["heading", 2, true],
        ["heading", 2, false],
      ]);
    });

    it("E17 the summary tells whether the document is empty, and what undo would do", async () => {
      await begin([]);
      const facts = (): Promise<unknown> =>
        page.evaluate(() => {
          const { isEmpty, canUndo, canRedo, kind } = editorPage.summary("ann");
          return { isEmpty, canUndo, canRedo, kind };
        });
      expect(await facts()).toEqual({
        isEmpty: true,
        canUndo: false,
        canRedo: false,
        kind: "paragraph",
      });
      await page.keyboard.type("a");
      expect(await facts()).toEqual({
        isEmpty: false,
        canUndo: true,
        canRedo: false,
        kind: "paragraph",
      });
      await run({ type: "undo" });
      expect(await facts()).toEqual({
        isEmpty: true,
        canUndo: false,
        canRedo: true,
        kind: "paragraph",
      });
    });
  });
});
