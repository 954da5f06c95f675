/** Blocks of code. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { Command, Transaction } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { setLanguage } from "../../commands/kind.ts";
import { currentTextblock, setAttribute } from "../../commands/selected-blocks.ts";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { turnInto } from "../turn-into.ts";
import { codeView } from "./code-view.ts";
import {
  codeEnter,
  codeIndent,
  codeOutdent,
  leaveCode,
  leaveAfter,
  leaveBefore,
  selectCode,
  toggleCode,
} from "./commands.ts";
import { highlightCode } from "./highlighting.ts";

/** Enter after three backticks and a language begins a code block, as a space there does. */
const enterCode: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  const { $from, empty } = state.selection;
  if (block === undefined || !empty || isVerbatim(block.node)) return false;
  const groups = /^(?:```|~~~)(\S{0,40})$/.exec(block.node.textContent);
  if (groups === null || $from.parentOffset !== block.node.content.size) return false;
  const { tr } = state;
  startCode(tr, { block, groups, from: $from.start(), to: $from.pos });
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** See the head of this file. */
export const codeBlock: EditorFeature = {
  name: "codeBlock",
  content: contentFeatures.codeBlock,
  tools: [
    {
      id: "codeBlock",
      group: "kind",
      label: "Code block",
      icon: "squareCode",
      keywords: "program snippet pre",
      typed: "```",
      command: toggleCode,
      keys: ["Mod-Alt-c"],
      isOn: (summary) => summary.kind === "code",
    },
  ],
  keys: {
    Enter: (state, dispatch, view) =>
      enterCode(state, dispatch, view) || codeEnter(state, dispatch, view),
    "Mod-Enter": leaveCode,
    "Mod-a": selectCode,
    ArrowUp: leaveBefore("up"),
    ArrowLeft: leaveBefore("left"),
    ArrowDown: leaveAfter("down"),
    ArrowRight: leaveAfter("right"),
    Tab: codeIndent,
    "Shift-Tab": codeOutdent,
  },
  plugins: () => [highlightCode()],
  kindViews: { code: codeView },
  inputRules: [{ pattern: /^(?:```|~~~)(\S{0,40}) $/, apply: startCode }],
  commands: {
    setLanguage: ({ language }) => setLanguage(language),
  },
};

function startCode(tr: Transaction, match: InputMatch): boolean {
  setAttribute(tr, match.block, "language", match.groups[1] || null);
  return turnInto(tr, match, "code");
}
