/** Makes something that other programs can read of a document's updates. */

import { flowText, readFlow } from "@coscribe/shared/flow";
import { plainText, toHtml } from "@coscribe/shared/schema";
import * as Y from "yjs";

/** A document's content, twice. */
export interface CopyContent {
  /** Without any formatting. */
  readonly text: string;
  /** `blob:` address of an HTML file; whoever asked for it revokes it. */
  readonly address: string;
}

/** The content of the document `name` that `updates` make. */
export function readContent(name: string, updates: readonly Uint8Array[]): CopyContent {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const { blocks } = readFlow(flowText(doc));
  const file = new Blob([htmlFile(name, toHtml(blocks))], { type: "text/html" });
  return { text: plainText(blocks), address: URL.createObjectURL(file) };
}

function htmlFile(title: string, body: string): string {
  const page = document.implementation.createHTMLDocument(title);
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  page.body.innerHTML = body;
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}
