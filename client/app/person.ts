/**
 * How a person is drawn: a colour, initials on it, and a name.
 *
 * Own colours come from a palette; other people's are whatever their client sent, so the colour of
 * the initials is computed.
 */

import type { RandomInteger } from "./random.ts";

/** What colours to choose from are called in the code. */
export type PaletteColorId =
  | "teal"
  | "blue"
  | "indigo"
  | "violet"
  | "magenta"
  | "rose"
  | "red"
  | "orange"
  | "brown"
  | "olive"
  | "green"
  | "slate";

/** A colour to choose from. */
export interface PaletteColor {
  /** `color.` and this is the message with its name, for people who do not see it. */
  readonly id: PaletteColorId;
  /** `#rrggbb`. */
  readonly color: string;
}

/** Longest name a person may choose; the connection cuts others' names at the same length. */
export const maxPersonNameLength = 60;

/**
 * Each has a contrast of at least 4.5:1 with white initials and with the light page, and of at
 * least 3:1 with the dark page (WCAG 2.2, 1.4.3 and 1.4.11), so carets and avatars show in both.
 */
export const palette: readonly [PaletteColor, ...PaletteColor[]] = [
  { id: "teal", color: "#0f7b86" },
  { id: "blue", color: "#2f6fd0" },
  { id: "indigo", color: "#6062d6" },
  { id: "violet", color: "#8a52c9" },
  { id: "magenta", color: "#b5459f" },
  { id: "rose", color: "#c8435f" },
  { id: "red", color: "#c4472f" },
  { id: "orange", color: "#b0590f" },
  { id: "brown", color: "#8d6348" },
  { id: "olive", color: "#6f7420" },
  { id: "green", color: "#2f8049" },
  { id: "slate", color: "#5b7083" },
];

/** An ID for a person, which nobody else has or guesses: 28 letters and digits. */
export function randomPersonId(random: RandomInteger): string {
  return Array.from({ length: 28 }, () => random(36).toString(36)).join("");
}

/** One or two letters that stand for `name`: of its first and its last word. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const [first = ""] = words;
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase();
}

/** Black or white, whichever is easier to read on `background` (`#rrggbb`). */
export function inkOn(background: string): "#000000" | "#ffffff" {
  const luminance = relativeLuminance(background);
  const contrastWithWhite = 1.05 / (luminance + 0.05);
  const contrastWithBlack = (luminance + 0.05) / 0.05;
  return contrastWithWhite >= contrastWithBlack ? "#ffffff" : "#000000";
}

/** As WCAG 2.2 defines it, from 0 (black) to 1 (white). */
export function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The first thing a reader would call a letter, which may be many UTF-16 units. */
function firstLetter(word: string): string {
  const segments = new Intl.Segmenter().segment(word);
  return segments[Symbol.iterator]().next().value?.segment ?? "";
}
