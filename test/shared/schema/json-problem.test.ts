/** Whether JSON is a document, told with the path to what is wrong. */

import { documentJson, jsonProblem, titleOfBlocks } from "@coscribe/shared/exchange";
import { flowsIn, type Block, type Values } from "@coscribe/shared/flow";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, documents } from "./documents.ts";
import { foreignFlows, foreignJson } from "./foreign.ts";

function doc(...content: readonly unknown[]): unknown {
  return { type: "doc", content };
}

function line(...content: readonly unknown[]): unknown {
  return { type: "textblock", attrs: { kind: "heading" }, content };
}

/** Those of all blocks by their ids. */
function attributesIn(blocks: readonly Block[]): Map<string, Values> {
  return new Map(
    blocks.flatMap(({ id, attributes, inners }) => [
      [id, attributes] as const,
      ...inners.flatMap(flowsIn).flatMap((flow) => [...attributesIn(flow.blocks)]),
    ]),
  );
}

const nested = { deep: 1 as unknown };
for (let i = 0; i < 100; i++) nested.deep = { deep: nested.deep };

describe("JSON that somebody sends", () => {
  it("D148 every document is one in JSON, whoever has written it", () => {
    fc.assert(
      fc.property(documents, (blocks) => {
        expect(jsonProblem(documentJson(blocks))).toBe(undefined);
      }),
      { numRuns: 100, seed: 1 },
    );
    fc.assert(
      fc.property(foreignFlows, (make) => {
        const { blocks } = make();
        const stored = attributesIn(blocks);
        const problem = jsonProblem(JSON.parse(JSON.stringify(documentJson(blocks))), { stored });
        expect(problem).toBe(undefined);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it.each([
    [null, "a document is an object"],
    [[], "a document is an object"],
    [{ type: "page" }, 'type: a document has the type "doc"'],
    [{ type: "doc", content: 3 }, "content: must be a list"],
    [doc(line(), 7), "content[1]: a block is an object"],
    [doc({ type: "paragraph" }), 'content[0].type: there is no block "paragraph"'],
    [doc({ type: "divider", content: [line()] }), "content[0].content: nothing stands in it"],
    [doc({ type: "textblock", attrs: { level: 9 } }), "content[0].attrs.level: it cannot be 9"],
    [doc({ type: "textblock", attrs: [] }), "content[0].attrs: must be an object"],
    [
      doc({ type: "textblock", attrs: { id: "" } }),
      'content[0].attrs.id: "" is no id: 1 to 64 characters',
    ],
    [doc({ type: "textblock", attrs: nested }), "content[0].attrs: this is nested too deep"],
    [doc(line({ type: "text" })), "content[0].content[0].text: must be letters"],
    [
      doc(line({ type: "image" })),
      'content[0].content[0].type: there is no object within text "image"',
    ],
    [
      doc(
        line({ type: "text", text: "a" }, { type: "text", text: "b", marks: [{ type: "bolt" }] }),
      ),
      'content[0].content[1].marks[0].type: there is no mark "bolt"',
    ],
    [
      doc(line({ type: "text", text: "a", marks: [{ type: "comment" }] })),
      "content[0].content[0].marks[0].attrs.id: must say which it is",
    ],
    [
      doc({ type: "table", content: [{ type: "row", content: [{ type: "cell" }] }] }),
      "content[0].content[0].content[0].type: only a place can stand here",
    ],
  ])("D148 what is none is told with its path (%#)", (json, problem) => {
    expect(jsonProblem(json)).toBe(problem);
  });

  it("D148 nothing that anybody sends throws", () => {
    fc.assert(
      fc.property(foreignJson, (json) => {
        expect(["string", "undefined"]).toContain(typeof jsonProblem(json));
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe("the title of a document", () => {
  it("D149 is its first heading near the beginning, else its first line, on one line", () => {
    const heading = block({ kind: "heading" }, " a\n heading ");
    const lines = Array.from({ length: 30 }, (_, i) => block({}, `line ${i}`));
    expect(titleOfBlocks([])).toBe(undefined);
    expect(titleOfBlocks([block({}, ""), block({}, " \n "), block({}, "text")])).toBe("text");
    expect(titleOfBlocks([...lines.slice(0, 5), heading])).toBe("a heading");
    expect(titleOfBlocks([...lines, heading])).toBe("line 0");
    const long = titleOfBlocks([block({}, "x" + "😀".repeat(200))]);
    expect(long).toBe(`x${"😀".repeat(99)}`);
  });
});
