/** How letters look: marks that are there or not, and hold nothing. */

import type { ParseRule } from "prosemirror-model";
import { isBold } from "../../font-weight.ts";
import type { ContentFeature, MarkFormat } from "../../feature.ts";

/** See the head of this file. The first is the outermost where several are on one text. */
export const marks: ContentFeature = {
  name: "marks",
  marks: [
    mark("bold", "strong", [
      { tag: "strong" },
      { tag: "b" },
      { style: "font-weight", getAttrs: (weight) => isBold(weight) && null },
    ]),
    mark("italic", "em", [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }]),
    mark("underline", "u", [{ tag: "u" }, { style: "text-decoration=underline" }]),
    mark("strike", "s", [
      { tag: "s" },
      { tag: "del" },
      { tag: "strike" },
      { style: "text-decoration=line-through" },
    ]),
    mark("sub", "sub", [{ tag: "sub" }]),
    mark("sup", "sup", [{ tag: "sup" }]),
    mark("code", "code", [{ tag: "code" }], { code: true }),
  ],
};

function mark(
  name: string,
  tag: string,
  parseDOM: readonly ParseRule[],
  more: MarkFormat["spec"] = {},
): MarkFormat {
  return { name, spec: { ...more, toDOM: () => [tag, 0], parseDOM } };
}
