/** What pasting does in lists, frames and code, without a screen. */

import { blocksFromHtmlSource } from "@coscribe/shared/exchange";
import { blocksFromNodes, looksLikeMarkdown, nodesFromBlocks } from "@coscribe/shared/schema";
import { pasted } from "@coscribe/client/internal/editor/plugins/paste";
import { Fragment, Slice } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { outline } from "../../shared/schema/outline.ts";
import { documentOf, Peer, type Line } from "./peer.ts";

/** The document after `html` was pasted with the caret at the end of line `at`. */
function afterPaste(lines: readonly Line[], at: number, html: string, text = ""): string[] {
  const peer = new Peer(1, documentOf(...lines));
  peer.select(at, peer.lines[at]!.length);
  const nodes = nodesFromBlocks(peer.state.schema, blocksFromHtmlSource(html));
  const slice = Slice.maxOpen(Fragment.fromArray(nodes), false);
  peer.dispatch(pasted(peer.state, slice, text));
  return outline(blocksFromNodes(peer.state.doc.content));
}

describe("pasting", () => {
  it("E190 a list pasted into an item lies as deep below it as below its own first line", () => {
    const html = "<ul><li>a<ul><li>b</ul><li>c</ul>";
    expect(afterPaste([[{ kind: "bullet", indent: 2 }, ""]], 0, html)).toEqual([
      "bullet 2: a",
      "bullet 3: b",
      "bullet 2: c",
    ]);
    const nested = '<ul><li data-indent="2">a<ul><li>b</ul></ul>';
    expect(afterPaste([[{ kind: "numbered" }, "x"]], 0, nested)).toEqual([
      "numbered 0: xa",
      "bullet 1: b",
    ]);
    expect(afterPaste([""], 0, nested)).toEqual(["bullet 2: a", "bullet 3: b"]);
  });

  it("E190 plain lines pasted into an item are items, and open ones", () => {
    const html = "<p>a</p><p>b</p>";
    expect(afterPaste([[{ kind: "task", checked: true, indent: 1 }, ""]], 0, html)).toEqual([
      "task 1: a",
      "task 1: b",
    ]);
    expect(afterPaste([[{ kind: "numbered" }, "x"], "y"], 0, html)).toEqual([
      "numbered 0: xa",
      "numbered 0: b",
      "paragraph 0: y",
    ]);
  });

  it("E190 what is pasted into a quotation or callout is in it, unless it is in one of its own", () => {
    const html = "<p>a</p><ul><li>b</ul><blockquote>c</blockquote>";
    expect(afterPaste([[{ frame: "tip" }, ""]], 0, html)).toEqual([
      "paragraph/tip 0: a",
      "bullet/tip 0: b",
      "paragraph/quote 0: c",
    ]);
  });

  it("E191 a copied link keeps its title, and an address alone is a link", () => {
    const href = "https://a.example/x";
    expect(afterPaste([""], 0, `<a href="${href}">A title</a>`, href)).toEqual([
      `paragraph 0: [A title](${href})`,
    ]);
    expect(afterPaste([""], 0, `<a href="${href}">${href}</a>`, href)).toEqual([
      `paragraph 0: [${href}](${href})`,
    ]);
  });

  it("E191 one copied word is part of the line, whatever block it came in", () => {
    expect(afterPaste(["say "], 0, "<p class=MsoNormal><span>word</span></p>", "word")).toEqual([
      "paragraph 0: say word",
    ]);
    expect(afterPaste(["say "], 0, "<h1>word</h1>", "word")).toEqual(["paragraph 0: say word"]);
  });

  it("E191 into code comes the text as it is", () => {
    const html = "<p>a</p><p>b</p>";
    expect(afterPaste([[{ kind: "code" }, "x"]], 0, html, "a\u000b\tb\r\nc\0")).toEqual([
      "code 0: xa⏎\tb⏎c",
    ]);
  });

  it.each([
    "# Title\n\nSome **bold** text.",
    "- one\n- two\n- three",
    "1. one\n2. two",
    "- [ ] open\n- [x] done",
    "text\n\n```js\nlet a;\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> quoted\n\nsee [this](https://a.example)",
    "> [!NOTE]\n> mind",
  ])("E192 %j is Markdown", (text) => {
    expect(looksLikeMarkdown(text)).toBe(true);
  });

  it.each([
    "Just a line.",
    "one\ntwo\nthree",
    "#hashtag and #another",
    "# a comment\nimport os\nfrom a import b",
    "#!/bin/sh\n# - a\n- b",
    "let a = 1;\nif (b) {\n  c();\n}",
    "key:\n  - a\n  - b",
    "- a single thought",
    "2 * 3 * 4 and snake_case_word",
    "1. only one",
    "name\tvalue\na\t1",
    "Dear all,\n\n> yes\n\nno",
  ])("E192 %j is not", (text) => {
    expect(looksLikeMarkdown(text)).toBe(false);
  });
});
