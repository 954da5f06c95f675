/** The page in the language that somebody reads: the chosen one, or the first of the browser's. */

import { chooseLanguage, directionOf, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { frameWordsFor } from "./messages/page-words.ts";
import { FrameWordsContext, type FrameWords } from "./messages/use-frame-words.ts";
import { Page } from "./page.tsx";
import type { Preferences } from "./preferences.ts";
import type { Route } from "./route.ts";

/** Attributes of {@link LocalizedPage}. */
export interface LocalizedPageProps {
  readonly route: Route;
  readonly preferences: Preferences;
  /** The words for {@link pageLanguage}. */
  readonly words: FrameWords;
}

/** The page is in this language; a BCP 47 tag. */
export function pageLanguage({ language }: Preferences): string {
  return chooseLanguage(language === undefined ? navigator.languages : [language]);
}

/** See the head of this file. */
export function LocalizedPage({ route, preferences, ...props }: LocalizedPageProps): JSX.Element {
  const [words, setWords] = useState(props.words);
  const language = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    pageLanguage,
  );
  useEffect(() => {
    if (language === words.language) return undefined;
    let isGone = false;
    void Promise.resolve(frameWordsFor(language)).then((loaded) => {
      if (!isGone) setWords(loaded);
    });
    return () => {
      isGone = true;
    };
  }, [language]);
  useLayoutEffect(() => {
    document.documentElement.lang = words.language;
    document.documentElement.dir = directionOf(words.language);
  }, [words]);
  return (
    <FrameWordsContext.Provider value={words}>
      <Page route={route} preferences={preferences} />
    </FrameWordsContext.Provider>
  );
}
