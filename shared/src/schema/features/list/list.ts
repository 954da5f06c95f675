/**
 * Lists: lines with a bullet, a number or a box to tick. Lines are siblings of all other blocks, and
 * how deep one lies is its indentation.
 */

import type { Attrs, DOMOutputSpec } from "prosemirror-model";
import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const list: ContentFeature = {
  name: "list",
  kinds: [
    {
      name: "bullet",
      isListLine: true,
      endsWhenEmpty: true,
      draw: ({ indent }, attributes) => listLine(attributes, indent),
      marker: () => "- ",
    },
    {
      name: "numbered",
      isListLine: true,
      endsWhenEmpty: true,
      draw: ({ indent }, attributes) => listLine(attributes, indent),
      marker: (_attrs, number) => `${number}. `,
    },
    {
      name: "task",
      isListLine: true,
      endsWhenEmpty: true,
      draw: ({ indent, checked }, attributes) => {
        return listLine({ ...attributes, "data-checked": String(checked) }, indent);
      },
      marker: ({ checked }) => `- [${checked ? "x" : " "}] `,
    },
  ],
};

/**
 * Each line is a list to itself that says how deep its item lies: browsers do not take an item
 * outside of a list for one.
 */
function listLine(attributes: Attrs, indent: number): DOMOutputSpec {
  const item = { role: "listitem", "aria-level": String(indent + 1) };
  return ["div", { ...attributes, role: "list" }, ["div", item, 0]];
}
