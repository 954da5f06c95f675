/**
 * How lines lie on the page: alignment, direction and the colour behind them, which Tiptap and
 * BlockNote say by other names. What only looks alike is left under its own name.
 */

import { layoutAttributes } from "../schema/features/layout/layout-attributes.ts";
import type { TextblockAttrs } from "../schema/textblock.ts";

type Layout = keyof typeof layoutAttributes;

/** What others call each of ours; the first is Tiptap's, and what is written. */
const names: readonly (readonly [Layout, readonly string[]])[] = [
  ["align", ["textAlign", "textAlignment"]],
  ["dir", ["dir"]],
  ["tint", ["backgroundColor"]],
];

/** What a line of another editor says in words of ours, and the names under which it said it. */
export function layoutOf(attributes: Readonly<Record<string, unknown>>): {
  readonly own: readonly (readonly [string, unknown])[];
  readonly known: readonly string[];
} {
  const found = names.flatMap(([layout, theirs]) =>
    theirs.flatMap((name) => {
      const value = attributes[name];
      const read = layoutAttributes[layout].read(value === "right" ? "end" : value);
      return read === "" ? [] : [{ entry: [layout, read] as const, name }];
    }),
  );
  return { own: found.map(({ entry }) => entry), known: found.map(({ name }) => name) };
}

/** The same in Tiptap's words. */
export function tiptapLayout(attrs: TextblockAttrs): (readonly [string, unknown])[] {
  return names.flatMap(([layout, [name = layout]]) => {
    const value = attrs[layout];
    return value === "" ? [] : [[name, value === "end" ? "right" : value] as const];
  });
}
