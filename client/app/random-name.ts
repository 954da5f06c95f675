/** Names nobody had to think of: for new documents and for people on their first visit. */

import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import { pick, type RandomInteger } from "./random.ts";
import { adjectives, animals } from "./words.ts";

// Without i, l, o, 0 and 1, which look alike when somebody reads a name aloud or types it off paper.
const codeLetters = "abcdefghjkmnpqrstuvwxyz23456789";
const codeLength = 6;

/**
 * A name such as `quiet-otter-x7k2mq`. The words are for people, the code makes it hard to guess:
 * 48 · 48 · 31⁶ names, about 41 bits. Among 100,000 documents two ever get the same name with a
 * chance of 1 in 400.
 */
export function randomDocumentName(random: RandomInteger): DocumentName {
  const code = Array.from({ length: codeLength }, () => codeLetters[random(codeLetters.length)]);
  return parseDocumentName(`${pick(adjectives, random)}-${pick(animals, random)}-${code.join("")}`);
}

/** A name such as `Quiet Otter`. */
export function randomPersonName(random: RandomInteger): string {
  return `${capitalised(pick(adjectives, random))} ${capitalised(pick(animals, random))}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
