/** The numbers of numbered lines. */

import { numbering, textblockKinds } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockData } from "@coscribe/shared/flow";
import { block, divider } from "./documents.ts";

describe("numbering", () => {
  it("D40 counts numbered lines of one indentation, and nothing else", () => {
    expect(numbers("0 numbered", "0 numbered", "0 bullet", "0 numbered", "0 paragraph")).toEqual([
      1,
      2,
      undefined,
      1,
      undefined,
    ]);
  });

  it("D41 goes on across deeper blocks of any kind, and counts these by themselves", () => {
    expect(
      numbers(
        "0 numbered",
        "1 numbered",
        "1 numbered",
        "2 paragraph",
        "1 numbered",
        "0 numbered",
        "1 numbered",
        "1 code",
        "0 numbered",
      ),
    ).toEqual([1, 1, 2, undefined, 3, 2, 1, undefined, 3]);
  });

  it("D42 begins anew after another kind at the same or a lower indentation, or a divider", () => {
    expect(numbers("1 numbered", "0 paragraph", "1 numbered")).toEqual([1, undefined, 1]);
    expect(numbers("1 numbered", "1 quote", "1 numbered")).toEqual([1, undefined, 1]);
    const line = block({ kind: "numbered" });
    expect(ordinals([line, divider, line])).toEqual([1, undefined, 1]);
  });

  it("D43 numbers every document as reading its lines one by one backwards would", () => {
    const lines = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom("numbered", "numbered", ...textblockKinds),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(lines, (shape) => {
        const expected = shape.map(([indent, kind], index) => {
          if (kind !== "numbered") return undefined;
          let ordinal = 1;
          for (const [otherIndent, otherKind] of shape.slice(0, index).toReversed()) {
            if (otherIndent > indent) continue;
            if (otherIndent < indent || otherKind !== "numbered") break;
            ordinal++;
          }
          return ordinal;
        });
        const blocks = shape.map(([indent, kind]) => block({ kind, indent }));
        expect(ordinals(blocks)).toEqual(expected);
      }),
    );
  });
});

function numbers(...lines: `${number} ${string}`[]): (number | undefined)[] {
  const blocks = lines.map((line) => {
    const [indent, kind] = line.split(" ");
    return block({ indent: Number(indent), kind: kind });
  });
  return ordinals(blocks);
}

function ordinals(blocks: readonly BlockData[]): (number | undefined)[] {
  return numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
}
