/** A document to play with, made of what documents are made of. It says of each thing how it is done. */

import type { NodeJson } from "@coscribe/shared/schema";

type Attrs = Readonly<Record<string, unknown>>;
type Inline = string | NodeJson;

/** The blocks, as JSON of the schema. */
export const sampleBlocks: readonly NodeJson[] = [
  block({ kind: "heading" }, "A tour to play with"),
  block(
    {},
    "Change whatever you like: this document is yours. ",
    bold("Everybody with its link"),
    " sees each word as you type it, and you see theirs.",
  ),
  block({ kind: "heading", level: 2 }, "Three ways to everything"),
  block(
    { kind: "numbered" },
    "Type ",
    code("/"),
    " for a menu of all that can be put here. Go on typing to search it.",
  ),
  block({ kind: "numbered" }, "Select some words, and the tools for them come to you."),
  block(
    { kind: "numbered" },
    "Point at a line: the grip before it moves the line, and opens its menu.",
  ),
  block({ kind: "heading", level: 2 }, "Words"),
  block(
    {},
    "They can be ",
    bold("bold"),
    ", ",
    marked("italic", { type: "italic" }),
    ", ",
    marked("struck out", { type: "strike" }),
    ", ",
    marked("highlighted", { type: "highlight", attrs: { color: "yellow" } }),
    ", ",
    marked("in a colour", { type: "color", attrs: { color: "purple" } }),
    ", ",
    code("code"),
    " and ",
    marked("links", { type: "link", attrs: { href: "https://example.org" } }),
    ". Two letters after a colon find an emoji, and @ mentions people and documents.",
  ),
  block({ kind: "heading", level: 2 }, "Lists"),
  block({ kind: "task", checked: true }, "Open a document"),
  block({ kind: "task" }, "Tick this box"),
  block({ kind: "task" }, "Press Tab in a line to hang it below the one before"),
  block({ kind: "task", indent: 1 }, "like this one"),
  block({ kind: "bullet" }, "A minus and a space begin a list, "),
  block({ kind: "bullet" }, "a one, a full stop and a space a numbered one."),
  block({ kind: "heading", level: 2 }, "And more"),
  block(
    { frame: "tip" },
    "A callout for what should not be overlooked. Type three colons and a space.",
  ),
  block({ frame: "quote" }, "A quotation: begin the line with a greater-than sign."),
  block(
    { kind: "code", language: "javascript" },
    "function greet(name) {\n  return `Hello, ${name}!`;\n}",
  ),
  block({ kind: "toggle" }, "A line that folds: press the arrow before it"),
  block({ indent: 1 }, "What hangs below it is hidden then, for you alone."),
  block({ kind: "math" }, String.raw`\int_0^1 x^2 \, dx = \frac{1}{3}`),
  { type: "divider" },
  block(
    { tint: "blue" },
    "Press ",
    code("Ctrl /"),
    " or ",
    code("⌘ /"),
    " for a list of all keys.",
  ),
];

function block(attrs: Attrs, ...content: readonly Inline[]): NodeJson {
  return {
    type: "textblock",
    attrs,
    content: content.map((part) =>
      typeof part === "string" ? { type: "text", text: part } : part,
    ),
  };
}

function marked(text: string, mark: { readonly type: string; readonly attrs?: Attrs }): NodeJson {
  return { type: "text", text, marks: [mark] };
}

function bold(text: string): NodeJson {
  return marked(text, { type: "bold" });
}

function code(text: string): NodeJson {
  return marked(text, { type: "code" });
}
