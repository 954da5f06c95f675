/** A node that is drawn as the schema says, for as long as the one who made it wants. */

import { DOMSerializer, type Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";

/** See the head of this file. */
export class DrawnView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | null;
  readonly #goesOn: (node: Node, before: Node) => boolean;
  #node: Node;

  /** `goesOn` says whether the same elements do for another node, which is drawn anew otherwise. */
  constructor(node: Node, view: EditorView, goesOn: (node: Node, before: Node) => boolean) {
    const drawn = DOMSerializer.renderSpec(view.dom.ownerDocument, node.type.spec.toDOM!(node));
    this.dom = drawn.dom;
    this.contentDOM = drawn.contentDOM ?? null;
    this.#goesOn = goesOn;
    this.#node = node;
  }

  update(node: Node): boolean {
    if (!this.#goesOn(node, this.#node)) return false;
    this.#node = node;
    return true;
  }
}
