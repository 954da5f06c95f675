/** Tells a document in a format, with what it is called. */

import type { DocxPicture } from "@coscribe/shared/docx";
import { flowText, readFlow, titleOf } from "@coscribe/shared/flow";
import type { Doc } from "yjs";
import { fileOf } from "../../exchange/file-formats.ts";
import { versionOf } from "./base-document.ts";
import type { ReadRequest, Told } from "./content-job.ts";

/** See the head of this file. */
export async function readContent(
  doc: Doc,
  { format, untitled, pictures }: ReadRequest,
): Promise<Told> {
  const { documentJson, titleOfBlocks } = await import("@coscribe/shared/exchange");
  const text = flowText(doc);
  const { blocks } = readFlow(text);
  const given = titleOf(text);
  const title = given ?? titleOfBlocks(blocks);
  const isTitleSet = given !== undefined;
  const nothing = { body: undefined, title, isTitleSet, snapshot: undefined, pictures: [] };
  if (format === undefined) return nothing;
  const snapshot = versionOf(doc);
  if (format === "json")
    return { ...nothing, body: JSON.stringify(documentJson(blocks)), snapshot };
  const wanted: string[] = [];
  const source = {
    read: async (src: string): Promise<DocxPicture | undefined> => {
      wanted.push(src);
      return pictures.get(src);
    },
  };
  const bytes = await fileOf(blocks, format, title ?? untitled, source);
  const body = format === "docx" ? bytes : Buffer.from(bytes).toString();
  return { body, title, isTitleSet, snapshot, pictures: wanted };
}
