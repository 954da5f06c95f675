/**
 * Reads blocks of the shared document as ProseMirror nodes, and changes nothing by reading.
 *
 * Two invariants that writing and carets rest on, whatever another program put into the document:
 * 1. each entry of the shared type is exactly one block; 2. each entry of a text block is as long
 * in ProseMirror as `sizeOf` says. Unknown names, attributes and marks are the schema's business,
 * which has a placeholder for each; this file adds what is no element at all.
 */

import { originalElement } from "@coscribe/shared/schema";
import type { Attrs, Mark, Node, Schema } from "prosemirror-model";
import type * as Y from "yjs";
import { isElement, isText } from "./entry.ts";

/** Nesting beyond this is not looked into: honest documents are flat, and recursion costs stack. */
const maxDepth = 64;

/** The block that shows `entry`, one entry of the document's shared type. Never throws. */
export function readBlock(entry: unknown, schema: Schema): Node {
  if (!isElement(entry)) {
    const text = isText(entry) ? readText(entry, schema) : [];
    return schema.node("unknown_block", originalElement("", {}, text));
  }
  const node = readElement(entry, schema, 0);
  if (node.isTextblock || (node.isBlock && node.isLeaf)) return node;
  return schema.node("unknown_block", originalElement(entry.nodeName, attrsOf(entry), [node]));
}

/** How much of a text block an entry of it takes: a character is 1, everything else is a leaf. */
export function sizeOf(entry: unknown): number {
  return isText(entry) ? entry.length : 1;
}

function readElement(element: Y.XmlElement, schema: Schema, depth: number): Node {
  const content = depth === maxDepth ? [] : readContent(element, schema, depth);
  return schema.node(element.nodeName, attrsOf(element), content);
}

function readContent(element: Y.XmlElement, schema: Schema, depth: number): Node[] {
  return element.toArray().flatMap((entry: unknown) => {
    if (isText(entry)) return readText(entry, schema);
    // What is neither text nor element, the schema treats like an object within a text.
    return isElement(entry) ? readElement(entry, schema, depth + 1) : schema.text(entry as string);
  });
}

function readText(text: Y.Text, schema: Schema): Node[] {
  const runs = text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[];
  return runs.map(({ insert, attributes }) => schema.text(insert, readMarks(attributes, schema)));
}

function readMarks(attributes: Record<string, unknown> = {}, schema: Schema): Mark[] {
  return Object.entries(attributes).map(([name, attrs]) => schema.mark(name, attrs as Attrs));
}

function attrsOf(element: Y.XmlElement): Attrs {
  return element.getAttributes();
}
