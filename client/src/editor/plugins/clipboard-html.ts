/** HTML as it goes through the clipboard: read and written by the schema's own reader and writer. */

import {
  blocksFromHtml,
  blocksFromNodes,
  contentOfSchema,
  htmlContentOf,
  htmlFromBlocks,
  htmlFromRuns,
  nodesFromBlocks,
  runsFromNodes,
} from "@coscribe/shared/schema";
import { DOMSerializer, Fragment, Slice, type Schema } from "prosemirror-model";

/** The content of `dom`, see html-import.ts of the schema. A table is pasted as a whole. */
export function readHtml(schema: Schema, dom: globalThis.Node): Slice {
  const html = htmlContentOf(contentOfSchema(schema));
  const blocks = nodesFromBlocks(schema, blocksFromHtml(dom, html));
  return Slice.maxOpen(Fragment.fromArray(blocks), false);
}

/** Appends `fragment` to `parent` as nested HTML, see html-export.ts of the schema. */
export function writeHtml(
  fragment: Fragment,
  document: Document,
  parent: HTMLElement | DocumentFragment,
): void {
  const { firstChild } = fragment;
  if (firstChild === null) return;
  const known = htmlContentOf(contentOfSchema(firstChild.type.schema));
  const html = firstChild.isInline
    ? htmlFromRuns(runsFromNodes(fragment), known)
    : htmlFromBlocks(blocksFromNodes(fragment), known);
  for (const node of html) {
    parent.append(typeof node === "string" ? node : DOMSerializer.renderSpec(document, node).dom);
  }
}
