/** The tool that makes the selected blocks something. */

import { setKind, toggleKind } from "../commands/kind.ts";
import type { Tool } from "../feature.ts";

/** See the head of this file. It is turned off again where all selected blocks are that already. */
export function kindTool(
  kind: string,
  tool: Pick<Tool, "label" | "icon" | "keywords" | "typed" | "keys"> & { readonly id?: string },
): Tool {
  return {
    id: kind,
    group: "kind",
    ...tool,
    command: kind === "paragraph" ? setKind(kind) : toggleKind(kind),
    isOn: (summary) => summary.kind === kind,
  };
}
