/**
 * A mention on the screen. It says what was stored; an interface that knows what a person is called by now
 * writes that into it. A document's is a link: what following it means is the interface's as well.
 */

import { mentionAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { NodeView, NodeViewConstructor, ViewMutationRecord } from "prosemirror-view";

/** See the head of this file. */
export const mentionView: NodeViewConstructor = (node, view) => new MentionView(node, view.dom);

class MentionView implements NodeView {
  readonly dom: HTMLElement;
  #node: Node;

  constructor(node: Node, text: HTMLElement) {
    this.#node = node;
    this.dom = text.ownerDocument.createElement("span");
    this.dom.className = "coscribe-mention";
    this.#show();
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    const hasChanged = !node.sameMarkup(this.#node);
    this.#node = node;
    if (hasChanged) this.#show();
    return true;
  }

  /** Whatever an interface writes into it. */
  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection";
  }

  #show(): void {
    const { kind, ref } = mentionAttrs(this.#node.attrs);
    this.dom.dataset["mention"] = kind || "person";
    this.dom.dataset["ref"] = ref;
    if (kind === "document") this.dom.setAttribute("role", "link");
    else this.dom.removeAttribute("role");
    this.dom.textContent = this.#node.textContent;
  }
}
