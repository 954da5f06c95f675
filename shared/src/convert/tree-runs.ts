/** What stands in an element of a tree → the text of a block of a flow. */

import type { Run } from "../flow/reading.ts";
import { placeAttributes } from "../flow/segment.ts";
import { noValues, sameValues, withValue, type Values } from "../flow/values.ts";
import { keptAttributes, keptName, recordOf } from "./kept.ts";
import { formatsFromTree } from "./marks.ts";
import { inlineFromTree } from "./objects.ts";
import { originalOf } from "./original.ts";
import { roles } from "./roles.ts";
import type { TreeElement, TreeNode } from "./tree.ts";

/** The format of text that stood in an element within the text, by the element's name. */
export const elementFormat = "element:";

/** The text of these nodes, the objects in it, and their formats. */
export function runsOf(content: readonly TreeNode[]): Run[] {
  const runs: Run[] = [];
  addRuns(runs, content, noValues);
  return runs;
}

/** `around` are the formats of all of it. */
function addRuns(runs: Run[], content: readonly TreeNode[], around: Values): void {
  for (const node of content) {
    const formats = both(formatsFromTree(node.formats), around);
    if (node.type === "text") addText(runs, node.text, formats);
    else if (node.type === "value")
      runs.push({ type: "object", object: valueObject(node.value), formats });
    else addElement(runs, node, formats);
  }
}

function addElement(runs: Run[], element: TreeElement, formats: Values): void {
  const { name, attributes, content } = element;
  const role = roles.get(name);
  if (role?.type === "break" && content.length === 0) return addText(runs, "\n", formats);
  const original = role?.type === "placeholder" ? originalOf(element) : undefined;
  if (original !== undefined) return addRuns(runs, [original], formats);
  const known = content.length === 0 ? inlineFromTree(name, attributes) : undefined;
  if (known !== undefined) {
    runs.push({ type: "object", object: known, formats });
    return;
  }
  if (content.length === 0) {
    const kept = keptAttributes(attributes, placeAttributes);
    const object = { name: keptName(name), attributes: kept, value: undefined };
    runs.push({ type: "object", object, formats });
    return;
  }
  addRuns(runs, content, withValue(formats, elementFormat + name, { ...attributes }));
}

function addText(runs: Run[], text: string, formats: Values): void {
  const last = runs.at(-1);
  if (text === "") return;
  if (last?.type === "text" && sameValues(last.formats, formats)) {
    runs[runs.length - 1] = { ...last, text: last.text + text };
  } else runs.push({ type: "text", text, formats });
}

function both(formats: Values, around: Values): Values {
  if (around === noValues) return formats;
  return recordOf([...Object.entries(around), ...Object.entries(formats)]);
}

/** In a flow a plain object can be embedded, unless it says that it moves something. */
function valueObject(value: unknown): { name: string; attributes: Values; value: unknown } {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject && !Object.hasOwn(value, "seg")) return { name: "", attributes: noValues, value };
  return { name: keptName(""), attributes: recordOf([["value", value]]), value: undefined };
}
