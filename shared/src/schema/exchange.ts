/**
 * Documents in exchange with other programs, for a program without a screen: ProseMirror JSON, HTML
 * source and plain text, each from the blocks of a flow and, but for plain text, back. Needs neither
 * ProseMirror nor a DOM; `@coscribe/shared/schema` is for editors, which have both.
 */

export { toHtml } from "./html-export.ts";
export { blocksFromHtmlSource } from "./html-source.ts";
export { blocksFromJson, documentJson, type NodeJson } from "./json.ts";
export { plainText } from "./plain-text.ts";
export { schemaVersion } from "./schema-version.ts";
