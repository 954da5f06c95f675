/**
 * Who a person of this page is: a name, a colour of a palette, and an ID.
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
