/** Which tool makes a block what it is. */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { Tool } from "./feature.ts";

/** Of kinds with a level, the one of that level; undefined where no tool is meant for the kind. */
export function kindToolOf(tools: readonly Tool[], line: Node): Tool | undefined {
  const { kind, level } = textblockAttrs(line);
  return tools.find(
    ({ id, group }) => group === "kind" && (id === kind || id === `${kind}${level}`),
  );
}
