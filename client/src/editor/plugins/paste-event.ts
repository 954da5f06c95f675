/**
 * What is pasted otherwise than the browser's HTML or text says: Markdown, which came as plain text,
 * and code of an editor of code. And what the person is told about it.
 */

import {
  blocksFromHtml,
  cleanText,
  looksLikeMarkdown,
  nodesFromBlocks,
  picturesLeftOut,
} from "@coscribe/shared/schema";
import { Fragment, Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { contextOf } from "../context.ts";
import { pasteSlice } from "./paste-slices.ts";
import { isInVerbatim } from "./paste.ts";

/** What lies on the clipboard; "" for what does not. */
export interface Clip {
  readonly text: string;
  readonly html: string;
  /** What VS Code says of what it copied, as JSON. */
  readonly vsCode: string;
}

/** What an event of the clipboard holds. */
export function clipOf({ clipboardData }: ClipboardEvent): Clip {
  const data = (type: string): string => clipboardData?.getData(type) ?? "";
  return {
    text: data("text/plain"),
    html: data("text/html"),
    vsCode: data("vscode-editor-data"),
  };
}

/** Pastes what `clip` is in truth, and answers whether it is something else than it says. */
export function pasteOtherwise(view: EditorView, { text, html, vsCode }: Clip): boolean {
  if (text === "" || isInVerbatim(view.state)) return false;
  const language = vsCode === "" ? undefined : languageIn(vsCode);
  const isText = html === "" || language !== undefined;
  if (isText && isProse(language) && looksLikeMarkdown(text)) {
    void pasteMarkdown(view, text);
    return true;
  }
  if (language === undefined) return false;
  const letters = cleanText(text).replace(/\n$/, "");
  // A word of code within a line is no block.
  if (isProse(language) || !letters.includes("\n")) return view.pasteText(letters);
  pasteSlice(view, codeSlice(view, language, letters), text);
  return true;
}

/** Tells which pictures of what was pasted are only there in words. */
export function tellLeftOut(view: EditorView, html: string): void {
  if (!/<img\b/i.test(html)) return;
  // Word has pictures of formulas for others, which are read as what they say.
  const others = html.replaceAll(/<!\[if !msEquation\]>[^]*?<!\[endif\]>/g, "");
  const page = new DOMParser().parseFromString(others, "text/html");
  const { length } = picturesLeftOut(page.body);
  if (length === 0) return;
  const what = length === 1 ? "A picture was" : `${length} pictures were`;
  contextOf(view).notify({
    code: "pictures-left-out",
    message: `${what} left out: only the program it was copied from has the bytes. Copy it by itself, or drop its file here.`,
  });
}

async function pasteMarkdown(view: EditorView, text: string): Promise<void> {
  const { blocksFromMarkdown } = await import("@coscribe/shared/markdown");
  if (view.isDestroyed || !view.editable) return;
  const readHtml = (source: string) =>
    blocksFromHtml(new DOMParser().parseFromString(source, "text/html").body);
  const nodes = nodesFromBlocks(view.state.schema, blocksFromMarkdown(text, { readHtml }));
  pasteSlice(view, Slice.maxOpen(Fragment.fromArray(nodes), false), "");
}

/** Languages of text that is no program. */
function isProse(language: string | undefined): boolean {
  return language === undefined || /^(markdown|mdx|plaintext|text|)$/.test(language);
}

function languageIn(vsCode: string): string | undefined {
  try {
    const { mode } = JSON.parse(vsCode) as { readonly mode?: unknown };
    return typeof mode === "string" ? mode : undefined;
  } catch {
    return undefined;
  }
}

function codeSlice({ state: { schema } }: EditorView, language: string, text: string): Slice {
  const code = schema.node("textblock", { kind: "code", language }, schema.text(text));
  return new Slice(Fragment.from(code), 0, 0);
}
