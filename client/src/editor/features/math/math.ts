/** Formulas: blocks of TeX, and formulas within a line. */

import { contentFeatures, mathAttributes, readAttributes } from "@coscribe/shared/schema";
import type { Command, Transaction } from "prosemirror-state";
import { TextSelection } from "prosemirror-state";
import { newBlockId } from "@coscribe/shared/flow";
import { isVerbatim } from "../../block-kind.ts";
import { currentTextblock, currentAttrs } from "../../commands/selected-blocks.ts";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { selectedNode } from "../../selection-type.ts";
import { kindTool } from "../kind-tool.ts";
import { inlineMathView } from "./inline-math-view.ts";
import { mathView } from "./math-view.ts";
import { openFormula } from "./open-formula.ts";

/** Makes the selected text a formula within the line. */
const makeInline: Command = (state, dispatch) => {
  const { $from, $to, from, to } = state.selection;
  const type = state.schema.nodes["math"];
  const block = currentTextblock(state);
  if (type === undefined || block === undefined || !$from.sameParent($to)) return false;
  if (isVerbatim(block.node) || from === to) return false;
  const tex = state.doc.textBetween(from, to);
  dispatch?.(state.tr.replaceWith(from, to, type.create({ tex })).scrollIntoView());
  return true;
};

/** A selected formula within a line becomes its TeX between dollar signs, to be edited. */
const editInline: Command = (state, dispatch) => {
  const node = selectedNode(state.selection);
  if (node?.type.name !== "math") return false;
  const { from } = state.selection;
  const { tex } = readAttributes(mathAttributes, node.attrs);
  const tr = state.tr.replaceSelectionWith(state.schema.text(`$${tex}`), false);
  tr.setSelection(TextSelection.create(tr.doc, from + tex.length + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter in a formula goes on below it. */
const leaveFormula: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || currentAttrs(state)?.kind !== "math") return false;
  const after = $to.after();
  const line = state.schema.node("textblock", { id: newBlockId() });
  const tr = state.tr.insert(after, line);
  tr.setSelection(TextSelection.create(tr.doc, after + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** See the head of this file. */
export const math: EditorFeature = {
  name: "math",
  content: contentFeatures.math,
  tools: [
    kindTool("math", {
      label: "Formula",
      icon: "sigma",
      keywords: "math equation tex latex",
      typed: "$$ ",
    }),
    {
      id: "inlineMath",
      group: "mark",
      label: "Formula in the line",
      icon: "sigma",
      keywords: "math equation tex",
      typed: "$",
      command: makeInline,
    },
  ],
  keys: { Enter: (...given) => editInline(...given) || leaveFormula(...given) },
  inputRules: [
    {
      pattern: /^\$\$ $/,
      apply: (tr, { block, from, to }) => {
        tr.setNodeAttribute(block.pos, "kind", "math");
        tr.delete(from, to);
        return true;
      },
    },
    { pattern: /(?:^|[^$\\\d])(\$)([^\s$](?:[^$]*[^\s$])?)\$$/, apply: becomeInline },
  ],
  plugins: () => [openFormula()],
  nodeViews: { math: inlineMathView },
  kindViews: { math: mathView },
};

/** `$x^2$`, when the last sign is typed. */
function becomeInline(tr: Transaction, { groups, to }: InputMatch): boolean {
  const tex = groups[2]!;
  // Two amounts of money are no formula: "$5 or $6".
  if (/^\d[\d.,]*\s/.test(tex)) return false;
  const from = to - tex.length - 2;
  tr.replaceWith(from, to, tr.doc.type.schema.node("math", { tex }));
  return true;
}
