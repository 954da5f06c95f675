/** The formats that documents are exported to and imported from. Their libraries are loaded on use. */

import type { BlockData } from "@coscribe/shared/flow";
import type { IncomingPictures } from "./incoming-pictures.ts";
import type { OutgoingPictures } from "./outgoing-pictures.ts";

/** Where the pictures of a document are found. */
export type PictureSource = Pick<OutgoingPictures, "read">;

/** How a document can lie in a file; in `yjs` as it is, as one Yjs update. */
export const fileFormats = ["md", "html", "docx", "txt", "json", "yjs"] as const;

/** One of {@link fileFormats}. */
export type FileFormat = (typeof fileFormats)[number];

/** Those of other programs, which have its text. */
export type TextFormat = Exclude<FileFormat, "yjs">;

/** The format that a file's name tells; undefined where it tells none of ours. */
export function formatOfFile(path: string): FileFormat | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  const known: Readonly<Record<string, FileFormat>> = { markdown: "md", htm: "html", text: "txt" };
  const format = ending === undefined ? undefined : (known[ending] ?? ending);
  return fileFormats.find((one) => one === format);
}

/** The bytes of a file with these blocks; `title` is what it says it is called. A .docx has the pictures in it. */
export async function fileOf(
  blocks: readonly BlockData[],
  format: TextFormat,
  title: string,
  pictures: PictureSource,
): Promise<Uint8Array> {
  if (format === "docx") {
    const { docxFromBlocks } = await import("@coscribe/shared/docx");
    return docxFromBlocks(blocks, { title, picture: (src) => pictures.read(src) });
  }
  return Buffer.from(await textOf(blocks, format, title));
}

async function textOf(
  blocks: readonly BlockData[],
  format: Exclude<TextFormat, "docx">,
  title: string,
): Promise<string> {
  const { documentJson, plainText, toHtml } = await import("@coscribe/shared/exchange");
  switch (format) {
    case "md": {
      const { markdownFromBlocks } = await import("@coscribe/shared/markdown");
      return markdownFromBlocks(blocks);
    }
    case "html":
      return `<!doctype html>\n<meta charset="utf-8">\n<title>${escaped(title)}</title>\n${toHtml(blocks)}\n`;
    case "txt":
      return `${plainText(blocks)}\n`;
    case "json":
      return `${JSON.stringify(documentJson(blocks), undefined, 2)}\n`;
  }
}

/**
 * The blocks in the bytes of a file, whose pictures `pictures` takes. Rejects with the reason for a file that
 * is none of this format.
 */
export async function blocksOfFile(
  bytes: Uint8Array,
  format: TextFormat,
  pictures: IncomingPictures,
): Promise<BlockData[]> {
  if (format === "docx") {
    const { blocksFromDocx } = await import("@coscribe/shared/docx");
    return blocksFromDocx(bytes, {
      picture: async ({ name, bytes: picture }) => pictures.take(name, picture),
    });
  }
  const text = new TextDecoder().decode(bytes);
  const { blocksFromHtmlSource, blocksFromJson, blocksFromText } =
    await import("@coscribe/shared/exchange");
  const picture = (url: string) => pictures.takeUrl(url);
  const readHtml = (source: string) => blocksFromHtmlSource(source, { picture });
  switch (format) {
    case "md": {
      const { blocksFromMarkdown } = await import("@coscribe/shared/markdown");
      return blocksFromMarkdown(text, { readHtml, picture });
    }
    case "html":
      return readHtml(text);
    case "txt":
      return blocksFromText(text);
    case "json":
      return blocksFromJson(JSON.parse(text));
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
