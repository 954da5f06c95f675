/** Lines across the page. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { Transaction } from "prosemirror-state";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { insertDivider } from "./commands.ts";

/** See the head of this file. */
export const divider: EditorFeature = {
  name: "divider",
  content: contentFeatures.divider,
  tools: [
    {
      id: "divider",
      group: "insert",
      label: "Divider",
      icon: "separator",
      keywords: "line rule hr separator",
      typed: "---",
      command: insertDivider,
    },
  ],
  inputRules: [{ pattern: /^(?:---|\*\*\*|___)$/, apply: becomeDivider }],
  commands: {
    insertDivider: () => insertDivider,
  },
};

/** The line becomes a divider, and writing goes on below it. */
function becomeDivider(tr: Transaction, { block, from, to }: InputMatch): boolean {
  if (to !== block.pos + block.node.nodeSize - 1) return false;
  tr.delete(from, to).insert(block.pos, tr.doc.type.schema.node("divider"));
  return true;
}
