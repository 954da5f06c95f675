/** What can be done with an image while it is selected: a bar of buttons below it. */

import type { ImageAttrs } from "@coscribe/shared/schema";

/** What the bar does. */
export interface ImageBarActions {
  readonly set: (attributes: Readonly<Record<string, string | number | null>>) => void;
  readonly addCaption: () => void;
  readonly remove: () => void;
  /** Back to the text. */
  readonly leave: () => void;
}

/** Widths in hundredths of the text's; 0 is the image's own. */
const widths = [
  [0, "Own size"],
  [25, "25 %"],
  [50, "50 %"],
  [75, "75 %"],
  [100, "100 %"],
] as const;

/** See the head of this file. */
export class ImageBar {
  readonly dom: HTMLElement;
  readonly #alt: HTMLInputElement;
  readonly #width: HTMLSelectElement;

  constructor(ownerDocument: Document, actions: ImageBarActions) {
    const create = ownerDocument.createElement.bind(ownerDocument);
    this.dom = create("div");
    this.dom.className = "coscribe-object-bar";
    this.dom.contentEditable = "false";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", "Image");
    this.#width = create("select");
    this.#width.setAttribute("aria-label", "Width");
    for (const [value, label] of widths) {
      const option = create("option");
      option.value = String(value);
      option.textContent = label;
      this.#width.append(option);
    }
    this.#width.addEventListener("change", () => {
      actions.set({ scale: Number(this.#width.value) || null });
    });
    this.#alt = create("input");
    this.#alt.type = "text";
    this.#alt.dir = "auto";
    this.#alt.maxLength = 2_000;
    this.#alt.placeholder = "What it shows, for those who do not see it";
    this.#alt.setAttribute("aria-label", "Alternative text");
    this.#alt.addEventListener("change", () =>
      actions.set({ alt: this.#alt.value.trim() || null }),
    );
    this.dom.append(
      this.#width,
      this.#alt,
      button(ownerDocument, "Caption", actions.addCaption),
      button(ownerDocument, "Remove", actions.remove),
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
    const isListed = widths.some(([value]) => value === scale);
    this.#width.value = String(isListed ? scale : "");
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
