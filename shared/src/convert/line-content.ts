/** The text of a block of a flow → what stands in an element of a tree. */

import type { InlineObject, Run } from "../flow/reading.ts";
import { placeAttributes } from "../flow/segment.ts";
import { noValues, sameValue, withValue, type Values } from "../flow/values.ts";
import { recordOf, restoredAttributes, restoredName } from "./kept.ts";
import { elementFormat } from "./tree-runs.ts";
import { treeKey } from "./marks.ts";
import { treeElement, type TreeElement, type TreeNode } from "./tree.ts";

/** How text is written. */
export interface ContentShape {
  /** The name of an element that is a line break; undefined where it stays a line feed. */
  readonly lineBreak: string | undefined;
  /** The marks of text with these formats. */
  readonly marks: (formats: Values) => Values;
  /** What an object in text is, where it has another name; undefined where it has not. */
  readonly object?: (object: InlineObject) => TreeElement | undefined;
}

/** What stands for `runs`. */
export function contentOf(runs: readonly Run[], shape: ContentShape): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let i = 0; i < runs.length;) {
    const run = runs[i]!;
    const key = Object.keys(run.formats).find((name) => name.startsWith(elementFormat));
    if (key === undefined) {
      nodes.push(...nodesOf(run, shape));
      i++;
      continue;
    }
    const value = run.formats[key];
    const inside: Run[] = [];
    for (; i < runs.length && isWithin(runs[i]!, key, value); i++) {
      inside.push({ ...runs[i]!, formats: withValue(runs[i]!.formats, key, null) });
    }
    const name = key.slice(elementFormat.length);
    nodes.push(treeElement(name, valuesIn(value), contentOf(inside, shape)));
  }
  return nodes;
}

function isWithin({ formats }: Run, key: string, value: unknown): boolean {
  return Object.hasOwn(formats, key) && sameValue(formats[key], value);
}

function nodesOf(run: Run, { lineBreak, marks, object }: ContentShape): TreeNode[] {
  const formats = marks(run.formats);
  if (run.type === "text") return textNodes(run.text, formats, lineBreak);
  const { name, attributes, value } = run.object;
  const known = object?.(run.object);
  if (known !== undefined) return [known];
  const kept = attributes["value"];
  if (name === "") return value === undefined ? [] : [{ type: "value", value, formats }];
  if (restoredName(name) === "") return [{ type: "value", value: kept ?? null, formats }];
  return [treeElement(restoredName(name), restoredAttributes(attributes, placeAttributes), [])];
}

function textNodes(text: string, formats: Values, lineBreak: string | undefined): TreeNode[] {
  if (lineBreak === undefined) return [{ type: "text", text, formats }];
  return text
    .split("\n")
    .flatMap((part, i): TreeNode[] => [
      ...(i > 0 ? [treeElement(lineBreak, noValues, [])] : []),
      ...(part === "" ? [] : [{ type: "text", text: part, formats } as const]),
    ]);
}

/** Formats as marks of a tree. */
export function marksOf(formats: Values): Values {
  return recordOf(Object.entries(formats).map(([key, value]) => [treeKey(key, value), value]));
}

function valuesIn(value: unknown): Values {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return noValues;
  return recordOf(Object.entries(value));
}
