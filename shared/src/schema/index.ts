/**
 * The document schema for editors: what a document is made of, as ProseMirror nodes, JSON, HTML and
 * plain text. Programs without an editor need no more than `@coscribe/shared/exchange`.
 */

export {
  readAttributes,
  flag,
  oneOf,
  text,
  wholeNumber,
  type Attribute,
  type AttributeValues,
} from "./attribute.ts";
export { cleanText } from "./clean-text.ts";
export { contentOf, kindIn, standardContent, textblockKinds, type Content } from "./content.ts";
export type { DomElement, DomNode } from "./dom.ts";
export { documentSchema, schemaOf } from "./document-schema.ts";
export type { ContentFeature, Kind, MarkFormat, ObjectFormat } from "./feature.ts";
export { colorNames, isColorName, type ColorName } from "./features/color/color-names.ts";
export { defaultHighlight } from "./features/color/color.ts";
export { embedAttrs, type EmbedAttrs } from "./features/embed/embed-attributes.ts";
export { fileAttrs, type FileAttrs } from "./features/file/file-attributes.ts";
export { frames, type Frame } from "./features/frame/frame-attributes.ts";
export { picturesLeftOut, type LeftOutPicture } from "./features/image/image-html.ts";
export { maxHeadingLevel } from "./features/heading/heading-attributes.ts";
export { imageAttrs, type ImageAttrs } from "./features/image/image-attributes.ts";
export { alignments, type Alignment } from "./features/layout/layout-attributes.ts";
export { maxStart } from "./features/list/list-attributes.ts";
export { mathAttributes } from "./features/math/math.ts";
export { mentionAttrs, type MentionAttrs } from "./features/mention/mention-attributes.ts";
export * as contentFeatures from "./features/index.ts";
export { blocksFromJson } from "./from-json.ts";
export { blocksFromText } from "./from-text.ts";
export { guardedSchema } from "./guarded-schema.ts";
export { htmlContentOf, standardHtmlContent, type HtmlContent } from "./html-content.ts";
export { htmlFromBlocks, htmlFromRuns, toHtml } from "./html-export.ts";
export type { BlockAttrs, HtmlFeature, HtmlKind, HtmlTag } from "./html-feature.ts";
export { blocksFromHtml } from "./html-import.ts";
export type { KeptPicture } from "./kept-picture.ts";
export type { HtmlElement, HtmlNode } from "./html-tree.ts";
export { looksLikeMarkdown } from "./looks-like-markdown.ts";
export { formatOfMark } from "./mark-key.ts";
export type { MarkJson, NodeJson } from "./node-json.ts";
export { blocksFromNodes, nodesFromBlocks, runsFromNodes } from "./nodes.ts";
export { numbering } from "./numbering.ts";
export type { OriginalElement, OriginalPart } from "./original.ts";
export { isPlaceholder, placeholderText } from "./placeholder.ts";
export { plainText } from "./plain-text.ts";
export { safeHref } from "./safe-href.ts";
export { safeSource } from "./safe-source.ts";
export { contentOfSchema } from "./schema-content.ts";
export { schemaVersion } from "./schema-version.ts";
export { blockAttributes } from "./textblock-dom.ts";
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
export { tableAligns, type TableAlign } from "./table/looks.ts";
export { mergeCells, placesWithin, spanOfPlace, splitCells, tintCells } from "./table/merge.ts";
export { newTable, type NewPlace, type NewTable } from "./table/new-table.ts";
export { settleLines } from "./table/settle-lines.ts";
export { sortRows } from "./table/sort.ts";
export type { Span } from "./table/spans.ts";
export { cellAttrs, missingCellAttrs, placeAttrs } from "./table/table-json.ts";
export { cellElementsIn, makeCell, writeTableChange } from "./table/write-table.ts";
export {
  defaultTextblockAttrs,
  maxIndent,
  textblockAttrs,
  type TextblockAttribute,
  type TextblockAttrs,
  type WithAttrs,
} from "./textblock.ts";
export { attrsOfBlock, blockJson, documentJson } from "./to-json.ts";
