/** Reads what somebody types as the target of a link. */

import { safeHref } from "@coscribe/shared/schema";

/** Why something is not taken; `link.` and this is the message. */
export type LinkProblem = "empty" | "hasSpaces" | "unsafe";

/** What came of it: where the link leads, or what is wrong with it. */
export type LinkAddress =
  | { readonly type: "address"; readonly href: string }
  | { readonly type: "problem"; readonly problem: LinkProblem };

const looksLikeHost = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u;
const looksLikeThisMachine = /^localhost(:\d+)?([/?#]|$)/;
const looksLikeMailbox = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;

/**
 * `example.org/page` means a web page and `ann@example.org` a mailbox, although neither says so.
 * Everything else is judged by `safeHref`, as links in the document are.
 */
export function readLinkAddress(text: string): LinkAddress {
  const typed = text.trim();
  if (typed === "") return { type: "problem", problem: "empty" };
  if (/\s/.test(typed)) return { type: "problem", problem: "hasSpaces" };
  const href = safeHref(completed(typed));
  return href === undefined ? { type: "problem", problem: "unsafe" } : { type: "address", href };
}

function completed(typed: string): string {
  if (looksLikeMailbox.test(typed)) return `mailto:${typed}`;
  if (looksLikeThisMachine.test(typed)) return `http://${typed}`;
  return looksLikeHost.test(typed) ? `https://${typed}` : typed;
}
