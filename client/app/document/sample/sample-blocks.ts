/** A document to play with, made of what documents are made of. It says of each thing how it is done. */

import type { NodeJson } from "@coscribe/shared/schema";
import type { SampleTexts } from "./sample-texts.ts";
import type { Inline } from "./texts/marks.ts";

type Attrs = Readonly<Record<string, unknown>>;

/** The blocks, as JSON of the schema. */
export function sampleBlocks(texts: SampleTexts): readonly NodeJson[] {
  return [
    block({ kind: "heading" }, texts.title),
    block({}, texts.change),
    block({ kind: "heading", level: 2 }, texts.ways),
    block({ kind: "numbered" }, texts.slash),
    block({ kind: "numbered" }, texts.select),
    block({ kind: "numbered" }, texts.point),
    block({ kind: "heading", level: 2 }, texts.words),
    block({}, texts.marks),
    block({ kind: "heading", level: 2 }, texts.lists),
    block({ kind: "task", checked: true }, texts.done),
    block({ kind: "task" }, texts.tick),
    block({ kind: "task" }, texts.hang),
    block({ kind: "task", indent: 1 }, texts.hanging),
    block({ kind: "bullet" }, texts.bullet),
    block({ kind: "bullet" }, texts.numbered),
    block({ kind: "heading", level: 2 }, texts.more),
    block({ frame: "tip" }, texts.callout),
    block({ frame: "quote" }, texts.quote),
    block({ kind: "code", language: "javascript" }, [
      `function greet(name) {\n  return \`${texts.greeting}, \${name}!\`;\n}`,
    ]),
    block({ kind: "toggle" }, texts.toggle),
    block({ indent: 1 }, texts.folded),
    block({ kind: "math" }, [String.raw`\int_0^1 x^2 \, dx = \frac{1}{3}`]),
    { type: "divider" },
    block({ tint: "blue" }, texts.keys),
  ];
}

function block(attrs: Attrs, content: readonly Inline[]): NodeJson {
  return {
    type: "textblock",
    attrs,
    content: content.map((part) =>
      typeof part === "string" ? { type: "text", text: part } : part,
    ),
  };
}
