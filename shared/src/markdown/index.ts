/**
 * Markdown from the blocks of a document, and back. CommonMark with what GitHub adds to it, and some of
 * what is usual beside that: `==marked==`, `$math$`, `> [!NOTE]`, `:::note`. Heavy: load it on use.
 */

export { markdownFromBlocks } from "./from-blocks.ts";
export { blocksFromMarkdown, type MarkdownReading } from "./to-blocks.ts";
