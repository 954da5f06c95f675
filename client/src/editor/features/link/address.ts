/** Finds the address in what somebody typed, as people write them: in parentheses, without a scheme, before a full stop. */

import { safeHref } from "@coscribe/shared/schema";

/** An address within a word, by the numbers of its letters. */
export interface FoundAddress {
  readonly start: number;
  readonly end: number;
  /** Where it leads. */
  readonly href: string;
}

const opening = /^[([{<"'“‘«„]+/;
const scheme = /^(?:https?:\/\/|mailto:)[^\s]/i;
const www = /^www\.[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[:/?#]|$)/iu;
const mailbox = /^[^\s@/:()<>]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u;

/** The address that `word`, which has no spaces, is but for what stands around it; undefined for none. */
export function addressInWord(word: string): FoundAddress | undefined {
  const start = opening.exec(word)?.[0].length ?? 0;
  const address = withoutEnd(word.slice(start));
  const href = safeHref(completed(address));
  return href === undefined ? undefined : { start, end: start + address.length, href };
}

function completed(address: string): string | undefined {
  if (scheme.test(address)) return address;
  if (www.test(address)) return `https://${address}`;
  return mailbox.test(address) ? `mailto:${address}` : undefined;
}

/** Without what ends a sentence, and without brackets that were opened before it. */
function withoutEnd(text: string): string {
  let address = text;
  for (;;) {
    const shorter = address.replace(/[.,;:!?'"”’»>]+$/, "");
    const last = shorter.at(-1) ?? "";
    const open = { ")": "(", "]": "[", "}": "{" }[last];
    const isOpened = open !== undefined && count(shorter, open) >= count(shorter, last);
    address = open === undefined || isOpened ? shorter : shorter.slice(0, -1);
    if (address === shorter) return address;
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
