/**
 * A link as a card: its title, what is said about it, and where it leads. Nothing is fetched for it, so
 * opening a document tells nobody. One that leads nowhere yet asks for the address.
 */

import { embedAttrs, safeHref } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { watchEditable } from "../../editable.ts";
import { wordsIn, type Say } from "../../say.ts";
import { setLeafAttributes } from "../object-attributes.ts";
import { AddressForm } from "../address-form.ts";
import { cardWords } from "./card-words.ts";

/** See the head of this file. */
export const embedView: NodeViewConstructor = (node, view, getPos) =>
  new EmbedView(node, view, getPos);

class EmbedView implements NodeView {
  readonly dom: HTMLElement;
  readonly #say: Say<typeof cardWords>;
  readonly #view: EditorView;
  readonly #getPos: () => number | undefined;
  #form: AddressForm | undefined;
  #node: Node;
  readonly destroy: () => void;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    this.#say = wordsIn(view, cardWords);
    this.#view = view;
    this.#getPos = getPos;
    this.dom = view.dom.ownerDocument.createElement("div");
    this.dom.dataset["embed"] = "";
    this.dom.className = "coscribe-embed";
    this.#node = node;
    this.destroy = watchEditable(view, () => this.#show());
    // Whoever has just put it there is asked; nobody else's keys go astray because of it.
    setTimeout(() => {
      const { selection } = view.state;
      const isSelected = selection instanceof NodeSelection && selection.from === getPos();
      if (isSelected && this.dom.isConnected && view.hasFocus()) this.#form?.focus();
    });
  }

  update(node: Node): boolean {
    if (node.type.name !== "embed") return false;
    this.#node = node;
    this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.#form?.holds(event.target) === true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  #show(): void {
    const { ownerDocument } = this.dom;
    const { href, title, description } = embedAttrs(this.#node.attrs);
    if (href === "" && this.#view.editable) {
      this.#form ??= new AddressForm(
        ownerDocument,
        {
          label: this.#say("card.address"),
          add: this.#say("card.add"),
          empty: this.#say("card.empty"),
        },
        (typed) => this.#setAddress(typed),
      );
      this.dom.replaceChildren(this.#form.dom);
      return;
    }
    this.#form = undefined;
    const link = ownerDocument.createElement("a");
    link.className = "coscribe-embed-link";
    if (href !== "") link.href = href;
    link.rel = "noopener noreferrer nofollow";
    link.draggable = false;
    const lines = [
      [title || shortened(href), "coscribe-embed-title"],
      [description, "coscribe-embed-about"],
      [hostOf(href), "coscribe-embed-host"],
    ] as const;
    for (const [text, name] of lines) {
      if (text === "") continue;
      const line = ownerDocument.createElement("span");
      line.className = name;
      line.dir = "auto";
      line.textContent = text;
      link.append(line);
    }
    this.dom.replaceChildren(link);
  }

  #setAddress(typed: string): string | undefined {
    const href = safeHref(/^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : typed);
    const pos = this.#getPos();
    if (href === undefined) return this.#say("card.unsafe");
    if (pos !== undefined) setLeafAttributes(this.#view, pos, { href });
    return undefined;
  }
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host : "";
}

function shortened(href: string): string {
  return href.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
