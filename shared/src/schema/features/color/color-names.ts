/** Colours by name: what they look like is for the style sheet, in the light and in the dark. */

/** Every colour that text, highlights and blocks can have. */
export const colorNames = [
  "gray",
  "brown",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;

/** One of {@link colorNames}. */
export type ColorName = (typeof colorNames)[number];

/** Whether `value` is one of {@link colorNames}. */
export function isColorName(value: unknown): value is ColorName {
  return (colorNames as readonly unknown[]).includes(value);
}
