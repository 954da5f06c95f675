/** The words that come after the frame of the page, in its language, and with another language again. */

import { type InterfaceWords, loadWords } from "@coscribe/client/ui";
import { useLayoutEffect, useState } from "preact/hooks";
import { loadPageWords } from "./page-words.ts";
import { useFrameWords } from "./use-frame-words.ts";
import type { PageWords } from "./use-page-words.ts";

/**
 * What the page says, loaded once `isWanted` is true. Undefined before it is there. Calls `onFailure` if it
 * cannot be.
 */
export function useLoadedPageWords(
  isWanted: boolean,
  onFailure: () => void,
): PageWords | undefined {
  return useLoadedWords(loadPageWords, isWanted, onFailure);
}

/** The same of what the interface of the editor says. */
export function useInterfaceWords(
  isWanted: boolean,
  onFailure: () => void,
): InterfaceWords | undefined {
  return useLoadedWords(async (language) => loadWords([language]), isWanted, onFailure);
}

/** The same of what `load` gives in a language. */
export function useLoadedWords<Words>(
  load: (language: string) => Promise<Words>,
  isWanted: boolean,
  onFailure: () => void,
): Words | undefined {
  const { language } = useFrameWords();
  const [words, setWords] = useState<Words>();
  useLayoutEffect(() => {
    if (!isWanted) return undefined;
    let isGone = false;
    load(language).then(
      (loaded) => {
        if (!isGone) setWords(() => loaded);
      },
      () => {
        if (!isGone) onFailure();
      },
    );
    return () => {
      isGone = true;
    };
  }, [language, isWanted]);
  return words;
}
