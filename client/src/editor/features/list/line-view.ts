/** A line with a bullet or a number: drawn as the schema says, with the roles that its list has. */

import { blockAttributes, textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { Decoration, EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { setDomAttributes } from "../dom-attributes.ts";
import { numberOf, showRoles } from "./list-roles.ts";

/** See the head of this file. */
export const lineView: NodeViewConstructor = (node, view, _getPos, decorations) =>
  new LineView(node, view, decorations);

class LineView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  #node: Node;

  constructor(node: Node, view: EditorView, decorations: readonly Decoration[]) {
    const { ownerDocument } = view.dom;
    this.dom = ownerDocument.createElement("div");
    this.contentDOM = ownerDocument.createElement("div");
    this.dom.append(this.contentDOM);
    this.#node = node;
    this.#show(decorations);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (textblockAttrs(node).kind !== textblockAttrs(this.#node).kind) return false;
    this.#node = node;
    this.#show(decorations);
    return true;
  }

  #show(decorations: readonly Decoration[]): void {
    const attrs = textblockAttrs(this.#node);
    setDomAttributes(this.dom, blockAttributes(attrs));
    this.contentDOM.setAttribute("aria-level", String(attrs.indent + 1));
    showRoles(this.dom, this.contentDOM, decorations);
    const number = numberOf(decorations);
    if (number === undefined) delete this.contentDOM.dataset["number"];
    else this.contentDOM.dataset["number"] = String(number);
  }
}
