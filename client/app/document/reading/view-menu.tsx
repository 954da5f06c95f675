/** How the page looks, and what of it is to be seen. All of it is remembered on this device. */

import type { JSX } from "preact";
import { usePageWords, type PageWords } from "../../messages/use-page-words.ts";
import { zooms, type Preferences, type Reading, type ReadingWidth } from "../../preferences.ts";
import { Icon } from "@coscribe/client/ui";
import { LanguageSwitch } from "../../ui/language-switch.tsx";
import { ThemeSwitch } from "../../ui/theme-switch.tsx";
import { usePopover } from "@coscribe/client/ui";
import { Choice } from "./choice.tsx";
import { useReading } from "./use-reading.ts";

const widths: readonly ReadingWidth[] = ["narrow", "normal", "wide"];

/** Attributes of {@link ViewMenu}. */
export interface ViewMenuProps {
  readonly preferences: Preferences;
  readonly hasOutline: boolean;
  readonly onToggleOutline: () => void;
}

/** See the head of this file. */
export function ViewMenu({ preferences, hasOutline, onToggleOutline }: ViewMenuProps): JSX.Element {
  const words = usePageWords();
  const popover = usePopover("end");
  const reading = useReading(preferences);
  const change = (part: Partial<Reading>): void => {
    preferences.reading = { ...preferences.reading, ...part };
  };
  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="coscribe-icon-button"
        aria-label={words.say("view.label")}
        data-tip={words.say("view.label")}
      >
        <Icon name="aLargeSmall" />
      </button>
      <div
        {...popover.panel}
        class="coscribe-popover view-menu"
        role="dialog"
        aria-label={words.say("view.label")}
      >
        <h2>{words.say("menu.appearance")}</h2>
        <ThemeSwitch preferences={preferences} />
        <LanguageSwitch preferences={preferences} />
        <h2>{words.say("view.width")}</h2>
        <Choice
          label={words.say("view.width")}
          options={widths.map((value) => ({ value, label: words.say(`view.${value}`) }))}
          chosen={reading.width}
          onChoose={(width) => change({ width })}
        />
        <Zoom words={words} zoom={reading.zoom} onChange={(zoom) => change({ zoom })} />
        <Switch
          label={words.say("outline.title")}
          isOn={hasOutline}
          onToggle={() => {
            popover.close();
            onToggleOutline();
          }}
        />
        <Switch
          label={words.say("view.focus")}
          isOn={reading.isFocused}
          onToggle={() => change({ isFocused: !reading.isFocused })}
        />
        <Switch
          label={words.say("view.printAddresses")}
          isOn={reading.printsAddresses}
          onToggle={() => change({ printsAddresses: !reading.printsAddresses })}
        />
      </div>
    </>
  );
}

function Zoom(props: {
  readonly words: PageWords;
  readonly zoom: number;
  readonly onChange: (zoom: number) => void;
}): JSX.Element {
  const { words, zoom, onChange } = props;
  const place = zooms.indexOf(zoom);
  const button = (to: number | undefined, label: string, icon: "minus" | "plus"): JSX.Element => (
    <button
      type="button"
      class="coscribe-icon-button"
      aria-label={label}
      aria-disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) onChange(to);
      }}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="view-zoom" role="group" aria-label={words.say("view.size")}>
      <h2>{words.say("view.size")}</h2>
      {button(zooms[place - 1], words.say("view.smaller"), "minus")}
      <output class="view-percent">{words.say("view.percent", { zoom })}</output>
      {button(zooms[place + 1], words.say("view.larger"), "plus")}
    </div>
  );
}

function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="view-switch"
      role="switch"
      aria-checked={props.isOn}
      onClick={props.onToggle}
    >
      <span>{props.label}</span>
      <span class="switch" aria-hidden="true" />
    </button>
  );
}
