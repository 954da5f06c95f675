/** The blocks of a file of another program, told by its name. What reads it is loaded on use. */

import type { Connection } from "@coscribe/client";
import type { BlockData } from "@coscribe/shared/flow";
import { blocksFromHtml, blocksFromText } from "@coscribe/shared/schema";
import { loadedPart } from "./load-failure.ts";
import { keepPicture } from "./pictures.ts";

/** Its pictures become files of the document of `connection`. Rejects with the reason. */
export async function blocksOfFile(
  file: File,
  connection: Connection,
): Promise<readonly BlockData[]> {
  switch (/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase()) {
    case "docx": {
      const { blocksFromDocx } = await loadedPart(import("@coscribe/shared/docx"));
      const bytes = new Uint8Array(await file.arrayBuffer());
      return blocksFromDocx(bytes, { picture: (picture) => keepPicture(connection, picture) });
    }
    case "html":
    case "htm":
      return htmlBlocks(await file.text());
    case "txt":
      return blocksFromText(await file.text());
    default: {
      const { blocksFromMarkdown } = await loadedPart(import("@coscribe/shared/markdown"));
      return blocksFromMarkdown(await file.text(), { readHtml: htmlBlocks });
    }
  }
}

function htmlBlocks(source: string): BlockData[] {
  return blocksFromHtml(new DOMParser().parseFromString(source, "text/html").body);
}
