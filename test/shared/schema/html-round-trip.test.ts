/** What is written as HTML and read again is the same document. */

import { blocksFromHtml, htmlFromBlocks } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documents } from "./documents.ts";
import { domOf } from "./html-dom.ts";
import { outline } from "./outline.ts";

describe("HTML there and back", () => {
  it("D71 gives the same blocks for every document that HTML can hold", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const read = blocksFromHtml(domOf(htmlFromBlocks(document.content)));
        expect(outline(read)).toEqual(outline(document.content));
        expect(read.eq(document.content)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
