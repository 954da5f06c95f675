/** Why there is no document of a name, in the language of the page. */

import { maxDocumentNameBytes } from "@coscribe/shared";
import type { PageWords } from "./messages/use-page-words.ts";
import type { NameFault } from "./route.ts";

/** A part of a sentence, without a full stop. */
export function nameFaultInWords(words: PageWords, fault: NameFault): string {
  return fault === "tooLong"
    ? words.say("name.tooLong", { most: maxDocumentNameBytes })
    : words.say(`name.${fault}`);
}
