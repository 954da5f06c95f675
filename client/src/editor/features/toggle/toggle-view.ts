/** A line with a button that folds away what hangs below it. */

import { blockAttributes, textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type {
  EditorView,
  NodeView,
  NodeViewConstructor,
  ViewMutationRecord,
} from "prosemirror-view";
import { wordsIn } from "../../say.ts";
import { setDomAttributes } from "../dom-attributes.ts";
import { lineWords } from "../line-words.ts";
import { isFolded, setFolded } from "./folding.ts";

/** See the head of this file. */
export const toggleView: NodeViewConstructor = (node, view) => new ToggleView(node, view);

class ToggleView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #view: EditorView;
  #node: Node;

  constructor(node: Node, view: EditorView) {
    const { ownerDocument } = view.dom;
    this.#view = view;
    this.#node = node;
    this.dom = ownerDocument.createElement("div");
    this.contentDOM = ownerDocument.createElement("div");
    this.#button = ownerDocument.createElement("button");
    this.#button.type = "button";
    this.#button.className = "coscribe-toggle";
    this.#button.contentEditable = "false";
    this.#button.addEventListener("mousedown", (event) => {
      // The focus stays in the text, and a screen keyboard stays open.
      event.preventDefault();
    });
    this.#button.addEventListener("click", () => this.#fold());
    this.dom.append(this.#button, this.contentDOM);
    this.#show();
  }

  update(node: Node): boolean {
    if (textblockAttrs(node).kind !== "toggle") return false;
    this.#node = node;
    this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.#button;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    const isLost = !this.dom.contains(this.contentDOM);
    if (mutation.type === "selection" || isLost) return false;
    return !this.contentDOM.contains(mutation.target);
  }

  #fold(): void {
    const { state } = this.#view;
    const id = this.#node.attrs["id"] as unknown;
    if (typeof id !== "string") return;
    this.#view.dispatch(setFolded(state, id, !isFolded(state, id)));
    this.#show();
  }

  #show(): void {
    const attrs = textblockAttrs(this.#node);
    setDomAttributes(this.dom, blockAttributes(attrs));
    const isOpen = !isFolded(this.#view.state, this.#node.attrs["id"]);
    this.#button.setAttribute("aria-expanded", String(isOpen));
    const name = this.#node.textContent || wordsIn(this.#view, lineWords)("line.toggle");
    this.#button.setAttribute("aria-label", name);
  }
}
