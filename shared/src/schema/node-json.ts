/**
 * Nodes of ProseMirror as JSON, of this schema or of any other.
 *
 * JSON comes from other programs, so it is read as unknown: what is not of the right type is not
 * there. Nothing here throws.
 */

import { valuesOf, type Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";

/** A node as JSON. */
export interface NodeJson {
  readonly type: string;
  readonly attrs?: Values;
  readonly content?: readonly NodeJson[];
  readonly marks?: readonly MarkJson[];
  readonly text?: string;
}

/** A mark as JSON. What it keeps may be any plain value. */
export interface MarkJson {
  readonly type: string;
  readonly attrs?: unknown;
}

/** A node that somebody wrote, as far as it is one. */
export interface ForeignNode {
  readonly type: string;
  /** Those that are set. Null is "as default" in the schema, and is not stored. */
  readonly attrs: Values;
  /** The attributes as they were written: what a placeholder keeps may be nested deep. */
  readonly original: unknown;
  readonly content: readonly unknown[];
  readonly marks: readonly MarkJson[];
  /** "" where there is none. */
  readonly text: string;
}

/** Reads one node, and nothing of what is in it. */
export function foreignNode(json: unknown): ForeignNode {
  const { type, attrs, content, marks, text } = recordIn(json);
  return {
    type: stringIn(type),
    attrs: valuesIn(attrs),
    original: attrs,
    content: listIn(content).filter(isRecord),
    marks: listIn(marks)
      .map(foreignMark)
      .filter((mark) => mark.type !== ""),
    text: stringIn(text),
  };
}

/** Reads a mark. */
export function foreignMark(json: unknown): MarkJson {
  const { type, attrs } = recordIn(json);
  return { type: stringIn(type), attrs: isPlainData(attrs) ? attrs : undefined };
}

/** The values of a record that are plain data and not null; none if it is no record. */
export function valuesIn(record: unknown): Values {
  const values = recordIn(record);
  const plain = Object.keys(values).filter((name) => isPlainData(values[name]));
  return valuesOf(plain.map((name) => [name, values[name]] as const));
}

/** A record, or an empty one in place of anything else. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** Whether `value` is an object and no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An array, or an empty one in place of anything else. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A string, or an empty one in place of anything else. */
export function stringIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** All text in what somebody wrote, however deep; a line for each place where there is some. */
export function textInside(content: unknown): string {
  const open: { readonly json: unknown; readonly place: unknown }[] = [];
  const enter = (list: readonly unknown[]): void => {
    for (let i = list.length - 1; i >= 0; i--) open.push({ json: list[i], place: list });
  };
  let text = "";
  let lastPlace: unknown;
  enter(listIn(content));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { text: letters, content: inside, flow } = recordIn(next.json);
    if (typeof letters === "string" && letters !== "") {
      if (text !== "" && next.place !== lastPlace) text += "\n";
      text += letters;
      lastPlace = next.place;
    }
    enter(listIn(flow));
    enter(listIn(inside));
  }
  return text;
}

/** Whether lists of parts lie more than `most` deep in each other. */
export function isDeeperThan(most: number, content: unknown): boolean {
  let level = listIn(content);
  for (let depth = 0; depth < most && level.length > 0; depth++) {
    level = level.flatMap((json) => {
      const { content: inside, flow } = recordIn(json);
      return [...listIn(inside), ...listIn(flow)];
    });
  }
  return level.length > 0;
}
