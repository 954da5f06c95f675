/** Indentation, alignment and direction of blocks. */

import { maxIndent, type Alignment } from "@coscribe/shared/schema";
import { indent, outdent } from "../../commands/kind.ts";
import type { EditorFeature, Tool } from "../../feature.ts";
import { setAlign, setDirection, setTint } from "./commands.ts";

/** See the head of this file. */
export const layout: EditorFeature = {
  name: "layout",
  tools: [
    {
      id: "outdent",
      group: "indent",
      label: "Decrease indent",
      icon: "indentDecrease",
      command: outdent,
      keys: ["Mod-["],
      isPossible: (summary) => summary.indent > 0,
    },
    {
      id: "indent",
      group: "indent",
      label: "Increase indent",
      icon: "indentIncrease",
      command: indent,
      keys: ["Mod-]"],
      isPossible: (summary) => summary.indent < maxIndent,
    },
    alignTool("alignStart", "", "Align to the start", "textAlignStart", "Mod-Shift-l"),
    alignTool("alignCenter", "center", "Center", "textAlignCenter", "Mod-Shift-e"),
    alignTool("alignEnd", "end", "Align to the end", "textAlignEnd", "Mod-Shift-r"),
    alignTool("justify", "justify", "Justify", "textAlignJustify", "Mod-Shift-j"),
    {
      id: "leftToRight",
      group: "align",
      label: "Left to right",
      icon: "pilcrowRight",
      command: setDirection("ltr"),
      isOn: (summary) => summary.dir === "ltr",
    },
    {
      id: "rightToLeft",
      group: "align",
      label: "Right to left",
      icon: "pilcrowLeft",
      command: setDirection("rtl"),
      isOn: (summary) => summary.dir === "rtl",
    },
    {
      id: "autoDirection",
      group: "align",
      label: "Direction of the first letter",
      icon: "pilcrow",
      command: setDirection(""),
      isOn: (summary) => summary.dir === "",
    },
  ],
  commands: {
    setAlign: ({ align }) => setAlign(align),
    setDirection: ({ dir }) => setDirection(dir),
    setTint: ({ tint }) => setTint(tint),
  },
};

function alignTool(id: string, align: Alignment, label: string, icon: string, key: string): Tool {
  return {
    id,
    group: "align",
    label,
    icon,
    command: setAlign(align),
    keys: [key],
    isOn: (summary) => summary.align === align,
  };
}
