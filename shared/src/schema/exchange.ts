/**
 * Documents in exchange with other programs, for a program without a screen: ProseMirror JSON, HTML
 * source and plain text, each from the blocks of a flow and, but for plain text, back. Needs neither
 * ProseMirror nor a DOM; `@coscribe/shared/schema` is for editors, which have both.
 */

export { blocksFromJson } from "./from-json.ts";
export { blocksFromText } from "./from-text.ts";
export { toHtml } from "./html-export.ts";
export { blocksFromHtmlSource, type HtmlSourceReading } from "./html-source.ts";
export { jsonProblem, type JsonChecking } from "./json-problem.ts";
export type { KeptPicture } from "./kept-picture.ts";
export type { MarkJson, NodeJson } from "./node-json.ts";
export { plainText } from "./plain-text.ts";
export { schemaVersion } from "./schema-version.ts";
export { Table, type CellChange, type TableChange } from "./table/change.ts";
export {
  gridOf,
  type Grid,
  type TableColumn,
  type TablePlace,
  type TableRow,
} from "./table/grid.ts";
export { deleteLines, insertLines, moveLines, toggleHeader } from "./table/lines.ts";
export { newTable, type NewPlace, type NewTable } from "./table/new-table.ts";
export { writeTableChange } from "./table/write-table.ts";
export { titleOfBlocks } from "./title-of-blocks.ts";
export { documentJson } from "./to-json.ts";
