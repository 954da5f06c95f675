/**
 * Objects that other editors have by names or attributes of their own and we have too: pictures and
 * files of BlockNote, formulas of Tiptap. What they say beside it is kept.
 */

import type { BlockData } from "../flow/data.ts";
import type { InlineObject } from "../flow/reading.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { recordOf } from "./kept.ts";
import { blockObject, line, type Place } from "./lines.ts";
import { treeElement, type TreeElement } from "./tree.ts";

/** The blocks that an element is, or undefined where it is nothing of this kind. */
export function blocksOfObject(
  { name, attributes, content }: TreeElement,
  place: Place,
): BlockData[] | undefined {
  if (content.length > 0) return undefined;
  if (name === "blockMath" && typeof attributes["latex"] === "string") {
    return [line("math", noValues, textRuns(attributes["latex"]), place)];
  }
  const isMedia = name === "image" || name === "file";
  const { url, caption, ...others } = attributes;
  if (!isMedia || typeof url !== "string") return undefined;
  const object = blockObject(name, recordOf([["src", url], ...Object.entries(others)]));
  if (typeof caption !== "string" || caption === "") return [object];
  return [object, line("caption", noValues, textRuns(caption), place)];
}

/** The object in text that an element is here. */
export function inlineFromTree(name: string, attributes: Values): InlineObject | undefined {
  const { latex, ...others } = attributes;
  if (name !== "inlineMath" || typeof latex !== "string") return undefined;
  const own = withValue(recordOf(Object.entries(others)), "tex", latex);
  return { name: "math", attributes: own, value: undefined };
}

/** What an object in text is in Tiptap, if not an element by its own name. */
export function inlineInTiptap({ name, attributes }: InlineObject): TreeElement | undefined {
  const { tex, ...others } = attributes;
  if (name !== "math" || typeof tex !== "string") return undefined;
  const own = withValue(recordOf(Object.entries(others)), "latex", tex);
  return treeElement("inlineMath", own, []);
}

function textRuns(text: string): BlockData["runs"] {
  return text === "" ? [] : [{ type: "text", text, formats: noValues }];
}
