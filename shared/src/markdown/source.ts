/** A tree of Markdown → its source, with everything escaped that to-blocks.ts would take for more. */

import type { Root, RootContent } from "mdast";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { defaultHandlers, toMarkdown, type Options } from "mdast-util-to-markdown";

/** What stands for a task's box. */
const boxes = { open: "[ ]", done: "[x]" } as const;

/** Signs that are text to CommonMark and more to many of its dialects, ours among them. */
const ownSigns: Options = {
  unsafe: [
    { character: "=", after: "=", inConstruct: "phrasing" },
    { character: "$", inConstruct: "phrasing" },
    { character: "^", inConstruct: "phrasing" },
    { character: ":", after: ":", atBreak: true },
    // An address that is no link stays none, and what is escaped in it is read again.
    {
      character: ":",
      after: "\\/",
      inConstruct: "phrasing",
      notInConstruct: ["autolink", "destinationLiteral", "destinationRaw"],
    },
  ],
  handlers: {
    listItem: (node, parent, state, info) => {
      const source = defaultHandlers.listItem(node, parent, state, info);
      if (typeof node.checked !== "boolean") return source;
      const box = node.checked ? boxes.done : boxes.open;
      const [marker = ""] = /^[*+-] */.exec(source) ?? [];
      const text = source.slice(marker.length);
      return `${marker.trimEnd()} ${box}${text === "" ? "" : " "}${text}`;
    },
  },
};

/** The source of these nodes, ending with a line feed unless there are none. */
export function markdownSource(children: RootContent[]): string {
  const root: Root = { type: "root", children };
  return toMarkdown(root, {
    bullet: "-",
    emphasis: "_",
    fences: true,
    listItemIndent: "one",
    resourceLink: false,
    rule: "-",
    extensions: [gfmStrikethroughToMarkdown(), gfmTableToMarkdown(), ownSigns],
  });
}
