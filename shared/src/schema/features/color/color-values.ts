/**
 * What colours by name look like in other programs, on white: in pages that are exported, in
 * documents of word processors. On our own pages the style sheet says it.
 */

import type { ColorName } from "./color-names.ts";

/** Six hexadecimal digits each: of letters, and behind letters. */
export const colorValues: Readonly<
  Record<ColorName, { readonly ink: string; readonly paper: string }>
> = {
  gray: { ink: "6b7280", paper: "e5e7eb" },
  brown: { ink: "92613a", paper: "efdfd1" },
  red: { ink: "c92a2a", paper: "ffd9d9" },
  orange: { ink: "c2570c", paper: "ffe2c4" },
  yellow: { ink: "947100", paper: "fff3a3" },
  green: { ink: "2b8a3e", paper: "d3f9d8" },
  teal: { ink: "0b7285", paper: "c5f1f4" },
  blue: { ink: "1c62c9", paper: "d4e6ff" },
  purple: { ink: "7b3fc4", paper: "e8dcff" },
  pink: { ink: "c2255c", paper: "ffdbea" },
};
