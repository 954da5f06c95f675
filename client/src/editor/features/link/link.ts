/** Links. Which are followed is decided by `safeHref`. */

import { contentFeatures, safeHref } from "@coscribe/shared/schema";
import type { Transaction } from "prosemirror-state";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { addressInWord } from "./address.ts";
import { openCurrentLink, removeLink, setLink } from "./commands.ts";
import { linkBeforeBreak } from "./link-before-break.ts";
import { openLinks } from "./open-links.ts";

/** See the head of this file. */
export const link: EditorFeature = {
  name: "link",
  content: contentFeatures.link,
  tools: [
    {
      id: "openLink",
      group: "link",
      label: "Open the link at the caret",
      icon: "externalLink",
      command: openCurrentLink,
      keys: ["Alt-Enter"],
      isPossible: (summary) => summary.link !== undefined,
    },
  ],
  inputRules: [
    { pattern: /\[([^[\]]+)\]\(([^\s()]+)\)$/, apply: writeLink },
    // Only what may be one: most words end no rule, and are then typed by the browser itself.
    {
      pattern: /(?:^|[\s\ufffc])((?=\S*(?::\/\/|mailto:|www\.|@))[^\s\ufffc]+)\s$/i,
      apply: linkAddress,
    },
  ],
  plugins: () => [openLinks(), linkBeforeBreak()],
  commands: {
    setLink: ({ href, text }) => setLink(href, text),
    removeLink: () => removeLink,
  },
};

/** `[text](target)`, for safe targets. */
function writeLink(tr: Transaction, { groups, from, to }: InputMatch): boolean {
  const href = safeHref(groups[2]);
  if (href === undefined) return false;
  const mark = tr.doc.type.schema.mark("link", { href });
  const text = groups[1]!.length;
  tr.delete(from + 1 + text, to).delete(from, from + 1);
  tr.addMark(from, from + text, mark).removeStoredMark(mark);
  return true;
}

/** An address becomes a link once a space is typed after it. */
function linkAddress(tr: Transaction, { groups, to }: InputMatch): boolean {
  const word = groups[1]!;
  const address = addressInWord(word);
  if (address === undefined) return false;
  const start = to - 1 - word.length;
  const [from, end] = [start + address.start, start + address.end];
  const type = tr.doc.type.schema.marks["link"]!;
  if (tr.doc.rangeHasMark(from, end, type)) return false;
  const mark = type.create({ href: address.href });
  tr.addMark(from, end, mark).removeStoredMark(mark);
  return true;
}
