/**
 * A text block that has no id of its own yet: the empty line that is shown where nothing is stored,
 * and text that another program wrote without a block around it. The first edit gives it one, and it
 * must not be drawn anew for that: an input method may be composing in it.
 */

import { DOMSerializer, type Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";

/** See the head of this file. It is drawn as the schema says. */
export class UnnamedView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  #node: Node;

  constructor(node: Node, view: EditorView) {
    const drawn = DOMSerializer.renderSpec(view.dom.ownerDocument, node.type.spec.toDOM!(node));
    this.dom = drawn.dom;
    this.contentDOM = drawn.contentDOM!;
    this.#node = node;
  }

  update(node: Node): boolean {
    const { id } = node.attrs as { readonly id: unknown };
    const named = { ...this.#node.attrs, id };
    if (!node.hasMarkup(this.#node.type, named, this.#node.marks)) return false;
    this.#node = node;
    return true;
  }
}
