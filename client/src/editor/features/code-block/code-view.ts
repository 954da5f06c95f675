/** A block of code with a bar above it: its language, and a button that copies all of it. */

import { blockAttributes, textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type {
  EditorView,
  NodeView,
  NodeViewConstructor,
  ViewMutationRecord,
} from "prosemirror-view";
import { setAttribute } from "../../commands/selected-blocks.ts";
import { watchEditable } from "../../editable.ts";
import { setDomAttributes } from "../dom-attributes.ts";
import { wordsIn, type Say } from "../../say.ts";
import { codeWords } from "./code-words.ts";
import { languages } from "./languages.ts";

/** See the head of this file. */
export const codeView: NodeViewConstructor = (node, view, getPos) =>
  new CodeView(node, view, getPos);

/** How long the button says that it has copied. */
const saidMs = 1_500;

class CodeView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly destroy: () => void;
  readonly #bar: HTMLElement;
  readonly #language: HTMLSelectElement;
  readonly #copy: HTMLButtonElement;
  readonly #say: Say<typeof codeWords>;
  readonly #view: EditorView;
  readonly #getPos: () => number | undefined;
  #node: Node;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    const { ownerDocument } = view.dom;
    this.#node = node;
    this.#say = wordsIn(view, codeWords);
    this.#view = view;
    this.#getPos = getPos;
    this.dom = ownerDocument.createElement("pre");
    this.contentDOM = ownerDocument.createElement("code");
    // A browser that joins two of these by itself moves text into the innermost block: it has to be this one.
    this.contentDOM.style.display = "block";
    this.#bar = ownerDocument.createElement("span");
    this.#bar.className = "coscribe-code-bar";
    this.#bar.contentEditable = "false";
    this.#language = ownerDocument.createElement("select");
    this.#language.className = "coscribe-code-language";
    this.#language.setAttribute("aria-label", this.#say("code.language"));
    this.#language.addEventListener("change", () => this.#setLanguage());
    this.#copy = ownerDocument.createElement("button");
    this.#copy.type = "button";
    this.#copy.className = "coscribe-code-copy";
    this.#copy.textContent = this.#say("code.copy");
    this.#copy.addEventListener("mousedown", (event) => event.preventDefault());
    this.#copy.addEventListener("click", () => void this.#copyCode());
    this.destroy = watchEditable(view, (isEditable) => {
      this.#language.disabled = !isEditable;
    });
    this.#bar.append(this.#language, this.#copy);
    // Behind the code: before it, Chromium puts what is composed at the start of the code beside the bar.
    this.dom.append(this.contentDOM, this.#bar);
    this.#show();
  }

  update(node: Node): boolean {
    if (textblockAttrs(node).kind !== "code") return false;
    const { language } = textblockAttrs(this.#node);
    this.#node = node;
    if (language !== textblockAttrs(node).language || this.#isLayoutOld(node)) this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && this.#bar.contains(event.target);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    const isLost = !this.dom.contains(this.contentDOM);
    if (mutation.type === "selection" || isLost) return false;
    return !this.contentDOM.contains(mutation.target);
  }

  #isLayoutOld(node: Node): boolean {
    const attributes = blockAttributes(textblockAttrs(node));
    return Object.entries(attributes).some(
      ([name, value]) => this.dom.getAttribute(name) !== String(value),
    );
  }

  #show(): void {
    const attrs = textblockAttrs(this.#node);
    setDomAttributes(this.dom, { ...blockAttributes(attrs), spellcheck: "false" });
    const { language } = attrs;
    const names = languages.some(([id]) => id === language)
      ? languages
      : [...languages, [language, language] as const];
    this.#language.replaceChildren(
      ...names.map(([id, label]) => {
        const option = this.dom.ownerDocument.createElement("option");
        option.value = id;
        option.textContent = label ?? this.#say("code.plain");
        return option;
      }),
    );
    this.#language.value = language;
  }

  #setLanguage(): void {
    const pos = this.#getPos();
    const node = pos === undefined ? null : this.#view.state.doc.nodeAt(pos);
    if (pos === undefined || node === null || !this.#view.editable) return;
    const { tr } = this.#view.state;
    setAttribute(tr, { node, pos }, "language", this.#language.value || null);
    this.#view.dispatch(tr);
    this.#view.focus();
  }

  async #copyCode(): Promise<void> {
    const { clipboard } = navigator;
    const said = await clipboard.writeText(this.#node.textContent).then(
      () => this.#say("code.copied"),
      () => this.#say("code.notCopied"),
    );
    this.#copy.textContent = said;
    setTimeout(() => {
      this.#copy.textContent = this.#say("code.copy");
    }, saidMs);
  }
}
