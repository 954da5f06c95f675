/** What is said on an image or a file that is not on the server yet, or never will be. */

import type { EditorView } from "prosemirror-view";
import { contextOf, type EditorUpload } from "../../context.ts";
import { wordsIn } from "../../say.ts";
import { fileWords } from "./file-words.ts";
import { problemInWords } from "./problem-in-words.ts";

/** See the head of this file. Nothing is seen of it once the file is on the server. */
export class UploadStatus {
  readonly dom: HTMLElement;
  readonly #text: HTMLElement;
  readonly #bar: HTMLProgressElement;
  readonly #button: HTMLButtonElement;
  readonly #view: EditorView;
  readonly #stop: () => void;
  #src = "";

  /** `remove` takes the block away; `changed` is called whenever the file may be found elsewhere. */
  constructor(view: EditorView, remove: () => void, changed: () => void) {
    const { ownerDocument } = view.dom;
    this.#view = view;
    this.dom = ownerDocument.createElement("div");
    this.dom.className = "coscribe-upload";
    this.dom.hidden = true;
    this.#text = ownerDocument.createElement("span");
    this.#text.setAttribute("role", "status");
    this.#bar = ownerDocument.createElement("progress");
    this.#button = ownerDocument.createElement("button");
    this.#button.type = "button";
    this.#button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#button.addEventListener("click", () => {
      this.#upload?.cancel();
      remove();
    });
    this.dom.append(this.#text, this.#bar, this.#button);
    this.#stop = contextOf(view).onUploads(() => {
      this.#show();
      changed();
    });
  }

  /** What is told is that of the file with this `src`. */
  watch(src: string): void {
    this.#src = src;
    this.#show();
  }

  destroy(): void {
    this.#stop();
  }

  get #upload(): EditorUpload | undefined {
    return contextOf(this.#view).files?.all.find(({ src }) => src === this.#src);
  }

  #show(): void {
    const upload = this.#upload;
    const isSettled = upload === undefined || ["done", "cancelled"].includes(upload.state.state);
    this.dom.hidden = isSettled;
    if (upload === undefined || isSettled) return;
    const { state } = upload;
    const say = wordsIn(this.#view, fileWords);
    this.#bar.hidden = state.state !== "sending";
    this.#bar.max = Math.max(1, upload.size);
    this.#bar.value = state.state === "sending" ? state.sentBytes : 0;
    const name = upload.name || say("file.unnamed");
    this.#bar.setAttribute("aria-label", say("file.sendingNamed", { name }));
    this.#text.textContent =
      state.state === "refused"
        ? problemInWords(this.#view, state, upload.size)
        : state.state === "sending"
          ? say("file.sending")
          : say("file.waiting");
    this.#button.textContent = say(state.state === "refused" ? "file.remove" : "file.cancel");
    this.dom.dataset["state"] = state.state;
  }
}
