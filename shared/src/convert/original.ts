/**
 * What a stored placeholder stands for. A stock y-prosemirror editor with our schema may have written
 * one in the place of what it holds: nothing is lost, but it has to be turned back.
 */

import { noValues, type Values } from "../flow/values.ts";
import { recordOf } from "./kept.ts";
import { treeElement, type TreeElement, type TreeNode } from "./tree.ts";

/**
 * What a placeholder stands for: an element, or within text also a plain value. Undefined where it
 * is none, because it has no name or holds something itself.
 */
export function originalOf({ attributes, content }: TreeElement): TreeNode | undefined {
  if (content.length > 0 || typeof attributes["name"] !== "string") return undefined;
  return elementOf(attributes);
}

/** Attributes that are stored are nested 64 levels deep at most. */
function nodeOf(original: unknown): TreeNode {
  if (typeof original !== "object" || original === null) {
    return { type: "value", value: original, formats: noValues };
  }
  const { text, marks } = original as { readonly text?: unknown; readonly marks?: unknown };
  if (typeof text === "string") return { type: "text", text, formats: valuesIn(marks) };
  return elementOf(original as Values);
}

function elementOf({ name, attributes, content }: Values): TreeNode {
  const values = valuesIn(attributes);
  if (name === "") return { type: "value", value: values["value"] ?? null, formats: noValues };
  const nodes = Array.isArray(content) ? content.map(nodeOf) : [];
  return treeElement(typeof name === "string" ? name : "", values, nodes);
}

function valuesIn(value: unknown): Values {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return noValues;
  return recordOf(Object.entries(value));
}
