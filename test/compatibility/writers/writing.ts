/** What a library writes, for tests of what is made of it. */

/** One thing to write, and the updates that come of it, in order. */
export interface Writing {
  readonly name: string;
  readonly updates: () => readonly Uint8Array[];
}

/** Odd values that every library takes under a key of a map. */
export const oddValues: Readonly<Record<string, unknown>> = {
  negativeZero: -0,
  beyond31Bits: 2 ** 31,
  below31Bits: -(2 ** 31) - 1,
  safest: Number.MAX_SAFE_INTEGER,
  beyond53Bits: 2 ** 60,
  fraction: 0.1,
  float32: 1.5,
  notANumber: Number.NaN,
  infinite: Number.POSITIVE_INFINITY,
  nothing: null,
  empty: "",
  zero: "\u0000",
  mark: "\uFEFFafter a byte order mark",
  family: "👩‍👩‍👧",
  emptyObject: {},
  emptyList: [],
  emptyKey: { "": { "": [] } },
  inherited: [{ constructor: 1, toString: "x", hasOwnProperty: null }],
  mixed: { list: [1, "two", null, true, { three: [3.5] }] },
  deep: nested(200),
};

/** Lists and objects in turn, `depth` within one another. */
export function nested(depth: number): unknown {
  let value: unknown = "innermost";
  for (let left = depth; left > 0; left--) value = left % 2 === 0 ? [value] : { value };
  return value;
}

/** A value as a program gets it that parses JSON of others: `__proto__` is a key of its own. */
export function foreignJson(): unknown {
  return JSON.parse('{"a":1,"__proto__":{"isAdmin":true},"list":[{"__proto__":null}]}');
}
