/** Chooses the language of the page. Each stands there in its own language. */

import { languages, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../messages/use-page-words.ts";
import type { Preferences } from "../preferences.ts";

/** The choice is remembered; showing it is up to whoever watches the preferences. */
export function LanguageSwitch({
  preferences,
}: {
  readonly preferences: Preferences;
}): JSX.Element {
  const words = usePageWords();
  const chosen = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.language,
  );
  return (
    <select
      class="coscribe-field language-switch"
      aria-label={words.say("menu.language")}
      value={chosen ?? ""}
      onChange={({ currentTarget: { value } }) => {
        preferences.language = languages.find((language) => language === value);
      }}
    >
      <option value="">{words.say("menu.ownLanguage")}</option>
      {languages.map((language) => (
        <option key={language} value={language} lang={language}>
          {nameOf(language)}
        </option>
      ))}
    </select>
  );
}

/** What a language calls itself, as the head of a line. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
