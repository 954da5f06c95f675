/** The document as a file of another program, for the person to keep. What writes it is loaded on use. */

import type { Connection } from "@coscribe/client";
import { flowText, readFlow, type BlockData } from "@coscribe/shared/flow";
// As a part of the page's own: the whole index, were it loaded on use, would come with the first load.
import { plainText, toHtml } from "@coscribe/shared/schema";
import { loadedPart } from "./load-failure.ts";
import { pictureFrom } from "./pictures.ts";

/** What a document can be downloaded as. */
export type DownloadFormat = "md" | "docx" | "html" | "txt";

const types: Readonly<Record<DownloadFormat, string>> = {
  md: "text/markdown",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/html",
  txt: "text/plain",
};

/** How long a file lies ready for a browser that asks where to keep it first. */
const keptMs = 60_000;

/** Gives the browser a file with the document to keep. Rejects if what writes it cannot be loaded. */
export async function download(connection: Connection, format: DownloadFormat): Promise<void> {
  const { blocks } = readFlow(flowText(connection.doc));
  const file = new Blob([await contentOf(connection, blocks, format)], { type: types[format] });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${fileName(connection.name)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}

async function contentOf(
  connection: Connection,
  blocks: readonly BlockData[],
  format: DownloadFormat,
): Promise<BlobPart> {
  switch (format) {
    case "md": {
      const { markdownFromBlocks } = await loadedPart(import("@coscribe/shared/markdown"));
      return markdownFromBlocks(blocks);
    }
    case "html":
      return `<!doctype html>\n<meta charset="utf-8">\n${toHtml(blocks)}\n`;
    case "txt":
      return `${plainText(blocks)}\n`;
    case "docx": {
      const { docxFromBlocks } = await loadedPart(import("@coscribe/shared/docx"));
      const picture = (src: string) => pictureFrom(connection, src);
      return docxFromBlocks(blocks, { title: connection.name, picture });
    }
  }
}

/** The last part of the document's name, of letters that files can have. */
function fileName(name: string): string {
  const last = name.split("/").at(-1) ?? "";
  return last.replaceAll(/[\\:*?"<>|\p{Cc}]/gu, "-") || "document";
}
