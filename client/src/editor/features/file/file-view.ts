/** A file that can be downloaded: its name, its size, and how far it is on its way to the server. */

import { fileAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { contextOf } from "../../context.ts";
import { wordsIn } from "../../say.ts";
import { sizeInWords } from "../files/file-size.ts";
import { fileWords } from "../files/file-words.ts";
import { UploadStatus } from "../files/upload-status.ts";

/** See the head of this file. */
export const fileView: NodeViewConstructor = (node, view, getPos) =>
  new FileView(node, view, getPos);

class FileView implements NodeView {
  readonly dom: HTMLElement;
  readonly #link: HTMLAnchorElement;
  readonly #size: HTMLElement;
  readonly #status: UploadStatus;
  readonly #view: EditorView;
  #node: Node;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    const { ownerDocument } = view.dom;
    this.#view = view;
    this.#node = node;
    this.dom = ownerDocument.createElement("div");
    this.dom.className = "coscribe-file";
    this.#link = ownerDocument.createElement("a");
    this.#link.className = "coscribe-file-name";
    this.#link.draggable = false;
    this.#link.dir = "auto";
    // The text around is edited: a click there would only set the caret.
    this.#link.addEventListener("click", (event) => event.stopPropagation());
    this.#size = ownerDocument.createElement("span");
    this.#size.className = "coscribe-file-size";
    this.#status = new UploadStatus(
      view,
      () => {
        const pos = getPos();
        if (pos !== undefined && view.editable) view.dispatch(view.state.tr.delete(pos, pos + 1));
      },
      () => this.#show(),
    );
    this.dom.append(this.#link, this.#size, this.#status.dom);
    this.#show();
  }

  update(node: Node): boolean {
    if (node.type.name !== "file") return false;
    this.#node = node;
    this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    const { target } = event;
    if (!(target instanceof globalThis.Node)) return false;
    return this.#status.dom.contains(target) || (event.type === "click" && target === this.#link);
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.#status.destroy();
  }

  #show(): void {
    const { src, name, size } = fileAttrs(this.#node.attrs);
    const url = contextOf(this.#view).files?.urlOf(src) ?? (/^https?:/.test(src) ? src : "");
    this.#link.textContent = name || wordsIn(this.#view, fileWords)("file.unnamed");
    this.#link.download = name;
    if (url === "") this.#link.removeAttribute("href");
    else this.#link.href = url;
    this.#size.textContent = size > 0 ? sizeInWords(size, contextOf(this.#view).language()) : "";
    this.#status.watch(src);
  }
}
