/**
 * An image, with what can be done with it while it is selected: its width, what it shows in words, a caption
 * below it. Its place is there before it is, so that nothing jumps when it comes.
 */

import { newBlockId } from "@coscribe/shared/flow";
import { imageAttrs, textblockAttrs, type ImageAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { contextOf } from "../../context.ts";
import { wordsIn, type Say } from "../../say.ts";
import { UploadStatus } from "../files/upload-status.ts";
import { setLeafAttributes } from "../object-attributes.ts";
import { ImageBar } from "./image-bar.ts";
import { imageWords } from "./image-words.ts";
import { ResizeHandle } from "./resize-handle.ts";

/** See the head of this file. */
export const imageView: NodeViewConstructor = (node, view, getPos) =>
  new ImageView(node, view, getPos);

/** How long to wait each time an image is not there, in milliseconds; then it is not asked for any more. */
const pausesMs: readonly number[] = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000];

class ImageView implements NodeView {
  readonly dom: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #image: HTMLImageElement;
  readonly #status: UploadStatus;
  readonly #problem: HTMLElement;
  readonly #say: Say<typeof imageWords>;
  readonly #view: EditorView;
  readonly #getPos: () => number | undefined;
  #bar: ImageBar | undefined;
  #attrs: ImageAttrs;
  /** How often it was asked for in vain. */
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    const { ownerDocument } = view.dom;
    this.#say = wordsIn(view, imageWords);
    this.#view = view;
    this.#getPos = getPos;
    this.#attrs = imageAttrs(node.attrs);
    this.dom = ownerDocument.createElement("figure");
    this.dom.className = "coscribe-image";
    this.#frame = ownerDocument.createElement("div");
    this.#frame.className = "coscribe-image-frame";
    this.#image = ownerDocument.createElement("img");
    this.#image.decoding = "async";
    this.#image.loading = "lazy";
    this.#image.referrerPolicy = "no-referrer";
    this.#image.draggable = false;
    this.#image.addEventListener("error", () => {
      this.#setBroken(true);
      this.#tryAgainLater();
    });
    this.#image.addEventListener("load", () => {
      this.#tries = 0;
      this.#setBroken(false);
    });
    this.#problem = ownerDocument.createElement("div");
    this.#problem.className = "coscribe-image-problem";
    this.#problem.hidden = true;
    this.#status = new UploadStatus(
      view,
      () => this.#remove(),
      () => this.#showSource(),
    );
    const handle = new ResizeHandle(ownerDocument, {
      width: () => this.#frame.getBoundingClientRect().width,
      most: () => this.dom.getBoundingClientRect().width,
      preview: (width) => (this.#frame.style.inlineSize = `${width}px`),
      set: (scale) => this.#set({ scale }),
      isActive: () => view.editable,
      label: this.#say("image.resize"),
      inWords: (percent) => this.#say("image.percent", { percent }),
    });
    this.#frame.append(this.#image, this.#problem, this.#status.dom, handle.dom);
    this.dom.append(this.#frame);
    this.#show();
  }

  update(node: Node): boolean {
    if (node.type.name !== "image") return false;
    this.#attrs = imageAttrs(node.attrs);
    this.#show();
    return true;
  }

  selectNode(): void {
    this.dom.classList.add("ProseMirror-selectednode");
    if (!this.#view.editable) return;
    this.#bar ??= new ImageBar(this.dom.ownerDocument, this.#say, {
      set: (attributes) => this.#set(attributes),
      addCaption: () => this.#addCaption(),
      remove: () => this.#remove(),
      leave: () => this.#view.focus(),
    });
    this.#bar.show(this.#attrs);
    this.dom.append(this.#bar.dom);
  }

  deselectNode(): void {
    this.dom.classList.remove("ProseMirror-selectednode");
    this.#bar?.dom.remove();
  }

  stopEvent(event: Event): boolean {
    const { target } = event;
    if (!(target instanceof globalThis.Node)) return false;
    return (
      this.#bar?.dom.contains(target) === true ||
      this.#status.dom.contains(target) ||
      (target instanceof Element && target.closest(".coscribe-resize") !== null)
    );
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#status.destroy();
  }

  #show(): void {
    const { src, alt, width, height, scale } = this.#attrs;
    this.#image.alt = alt;
    if (width > 0 && height > 0) {
      this.#image.width = width;
      this.#image.height = height;
    }
    this.#frame.style.inlineSize = scale > 0 ? `${scale}%` : "";
    this.#status.watch(src);
    this.#showSource();
    if (this.#bar?.dom.isConnected === true) this.#bar.show(this.#attrs);
  }

  #showSource(): void {
    const { src } = this.#attrs;
    const url = contextOf(this.#view).files?.urlOf(src) ?? (/^https?:/.test(src) ? src : "");
    if (url === "") this.#setBroken(true);
    else if (this.#image.getAttribute("src") !== url) this.#image.src = url;
  }

  /** Whoever added it may still be sending it: then it is not on the server yet. */
  #tryAgainLater(): void {
    const pauseMs = pausesMs[this.#tries++];
    if (pauseMs === undefined || /^https?:/.test(this.#attrs.src)) return;
    this.#timer = setTimeout(() => {
      this.#image.removeAttribute("src");
      this.#showSource();
    }, pauseMs);
  }

  #setBroken(isBroken: boolean): void {
    const { src, alt, name } = this.#attrs;
    this.#problem.hidden = !isBroken;
    this.#image.hidden = isBroken;
    if (!isBroken) return;
    const shown = alt || name;
    this.#problem.textContent =
      shown === "" ? this.#say("image.broken") : this.#say("image.brokenNamed", { name: shown });
    if (/^https?:/.test(src)) this.#problem.append(" ", this.#linkTo(src));
  }

  /** An image of another host can be opened there. */
  #linkTo(address: string): HTMLAnchorElement {
    const link = this.dom.ownerDocument.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    link.textContent = URL.canParse(address) ? new URL(address).host : address;
    return link;
  }

  #set(attributes: Readonly<Record<string, string | number | null>>): void {
    const pos = this.#getPos();
    if (pos !== undefined) setLeafAttributes(this.#view, pos, attributes);
  }

  #remove(): void {
    const pos = this.#getPos();
    const { state } = this.#view;
    if (pos === undefined || !this.#view.editable) return;
    this.#view.dispatch(state.tr.delete(pos, pos + 1));
    this.#view.focus();
  }

  /** Goes to the caption below, which is made if there is none. */
  #addCaption(): void {
    const pos = this.#getPos();
    if (pos === undefined) return;
    const { state } = this.#view;
    const { tr, schema, doc } = state;
    const next = doc.nodeAt(pos + 1);
    const isThere = next?.isTextblock === true && textblockAttrs(next).kind === "caption";
    if (!isThere) {
      tr.insert(pos + 1, schema.node("textblock", { kind: "caption", id: newBlockId() }));
    }
    tr.setSelection(TextSelection.create(tr.doc, pos + 2));
    this.#view.dispatch(tr.scrollIntoView());
    this.#view.focus();
  }
}
