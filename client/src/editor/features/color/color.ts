/** Text in a colour, and text with a colour behind it. */

import { contentFeatures, defaultHighlight } from "@coscribe/shared/schema";
import { toggleMark } from "../../commands/marks.ts";
import type { EditorFeature } from "../../feature.ts";
import { markRule } from "../mark-rule.ts";
import { setColor } from "./commands.ts";
import { takesMarks } from "../takes-marks.ts";

/** See the head of this file. The palette is the interface's; `setColor` in commands.ts sets one. */
export const color: EditorFeature = {
  name: "color",
  content: contentFeatures.color,
  tools: [
    {
      id: "highlight",
      group: "mark",
      label: "Highlight",
      icon: "highlighter",
      keywords: `mark background ${defaultHighlight}`,
      typed: "==",
      command: toggleMark("highlight"),
      keys: ["Mod-Shift-h"],
      isOn: (summary) => summary.marks["highlight"] === true,
      isPossible: takesMarks,
    },
  ],
  inputRules: [markRule(/(?:^|[^=\\])(==)([^\s=](?:[^=]*[^\s=])?)==$/, "highlight")],
  commands: {
    setColor: ({ mark, color: name }) => setColor(mark, name),
  },
};
