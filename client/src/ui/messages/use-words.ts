/** Hands the words of the interface to its components. */

import { createContext, type Context } from "preact";
import { useContext } from "preact/hooks";
import type { english } from "./english.ts";
import type { Words } from "./words.ts";

/** What the interface says. */
export type InterfaceWords = Words<typeof english>;

/** To be given a value around all that says something: see `loadWords`. */
export const WordsContext: Context<InterfaceWords | undefined> = createContext<
  InterfaceWords | undefined
>(undefined);

/** The words to use in a component. Throws where nobody has given any. */
export function useWords(): InterfaceWords {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error("put the interface into a WordsContext that has words");
  return words;
}
