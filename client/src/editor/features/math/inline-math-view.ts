/** A formula within a line; Enter on it edits its TeX in the line. */

import { mathAttributes, readAttributes } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { draw } from "./drawing.ts";

/** See the head of this file. */
export const inlineMathView: NodeViewConstructor = (node, view) => new InlineMathView(node, view);

class InlineMathView implements NodeView {
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  #tex: string | undefined;

  constructor(node: Node, view: EditorView) {
    this.#view = view;
    this.dom = view.dom.ownerDocument.createElement("span");
    this.dom.className = "coscribe-math-inline";
    this.dom.dataset["math"] = "";
    this.#show(node);
  }

  update(node: Node): boolean {
    if (node.type.name !== "math") return false;
    this.#show(node);
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  #show({ attrs }: Node): void {
    const { tex } = readAttributes(mathAttributes, attrs);
    if (tex === this.#tex) return;
    this.#tex = tex;
    draw(this.#view, this.dom, tex, false, () => this.#tex === tex);
  }
}
