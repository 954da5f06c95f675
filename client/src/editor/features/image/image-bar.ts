/** What can be done with an image while it is selected: a bar of buttons below it. */

import type { ImageAttrs } from "@coscribe/shared/schema";
import type { Say } from "../../say.ts";
import type { imageWords } from "./image-words.ts";

/** What the bar does. */
export interface ImageBarActions {
  readonly set: (attributes: Readonly<Record<string, string | number | null>>) => void;
  readonly addCaption: () => void;
  readonly remove: () => void;
  /** Back to the text. */
  readonly leave: () => void;
}

/** Widths in hundredths of the text's; 0 is the image's own. */
const widths: readonly number[] = [0, 25, 50, 75, 100];

/** See the head of this file. */
export class ImageBar {
  readonly dom: HTMLElement;
  readonly #alt: HTMLInputElement;
  readonly #width: HTMLSelectElement;

  constructor(ownerDocument: Document, say: Say<typeof imageWords>, actions: ImageBarActions) {
    const create = ownerDocument.createElement.bind(ownerDocument);
    this.dom = create("div");
    this.dom.className = "coscribe-object-bar";
    this.dom.contentEditable = "false";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", say("image.label"));
    this.#width = create("select");
    this.#width.setAttribute("aria-label", say("image.width"));
    for (const width of widths) {
      const option = create("option");
      option.value = String(width);
      option.textContent =
        width === 0 ? say("image.ownSize") : say("image.percent", { percent: width });
      this.#width.append(option);
    }
    this.#width.addEventListener("change", () => {
      actions.set({ scale: Number(this.#width.value) || null });
    });
    this.#alt = create("input");
    this.#alt.type = "text";
    this.#alt.dir = "auto";
    this.#alt.maxLength = 2_000;
    this.#alt.placeholder = say("image.altHint");
    this.#alt.setAttribute("aria-label", say("image.alt"));
    this.#alt.addEventListener("change", () =>
      actions.set({ alt: this.#alt.value.trim() || null }),
    );
    this.dom.append(
      this.#width,
      this.#alt,
      button(ownerDocument, say("image.caption"), actions.addCaption),
      button(ownerDocument, say("image.remove"), actions.remove),
    );
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && !(event.key === "Enter" && event.target === this.#alt)) return;
      event.preventDefault();
      this.#alt.blur();
      actions.leave();
    });
  }

  /** Shows what the image is now. */
  show({ alt, scale }: ImageAttrs): void {
    if (this.dom.ownerDocument.activeElement !== this.#alt) this.#alt.value = alt;
    this.#width.value = widths.includes(scale) ? String(scale) : "";
  }
}

function button(ownerDocument: Document, label: string, action: () => void): HTMLButtonElement {
  const made = ownerDocument.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", action);
  return made;
}
