/** English words, for who needs them at once. */

import { english } from "./english.ts";
import type { InterfaceWords } from "./use-words.ts";
import { Words } from "./words.ts";

/** What the interface says in English. */
export const englishWords: InterfaceWords = new Words<typeof english>("en", english);
