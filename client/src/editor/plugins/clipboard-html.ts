/** HTML as it goes through the clipboard: read and written by the schema's own reader and writer. */

import {
  blocksFromHtml,
  blocksFromNodes,
  htmlFromBlocks,
  htmlFromRuns,
  nodesFromBlocks,
  runsFromNodes,
} from "@coscribe/shared/schema";
import { DOMSerializer, Fragment, Slice, type Schema } from "prosemirror-model";

/** The content of `dom`, see html-import.ts of the schema. A table is pasted as a whole. */
export function readHtml(schema: Schema, dom: globalThis.Node): Slice {
  const blocks = nodesFromBlocks(schema, blocksFromHtml(dom));
  return Slice.maxOpen(Fragment.fromArray(blocks), false);
}

/** Appends `fragment` to `parent` as nested HTML, see html-export.ts of the schema. */
export function writeHtml(
  fragment: Fragment,
  document: Document,
  parent: HTMLElement | DocumentFragment,
): void {
  const isInline = fragment.firstChild?.isInline === true;
  const html = isInline
    ? htmlFromRuns(runsFromNodes(fragment))
    : htmlFromBlocks(blocksFromNodes(fragment));
  for (const node of html) {
    parent.append(typeof node === "string" ? node : DOMSerializer.renderSpec(document, node).dom);
  }
}
