/** The document schema where only a browser can say what happens. */

import { fileURLToPath } from "node:url";
import type { BlockData } from "@coscribe/shared/flow";
import { blocksFromJson, documentJson, toHtml } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  block,
  blockObject,
  documents,
  flow,
  object,
  table,
  text,
} from "../shared/schema/documents.ts";
import { outline } from "../shared/schema/outline.ts";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import type { SchemaPage } from "./schema-html-page.ts";
import { openPageWith } from "./support-bundle.ts";

declare const schemaPage: SchemaPage;

describeInPlaywright("the document schema in a browser", (launch, engine) => {
  const itWithTree = itCan("read the tree of assistive technology", engine);
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    const entry = fileURLToPath(new URL("schema-html-page.ts", import.meta.url));
    page = await openPageWith(browser, entry);
  });

  afterAll(async () => {
    await browser.close();
  });

  const read = (source: string): Promise<string[]> =>
    page.evaluate((html) => schemaPage.read(html), source);
  const show = (...blocks: readonly BlockData[]): Promise<string> =>
    page.evaluate((json) => schemaPage.show(json), documentJson(blocks) as unknown);
  const shownOutline = (): Promise<string[]> => page.evaluate(() => schemaPage.outline());

  it("D71 a document is the same after its HTML source went through a browser's parser", async () => {
    const sample = fc.sample(documents, 1_000);
    const outlines = await page.evaluate(
      (sources) => sources.map((source) => schemaPage.read(source)),
      sample.map((blocks) => toHtml(blocks)),
    );
    expect(outlines).toHaveLength(1_000);
    for (const [index, blocks] of sample.entries()) {
      expect(outlines[index], toHtml(blocks)).toEqual(outline(blocks));
    }
  });

  it("D72 what was copied and pasted into an empty document is the same", async () => {
    for (const blocks of fc.sample(documents, 150)) {
      // What begins or ends with an object is pasted beside the empty line, which is another test.
      if (blocks.length < 2 || blocks[0]!.name !== "block" || blocks.at(-1)!.name !== "block") {
        continue;
      }
      await show(...blocks);
      const { html } = await page.evaluate(() => schemaPage.copied(0, Infinity));
      await show(block({}));
      await page.evaluate((source) => schemaPage.paste(source), html);
      expect(await shownOutline(), html).toEqual(outline(blocks));
    }
  });

  it("D76 what is pasted has no ids, and what was there keeps its own", async () => {
    const named = (id: string, made: BlockData): BlockData => ({ ...made, id });
    const lines = [named("b1", block({ kind: "heading" }, "a")), named("b2", block({}, "b"))];
    const cells = table([named("b3", block({}, "c"))]);
    await show(...lines, named("b4", cells), named("b5", block({}, "end")));
    const { html } = await page.evaluate(() => schemaPage.copied(0, 14));
    expect(html).not.toMatch(/b[1-5]"/);
    await page.evaluate((source) => {
      schemaPage.placeCaret(17);
      schemaPage.paste(source);
    }, html);
    expect(await page.evaluate(() => schemaPage.ids())).toEqual(["b1", "b2", "b4", "b3", "b5"]);
    await page.evaluate(() => schemaPage.paste('<p data-id="b1" data-pm-slice="0 0 []">x</p>'));
    expect(await page.evaluate(() => schemaPage.ids())).toEqual(["b1", "b2", "b4", "b3", "b5"]);
  });

  it("D76 what is copied within one cell is its blocks, without a table around them", async () => {
    const lines = [block({ kind: "bullet" }, "one"), block({}, "two\nlines")];
    await show(table(lines), block({}));
    const copied = await page.evaluate(() => schemaPage.copied(5, 19));
    expect(copied.html).not.toContain("table");
    expect(copied.text).toBe("- one\ntwo\nlines");
    await page.evaluate((source) => {
      schemaPage.placeCaret(25);
      schemaPage.paste(source);
    }, copied.html);
    expect(await shownOutline()).toEqual([
      "table",
      "> cell",
      "> bullet 0: one",
      "> paragraph 0: two⏎lines",
      "bullet 0: one",
      "paragraph 0: two⏎lines",
    ]);
  });

  it("D76 lines pasted over an empty line of a cell take its place, and nothing else's", async () => {
    await show(table([block({})], [block({}, "other")]), block({}, "end"));
    await page.evaluate(() => {
      schemaPage.placeCaret(5);
      schemaPage.paste("<ul><li>a</li><li>b</li></ul>");
    });
    expect(await shownOutline()).toEqual([
      "table",
      "> cell",
      "> bullet 0: a",
      "> bullet 0: b",
      "> cell",
      "> paragraph 0: other",
      "paragraph 0: end",
    ]);
  });

  it("D77 line breaks in code and in text are pasted as they were copied", async () => {
    await show(block({ kind: "code" }, "()"), block({}, "a\nb"));
    await page.evaluate(() => {
      schemaPage.placeCaret(2);
      schemaPage.paste("<p>if (x)</p><p>y</p>", "if (x)\r\n  y\n");
    });
    expect(await shownOutline()).toEqual(["code 0: (if (x)⏎  y⏎)", "paragraph 0: a⏎b"]);
    const { html, text: letters } = await page.evaluate(() => schemaPage.copied(16, 19));
    expect(letters).toBe("a\nb");
    await page.evaluate((source) => {
      schemaPage.placeCaret(18);
      schemaPage.paste(source);
    }, html);
    expect((await shownOutline())[1]).toBe("paragraph 0: a⏎a⏎bb");
  });

  it("D73 a list from Google Docs is read with its nesting and marks", async () => {
    const plain = "font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;";
    expect(
      await read(
        `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">` +
          `<p dir="ltr"><span style="${plain}">Intro </span><span style="${plain}font-weight:700;">bold</span></p><br />` +
          `<ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="${plain}">a</span></p></li>` +
          `<ol><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="${plain}">b</span></p></li></ol></ul>` +
          `<p dir="ltr"><a href="https://a.example" style="text-decoration:none;"><span style="${plain}text-decoration:underline;">link</span></a></p>` +
          `</b><br class="Apple-interchange-newline">`,
      ),
    ).toEqual([
      "paragraph 0: Intro [bold](bold)",
      "paragraph 0: ",
      "bullet 0: a",
      "numbered 1: b",
      "paragraph 0: [link](https://a.example)",
    ]);
  });

  it("D73 Markdown as GitHub renders it is read with its tasks and code", async () => {
    expect(
      await read(`
        <h2 dir="auto">Plan</h2>
        <ul class="contains-task-list">
          <li class="task-list-item"><input type="checkbox" disabled checked class="task-list-item-checkbox"> done</li>
          <li class="task-list-item"><input type="checkbox" disabled> open
            <ol dir="auto">
              <li>one</li>
              <li>two</li>
            </ol>
          </li>
        </ul>
        <pre><code class="language-js">let a = 1;

let b;
</code></pre>
        <blockquote>
          <p>first</p>
          <p>second</p>
        </blockquote>`),
    ).toEqual([
      "heading 0 2: Plan",
      "task 0 true: done",
      "task 0: open",
      "numbered 1: one",
      "numbered 1: two",
      "code 0 js: let a = 1;⏎⏎let b;",
      "paragraph/quote 0: first",
      "paragraph/quote 0: second",
    ]);
  });

  it("D73 markup that no program closed properly is read as a browser shows it", async () => {
    expect(await read("<p>a<ul><li>b<li>c<ul><li>d</ul>text</ul><b>e<p>f</b>g")).toEqual([
      "paragraph 0: a",
      "bullet 0: b",
      "bullet 0: c",
      "bullet 1: d",
      "paragraph 1: text",
      "paragraph 0: [e](bold)",
      "paragraph 0: [f](bold)g",
    ]);
  });

  it("D74 hostile attributes and names are drawn as nothing but text", async () => {
    const spec = ["img", { src: "x", onerror: "document.title='attacked'" }];
    const link = { href: "javascript:document.title='attacked'" };
    const html = await show(
      block({ kind: spec, indent: spec, level: "1 onload" }, [
        text("a", { link, constructor: { x: spec }, 'x" onload="1': {} }),
        object("<img onerror=1>", { spec }),
      ]),
      blockObject("script", { spec }, flow(block({}, "document.title='attacked'"))),
    );
    expect(html).not.toMatch(/onerror=(?!1&gt;)|<script|href|onload(?!=&quot;)/);
    expect(html).toContain("&lt;img onerror=1&gt;");
    expect(await page.title()).toBe("test");
    const copied = await page.evaluate(() => schemaPage.copied(0, 5).html);
    expect(copied).not.toMatch(/<img|<script|href/);
  });

  it("D75 typing in a text keeps the unknown marks, attributes and elements that are in it", async () => {
    const marks = { glow: { color: "red" }, size: 3, link: { href: "/a", title: "more" } };
    const line = (glowing: string, rest: string): BlockData => {
      const mention = object("mention", { user: "u1" });
      const attributes = { kind: "bullet", align: "end" };
      return block(attributes, [text(glowing, marks), mention, text(rest)]);
    };
    await show(line("glowing", "  two\nlines"));
    await page.evaluate(() => schemaPage.placeCaret(4));
    await page.keyboard.type("X");
    await page.evaluate(() => schemaPage.placeCaret(11));
    await page.keyboard.type("Y");
    const shown = blocksFromJson(await page.evaluate(() => schemaPage.document()));
    expect(shown).toEqual([line("gloXwing", " Y two\nlines")]);
  });

  itWithTree("D6 a list line is a list item with its level to assistive technology", async () => {
    await show(block({ kind: "bullet" }, "a"), block({ kind: "task", indent: 2 }, "b"));
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const items = nodes.filter(({ role }) => role?.value === "listitem");
    const levels = items.map(
      ({ properties }) => properties?.find(({ name }) => name === "level")?.value.value as unknown,
    );
    expect(levels).toEqual([1, 3]);
  });

  it("D7 blocks that the browser itself copied are what they look like", async () => {
    await show(
      block({ kind: "task", indent: 1, checked: true }, "one"),
      block({ kind: "code" }, "two"),
    );
    await page.evaluate(() => {
      const line = document.querySelector("[data-kind=task]")!;
      const copy = line.cloneNode(true) as Element;
      copy.querySelector("[role=listitem]")!.innerHTML = "a  b<strong>c</strong>";
      line.after(copy);
    });
    await expect
      .poll(shownOutline)
      .toEqual(["task 1 true: one", "task 1 true: a  b[c](bold)", "code 0: two"]);
    await page.evaluate(() => {
      const code = document.querySelector("[data-kind=code]")!;
      const copy = code.cloneNode(true) as Element;
      copy.querySelector("code")!.textContent = " x\n  y";
      code.after(copy);
    });
    await expect.poll(async () => (await shownOutline()).at(-1)).toBe("code 0:  x⏎  y");
  });
});
