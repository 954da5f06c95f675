/** Lists with bullets, numbers and boxes to tick. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { Transaction } from "prosemirror-state";
import { setAttribute } from "../../commands/selected-blocks.ts";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { kindTool } from "../kind-tool.ts";
import { turnInto } from "../turn-into.ts";
import { setStart, toggleChecked } from "./commands.ts";
import { numberBefore, numberLines } from "./numbering.ts";
import { lineView } from "./line-view.ts";
import { taskView } from "./task-view.ts";

/** See the head of this file. */
export const list: EditorFeature = {
  name: "list",
  content: contentFeatures.list,
  tools: [
    kindTool("bullet", {
      label: "Bulleted list",
      icon: "list",
      keywords: "unordered points ul",
      typed: "- ",
      keys: ["Mod-Shift-8"],
    }),
    kindTool("numbered", {
      label: "Numbered list",
      icon: "listOrdered",
      keywords: "ordered numbers ol",
      typed: "1. ",
      keys: ["Mod-Shift-7"],
    }),
    kindTool("task", {
      label: "Task list",
      icon: "listTodo",
      keywords: "todo checkbox check",
      typed: "[] ",
      keys: ["Mod-Shift-9"],
    }),
    {
      id: "restartNumbering",
      group: "block",
      label: "Start again at 1",
      icon: "listRestart",
      command: setStart(1),
      isPossible: ({ kind }) => kind === "numbered",
    },
    {
      id: "continueNumbering",
      group: "block",
      label: "Go on with the numbers above",
      icon: "listPlus",
      command: setStart(null),
      isPossible: ({ kind, start }) => kind === "numbered" && start !== null,
    },
  ],
  keys: { "Mod-Enter": toggleChecked },
  inputRules: [
    { pattern: /^[-*+] $/, apply: (tr, match) => turnInto(tr, match, "bullet") },
    { pattern: /^(\d{1,3})[.)] $/, apply: startNumberedLine },
    { pattern: /^\[([ xX]?)\] $/, apply: startTask },
  ],
  plugins: () => [numberLines()],
  kindViews: { bullet: lineView, numbered: lineView, task: taskView },
  commands: {
    setStart: ({ number }) => setStart(number),
    toggleChecked: () => toggleChecked,
  },
};

/** A number begins a list there, unless it is the next of the list above. */
function startNumberedLine(tr: Transaction, match: InputMatch): boolean {
  const number = Number(match.groups[1]);
  const isNext = number === numberBefore(match.block) + 1;
  if (!isNext) setAttribute(tr, match.block, "start", number);
  return turnInto(tr, match, "numbered");
}

function startTask(tr: Transaction, match: InputMatch): boolean {
  const isDone = match.groups[1]!.toLowerCase() === "x";
  setAttribute(tr, match.block, "checked", isDone || null);
  return turnInto(tr, match, "task");
}
