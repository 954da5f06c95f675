/** Names for documents that nobody has given one: as `x7k2m-9pqrt-4wyza`, to be read out and never guessed. */

import { randomInt } from "node:crypto";
import type { DocumentName } from "@coscribe/shared";

/** Without those that look like others: no i, l, o, u, 0 and 1. */
const letters = "abcdefghjkmnpqrstvwxyz23456789";

/** Three groups of five letters are 73 bits. */
const groups = 3;
const groupLength = 5;

/** A new one. */
export function newDocumentName(): DocumentName {
  const group = (): string =>
    Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: groups }, group).join("-") as DocumentName;
}
