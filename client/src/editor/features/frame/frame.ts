/** Quotations and callouts, which stand around blocks of any kind. */

import { contentFeatures, type Frame } from "@coscribe/shared/schema";
import { setFrameOf } from "../../commands/kind.ts";
import type { EditorFeature, Tool } from "../../feature.ts";
import { toggleFrame } from "./commands.ts";

/** See the head of this file. */
export const frame: EditorFeature = {
  name: "frame",
  content: contentFeatures.frame,
  tools: [
    frameTool("quote", "Quote", "textQuote", "citation blockquote", {
      typed: "> ",
      keys: ["Mod-Shift-b"],
    }),
    frameTool("note", "Note", "info", "callout information", { typed: "::: " }),
    frameTool("tip", "Tip", "lightbulb", "callout hint success"),
    frameTool("important", "Important", "messageSquareWarning", "callout"),
    frameTool("warning", "Warning", "triangleAlert", "callout attention"),
    frameTool("caution", "Caution", "octagonAlert", "callout danger error"),
  ],
  inputRules: [
    {
      pattern: /^> $/,
      apply: (tr, { block, from, to }) => {
        setFrameOf(tr, block, "quote");
        tr.delete(from, to);
        return true;
      },
    },
    {
      pattern: /^:::(note|tip|important|warning|caution)? $/,
      apply: (tr, { block, groups, from, to }) => {
        setFrameOf(tr, block, (groups[1] ?? "note") as Frame);
        tr.delete(from, to);
        return true;
      },
    },
  ],
  commands: {
    toggleFrame: ({ frame: name }) => toggleFrame(name),
  },
};

function frameTool(
  name: Exclude<Frame, "">,
  label: string,
  icon: string,
  keywords: string,
  more: Partial<Tool> = {},
): Tool {
  return {
    id: name,
    group: "frame",
    label,
    icon,
    keywords,
    ...more,
    command: toggleFrame(name),
    isOn: (summary) => summary.frame === name,
  };
}
