/** The document schema: what a document is made of, and its HTML. */

export type { DomElement, DomNode } from "./dom.ts";
export { documentSchema } from "./document-schema.ts";
export { GuardedSchema } from "./guarded-schema.ts";
export { htmlFromBlocks, htmlFromRuns, toHtml } from "./html-export.ts";
export { blocksFromHtml } from "./html-import.ts";
export { attrsOfBlock, blocksFromJson, blockJson, documentJson, type NodeJson } from "./json.ts";
export { formatOfMark, type MarkJson } from "./mark-key.ts";
export { blocksFromNodes, nodesFromBlocks, runsFromNodes } from "./nodes.ts";
export { plainText } from "./plain-text.ts";
export type { HtmlElement, HtmlNode } from "./html-tree.ts";
export { numbering } from "./numbering.ts";
export {
  isPlaceholder,
  placeholderText,
  type OriginalElement,
  type OriginalText,
} from "./placeholder.ts";
export { safeHref } from "./safe-href.ts";
export { cellsOf, type TableCell } from "./table.ts";
export { schemaVersion } from "./schema-version.ts";
export { documentSpec } from "./spec.ts";
export {
  defaultTextblockAttrs,
  maxHeadingLevel,
  maxIndent,
  textblockAttrs,
  textblockKinds,
  type TextblockAttrs,
  type TextblockKind,
  type WithAttrs,
} from "./textblock.ts";
