/** Hands the words of the page to its components. */

import type { Words } from "@coscribe/client/ui";
import { createContext, type Context } from "preact";
import { useContext } from "preact/hooks";
import type { english } from "./english.ts";

/** What the page says. */
export type PageWords = Words<typeof english>;

/** Given a value around a view, once its words are loaded. */
export const PageWordsContext: Context<PageWords | undefined> = createContext<
  PageWords | undefined
>(undefined);

/** The words to use in a component of the page that is not drawn before they are loaded. */
export function usePageWords(): PageWords {
  const words = useContext(PageWordsContext);
  if (words === undefined) throw new Error("the page has no words yet");
  return words;
}
