/** Links. Which are followed is decided by `safeHref`. */

import { contentFeatures, safeHref } from "@coscribe/shared/schema";
import type { Transaction } from "prosemirror-state";
import type { EditorFeature } from "../../feature.ts";
import type { InputMatch } from "../../input-rule.ts";
import { openLinks } from "./open-links.ts";

/** See the head of this file. */
export const link: EditorFeature = {
  name: "link",
  content: contentFeatures.link,
  inputRules: [
    { pattern: /\[([^[\]]+)\]\(([^\s()]+)\)$/, apply: writeLink },
    { pattern: /(?:^|\s)((?:https?:\/\/|mailto:)[^\s\ufffc]+) $/i, apply: linkAddress },
  ],
  plugins: () => [openLinks()],
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

/** A web address becomes a link once a space is typed after it. */
function linkAddress(tr: Transaction, { groups, to }: InputMatch): boolean {
  const address = groups[1]!.replace(/[.,;:!?)\]}'"]+$/, "");
  const href = safeHref(address);
  if (href === undefined) return false;
  const from = to - 1 - groups[1]!.length;
  const type = tr.doc.type.schema.marks["link"]!;
  if (tr.doc.rangeHasMark(from, from + address.length, type)) return false;
  const mark = type.create({ href });
  tr.addMark(from, from + address.length, mark).removeStoredMark(mark);
  return true;
}
