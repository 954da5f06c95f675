/** The icons in use, from Lucide (ISC licence), inlined so that they take the colour of the text. */

import type { JSX } from "preact";
import { drawings } from "../icon-drawings.ts";

/** The name of an icon. */
export type IconName = keyof typeof drawings;

/**
 * A drawing beside or instead of a text that assistive technology gets elsewhere: one of ours by its
 * name, or the source of an SVG element, which must be trustworthy.
 */
export function Icon({ name }: { readonly name: IconName | (string & {}) }): JSX.Element {
  if (name.startsWith("<")) {
    return (
      <span class="coscribe-icon" aria-hidden="true" dangerouslySetInnerHTML={sourceOf(name)} />
    );
  }
  const drawing = (drawings as Readonly<Record<string, string>>)[name] ?? "";
  return (
    <span
      class={directed.has(name) ? "coscribe-icon coscribe-icon-directed" : "coscribe-icon"}
      aria-hidden="true"
    >
      <svg {...frame} dangerouslySetInnerHTML={sourceOf(drawing)} />
    </span>
  );
}

function sourceOf(source: string): { __html: string } {
  // oxlint-disable-next-line no-underscore-dangle -- The key is Preact's.
  return { __html: source };
}

/** Those that show which way text runs; they turn round with it. */
const directed: ReadonlySet<string> = new Set<IconName>([
  "externalLink",
  "indentDecrease",
  "indentIncrease",
  "list",
  "redo",
  "textQuote",
  "undo",
]);

/** What all icons have in common. */
const frame = {
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
} as const;
