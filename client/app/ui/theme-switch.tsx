/** Chooses between the light theme, the dark theme, and that of the device. */

import { Icon, type IconName, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { usePageWords } from "../messages/use-page-words.ts";
import { themes, type Preferences, type Theme } from "../preferences.ts";

const icons: Readonly<Record<Theme, IconName>> = { light: "sun", dark: "moon", system: "monitor" };

/** The choice is remembered; showing it is up to whoever watches the preferences. */
export function ThemeSwitch({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const words = usePageWords();
  const group = useId();
  const chosen = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.theme,
  );
  return (
    <fieldset class="theme-switch">
      <legend class="coscribe-visually-hidden">{words.say("menu.appearance")}</legend>
      {themes.map((theme) => (
        <label key={theme} class="theme-option" data-tip={words.say(`theme.${theme}`)}>
          <input
            type="radio"
            class="coscribe-visually-hidden"
            name={group}
            aria-label={words.say(`theme.${theme}`)}
            checked={theme === chosen}
            onChange={() => {
              preferences.theme = theme;
            }}
          />
          <Icon name={icons[theme]} />
        </label>
      ))}
    </fieldset>
  );
}
