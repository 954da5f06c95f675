/** Tables as JSON and back, where what is stored says less than what is shown. */

import { describe, expect, it } from "vitest";
import type { BlockData } from "@coscribe/shared/flow";
import { blocksFromJson, documentJson, plainText } from "@coscribe/shared/schema";

const line = (text: string): BlockData => {
  return { name: "block", attributes: {}, runs: [{ type: "text", text, formats: {} }], inners: [] };
};

describe("tables as JSON", () => {
  it("F65 a copy has the rows that are shown, also of a table whose cells say no place", () => {
    const table: BlockData = {
      name: "table",
      attributes: { "gone:~0": true, "gone:~2": true, "tint:~3": "red", "align:~": "center" },
      runs: [],
      inners: ["first", "second", "third", "fourth"].map((text) => ({
        type: "cell",
        name: "cell",
        attributes: {},
        inners: [{ type: "flow", blocks: [line(text)] }],
      })),
    };
    const [copy] = blocksFromJson(documentJson([table]));
    expect(plainText([copy!])).toBe(plainText([table]));
    expect(plainText([copy!])).toBe("second\nfourth");
    expect(copy!.attributes).toEqual({ "tint:~1": "red", "align:~": "center" });
  });
});
