/** Runs in the page of schema-html.test.ts: the document schema with a browser's own DOM. */

import {
  handleClipboard,
  type LateClipboard,
} from "@coscribe/client/internal/editor/plugins/clipboard";
import * as part from "@coscribe/client/internal/editor/late-part";
import { blocksFromHtml, blocksFromNodes, documentSchema } from "@coscribe/shared/schema";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { outline } from "../shared/schema/outline.ts";
import { clipboardEvent } from "./clipboard-event.ts";

let view: EditorView | undefined;
const late: LateClipboard = {
  part,
  load: () => import("@coscribe/client/internal/editor/late-part"),
};

function shownView(): EditorView {
  if (view === undefined) throw new Error("no editor is shown");
  return view;
}

const page = {
  /** What the browser's parser and ours make of HTML source. */
  read(source: string): string[] {
    const { body } = new DOMParser().parseFromString(source, "text/html");
    return outline(blocksFromHtml(body));
  },

  /** Shows a document in an editor, the only one on the page; returns the editor's HTML. */
  show(json: unknown): string {
    view?.destroy();
    const doc = documentSchema.nodeFromJSON(json);
    const state = EditorState.create({ doc, plugins: [handleClipboard(documentSchema, late)] });
    view = new EditorView(document.body, { state });
    view.dom.style.whiteSpace = "pre-wrap";
    return view.dom.innerHTML;
  },

  /** Puts the caret at a position of the document. */
  placeCaret(position: number): void {
    const editor = shownView();
    const selection = TextSelection.create(editor.state.doc, position);
    editor.dispatch(editor.state.tr.setSelection(selection));
    editor.focus();
  },

  /** The document that is shown. */
  document(): unknown {
    return shownView().state.doc.toJSON();
  },

  /** The document that is shown, in lines. */
  outline(): string[] {
    return outline(blocksFromNodes(shownView().state.doc.content));
  },

  /** What is put on the clipboard when the range, to the end at most, is selected and copied. */
  copied(from: number, to: number): { readonly html: string; readonly text: string } {
    const { state } = shownView();
    const end = Math.min(to, state.doc.content.size);
    const selection = TextSelection.between(state.doc.resolve(from), state.doc.resolve(end));
    shownView().dispatch(state.tr.setSelection(selection));
    const { dom, text } = shownView().serializeForClipboard(selection.content());
    return { html: dom.innerHTML, text };
  },

  /** Pastes HTML, or else plain text, in place of the selection. */
  paste(html: string | undefined, text = ""): void {
    const data = new DataTransfer();
    if (html !== undefined) data.setData("text/html", html);
    data.setData("text/plain", text);
    const event = clipboardEvent("paste", data);
    if (html === undefined) shownView().pasteText(text, event);
    else shownView().pasteHTML(html, event);
  },

  /** Ids of all nodes that have one, in their order. */
  ids(): unknown[] {
    const ids: unknown[] = [];
    shownView().state.doc.descendants(({ attrs }) => {
      if ((attrs["id"] ?? null) !== null) ids.push(attrs["id"]);
    });
    return ids;
  },
};

/** What the test calls. */
export type SchemaPage = typeof page;

Object.assign(globalThis, { schemaPage: page });
