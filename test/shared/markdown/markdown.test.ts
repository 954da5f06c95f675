/** Markdown of documents, and back: nothing that anybody wrote is lost on either way. */

import { blocksFromHtmlSource } from "@coscribe/shared/exchange";
import type { BlockData } from "@coscribe/shared/flow";
import { blocksFromMarkdown, markdownFromBlocks } from "@coscribe/shared/markdown";
import { describe, expect, it } from "vitest";
import { block, divider, object, text } from "../schema/documents.ts";
import { outline } from "../schema/outline.ts";
import { pick, trickyDocument, trickyLines } from "./tricky-lines.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const rounds = isLong ? 20_000 : 700;

function texts(blocks: readonly BlockData[]): string[] {
  return blocks.map(({ runs }) =>
    runs.map((run) => (run.type === "text" ? run.text : "")).join(""),
  );
}

const page = `# Title

Some **bold** _it_ ~~gone~~ ==lit== x^2^ H~2~O $a^2$ costs $5 and $6 \`code\` <u>under</u> [l](https://a.example)
soft line\\
hard

- [ ] open
- [x] done
  - nested

    below

5. five
6. six

> quoted
> - in it

> [!WARNING]
> mind

:::tip Own title
good
:::

\`\`\`ts
let a
\`\`\`

$$
x^2
$$

| a | b |
|---|---|
| 1 | **2** |

![pic](https://a.example/a.png "name")

[^1]: a note

---
`;

describe("Markdown", () => {
  it("D120 what is usual in Markdown is read as what it means", () => {
    expect(outline(blocksFromMarkdown(page))).toEqual([
      "heading 0: Title",
      "paragraph 0: Some [bold](bold) [it](italic) [gone](strike) [lit](highlight) x[2](sup) H[2](sub)O <math> " +
        "costs $5 and $6 [code](code) [under](underline) [l](https://a.example) soft line⏎hard",
      "task 0: open",
      "task 0 true: done",
      "bullet 1: nested",
      "paragraph 2: below",
      "numbered 0 5: five",
      "numbered 0: six",
      "paragraph/quote 0: quoted",
      "bullet/quote 0: in it",
      "paragraph/warning 0: mind",
      "paragraph/tip 0: [Own title](bold)",
      "paragraph/tip 0: good",
      "code 0 ts: let a",
      "math 0: x^2",
      "table",
      "> row",
      "> header",
      "> paragraph 0: a",
      "> header",
      "> paragraph 0: b",
      "> row",
      "> cell",
      "> paragraph 0: 1",
      "> cell",
      "> paragraph 0: [2](bold)",
      "image",
      "paragraph 0: [^1]: a note",
      "divider",
    ]);
  });

  it("D121 documents are written as others write Markdown", () => {
    const formula = object("math", { tex: "x^2" });
    expect(
      markdownFromBlocks([
        block({ kind: "heading", level: 2 }, "Plan"),
        block({}, [text("see "), text("this ", { bold: {} }), text("and"), formula]),
        block({ kind: "task", checked: true }, "done"),
        block({ kind: "task" }, ""),
        block({ kind: "numbered", start: 3 }, "three"),
        block({ indent: 1 }, "below"),
        block({ kind: "bullet", indent: 1 }, "deeper"),
        block({ frame: "note" }, "mind"),
        block({ frame: "note", kind: "code", language: "ts" }, "let a"),
        block({ kind: "math" }, "a\nb"),
        divider,
        block({}, [text("a.example", { link: { href: "https://a.example" } })]),
      ]),
    ).toBe(
      "## Plan\n\nsee **this** and$x^2$\n\n- [x] done\n- [ ]\n\n3. three\n\n   below\n   - deeper\n\n" +
        "> [!NOTE]\n>\n> mind\n>\n> ```ts\n> let a\n> ```\n\n$$\na\nb\n$$\n\n---\n\n[a.example](https://a.example)\n",
    );
  });

  it.each(["plain", "kinds", "all"] as const)(
    "D122 no letter of a document is lost on the way through Markdown, whatever it looks like: %s",
    (shape) => {
      let letters = 0;
      for (let seed = 0; seed < rounds; seed++) {
        const blocks = trickyDocument(seed, shape);
        const source = markdownFromBlocks(blocks);
        const isBlank = (line: string): boolean => line.trim() === "";
        const written = texts(blocks).filter((line) => !isBlank(line));
        const read = texts(blocksFromMarkdown(source)).filter((line) => !isBlank(line));
        expect(read, `${seed}: ${source}`).toEqual(written);
        letters += written.join("").length;
      }
      expect(letters).toBeGreaterThan(rounds);
    },
    60_000,
  );

  it("D122 kinds, frames and marks come back, and Markdown of what was read is the same", () => {
    for (let seed = 0; seed < rounds / 10; seed++) {
      const read = blocksFromMarkdown(markdownFromBlocks(trickyDocument(seed, "kinds")));
      const source = markdownFromBlocks(read);
      expect(outline(blocksFromMarkdown(source)), source).toEqual(outline(read));
      expect(markdownFromBlocks(blocksFromMarkdown(source))).toBe(source);
    }
    expect(outline(blocksFromMarkdown(markdownFromBlocks(blocksFromMarkdown(page)))).join()).toBe(
      outline(blocksFromMarkdown(page)).join(),
    );
  });

  it("D123 any text at all is read without failing, and each of its words is there", () => {
    const parts = [
      ...trickyLines,
      "> ",
      "\n",
      "\n\n",
      "  ",
      "- ",
      "1. ",
      "    ",
      "\t",
      "\0",
      "\r\n",
    ];
    for (let seed = 0; seed < rounds; seed++) {
      const pieces = Array.from({ length: 12 }, (_, i) => {
        return i % 3 === 0 ? `word${i}` : parts[pick(seed, i, parts.length)]!;
      });
      const source = pieces.join(seed % 2 === 0 ? " " : "");
      const json = JSON.stringify(blocksFromMarkdown(source));
      for (const word of source.match(/word\d+/g) ?? []) expect(json, source).toContain(word);
    }
    expect(() => blocksFromMarkdown(`${">".repeat(5000)} deep`)).not.toThrow();
    expect(() => blocksFromMarkdown("[".repeat(5000))).not.toThrow();
  });

  it("D124 HTML in Markdown is text, or read as HTML by whoever can", () => {
    const source = "<details>\n<summary>more</summary>\n</details>\n\n<p align=center>mid</p>";
    expect(texts(blocksFromMarkdown(source)).join(" ")).toContain("<summary>more</summary>");
    const readHtml = blocksFromHtmlSource;
    expect(outline(blocksFromMarkdown(source, { readHtml }))).toEqual([
      "toggle 0: more",
      "paragraph 0: mid",
    ]);
  });
});
