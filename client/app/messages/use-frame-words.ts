/** Hands the words that are there from the beginning to the components that are, too. */

import type { Words } from "@coscribe/client/ui";
import { createContext, type Context } from "preact";
import { useContext } from "preact/hooks";
import type { frameEnglish } from "./frame-english.ts";

/** What the frame of the page says. */
export type FrameWords = Words<typeof frameEnglish>;

/** Given a value around the whole page. */
export const FrameWordsContext: Context<FrameWords | undefined> = createContext<
  FrameWords | undefined
>(undefined);

/** The words to use in a component that the first drawing has. */
export function useFrameWords(): FrameWords {
  const words = useContext(FrameWordsContext);
  if (words === undefined) throw new Error("the page has no words");
  return words;
}
