/** What is written as HTML and read again is the same document. */

import { blocksFromHtmlSource } from "@coscribe/shared/exchange";
import { blocksFromHtml, htmlFromBlocks, toHtml } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, documents } from "./documents.ts";
import { domOf } from "./html-dom.ts";
import { outline } from "./outline.ts";

describe("HTML there and back", () => {
  it("D71 gives the same blocks for every document that HTML can hold", () => {
    fc.assert(
      fc.property(documents, (blocks) => {
        const read = blocksFromHtml(domOf(htmlFromBlocks(blocks)));
        expect(outline(read)).toEqual(outline(blocks));
        expect(read.every(({ id, attributes }) => id === undefined && !("id" in attributes))).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("D71 gives the same blocks as HTML source, without a browser", () => {
    fc.assert(
      fc.property(documents, (blocks) => {
        const source = toHtml(blocks);
        expect(outline(blocksFromHtmlSource(source)), source).toEqual(outline(blocks));
      }),
      { numRuns: 1_000 },
    );
  });

  it("D71 leaves out ids, which are for one block of one document", () => {
    const blocks = [{ ...block({ id: "b1", kind: "heading" }, "a"), id: "b1" }];
    expect(toHtml(blocks)).toBe("<h1>a</h1>");
  });
});
