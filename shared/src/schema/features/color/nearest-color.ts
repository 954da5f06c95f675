/**
 * Colours of other programs as one of ours by name. Black, white, grey and what is nearly that is no
 * colour: browsers and word processors say so of all text.
 */

import type { ColorName } from "./color-names.ts";

type Rgb = readonly [red: number, green: number, blue: number];

/** Names that CSS has and people use; others are not told. */
const cssNames: Readonly<Record<string, string>> = {
  red: "f00",
  darkred: "8b0000",
  green: "008000",
  darkgreen: "006400",
  lime: "0f0",
  blue: "00f",
  darkblue: "00008b",
  navy: "000080",
  yellow: "ff0",
  gold: "ffd700",
  orange: "ffa500",
  brown: "a52a2a",
  purple: "800080",
  violet: "ee82ee",
  magenta: "f0f",
  fuchsia: "f0f",
  pink: "ffc0cb",
  teal: "008080",
  cyan: "0ff",
  aqua: "0ff",
  turquoise: "40e0d0",
};

/** Where each colour begins on the circle of hues, in degrees. */
const hues: readonly (readonly [from: number, name: ColorName])[] = [
  [0, "red"],
  [16, "orange"],
  [42, "yellow"],
  [72, "green"],
  [160, "teal"],
  [200, "blue"],
  [255, "purple"],
  [295, "pink"],
  [345, "red"],
];

/** The colour that a value of CSS is nearest to; undefined where it is none, or cannot be read. */
export function nearestColor(css: string): ColorName | undefined {
  const rgb = rgbIn(css.trim().toLowerCase());
  if (rgb === undefined) return undefined;
  const most = Math.max(...rgb);
  const range = most - Math.min(...rgb);
  // Pale grounds are meant as colours, text of nearly no colour is not.
  if (range < 24 || most < 48) return undefined;
  const hue = hueOf(rgb, most, range);
  const name = hues.findLast(([from]) => hue >= from)?.[1];
  if (name === "orange" && most < 170) return "brown";
  // Between pink and red it is the paleness that tells.
  return name === "red" && hue > 340 && hue < 355 && Math.min(...rgb) > 150 ? "pink" : name;
}

function hueOf([red, green, blue]: Rgb, most: number, range: number): number {
  const turn =
    most === red
      ? (green - blue) / range
      : most === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range;
  return (turn * 60 + 360) % 360;
}

function rgbIn(css: string): Rgb | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(css)?.[1] ?? cssNames[css];
  if (hex !== undefined) {
    const wide = hex.length === 3 ? hex.replaceAll(/./g, "$&$&") : hex;
    const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16));
    return [red!, green!, blue!];
  }
  const numbers = /^rgba?\(([^)]*)\)$/
    .exec(css)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (numbers === undefined || numbers.some(Number.isNaN)) return undefined;
  const [red, green, blue, alpha = 1] = numbers;
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.1)
    return undefined;
  return [red, green, blue];
}
