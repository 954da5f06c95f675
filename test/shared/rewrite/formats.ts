/** Documents in each format, for tests of rewriting. */

import {
  blocksFromHtmlSource,
  blocksFromJson,
  blocksFromText,
  documentJson,
  plainText,
  toHtml,
} from "@coscribe/shared/exchange";
import { flowText, insertBlocks, readFlow, type BlockData } from "@coscribe/shared/flow";
import { blocksFromMarkdown, markdownFromBlocks } from "@coscribe/shared/markdown";
import { rewriteFlow } from "@coscribe/shared/rewrite";
import * as Y from "yjs";

/** How blocks are told in a format, and read again. */
interface Format {
  readonly tell: (blocks: readonly BlockData[]) => string;
  readonly read: (source: string) => BlockData[];
}

/** See the head of this file. */
export const formats: Readonly<Record<"json" | "html" | "markdown" | "text", Format>> = {
  json: {
    tell: (blocks) => JSON.stringify(documentJson(blocks)),
    read: (source) => blocksFromJson(JSON.parse(source)),
  },
  html: { tell: (blocks) => toHtml(blocks), read: (source) => blocksFromHtmlSource(source) },
  markdown: {
    tell: markdownFromBlocks,
    read: (source) =>
      blocksFromMarkdown(source, { readHtml: (html) => blocksFromHtmlSource(html) }),
  },
  text: { tell: (blocks) => `${plainText(blocks)}\n`, read: blocksFromText },
};

/** The name of a format. */
export type FormatName = keyof typeof formats;

/** All of them. */
export const formatNames: readonly FormatName[] = ["json", "html", "markdown", "text"];

/** A document with these blocks. */
export function docOf(blocks: readonly BlockData[]): Y.Doc {
  const doc = new Y.Doc();
  if (blocks.length > 0) insertBlocks(readFlow(flowText(doc)), undefined, blocks);
  return doc;
}

/** The blocks of a document. */
export function blocksOf(doc: Y.Doc): readonly BlockData[] {
  return readFlow(flowText(doc)).blocks;
}

/** A document in a format. */
export function told(doc: Y.Doc, format: FormatName): string {
  return formats[format].tell(blocksOf(doc));
}

/** Makes a document say `source`. Returns the update that this was; undefined for none. */
export function rewrite(doc: Y.Doc, format: FormatName, source: string): Uint8Array | undefined {
  const updates: Uint8Array[] = [];
  const onUpdate = (update: Uint8Array): void => void updates.push(update);
  doc.on("update", onUpdate);
  const { read, tell } = formats[format];
  for (let turn = 0; turn < 2; turn++) {
    const flow = readFlow(flowText(doc));
    const said = format === "json" ? undefined : read(tell(flow.blocks));
    if (rewriteFlow(flow, read(source), said)) break;
  }
  doc.off("update", onUpdate);
  return updates.length === 0 ? undefined : Y.mergeUpdates(updates);
}

/** Everybody gets what anybody has. */
export function exchange(...docs: readonly Y.Doc[]): void {
  // Twice, because Yjs tidies formats up after what it is sent.
  for (const from of [...docs, ...docs]) {
    for (const to of docs) {
      if (to !== from) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
    }
  }
}
