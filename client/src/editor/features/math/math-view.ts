/**
 * A formula: what its TeX comes to, and while the selection is in it the TeX as well. The TeX is the text of
 * the block, so several people can write in it at once.
 */

import { blockAttributes, textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type {
  EditorView,
  NodeView,
  NodeViewConstructor,
  ViewMutationRecord,
} from "prosemirror-view";
import { setDomAttributes } from "../dom-attributes.ts";
import { draw } from "./drawing.ts";

/** See the head of this file. */
export const mathView: NodeViewConstructor = (node, view, getPos) =>
  new MathView(node, view, getPos);

class MathView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly #drawing: HTMLElement;
  readonly #view: EditorView;
  #tex: string | undefined;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    this.#view = view;
    const { ownerDocument } = view.dom;
    this.dom = ownerDocument.createElement("div");
    this.contentDOM = ownerDocument.createElement("div");
    this.contentDOM.className = "coscribe-math-source";
    this.#drawing = ownerDocument.createElement("div");
    this.#drawing.className = "coscribe-math-drawing";
    this.#drawing.contentEditable = "false";
    this.#drawing.addEventListener("mousedown", (event) => {
      const pos = getPos();
      if (pos === undefined || !view.editable) return;
      event.preventDefault();
      const end = pos + 1 + (view.state.doc.nodeAt(pos)?.content.size ?? 0);
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, end)));
      view.focus();
    });
    this.dom.append(this.contentDOM, this.#drawing);
    this.#show(node);
  }

  update(node: Node): boolean {
    if (textblockAttrs(node).kind !== "math") return false;
    this.#show(node);
    return true;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    const isLost = !this.dom.contains(this.contentDOM);
    if (mutation.type === "selection" || isLost) return false;
    return !this.contentDOM.contains(mutation.target);
  }

  #show(node: Node): void {
    setDomAttributes(this.dom, { ...blockAttributes(textblockAttrs(node)), spellcheck: "false" });
    this.dom.classList.add("coscribe-math");
    const tex = node.textBetween(0, node.content.size, undefined, " ");
    if (tex === this.#tex) return;
    this.#tex = tex;
    draw(this.#view, this.#drawing, tex, true, () => this.#tex === tex);
  }
}
