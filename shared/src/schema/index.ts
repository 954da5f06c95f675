/**
 * The document schema for editors: what a document is made of, as ProseMirror nodes, JSON, HTML and
 * plain text. Programs without an editor need no more than `@coscribe/shared/exchange`.
 */

export type { DomElement, DomNode } from "./dom.ts";
export { documentSchema } from "./document-schema.ts";
export { blocksFromJson } from "./from-json.ts";
export { guardedSchema } from "./guarded-schema.ts";
export { htmlFromBlocks, htmlFromRuns, toHtml } from "./html-export.ts";
export { blocksFromHtml } from "./html-import.ts";
export type { HtmlElement, HtmlNode } from "./html-tree.ts";
export { formatOfMark } from "./mark-key.ts";
export type { MarkJson, NodeJson } from "./node-json.ts";
export { blocksFromNodes, nodesFromBlocks, runsFromNodes } from "./nodes.ts";
export { numbering } from "./numbering.ts";
export type { OriginalElement, OriginalPart } from "./original.ts";
export { isPlaceholder, placeholderText } from "./placeholder.ts";
export { plainText } from "./plain-text.ts";
export { safeHref } from "./safe-href.ts";
export { schemaVersion } from "./schema-version.ts";
export { documentSpec } from "./spec.ts";
export { axisOf } from "./table/axis.ts";
export { cellsOf, unplacedColumn, type FlowData, type TableCell } from "./table/cells.ts";
export { Table, type CellChange, type TableChange } from "./table/change.ts";
export {
  columnWidths,
  gridOf,
  widthsOf,
  type Grid,
  type TableColumn,
  type TablePlace,
  type TableRow,
} from "./table/grid.ts";
export {
  deleteLines,
  insertLines,
  madeLimits,
  moveLines,
  setColumnAlign,
  setColumnWidth,
  setLineTint,
  toggleHeader,
} from "./table/lines.ts";
export { tableAligns, tableTints, type TableAlign } from "./table/looks.ts";
export { mergeCells, placesWithin, spanOfPlace, splitCells, tintCells } from "./table/merge.ts";
export { newTable, type NewPlace, type NewTable } from "./table/new-table.ts";
export { sortRows } from "./table/sort.ts";
export type { Span } from "./table/spans.ts";
export { cellAttrs, missingCellAttrs, placeAttrs } from "./table/table-json.ts";
export { cellElementsIn, makeCell, writeTableChange } from "./table/write-table.ts";
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
export { attrsOfBlock, blockJson, documentJson } from "./to-json.ts";
