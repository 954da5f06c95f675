/** The document schema where only a browser can say what happens. */

import { fileURLToPath } from "node:url";
import { documentSchema, toHtml } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { block, documentOf, documents } from "../shared/schema/documents.ts";
import { outline } from "../shared/schema/outline.ts";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import type { SchemaPage } from "./schema-html-page.ts";
import { openPageWith } from "./support-bundle.ts";

declare const schemaPage: SchemaPage;

describeWith("the document schema in a browser", findBrowser(), (launch) => {
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
  const show = (doc: ReturnType<typeof documentOf>): Promise<string> =>
    page.evaluate((json) => schemaPage.show(json), doc.toJSON() as unknown);
  const shownOutline = (): Promise<string[]> => page.evaluate(() => schemaPage.outline());

  it("D71 a document is the same after its HTML source went through a browser's parser", async () => {
    const sample = fc.sample(documents, 1_000);
    const outlines = await page.evaluate(
      (sources) => sources.map((source) => schemaPage.read(source)),
      sample.map(toHtml),
    );
    expect(outlines).toHaveLength(1_000);
    for (const [index, document] of sample.entries()) {
      expect(outlines[index], toHtml(document)).toEqual(outline(document.content));
    }
  });

  it("D72 what was copied and pasted into an empty document is the same", async () => {
    for (const document of fc.sample(documents, 100)) {
      if (document.childCount < 2 || document.child(0).type.name === "divider") continue;
      await show(document);
      const html = await page.evaluate((size) => schemaPage.copied(0, size), document.content.size);
      await show(documentOf());
      await page.evaluate((source) => schemaPage.paste(source), html);
      expect(await shownOutline(), html).toEqual(outline(document.content));
    }
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
      "quote 0: first",
      "quote 0: second",
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
    const html = await show(
      documentOf(
        documentSchema.node("textblock", { kind: spec, indent: spec, level: "1 onload" }, [
          documentSchema.text("a", [
            documentSchema.mark("link", { href: "javascript:document.title='attacked'" }),
            documentSchema.mark("constructor", { x: spec }),
          ]),
          documentSchema.node("__proto__", { spec }, [documentSchema.text("<img onerror=1>")]),
        ]),
        documentSchema.node("script", { spec }, [documentSchema.text("document.title='attacked'")]),
      ),
    );
    expect(html).not.toMatch(/onerror=(?!1&gt;)|<script|href|onload/);
    expect(html).toContain("&lt;img onerror=1&gt;");
    expect(await page.title()).toBe("test");
    const copied = await page.evaluate(() => schemaPage.copied(0, 5));
    expect(copied).not.toMatch(/<img|<script|href/);
  });

  it("D75 typing in a text keeps the unknown marks, attributes and elements that are in it", async () => {
    const marks = [
      documentSchema.mark("glow", { color: "red" }),
      documentSchema.mark("link", { href: "/a", title: "more" }),
    ];
    const line = documentSchema.node("textblock", { kind: "bullet", align: "end" }, [
      documentSchema.text("glowing", marks),
      documentSchema.node("mention", { user: "u1" }, [documentSchema.text("Ann")]),
      documentSchema.text("  two\nlines"),
    ]);
    await show(documentOf(line));
    await page.evaluate(() => schemaPage.placeCaret(4));
    await page.keyboard.type("X");
    await page.evaluate(() => schemaPage.placeCaret(11));
    await page.keyboard.type("Y");
    expect(await page.evaluate(() => schemaPage.document())).toEqual(
      documentOf(
        line.copy(
          documentSchema.node("textblock", {}, [
            documentSchema.text("gloXwing", marks),
            line.child(1),
            documentSchema.text(" Y two\nlines"),
          ]).content,
        ),
      ).toJSON(),
    );
  });

  it("D6 a list line is a list item with its level to assistive technology", async () => {
    await show(documentOf(block({ kind: "bullet" }, "a"), block({ kind: "task", indent: 2 }, "b")));
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
      documentOf(
        block({ kind: "task", indent: 1, checked: true }, "one"),
        block({ kind: "code" }, "two"),
      ),
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
