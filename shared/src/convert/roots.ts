/**
 * The root types in which other editors keep their documents. They are found in `doc.share` and never
 * asked for by a class: Yjs gives a root the class that it is first asked for, for good.
 */

import type { AbstractType, Doc } from "yjs";
import { flowName } from "../flow/flow.ts";
import { isBlockId } from "../flow/id.ts";
import { elementIn, firstIn, kindOf, textIn, valueIn, type YType } from "../flow/inside.ts";
import { textBlockName } from "../flow/segment.ts";
import { attributeOf } from "../flow/values.ts";
import { roles } from "./roles.ts";

/** What y-prosemirror's demos and our version 1, Tiptap, and BlockNote call their roots. */
export const knownRoots: readonly string[] = ["prosemirror", "default", "document-store"];

/** What can be converted in a document. */
export interface Convertible {
  /** The names of the roots with something in them; at least one. */
  readonly roots: readonly string[];
}

/**
 * What another editor has left in `doc` that a flow could be made of: nothing where the flow has
 * something in it, or nobody else's text is there. Only reads, and not more than it needs to know.
 * With `from` only that root counts, also where it is a bare text.
 */
export function findConvertible(doc: Doc, from?: string): Convertible | undefined {
  if (!isFlowEmpty(doc)) return undefined;
  const roots = (from === undefined ? knownRoots : [from]).filter((name) => {
    const root = rootOf(doc, name);
    if (root === undefined || name === flowName) return false;
    return (from !== undefined || isTree(root)) && holdsContent(root);
  });
  return roots.length === 0 ? undefined : { roots };
}

/** A root as it lies in the document, whatever its class. */
export function rootOf(doc: Doc, name: string): YType | undefined {
  return doc.share.get(name) as AbstractType<unknown> | undefined;
}

/**
 * Whether the flow shows nothing: it was never written, or nothing but empty lines is left, and perhaps
 * pointers, and containers that were deleted. Told by as few items as will do, because a page may ask often.
 */
function isFlowEmpty(doc: Doc): boolean {
  const root = rootOf(doc, flowName);
  const open: YType[] = root === undefined ? [] : [root];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    for (let item = firstIn(type); item !== null; item = item.right) {
      if (item.deleted) continue;
      switch (kindOf(item)) {
        case "text":
          if (textIn(item) !== "") return false;
          break;
        case "values":
          if (!isPointer(valueIn(item, 0))) return false;
          break;
        case "element": {
          const element = elementIn(item);
          if (element.nodeName === textBlockName) break;
          const isThere = firstIn(element) === null || isBlockId(attributeOf(element, "id"));
          if (isThere) return false;
          open.push(element);
          break;
        }
        case "type":
          open.push(elementIn(item));
          break;
        case "format":
        case "opaque":
          break;
      }
    }
  }
  return true;
}

function isPointer(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "seg");
}

/** Whether there are elements or texts in it, and not only letters, which are somebody's plain text. */
function isTree(root: YType): boolean {
  for (let item = firstIn(root); item !== null; item = item.right) {
    if (item.deleted) continue;
    const kind = kindOf(item);
    if (kind === "element" || (kind === "type" && "insertEmbed" in elementIn(item))) return true;
  }
  return false;
}

/** Whether a letter is in it, or anything but the blocks that editors put into an empty document. */
function holdsContent(root: YType): boolean {
  const open: YType[] = [root];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    for (let item = firstIn(type); item !== null; item = item.right) {
      if (item.deleted) continue;
      switch (kindOf(item)) {
        case "text":
          if (textIn(item) !== "") return true;
          break;
        case "values":
          return true;
        case "element": {
          const element = elementIn(item);
          if (firstIn(element) === null && !isEmptyBlock(element.nodeName)) return true;
          open.push(element);
          break;
        }
        case "type":
          open.push(elementIn(item));
          break;
        case "format":
        case "opaque":
          break;
      }
    }
  }
  return false;
}

function isEmptyBlock(name: string): boolean {
  const role = roles.get(name);
  return role !== undefined && role.type !== "divider" && role.type !== "placeholder";
}
