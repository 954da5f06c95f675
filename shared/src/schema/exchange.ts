/**
 * Documents in exchange with other programs, for a program without a screen: ProseMirror JSON, HTML
 * source and plain text, each from the blocks of a flow and, but for plain text, back. Needs neither
 * ProseMirror nor a DOM; `@coscribe/shared/schema` is for editors, which have both.
 */

export { blocksFromJson } from "./from-json.ts";
export { toHtml } from "./html-export.ts";
export { blocksFromHtmlSource } from "./html-source.ts";
export type { MarkJson, NodeJson } from "./node-json.ts";
export { plainText } from "./plain-text.ts";
export { schemaVersion } from "./schema-version.ts";
export { documentJson } from "./to-json.ts";
