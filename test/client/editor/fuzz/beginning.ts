/** What everybody has when a round begins. */

import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromJson } from "@coscribe/shared/schema";
import { Doc, encodeStateAsUpdate } from "yjs";

const lines = [
  ["paragraph", "one"],
  ["bullet", "two"],
  ["paragraph", ""],
  ["paragraph", "three words here"],
] as const;

/** A document of a few lines, written by somebody who is not there any more. */
export function documentToBegin(): Uint8Array {
  const doc = new Doc({ guid: "one" });
  doc.clientID = 99;
  const content = lines.map(([kind, text]) => ({
    type: "textblock",
    attrs: { kind: kind === "paragraph" ? null : kind },
    content: text === "" ? [] : [{ type: "text", text }],
  }));
  insertBlocks(readFlow(flowText(doc)), undefined, blocksFromJson({ type: "doc", content }));
  return encodeStateAsUpdate(doc);
}
