/** Lines that look like Markdown, or have what Markdown drops, and blocks made of them. */

import type { BlockData, Run } from "@coscribe/shared/flow";

/** Each is text, whatever it looks like. */
export const trickyLines: readonly string[] = [
  "# no heading",
  "## ",
  "#tag",
  "- no item",
  "+ none",
  "* none",
  "1. none",
  "1) none",
  "12.",
  "> none",
  "    indented",
  "\tindented",
  "  two before",
  "two behind  ",
  " both ",
  "a  b   c",
  "---",
  "***",
  "___",
  "===",
  "a\n---",
  "a\n===",
  "a\n# b",
  "a\n- b",
  "a\n> b",
  "a\n\nb",
  "\na",
  "a\n",
  "a\n  b",
  "```",
  "~~~",
  "```js",
  "`",
  "``",
  "a`b",
  "`a`",
  "*a*",
  "**a**",
  "_a_",
  "__a__",
  "snake_case_word",
  "2*3*4",
  "a*",
  "*",
  "**",
  "~a~",
  "~~a~~",
  "H~2~O",
  "x^2^",
  "^",
  "==a==",
  "=",
  "a == b",
  "$a$",
  "$5 and $6",
  "$$",
  "$$a$$",
  "$",
  ":::note",
  "::: x",
  "[a](b)",
  "[a]",
  "![a](b)",
  "[a]: b",
  "[^1]",
  "[^1]: note",
  "[ ] open",
  "[x] done",
  "[!NOTE]",
  "<b>a</b>",
  "<br>",
  "</u>",
  "<!-- a -->",
  "<a@b.example>",
  "<https://a.example>",
  "https://a.example/%20x?y=1&z=2",
  "www.a.example",
  "a@b.example",
  "&amp;",
  "&#65;",
  "&copy",
  "a & b",
  "\\",
  "a\\",
  "\\*",
  "a\\\nb",
  "|a|b|",
  "|---|",
  "a | b\n--- | ---",
  "Setext\n-",
  "\u00a0",
  "\u00a0a",
  "a\u00a0\u00a0b",
  "🎉",
  "e\u0301",
  "שלום",
  "مرحبا - 1",
  "日本語。",
  "!",
  "!\n[a]",
  "a:b",
  ": a",
  "Term\n: definition",
  '"quoted"',
  "'",
  "---\ntitle: a\n---",
  "{#id}",
  "\u200b",
  "a\u200bb",
];

/** Marks that Markdown has. */
const formats: readonly Run["formats"][] = [
  {},
  { bold: {} },
  { italic: {} },
  { strike: {} },
  { code: {} },
  { bold: {}, italic: {} },
  { highlight: { color: "yellow" } },
  { underline: {} },
  { sub: {} },
  { sup: {}, bold: {} },
  { link: { href: "https://a.example/b_c(d)" } },
  { link: { href: "mailto:a@b.example" }, bold: {} },
];

const kinds: readonly BlockData["attributes"][] = [
  {},
  { kind: "heading", level: 2 },
  { kind: "bullet" },
  { kind: "bullet", indent: 1 },
  { kind: "numbered" },
  { kind: "numbered", start: 7 },
  { kind: "task" },
  { kind: "task", checked: true, indent: 1 },
  { kind: "code", language: "js" },
  { kind: "math" },
  { frame: "quote" },
  { frame: "warning", kind: "bullet" },
  { indent: 1 },
];

/** A number below `most`, the same for the same numbers. */
export function pick(seed: number, step: number, most: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % most;
}

/** A document of tricky lines; "plain" has neither kinds nor marks. */
export function trickyDocument(seed: number, shape: "plain" | "kinds" | "all"): BlockData[] {
  return Array.from({ length: 6 }, (_, i) => {
    const at = (step: number, most: number): number => pick(seed, i * 10 + step, most);
    const attributes = shape === "plain" ? {} : kinds[at(1, kinds.length)]!;
    const texts = Array.from({ length: shape === "all" ? 3 : 1 }, (__, part) => {
      const own = shape === "all" ? formats[at(5 + part, formats.length)]! : {};
      return {
        type: "text",
        text: trickyLines[at(2 + part, trickyLines.length)]!,
        formats: own,
      } as const;
    });
    return { name: "block", attributes, runs: texts, inners: [] };
  });
}
