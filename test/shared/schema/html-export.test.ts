/** Blocks as HTML for other programs. */

import type { BlockData } from "@coscribe/shared/flow";
import { htmlFromRuns, toHtml } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import {
  block,
  blockObject,
  cell,
  divider,
  flow,
  object,
  table,
  text,
  value,
} from "./documents.ts";

describe("HTML of a document", () => {
  it("D50 list lines become nested lists, one list for lines of one kind side by side", () => {
    expect(
      html(
        block({ kind: "bullet" }, "a"),
        block({ kind: "numbered", indent: 1 }, "a1"),
        block({ kind: "numbered", indent: 1 }, "a2"),
        block({ kind: "bullet" }, "b"),
        block({ kind: "numbered" }, "c"),
      ),
    ).toBe("<ul><li>a<ol><li>a1</li><li>a2</li></ol></li><li>b</li></ul><ol><li>c</li></ol>");
  });

  it("D50 a task has a check box", () => {
    expect(html(block({ kind: "task", checked: true }, "a"), block({ kind: "task" }, "b"))).toBe(
      '<ul data-type="taskList">' +
        '<li data-type="taskItem" data-checked="true">' +
        '<input type="checkbox" disabled="" checked=""><noscript>☑ </noscript>a</li>' +
        '<li data-type="taskItem" data-checked="false">' +
        '<input type="checkbox" disabled=""><noscript>☐ </noscript>b</li></ul>',
    );
  });

  it("D51 what is indented under a list line lies in its item, and numbers go on after it", () => {
    expect(
      html(
        block({ kind: "numbered" }, "one"),
        block({ indent: 1 }, "more"),
        block({ kind: "code", indent: 1 }, "x"),
        block({ kind: "numbered" }, "two"),
      ),
    ).toBe("<ol><li>one<p>more</p><pre><code>x</code></pre></li><li>two</li></ol>");
  });

  it("D51 an indentation that nesting does not say is named, and drawn", () => {
    expect(html(block({ indent: 2 }, "in"), block({ kind: "bullet", indent: 1 }, "a"))).toBe(
      '<p data-indent="2" style="margin-left: 4em">in</p>' +
        '<ul><li data-indent="1" style="margin-left: 2em">a</li></ul>',
    );
  });

  it("D52 quote lines side by side are one quotation, code blocks stay apart", () => {
    expect(
      html(
        block({ kind: "quote" }, "a"),
        block({ kind: "quote" }, "b"),
        block({ kind: "code", language: "js" }, "x"),
        block({ kind: "code" }, "y"),
      ),
    ).toBe(
      "<blockquote><p>a</p><p>b</p></blockquote>" +
        '<pre><code class="language-js">x</code></pre><pre><code>y</code></pre>',
    );
  });

  it("D53 headings, dividers and marks have their own elements", () => {
    const marks = { italic: {}, bold: {}, code: {}, strike: true, underline: {} };
    const line = block({}, [text("a", { bold: {} }), text("b", marks)]);
    expect(html(block({ kind: "heading", level: 3 }, "t"), divider, line)).toBe(
      "<h3>t</h3><hr><p><strong>a<em><u><s><code>b</code></s></u></em></strong></p>",
    );
  });

  it("D53 a table has a cell in each row", () => {
    const inner = table([block({}, "deep")]);
    expect(html(table([block({}, "a"), block({ kind: "bullet" }, "b")], [], [inner]))).toBe(
      '<table data-cells=""><tbody><tr><td><p>a</p><ul><li>b</li></ul></td></tr><tr><td></td></tr>' +
        '<tr><td><table data-cells=""><tbody><tr><td><p>deep</p></td></tr></tbody></table></td></tr>' +
        "</tbody></table>",
    );
  });

  it("D54 nothing in a text or attribute can become markup", () => {
    const hostile = `"><script>alert('&')</script>`;
    const line = block({}, [text(hostile, { link: { href: `/${hostile}` } })]);
    const code = block({ kind: "code", language: `"><script>` }, hostile);
    const escaped = "&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;";
    expect(html(line, code)).toBe(
      `<p><a href="/${escaped}" rel="noopener noreferrer nofollow">${escaped}</a></p>` +
        `<pre><code class="language-&quot;&gt;&lt;script&gt;">${escaped}</code></pre>`,
    );
  });

  it("D55 line breaks, empty lines and spaces are seen in a browser as in the editor", () => {
    expect(html(block({}, "a\nb\n"))).toBe("<p>a<br>b<br><br></p>");
    expect(html(block({ kind: "code" }, "a\nb"))).toBe("<pre><code>a\nb</code></pre>");
    expect(html(block({}))).toBe("<p><br></p>");
    expect(html(block({}, "a  b"))).toBe(
      '<p>a<span data-space="ss" style="white-space: pre">\u00a0\u00a0</span>b</p>',
    );
    expect(html(block({}, [text("a "), text(" b ", { bold: {} })]))).toBe(
      '<p>a<span data-space="s" style="white-space: pre">\u00a0</span><strong><span data-space="s" style="white-space: pre">\u00a0</span>b' +
        '<span data-space="s" style="white-space: pre">\u00a0</span></strong></p>',
    );
    expect(html(block({}, "a b"))).toBe("<p>a b</p>");
  });

  it("D56 what cannot be shown is its text, and unknown marks leave no trace", () => {
    const inside = [block({ kind: "heading" }, "in"), block({}, [text("bold", { bold: {} })])];
    const callout = blockObject("callout", { tone: "x" }, flow(...inside), cell({}, flow(divider)));
    const marks = { glow: { color: "red" }, "comment:1": { by: "Ann" }, "comment:2": {}, size: 3 };
    const line = block({}, [text("by ", marks), object("poll", { user: "u" }), value({ x: 1 })]);
    expect(
      html(callout, line, blockObject("map"), blockObject("odd", {}, { type: "tooDeep" })),
    ).toBe(
      "<h1>in</h1><p><strong>bold</strong></p><hr>" +
        "<p>by [poll][object]</p><p>[map]</p><p>…</p>",
    );
  });

  it("D56 a table with anything but cells in it is what is written in it", () => {
    const odd = blockObject("table", {}, flow(block({}, "a")), cell({}, flow(block({}, "b"))));
    const two = blockObject("table", {}, cell({}, flow(block({}, "c")), flow(block({}, "d"))));
    expect(html(odd, two)).toBe("<p>a</p><p>b</p><p>c</p><p>d</p>");
  });

  it("D57 a piece of a text by itself is no block", () => {
    expect(htmlFromRuns([text("a", { bold: {} })])).toEqual([["strong", {}, "a"]]);
  });
});

function html(...blocks: readonly BlockData[]): string {
  return toHtml(blocks);
}
