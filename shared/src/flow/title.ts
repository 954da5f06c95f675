/**
 * The title that somebody gave a document: the attribute `title` of the flow's text. Of two people who set
 * it at once one wins, and nothing else of the document is touched.
 */

import type { Text } from "yjs";

/** A longer one is no title; so many letters are shown of it. */
export const maxTitleLength = 200;

/** Undefined where nobody gave one; anybody may have written anything. */
export function titleOf(text: Text): string | undefined {
  const title: unknown = text.getAttribute("title");
  return typeof title === "string" ? cleaned(title) : undefined;
}

/** Gives the document a title; undefined, or one that is blank, takes it away. */
export function setTitle(text: Text, title: string | undefined): void {
  const given = title === undefined ? undefined : cleaned(title);
  if (given === titleOf(text)) return;
  if (given === undefined) text.removeAttribute("title");
  else text.setAttribute("title", given);
}

function cleaned(title: string): string | undefined {
  const line = title.replaceAll(/\s+/g, " ").trim().slice(0, maxTitleLength).trim();
  return line === "" ? undefined : line;
}
