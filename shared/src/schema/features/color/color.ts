/** Text in a colour, and text with a colour behind it. */

import { isColorName } from "./color-names.ts";
import type { ContentFeature } from "../../feature.ts";
import type { Mark } from "prosemirror-model";

/** The highlight of whoever names no colour. */
export const defaultHighlight = "yellow";

/** See the head of this file. */
export const color: ContentFeature = {
  name: "color",
  marks: [
    {
      name: "highlight",
      spec: {
        attrs: { color: { default: defaultHighlight } },
        toDOM: (mark) => ["mark", { "data-color": colorOf(mark) ?? defaultHighlight }, 0],
        parseDOM: [{ tag: "mark", getAttrs: colorIn }],
      },
    },
    {
      name: "color",
      spec: {
        attrs: { color: { default: "" } },
        toDOM: (mark) => {
          const name = colorOf(mark);
          return ["span", { ...(name !== undefined && { "data-text-color": name }) }, 0];
        },
        parseDOM: [
          {
            tag: "span[data-text-color]",
            getAttrs: (dom) => ({ color: attributeOf(dom, "data-text-color") }),
          },
        ],
      },
    },
  ],
};

function colorOf({ attrs }: Mark): string | undefined {
  const { color: name } = attrs;
  return isColorName(name) ? name : undefined;
}

function colorIn(dom: unknown): { color: string } {
  const name = attributeOf(dom, "data-color");
  return { color: isColorName(name) ? name : defaultHighlight };
}

function attributeOf(dom: unknown, name: string): string | null {
  return (dom as { getAttribute(name: string): string | null }).getAttribute(name);
}
