/** A task with a box that can be ticked, by pointer and by keyboard. */

import { blockAttributes, textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type {
  Decoration,
  EditorView,
  NodeView,
  NodeViewConstructor,
  ViewMutationRecord,
} from "prosemirror-view";
import { setAttribute } from "../../commands/selected-blocks.ts";
import { watchEditable } from "../../editable.ts";
import { wordsIn } from "../../say.ts";
import { showRoles } from "./list-roles.ts";
import { setDomAttributes } from "../dom-attributes.ts";
import { lineWords } from "../line-words.ts";

/** See the head of this file. */
export const taskView: NodeViewConstructor = (node, view, getPos, decorations) =>
  new TaskView(node, view, getPos, decorations);

class TaskView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly destroy: () => void;
  readonly #view: EditorView;
  readonly #item: HTMLElement;
  readonly #box: HTMLInputElement;

  constructor(
    node: Node,
    view: EditorView,
    getPos: () => number | undefined,
    decorations: readonly Decoration[],
  ) {
    const { ownerDocument } = view.dom;
    this.#view = view;
    this.dom = ownerDocument.createElement("div");
    this.#item = ownerDocument.createElement("div");
    this.contentDOM = ownerDocument.createElement("div");
    this.#box = ownerDocument.createElement("input");
    this.#box.type = "checkbox";
    this.#box.className = "coscribe-box";
    this.#box.contentEditable = "false";
    this.destroy = watchEditable(view, (isEditable) => {
      this.#box.disabled = !isEditable;
    });
    this.#box.addEventListener("mousedown", (event) => {
      // The focus stays in the text, and a screen keyboard stays open.
      event.preventDefault();
    });
    this.#box.addEventListener("change", () => {
      const pos = getPos();
      const task = pos === undefined ? null : view.state.doc.nodeAt(pos);
      if (pos === undefined || task === null) return;
      const { tr } = view.state;
      setAttribute(tr, { node: task, pos }, "checked", this.#box.checked || null);
      view.dispatch(tr);
    });
    this.dom.append(this.#item);
    this.#item.append(this.#box, this.contentDOM);
    this.#show(node, decorations);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (!isTask(node)) return false;
    this.#show(node, decorations);
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.#box;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    // Chromium takes the element of the text along when it deletes the last letter.
    const isLost = !this.dom.contains(this.contentDOM);
    if (mutation.type === "selection" || isLost) return false;
    return !this.contentDOM.contains(mutation.target);
  }

  #show(node: Node, decorations: readonly Decoration[]): void {
    const attrs = textblockAttrs(node);
    const { indent, checked } = attrs;
    // As the schema draws a list line, which the style sheet relies on.
    setDomAttributes(this.dom, {
      ...blockAttributes(attrs),
      "data-checked": String(checked),
    });
    this.#item.setAttribute("aria-level", String(indent + 1));
    showRoles(this.dom, this.#item, decorations);
    this.#box.checked = checked;
    const name = node.textContent || wordsIn(this.#view, lineWords)("line.task");
    this.#box.setAttribute("aria-label", name);
  }
}

function isTask(node: Node): boolean {
  return textblockAttrs(node).kind === "task";
}
