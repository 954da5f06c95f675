/** Blocks as plain text. */

import type { BlockData, InnerData, Run } from "@coscribe/shared/flow";
import { blocksFromHtmlSource, plainText } from "@coscribe/shared/exchange";
import { toHtml } from "@coscribe/shared/schema";
import * as fc from "fast-check";
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
import { foreignFlows } from "./foreign.ts";

describe("plain text", () => {
  it("F33 has list markers with their indentation, ticks and line breaks", () => {
    expect(
      lines(
        block({ kind: "heading", level: 2 }, "Title"),
        block({}, [text("two\nlines "), text("bold", { bold: {} })]),
        divider,
        block({ kind: "numbered" }, "one"),
        block({ kind: "numbered", indent: 1 }, "deeper"),
        block({ kind: "numbered" }, "two"),
        block({ kind: "bullet", indent: 1 }, "point"),
        block({ kind: "task", checked: true, indent: 1 }, "done"),
        block({ kind: "task" }, "open"),
        block({ kind: "quote" }, "said"),
        block({ kind: "code" }, "if (x) {\n  y\n}"),
        block({ kind: "future" }, "future"),
        block({}),
      ),
    ).toEqual([
      "Title",
      "two",
      "lines bold",
      "---",
      "1. one",
      "  1. deeper",
      "2. two",
      "  - point",
      "  - [x] done",
      "- [ ] open",
      "> said",
      "if (x) {",
      "  y",
      "}",
      "future",
      "",
    ]);
  });

  it("F33 has what is nested in place of its block, numbered by itself, and names of objects", () => {
    const one = block({ kind: "numbered" }, "one");
    expect(
      lines(
        one,
        table([one, block({ kind: "numbered" }, "two")], [table([block({}, "deep")])], []),
        block({}, [text("see "), object("poll"), value({ image: "x" })]),
        blockObject("callout", {}, flow(block({}, "in")), cell({}, flow(one), cell({}))),
        blockObject("map"),
        blockObject("odd", {}, { type: "tooDeep" }),
        blockObject("divider", {}, flow(block({}, "odd"))),
      ),
    ).toEqual([
      "1. one",
      "1. one",
      "2. two",
      "deep",
      "see [poll][object]",
      "in",
      "1. one",
      "[map]",
      "…",
      "odd",
    ]);
  });

  it("F33 has every letter of a flow in its order, and so has HTML, whatever the flow holds", () => {
    fc.assert(
      fc.property(foreignFlows, (build) => {
        const { blocks } = build();
        const letters = blocks.flatMap(lettersOf).join("");
        expect(isPartOf(letters, plainText(blocks))).toBe(true);
        // HTML has no control characters, and white space at its ends is not shown.
        const shown = letters.replaceAll(/[\s\p{Cc}]/gu, "");
        expect(isPartOf(shown, plainText(blocksFromHtmlSource(toHtml(blocks))))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

function lines(...blocks: readonly BlockData[]): string[] {
  return plainText(blocks).split("\n");
}

function lettersOf({ runs, inners }: BlockData): string[] {
  return [...runs.map(runLetters), ...inners.flatMap(innerLetters)];
}

function runLetters(run: Run): string {
  return run.type === "text" ? run.text : "";
}

function innerLetters(inner: InnerData): string[] {
  if (inner.type === "cell") return inner.inners.flatMap(innerLetters);
  return inner.type === "flow" ? inner.blocks.flatMap(lettersOf) : [];
}

/** Whether the letters of `part` are all in `whole`, in this order, between others. */
function isPartOf(part: string, whole: string): boolean {
  let at = 0;
  for (const letter of part) {
    const found = whole.indexOf(letter, at);
    if (found === -1) return false;
    at = found + letter.length;
  }
  return true;
}
