/**
 * Under which key a flow keeps a mark, and which mark a key is.
 *
 * Most marks are there or not, and their key is their name. Of others several of one kind can stand
 * on the same text, such as the comments of several people; each has an id, which is part of its
 * key: `comment:ID`. What follows here is total and can be turned round, whatever anybody wrote, so
 * that marks which this version does not know keep their keys.
 */

/** Marks of this version that have an id. */
const keyedMarks: readonly string[] = ["comment"];

/** A mark as JSON. What it keeps may be any plain value. */
export interface MarkJson {
  readonly type: string;
  readonly attrs?: unknown;
}

/** What a mark with an id keeps. */
interface KeyedAttrs {
  /** Null where a program left the id out. */
  readonly id: string | null;
  readonly value: unknown;
}

/** Whether marks of this type have an id, so that several of them can stand on one text. */
export function isKeyed(type: string): boolean {
  return keyedMarks.includes(type) || type.includes(":");
}

/** The mark that a flow keeps as the format `key`. An unknown type with ids ends in a colon. */
export function markOfFormat(key: string, value: unknown): MarkJson {
  const colon = key.indexOf(":");
  const name = colon === -1 ? key : key.slice(0, colon);
  const id = colon === -1 ? null : key.slice(colon + 1);
  if (keyedMarks.includes(name)) return { type: name, attrs: { id, value } satisfies KeyedAttrs };
  if (id === null) return { type: key, attrs: value };
  return { type: `${name}:`, attrs: { id, value } satisfies KeyedAttrs };
}

/** The format by which a flow keeps a mark: see {@link markOfFormat}. */
export function formatOfMark({ type, attrs }: MarkJson): readonly [key: string, value: unknown] {
  if (!isKeyed(type)) return [type, attrs ?? {}];
  const { id = null, value = {} } = (attrs ?? {}) as Partial<KeyedAttrs>;
  if (id === null && !type.endsWith(":")) return [type, value ?? {}];
  return [`${type.endsWith(":") ? type : `${type}:`}${String(id ?? "")}`, value ?? {}];
}
