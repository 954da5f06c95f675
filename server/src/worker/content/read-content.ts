/** Tells a document in a format, with what it is called. */

import type { DocxPicture } from "@coscribe/shared/docx";
import { flowText, readFlow, titleOf } from "@coscribe/shared/flow";
import type { Doc } from "yjs";
import { fileOf } from "../../exchange/file-formats.ts";
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
  const called = { title, isTitleSet: given !== undefined };
  if (format === undefined) return { body: undefined, ...called, pictures: [] };
  if (format === "json") {
    return { body: JSON.stringify(documentJson(blocks)), ...called, pictures: [] };
  }
  const wanted: string[] = [];
  const source = {
    read: async (src: string): Promise<DocxPicture | undefined> => {
      wanted.push(src);
      return pictures.get(src);
    },
  };
  const bytes = await fileOf(blocks, format, title ?? untitled, source);
  const body = format === "docx" ? bytes : Buffer.from(bytes).toString();
  return { body, ...called, pictures: wanted };
}
