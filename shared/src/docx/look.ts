/**
 * How things look in a .docx, by which they are known again when it is read: names of styles, and the
 * colours of lines and grounds.
 */

import { colorNames, type ColorName } from "../schema/features/color/color-names.ts";
import { colorValues } from "../schema/features/color/color-values.ts";
import type { Frame } from "../schema/features/frame/frame-attributes.ts";

/** Ids of styles, as other programs have them where they do. */
export const styles = {
  code: "SourceCode",
  inlineCode: "VerbatimChar",
  quote: "Quote",
  caption: "Caption",
  link: "Hyperlink",
} as const;

/** The colour of the line beside blocks in a frame. */
export const frameLines: Readonly<Record<Exclude<Frame, "">, string>> = {
  quote: "9CA3AF",
  note: "1C62C9",
  tip: "2B8A3E",
  important: "7B3FC4",
  warning: "947100",
  caution: "C92A2A",
};

/** The frame that has this line. */
export function frameOfLine(color: string): Frame {
  const known = Object.entries(frameLines).find(([, line]) => line === color.toUpperCase());
  return (known?.[0] as Frame | undefined) ?? "";
}

/** The colour of ours whose ground this is exactly. */
export function colorOfPaper(fill: string): ColorName | undefined {
  return colorNames.find((name) => colorValues[name].paper === fill.toLowerCase());
}

/** What stands before a toggle, whatever a list of it is called. */
export const toggleSign = "▸";

/** Signs of bullets, by how deep they lie. */
export const bulletSigns: readonly string[] = ["•", "◦", "▪"];

/** One step of indentation, in twentieths of a point. */
export const stepTwips = 720;
