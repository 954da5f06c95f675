/** How letters look. */

import { contentFeatures } from "@coscribe/shared/schema";
import { toggleMark } from "../../commands/marks.ts";
import type { EditorFeature, Tool } from "../../feature.ts";
import { leaveCodeBackward, leaveCodeForward } from "./leave-code.ts";
import { takesMarks } from "../takes-marks.ts";
import { markRule } from "../mark-rule.ts";

/** See the head of this file. */
export const marks: EditorFeature = {
  name: "marks",
  content: contentFeatures.marks,
  tools: [
    markTool("bold", "Bold", "bold", ["Mod-b"], "**"),
    markTool("italic", "Italic", "italic", ["Mod-i"], "*"),
    markTool("underline", "Underline", "underline", ["Mod-u"]),
    markTool("strike", "Strikethrough", "strikethrough", ["Mod-Shift-s", "Mod-Shift-x"], "~~"),
    markTool("code", "Inline code", "code", ["Mod-e"], "`"),
    markTool("sub", "Subscript", "subscript", ["Mod-,"]),
    markTool("sup", "Superscript", "superscript", ["Mod-."]),
  ],
  keys: {
    ArrowRight: leaveCodeForward,
    ArrowLeft: leaveCodeBackward,
  },
  inputRules: [
    markRule(/(?:^|[^*\\])(\*\*)([^\s*](?:[^*]*[^\s*])?)\*\*$/, "bold"),
    markRule(/(?:^|[^\w\\])(__)([^\s_](?:[^_]*[^\s_])?)__$/, "bold"),
    markRule(/(?:^|[^*\w\\])(\*)([^\s*](?:[^*]*[^\s*])?)\*$/, "italic"),
    markRule(/(?:^|[^\w\\])(_)([^\s_](?:[^_]*[^\s_])?)_$/, "italic"),
    markRule(/(?:^|[^~\\])(~~)([^\s~](?:[^~]*[^\s~])?)~~$/, "strike"),
    markRule(/(?:^|[^`\\])(`)([^`]*[^\s`][^`]*)`$/, "code"),
  ],
};

function markTool(
  mark: string,
  label: string,
  icon: string,
  keys: readonly string[],
  typed?: string,
): Tool {
  return {
    id: mark,
    group: "mark",
    label,
    icon,
    keys,
    ...(typed !== undefined && { typed }),
    command: toggleMark(mark),
    isOn: (summary) => summary.marks[mark] === true,
    isPossible: takesMarks,
  };
}
