/** Runs in the page of schema-html.test.ts: the document schema with a browser's own DOM. */

import { blocksFromHtml, documentSchema, htmlFromBlocks } from "@coscribe/shared/schema";
import { DOMSerializer, Slice, type Fragment } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { outline } from "../shared/schema/outline.ts";

/** The clipboard of an editor, by the schema's HTML. ProseMirror uses one method of each class. */
const clipboard = {
  clipboardParser: {
    parseSlice: (dom: Node) => Slice.maxOpen(blocksFromHtml(dom)),
  } as never,
  clipboardSerializer: {
    serializeFragment(blocks: Fragment, { document }: { document: Document }) {
      const html = document.createDocumentFragment();
      for (const node of htmlFromBlocks(blocks)) {
        html.append(typeof node === "string" ? node : DOMSerializer.renderSpec(document, node).dom);
      }
      return html;
    },
  } as never,
};

let view: EditorView | undefined;

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
    const state = EditorState.create({ doc: documentSchema.nodeFromJSON(json) });
    view = new EditorView(document.body, { state, ...clipboard });
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
    return outline(shownView().state.doc.content);
  },

  /** What is put on the clipboard when the range is copied. */
  copied(from: number, to: number): string {
    const { state } = shownView();
    return shownView().serializeForClipboard(state.doc.slice(from, to)).dom.innerHTML;
  },

  /** Pastes HTML at the caret. */
  paste(html: string): void {
    shownView().pasteHTML(html);
  },
};

/** What the test calls. */
export type SchemaPage = typeof page;

Object.assign(globalThis, { schemaPage: page });
