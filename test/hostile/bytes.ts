/**
 * Writes the bytes that Yjs and y-websocket are made of, by hand: structs, updates, state vectors,
 * presence, messages and WebSocket frames, and what no client would write. Nothing here checks
 * anything. Names follow PROTOCOL.md and `server/src/update/README.md`.
 */

/** Anything that {@link join} can string together; a number is one byte. */
export type Part = number | readonly number[] | Uint8Array;

/** The bytes of all parts, one after the other. */
export function join(...parts: readonly Part[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (part instanceof Uint8Array ? part : Buffer.from([part].flat()))),
  );
}

/** `bytes`, `count` times. */
export function repeat(bytes: Uint8Array, count: number): Uint8Array {
  return count === 0 ? new Uint8Array() : Buffer.alloc(bytes.length * count, bytes);
}

/** An unsigned number; with `size`, padded to that many bytes, as no encoder does. */
export function varUint(value: number, size = 0): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  while (bytes.length < size) {
    bytes.push((bytes.pop() ?? 0) | 0x80);
    bytes.push(0);
  }
  return bytes;
}

/** Bytes preceded by their length. */
export function varBytes(bytes: Uint8Array): Uint8Array {
  return join(varUint(bytes.length), bytes);
}

/** UTF-8 preceded by its length. */
export function varText(text: string): Uint8Array {
  return varBytes(Buffer.from(text));
}

/** One clock of one client. */
export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** Where an item stands. With an origin the encoding names no parent. */
export interface Place {
  readonly origin?: Id;
  readonly rightOrigin?: Id;
  /** The name of a root type, or the item that holds the type. Default: the root type "text". */
  readonly parent?: string | Id;
  /** The key in a map, or the name of an attribute. */
  readonly key?: string;
}

/** What an item holds: the number of its kind, and its bytes. */
export interface Content {
  readonly kind: number;
  readonly body: Uint8Array;
}

function varId({ client, clock }: Id): Uint8Array {
  return join(varUint(client), varUint(clock));
}

/** A struct with content. */
export function item(content: Content, place: Place = {}): Uint8Array {
  const { origin, rightOrigin, parent = "text", key } = place;
  const namesParent = origin === undefined && rightOrigin === undefined;
  const info =
    content.kind |
    (origin === undefined ? 0 : 0x80) |
    (rightOrigin === undefined ? 0 : 0x40) |
    (key === undefined ? 0 : 0x20);
  return join(
    info,
    origin === undefined ? [] : varId(origin),
    rightOrigin === undefined ? [] : varId(rightOrigin),
    namesParent
      ? typeof parent === "string"
        ? join(1, varText(parent))
        : join(0, varId(parent))
      : [],
    namesParent && key !== undefined ? varText(key) : [],
    content.body,
  );
}

/** A struct of which only its length is left. */
export function gc(length: number): Uint8Array {
  return join(0, varUint(length));
}

/** A hole in a client's structs. */
export function skip(length: number): Uint8Array {
  return join(10, varUint(length));
}

/** The kinds of shared types, by their numbers. */
export const typeKinds = {
  array: 0,
  map: 1,
  text: 2,
  xmlElement: 3,
  xmlFragment: 4,
  xmlHook: 5,
  xmlText: 6,
} as const;

/** Every kind of content. Strings are UTF-8 unless bytes are given instead. */
export const contents = {
  deleted: (length: number): Content => ({ kind: 1, body: join(varUint(length)) }),
  json: (texts: readonly string[], length = texts.length): Content => {
    return { kind: 2, body: join(varUint(length), ...texts.map(varText)) };
  },
  binary: (bytes: Uint8Array): Content => ({ kind: 3, body: varBytes(bytes) }),
  string: (text: string | Uint8Array): Content => {
    return { kind: 4, body: varBytes(Buffer.from(text)) };
  },
  embed: (json: string): Content => ({ kind: 5, body: varText(json) }),
  format: (key: string, json: string): Content => {
    return { kind: 6, body: join(varText(key), varText(json)) };
  },
  type: (kind: number, name?: string): Content => {
    return { kind: 7, body: join(varUint(kind), name === undefined ? [] : varText(name)) };
  },
  any: (values: readonly Uint8Array[], length = values.length): Content => {
    return { kind: 8, body: join(varUint(length), ...values) };
  },
  document: (guid: string, options: Uint8Array): Content => {
    return { kind: 9, body: join(varText(guid), options) };
  },
  unknown: (kind: number): Content => ({ kind, body: join(1, 1) }),
} as const;

/** Values in lib0's `any` encoding. */
export const anyValues = {
  undefined: join(127),
  null: join(126),
  true: join(120),
  bytes: join(116, 2, 1, 2),
  integer: (value: number): Uint8Array => join(125, varUint(value)),
  string: (text: string): Uint8Array => join(119, varText(text)),
  object: (
    entries: readonly (readonly [string, Uint8Array])[],
    size = entries.length,
  ): Uint8Array =>
    join(118, varUint(size), ...entries.flatMap(([key, value]) => [varText(key), value])),
  array: (values: readonly Uint8Array[], length = values.length): Uint8Array =>
    join(117, varUint(length), ...values),
  /** `depth` arrays within one another. */
  nested: (depth: number): Uint8Array => join(repeat(join(117, 1), depth), 126),
} as const;

/** JSON of `depth` arrays within one another. */
export function nestedJson(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

/** Structs of one client; `count` says how many there are, or how many to claim. */
export interface Structs {
  readonly client: number;
  readonly clock?: number;
  readonly count?: number;
  readonly structs: readonly Uint8Array[];
}

/** Deleted ranges of one client. */
export interface Deletes {
  readonly client: number;
  readonly count?: number;
  readonly ranges: readonly (readonly [clock: number, length: number])[];
}

/** An update; the counts say how many clients there are, or how many to claim. */
export function update(
  runs: readonly Structs[],
  deletes: readonly Deletes[] = [],
  counts: { readonly clients?: number; readonly deletes?: number } = {},
): Uint8Array {
  return join(
    varUint(counts.clients ?? runs.length),
    ...runs.flatMap(({ client, clock = 0, structs, count = structs.length }) => {
      return [varUint(count), varUint(client), varUint(clock), ...structs];
    }),
    varUint(counts.deletes ?? deletes.length),
    ...deletes.flatMap(({ client, ranges, count = ranges.length }) => [
      varUint(client),
      varUint(count),
      ranges.flatMap(([clock, length]) => [...varUint(clock), ...varUint(length)]),
    ]),
  );
}

/** An update with the structs of one client from clock 0 on. */
export function updateOf(client: number, ...structs: readonly Uint8Array[]): Uint8Array {
  return update([{ client, structs }]);
}

/** A state vector. */
export function stateVector(
  entries: readonly (readonly [client: number, clock: number])[],
  count: number = entries.length,
): Uint8Array {
  const pairs = entries.map(([client, clock]) => join(varUint(client), varUint(clock)));
  return join(varUint(count), Buffer.concat(pairs));
}

/** A presence entry; `state` is the JSON, or any bytes. */
export interface Shown {
  readonly client: number;
  readonly clock: number;
  readonly state: string | Uint8Array;
}

/** Presence entries. */
export function presence(entries: readonly Shown[], count: number = entries.length): Uint8Array {
  const shown = entries.map(({ client, clock, state }) => {
    return join(varUint(client), varUint(clock), varBytes(Buffer.from(state)));
  });
  return join(varUint(count), Buffer.concat(shown));
}

/** Messages around their bodies. */
export const messages = {
  syncStep1: (vector: Uint8Array): Uint8Array => join(0, 0, varBytes(vector)),
  syncStep2: (bytes: Uint8Array): Uint8Array => join(0, 1, varBytes(bytes)),
  update: (bytes: Uint8Array): Uint8Array => join(0, 2, varBytes(bytes)),
  presence: (bytes: Uint8Array): Uint8Array => join(1, varBytes(bytes)),
  queryPresence: join(3),
  syncStatus: (payload: Uint8Array): Uint8Array => join(102, varBytes(payload)),
  echo: (payload: Uint8Array): Uint8Array => join(113, varBytes(payload)),
} as const;

/** First bytes of WebSocket frames: FIN and reserved bits, and the opcode. */
export const frameHeads = {
  text: 0x81,
  binary: 0x82,
  binaryUnfinished: 0x02,
  continued: 0x00,
  continuedFinal: 0x80,
  close: 0x88,
  ping: 0x89,
  pong: 0x8a,
} as const;

/**
 * One WebSocket frame as a client sends it, masked with zeros, so that the payload stays legible.
 * `length` is the length to claim.
 */
export function frame(
  head: number,
  payload: Uint8Array,
  length: number = payload.length,
): Uint8Array {
  return join(head, frameLength(length), [0, 0, 0, 0], payload);
}

/** The same with a mask as clients choose it, at random. */
export function maskedFrame(head: number, payload: Uint8Array): Uint8Array {
  const mask = [0x37, 0xfa, 0x21, 0x3d];
  const masked = Buffer.from(payload);
  for (let at = 0; at < masked.length; at++) masked[at] = (masked[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return join(head, frameLength(payload.length), mask, masked);
}

/** The same without a mask, which only servers may send. */
export function unmaskedFrame(head: number, payload: Uint8Array): Uint8Array {
  return join(head, payload.length, payload);
}

function frameLength(length: number): Uint8Array {
  if (length < 126) return join(0x80 | length);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x80 | 127;
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}
