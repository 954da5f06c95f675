/** What is needed seldom: appearance and help. */

import { Icon, Keys, usePopover } from "@coscribe/client/ui";
import type { JSX } from "preact";
import type { Preferences } from "../../preferences.ts";
import { ThemeSwitch } from "../../ui/theme-switch.tsx";

/** Attributes of {@link DocumentMenu}. */
export interface DocumentMenuProps {
  readonly preferences: Preferences;
  readonly onShowShortcuts: () => void;
}

/** See the head of this file. */
export function DocumentMenu({ preferences, onShowShortcuts }: DocumentMenuProps): JSX.Element {
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
        aria-label="Appearance and help"
        data-tip="Appearance and help"
      >
        <Icon name="ellipsis" />
      </button>
      <div
        {...popover.panel}
        class="coscribe-popover document-menu"
        role="dialog"
        aria-label="Appearance and help"
      >
        <h2>Appearance</h2>
        <ThemeSwitch preferences={preferences} />
        <button type="button" class="coscribe-menu-item" onClick={showShortcuts}>
          <Icon name="keyboard" />
          <span class="coscribe-menu-label">Keyboard shortcuts</span>
          <span class="coscribe-menu-keys" aria-hidden="true">
            <Keys shortcut="Mod-/" />
          </span>
        </button>
      </div>
    </>
  );
}
