/**
 * Colours to choose from, in groups of which each has one chosen. The arrow keys go through them, as the ARIA
 * Authoring Practices describe menus; the panel around it is a popover of its owner.
 */

import { colorNames, type ColorName } from "@coscribe/shared/schema";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useWords } from "../messages/use-words.ts";
import { isRightToLeft } from "../parts/place.ts";

/** One group. */
export interface ColorGroup {
  readonly title: string;
  /** What the colour is of. */
  readonly of: "text" | "highlight" | "tint";
  /** Undefined where there is none, or more than one. */
  readonly chosen: ColorName | undefined;
  readonly onChoose: (color: ColorName | undefined) => void;
}

/** Attributes of {@link ColorPalette}. */
export interface ColorPaletteProps {
  readonly label: string;
  readonly groups: readonly ColorGroup[];
}

const columns = 6;

/** See the head of this file. */
export function ColorPalette({ label, groups }: ColorPaletteProps): JSX.Element {
  const words = useWords();
  return (
    <div class="coscribe-palette" role="menu" aria-label={label} onKeyDown={moveFocus}>
      {groups.map((group) => (
        <div key={group.of} role="group" aria-label={group.title}>
          <p class="coscribe-choices-title" aria-hidden="true">
            {group.title}
          </p>
          <div class="coscribe-colors">
            {[undefined, ...colorNames].map((color) => (
              <button
                key={color ?? "none"}
                type="button"
                role="menuitemradio"
                class="coscribe-color"
                tabIndex={-1}
                aria-checked={group.chosen === color}
                aria-label={words.say(`color.${color ?? "none"}`)}
                data-tip={words.say(`color.${color ?? "none"}`)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => group.onChoose(color)}
              >
                <Sample of={group.of} color={color} />
              </button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function Sample(props: {
  readonly of: ColorGroup["of"];
  readonly color: ColorName | undefined;
}): JSX.Element {
  const { of, color } = props;
  const attribute = of === "text" ? "data-text-color" : "data-color";
  return (
    <span
      class="coscribe-color-sample"
      aria-hidden="true"
      {...(color !== undefined && { [attribute]: color })}
    >
      {of === "tint" ? "" : "A"}
    </span>
  );
}

/** Focuses the chosen colour of the first group that has one, or the first of all. */
export function focusPalette(panel: HTMLElement): void {
  const colors = colorsOf(panel);
  (colors.find((color) => color.ariaChecked === "true") ?? colors[0])?.focus();
}

function moveFocus(event: TargetedKeyboardEvent<HTMLElement>): void {
  const colors = colorsOf(event.currentTarget);
  const focused = colors.findIndex((color) => color === document.activeElement);
  const step = stepOf(event.key, isRightToLeft(event.currentTarget));
  if (step === undefined || focused < 0) return;
  event.preventDefault();
  const next = Number.isFinite(step) ? focused + step : step < 0 ? 0 : colors.length - 1;
  colors.at(next % colors.length)?.focus();
}

function stepOf(key: string, isRtl: boolean): number | undefined {
  switch (key) {
    case "ArrowRight":
      return isRtl ? -1 : 1;
    case "ArrowLeft":
      return isRtl ? 1 : -1;
    case "ArrowDown":
      return columns;
    case "ArrowUp":
      return -columns;
    case "Home":
      return Number.NEGATIVE_INFINITY;
    case "End":
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}

function colorsOf(panel: HTMLElement): readonly HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(".coscribe-color")];
}
