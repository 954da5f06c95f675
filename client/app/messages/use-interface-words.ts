/** What the interface of the editor says, in the language of the page. */

import { type InterfaceWords, loadWords } from "@coscribe/client/ui";
import { useEffect, useState } from "preact/hooks";
import { usePageWords } from "./use-page-words.ts";

/** Undefined before they are loaded. Calls `onFailure` if they cannot be. */
export function useInterfaceWords(onFailure: () => void): InterfaceWords | undefined {
  const { language } = usePageWords();
  const [words, setWords] = useState<InterfaceWords>();
  useEffect(() => {
    let isGone = false;
    loadWords([language]).then(
      (loaded) => {
        if (!isGone) setWords(loaded);
      },
      () => {
        if (!isGone) onFailure();
      },
    );
    return () => {
      isGone = true;
    };
  }, [language]);
  return words;
}
