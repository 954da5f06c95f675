/** Foreign HTML as blocks. The trees are written as values; a browser's own are in browser/. */

import { blocksFromHtml, type HtmlElement, type HtmlNode } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import { domOf } from "./html-dom.ts";
import { outline } from "./outline.ts";

const li = (...children: HtmlNode[]): HtmlElement => ["li", {}, ...children];
const ul = (...children: HtmlNode[]): HtmlElement => ["ul", {}, ...children];
const ol = (...children: HtmlNode[]): HtmlElement => ["ol", {}, ...children];
const p = (...children: HtmlNode[]): HtmlElement => ["p", {}, ...children];
const box = (attributes = {}): HtmlElement => ["input", { type: "checkbox", ...attributes }];

const cells = (...children: HtmlNode[]): HtmlElement => [
  "table",
  { "data-cells": "" },
  ...children,
];

describe("HTML of other programs", () => {
  it("D60 nested lists become flat lines with their indentation", () => {
    expect(read(ul(li("a", ol(li("a1"), li("a2", ul(li("deep"))))), li("b")))).toEqual([
      "bullet 0: a",
      "numbered 1: a1",
      "numbered 1: a2",
      "bullet 2: deep",
      "bullet 0: b",
    ]);
  });

  it("D60 a list directly in a list belongs to the item before it", () => {
    expect(read(ul(li("a"), ul(li("a1"), ol(li("a2"))), li("b")))).toEqual([
      "bullet 0: a",
      "bullet 1: a1",
      "numbered 2: a2",
      "bullet 0: b",
    ]);
  });

  it("D60 an item that only holds a list is no line", () => {
    expect(read(ul(li(ul(li("a")))))).toEqual(["bullet 1: a"]);
    expect(read(ul(li("\n  ", ul(li("a")), "\n")))).toEqual(["bullet 1: a"]);
    expect(read(ul(li(), li("b")))).toEqual(["bullet 0: ", "bullet 0: b"]);
  });

  it("D61 the first paragraph of an item is its line, the others are indented under it", () => {
    expect(read(ul(li(p("a"), p("b"), ["div", {}, "c"], ul(li(p("d"))))))).toEqual([
      "bullet 0: a",
      "paragraph 1: b",
      "paragraph 1: c",
      "bullet 1: d",
    ]);
    expect(read(ol(li("a", ["pre", {}, "x"], ["h2", {}, "t"])))).toEqual([
      "numbered 0: a",
      "code 1: x",
      "heading 1 2: t",
    ]);
  });

  it("D61 code that is all of an item takes its place", () => {
    expect(read(ul(li(["pre", {}, "x"])))).toEqual(["code 0: x"]);
  });

  it("D62 items with a check box are tasks", () => {
    expect(
      read(
        ul(
          li(box({ checked: "" }), " done"),
          li(p(["label", {}, box(), ["span", {}]], "open")),
          li("text ", box(), " first"),
        ),
        ul(["li", { role: "checkbox", "aria-checked": "true" }, p("ticked")]),
      ),
    ).toEqual(["task 0 true: done", "task 0: open", "bullet 0: text first", "task 0 true: ticked"]);
  });

  it("D63 no indentation goes beyond the deepest", () => {
    let list = ul(li("deep", p("under")));
    for (let depth = 1; depth < 20; depth++) list = ul(li("x", list));
    expect(read(list).slice(-2)).toEqual(["bullet 8: deep", "paragraph 8: under"]);
    expect(read(["p", { "data-indent": "9" }, "a"], ["p", { "data-indent": "-1" }, "b"])).toEqual([
      "paragraph 8: a",
      "paragraph 0: b",
    ]);
  });

  it("D64 quotations, code, headings and rules become blocks", () => {
    expect(
      read(
        ["blockquote", {}, p("a"), "b", ["blockquote", {}, "inner"], ul(li("c"))],
        ["pre", {}, ["code", { class: "hljs language-c++" }, "if (a <  b)\n  c;\n"]],
        ["pre", { class: "lang-js" }, "x"],
        ["pre", {}, ["div", {}, "one"], ["div", {}, "two"]],
        ["h1", {}, "h1"],
        ["h5", {}, "h5"],
        ["hr", {}],
      ),
    ).toEqual([
      "paragraph/quote 0: a",
      "paragraph/quote 0: b",
      "paragraph/quote 1: inner",
      "bullet/quote 0: c",
      "code 0 c++: if (a <  b)⏎  c;",
      "code 0 js: x",
      "code 0: one⏎two",
      "heading 0: h1",
      "heading 0 5: h5",
      "divider",
    ]);
  });

  it("D65 marks come from tags and styles, and a style overrules the tag", () => {
    expect(
      read(
        [
          "b",
          { style: "font-weight:normal" },
          p("plain ", ["span", { style: "FONT-WEIGHT: 700" }, "bold"]),
        ],
        p(["i", {}, "i", ["em", { style: "font-style: normal" }, "not"]]),
        p(
          ["del", {}, "gone"],
          ["span", { style: "text-decoration: underline line-through" }, "both"],
        ),
        p(["kbd", {}, "Ctrl"], ["strong", {}, ["u", {}, "all"]]),
      ),
    ).toEqual([
      "paragraph 0: plain [bold](bold)",
      "paragraph 0: [i](italic)not",
      "paragraph 0: [gone](strike)[both](strike,underline)",
      "paragraph 0: [Ctrl](code)[all](bold,underline)",
    ]);
  });

  it("D66 safe links are kept, the others are text", () => {
    const underlined = ["span", { style: "text-decoration:underline" }, "here"] as const;
    expect(
      read(
        p(["a", { href: " https://a.example " }, underlined]),
        p(["a", { href: "java\nscript:alert(1)" }, "there"], ["a", { name: "x" }, "anchor"]),
      ),
    ).toEqual(["paragraph 0: [here](https://a.example)", "paragraph 0: thereanchor"]);
  });

  it("D67 white space collapses as in a browser, except where the page preserves it", () => {
    expect(
      read(
        "\n  ",
        p("\n  a ", ["b", {}, " b"], " \n", ["br", {}], "  c\u00a0 "),
        "\n",
        ["p", { style: "white-space: pre-wrap" }, " a\n b "],
        ["div", { style: "white-space-collapse: preserve" }, ["p", {}, "x  y"]],
      ),
    ).toEqual(["paragraph 0: a [b](bold)⏎c\u00a0", "paragraph 0:  a⏎ b ", "paragraph 0: x  y"]);
  });

  it("D68 a break at the end of a block is none, a block without content is dropped", () => {
    const br: HtmlElement = ["br", {}];
    expect(read(p("a", br), p(br), p(), ["div", {}], p("b", br, br))).toEqual([
      "paragraph 0: a",
      "paragraph 0: ",
      "paragraph 0: b⏎",
    ]);
    expect(read("a", ["br", { class: "Apple-interchange-newline" }])).toEqual(["paragraph 0: a"]);
  });

  it("D69 everything else is the text in it, and what is no text of the page is nothing", () => {
    expect(
      read(
        ["table", {}, ["tr", {}, ["td", {}, "a"]], ["tr", {}, ["td", {}, p("b")]]],
        ["article", {}, "c", ["section", {}, "d"]],
        ["span", {}, "e", ["custom-tag", {}, "f"]],
        ["style", {}, "p { color: red }"],
        ["script", {}, "alert(1)"],
        ["p", { style: "display: none" }, "hidden"],
        ["svg", {}, ["title", {}, "picture"]],
      ),
    ).toEqual([
      "paragraph 0: a",
      "paragraph 0: b",
      "paragraph 0: c",
      "paragraph 0: d",
      "paragraph 0: ef",
    ]);
  });

  it("D69 a table of cells that we wrote is one, whatever stands in it and around it", () => {
    expect(
      read(
        ul(li("a", cells(["tbody", {}, ["tr", {}, ["td", {}, p("b"), ul(li("c"))], ["th", {}]]]))),
        cells("stray", ["tr", {}, ["td", {}, cells(["tr", {}, ["td", {}, "deep"]])]], p("end")),
        cells(["td", {}, ["table", {}, ["tr", {}, ["td", {}, "x"], ["td", {}, "y"]]]]),
      ),
    ).toEqual([
      "bullet 0: a",
      "table",
      "> row",
      "> cell",
      "> paragraph 0: b",
      "> bullet 0: c",
      "> cell",
      "paragraph 0: stray",
      "paragraph 0: end",
      "table",
      "> cell",
      "> table",
      "> > cell",
      "> > paragraph 0: deep",
      "table",
      "> cell",
      "> table",
      "> > row",
      "> > cell",
      "> > paragraph 0: x",
      "> > cell",
      "> > paragraph 0: y",
    ]);
  });

  it("D70 tables within tables end where a flow would not be read any more", () => {
    let inner: HtmlElement = p("deep");
    for (let depth = 0; depth < 100; depth++) inner = cells(["td", {}, inner]);
    const lines = read(inner);
    expect(lines).toHaveLength(17);
    expect(lines.at(-1)).toBe(`${"> ".repeat(8)}paragraph 0: deep`);
  });

  it("D70 a page may be nested as deep as it likes", () => {
    const depth = 100_000;
    let inner: ReturnType<typeof domOf> = domOf(["deep"]).firstChild!;
    for (let level = 0; level < depth; level++) {
      inner = {
        nodeType: 1,
        nodeName: level % 2 === 0 ? "LI" : "UL",
        nodeValue: null,
        firstChild: inner,
        nextSibling: null,
        getAttribute: () => null,
      } as typeof inner;
    }
    const root = { ...domOf([]), firstChild: inner };
    expect(outline(blocksFromHtml(root))).toEqual(["bullet 8: deep"]);
  });
});

function read(...nodes: HtmlNode[]): string[] {
  return outline(blocksFromHtml(domOf(nodes)));
}
