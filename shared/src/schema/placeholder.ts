/**
 * Placeholders: what is shown in place of content that this version of the schema does not know,
 * or that stands where it cannot be shown.
 *
 * A placeholder (`unknown_block`, `unknown_inline`) is one unit in the editor. Its attributes are
 * a copy of what it stands for (original.ts), so that a reader sees the text of it, and so that it
 * can be written again whole when it is copied. The flow keeps the original: nobody writes it anew
 * just because it was shown.
 */

import type { Node } from "prosemirror-model";
import { blockOfOriginal, runOfOriginal } from "./original.ts";
import { plainText, runText } from "./plain-text.ts";

/** Whether `node` stands for something that cannot be shown. */
export function isPlaceholder(node: Node): boolean {
  return node.type.name === "unknown_block" || node.type.name === "unknown_inline";
}

/** What a placeholder is in plain text, at most `maxLength` characters of it. */
export function placeholderText({ type, attrs }: Node, maxLength = 2_000): string {
  const text = type.isInline
    ? runText(runOfOriginal(attrs, {}))
    : plainText([blockOfOriginal(attrs)]);
  return text.slice(0, maxLength);
}
