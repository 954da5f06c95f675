/** Chooses between the light theme, the dark theme, and that of the device. */

import { Icon, type IconName, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { themes, type Preferences, type Theme } from "../preferences.ts";

const looks: Readonly<Record<Theme, { readonly label: string; readonly icon: IconName }>> = {
  light: { label: "Light", icon: "sun" },
  dark: { label: "Dark", icon: "moon" },
  system: { label: "Same as device", icon: "monitor" },
};

/** The choice is remembered; showing it is up to whoever watches the preferences. */
export function ThemeSwitch({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const group = useId();
  const chosen = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.theme,
  );
  return (
    <fieldset class="theme-switch">
      <legend class="coscribe-visually-hidden">Appearance</legend>
      {themes.map((theme) => (
        <label key={theme} class="theme-option" data-tip={looks[theme].label}>
          <input
            type="radio"
            class="coscribe-visually-hidden"
            name={group}
            aria-label={looks[theme].label}
            checked={theme === chosen}
            onChange={() => {
              preferences.theme = theme;
            }}
          />
          <Icon name={looks[theme].icon} />
        </label>
      ))}
    </fieldset>
  );
}
