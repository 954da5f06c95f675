/**
 * Attributes of blocks and marks that anybody may have written: each has a default, which is not
 * stored, and is read by a function that never fails.
 */

/** One attribute: what it is when nothing is stored, and what any value is read as. */
export interface Attribute<T> {
  readonly default: T;
  readonly read: (value: unknown) => T;
}

/** The values that a record of attributes is read as. */
export type AttributeValues<A extends Readonly<Record<string, Attribute<unknown>>>> = {
  readonly [name in keyof A]: A[name] extends Attribute<infer T> ? T : never;
};

/** A whole number. One out of range reads as the nearest in range, anything else as the default. */
export function wholeNumber(least: number, most: number, otherwise: number): Attribute<number> {
  return {
    default: otherwise,
    read: (value) => {
      if (typeof value !== "number" || Number.isNaN(value)) return otherwise;
      return Math.min(most, Math.max(least, Math.trunc(value)));
    },
  };
}

/** True or, by default, false. */
export const flag: Attribute<boolean> = { default: false, read: (value) => value === true };

/** One of these words, or "", the default. */
export function oneOf<T extends string>(words: readonly T[]): Attribute<T | ""> {
  return {
    default: "",
    read: (value) => ((words as readonly unknown[]).includes(value) ? (value as T) : ""),
  };
}

/** A string of at most `most` characters, cut off there; "" by default. */
export function text(most: number): Attribute<string> {
  return {
    default: "",
    read: (value) => (typeof value === "string" ? value.slice(0, most) : ""),
  };
}

/** What `stored` holds, read: a default where nothing is stored. */
export function readAttributes<A extends Readonly<Record<string, Attribute<unknown>>>>(
  attributes: A,
  stored: Readonly<Record<string, unknown>>,
): AttributeValues<A> {
  const read = Object.entries(attributes).map(
    ([name, attribute]) => [name, attribute.read(stored[name])] as const,
  );
  return Object.fromEntries(read) as AttributeValues<A>;
}
