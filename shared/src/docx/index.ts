/**
 * Documents of word processors (.docx) from the blocks of a document, and back. Works in a page and in
 * Node. Heavy: load it on use.
 */

export { docxFromBlocks, type DocxPicture, type DocxWriting } from "./from-blocks.ts";
export { blocksFromDocx, DocxError, type DocxReading, type PictureInDocx } from "./to-blocks.ts";
