/** Plain values as texts that are the same for the same values. */

import type { Values } from "../flow/values.ts";

/** JSON, which has no big integers, with these. */
export function keyOfValue(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "bigint" ? `${inner}n` : inner,
    );
  }
}

/** Names and values in one order, whoever set which first. Null is no value. */
export function inOrder(values: Values, without: readonly string[] = []): readonly unknown[] {
  return Object.keys(values)
    .filter((name) => !without.includes(name) && (values[name] ?? null) !== null)
    .toSorted()
    .flatMap((name) => [name, values[name]]);
}
