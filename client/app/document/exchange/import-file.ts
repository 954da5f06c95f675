/**
 * A file of another program, written behind what the document holds: one step of undo. What reads it
 * is loaded on use.
 */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import type { BlockData } from "@coscribe/shared/flow";
import { blocksFromHtml, blocksFromText, nodesFromBlocks } from "@coscribe/shared/schema";
import { loadedPart } from "./load-failure.ts";
import { keepPicture } from "./pictures.ts";

/** Writes `file` into the document; resolves to how many blocks it was. Rejects with the reason. */
export async function importFile(
  file: File,
  editor: Editor,
  connection: Connection,
): Promise<number> {
  const blocks = await blocksOf(file, connection);
  const { view } = editor;
  const { tr, doc, schema } = view.state;
  const nodes = nodesFromBlocks(schema, blocks);
  const isEmpty = editor.state.isEmpty && doc.childCount === 1;
  tr.replaceWith(isEmpty ? 0 : doc.content.size, doc.content.size, nodes);
  view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste"));
  return blocks.length;
}

async function blocksOf(file: File, connection: Connection): Promise<readonly BlockData[]> {
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
