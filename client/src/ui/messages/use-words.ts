/** Hands the words of the interface to its components; English where nobody has given others. */

import { createContext, type Context } from "preact";
import { useContext } from "preact/hooks";
import { english } from "./english.ts";
import { Words } from "./words.ts";

/** What the interface says. */
export type InterfaceWords = Words<typeof english>;

/** What it says in English. */
export const englishWords: InterfaceWords = new Words<typeof english>("en", english);

/** Give it a value to have the interface in another language, or in other words. */
export const WordsContext: Context<InterfaceWords> = createContext(englishWords);

/** The words to use in a component. */
export function useWords(): InterfaceWords {
  return useContext(WordsContext);
}
