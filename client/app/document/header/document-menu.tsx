/** What is needed seldom: appearance and help. */

import { Icon, Keys, usePopover } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { Preferences } from "../../preferences.ts";
import { LanguageSwitch } from "../../ui/language-switch.tsx";
import { ThemeSwitch } from "../../ui/theme-switch.tsx";

/** Attributes of {@link DocumentMenu}. */
export interface DocumentMenuProps {
  readonly preferences: Preferences;
  readonly onShowShortcuts: () => void;
}

/** See the head of this file. */
export function DocumentMenu({ preferences, onShowShortcuts }: DocumentMenuProps): JSX.Element {
  const words = usePageWords();
  const popover = usePopover("end");
  const showShortcuts = (): void => {
    popover.close();
    onShowShortcuts();
  };
  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="coscribe-icon-button"
        aria-label={words.say("menu.label")}
        data-tip={words.say("menu.label")}
      >
        <Icon name="ellipsis" />
      </button>
      <div
        {...popover.panel}
        class="coscribe-popover document-menu"
        role="dialog"
        aria-label={words.say("menu.label")}
      >
        <h2>{words.say("menu.appearance")}</h2>
        <ThemeSwitch preferences={preferences} />
        <LanguageSwitch preferences={preferences} />
        <button type="button" class="coscribe-menu-item" onClick={showShortcuts}>
          <Icon name="keyboard" />
          <span class="coscribe-menu-label">{words.say("menu.shortcuts")}</span>
          <span class="coscribe-menu-keys" aria-hidden="true">
            <Keys shortcut="Mod-/" />
          </span>
        </button>
      </div>
    </>
  );
}
