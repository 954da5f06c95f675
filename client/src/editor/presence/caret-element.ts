/** One other person's caret, selection and name on the screen. */

import type { User } from "../../status.ts";
import type { Box } from "./geometry.ts";
import { inkOn } from "./ink.ts";

/** How long a name stays after its owner last moved. */
const nameDurationMs = 2_500;

/** How long it takes to fade at the end of that. */
const nameFadeMs = 250;

/** Colour of somebody who gave none. */
const unknownColor = "#6b7280";

/** Where a person's caret and selection are drawn. */
export interface Drawing {
  /** Undefined when the caret is not on the screen. */
  readonly caret: Box | undefined;
  readonly selection: readonly Box[];
}

/** See the head of this file. */
export class CaretElement {
  readonly #root: HTMLElement;
  readonly #selection: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #name: HTMLElement;
  #box: Box | undefined;
  #color = "";

  /** Adds the caret to `layer`, without a place yet. */
  constructor(layer: HTMLElement) {
    const create = (className: string, parent: HTMLElement): HTMLElement => {
      const element = layer.ownerDocument.createElement("div");
      element.className = className;
      parent.append(element);
      return element;
    };
    this.#root = create("coscribe-person", layer);
    this.#selection = create("coscribe-selection", this.#root);
    this.#bar = create("coscribe-caret", this.#root);
    this.#name = create("coscribe-caret-name", this.#bar);
    this.#name.dir = "auto";
    this.tellName();
  }

  /** Draws it. `width` is that of the layer. */
  show(user: User | undefined, { caret, selection }: Drawing, width: number): void {
    this.#showUser(user);
    this.#box = caret;
    this.#bar.hidden = caret === undefined;
    if (caret !== undefined) {
      this.#bar.style.transform = `translate(${caret.left}px, ${caret.top}px)`;
      this.#bar.style.height = `${caret.height}px`;
      this.#bar.classList.toggle("is-below", caret.top < caret.height);
      this.#bar.classList.toggle("is-leftward", caret.left > width / 2);
    }
    this.#showSelection(selection);
  }

  /** Shows the name for a while. */
  tellName(): void {
    for (const animation of this.#name.getAnimations()) animation.cancel();
    // Waiting is free for a browser; a long animation in which nothing changes is drawn 60 times a second.
    const delay = nameDurationMs - nameFadeMs;
    const timing = { delay, duration: nameFadeMs, fill: "backwards" } as const;
    this.#name.animate([{ opacity: 1 }, { opacity: 0 }], timing);
  }

  /** Whether a point of the layer is on the caret, give or take `distance` pixels. */
  isWithin(x: number, y: number, distance: number): boolean {
    const box = this.#box;
    if (box === undefined) return false;
    const isBeside = Math.abs(x - box.left) <= distance;
    return isBeside && y >= box.top - distance && y <= box.top + box.height + distance;
  }

  /** Shows the name as long as the pointer is near. */
  setNear(isNear: boolean): void {
    this.#bar.classList.toggle("is-near", isNear);
  }

  remove(): void {
    this.#root.remove();
  }

  /** Only when it is another one: to write the same again makes a browser lay it out. */
  #showUser(user: User | undefined): void {
    const color = user?.color ?? unknownColor;
    const name = user?.name ?? "";
    if (color === this.#color && name === this.#name.textContent) return;
    this.#color = color;
    this.#root.style.setProperty("--coscribe-person", color);
    this.#root.style.setProperty("--coscribe-on-person", inkOn(color));
    this.#name.textContent = name;
  }

  #showSelection(boxes: readonly Box[]): void {
    while (this.#selection.childElementCount > boxes.length) this.#selection.lastChild!.remove();
    while (this.#selection.childElementCount < boxes.length) {
      this.#selection.append(this.#root.ownerDocument.createElement("div"));
    }
    for (const [i, box] of boxes.entries()) {
      const { style } = this.#selection.children[i] as HTMLElement;
      style.transform = `translate(${box.left}px, ${box.top}px)`;
      style.width = `${box.width}px`;
      style.height = `${box.height}px`;
    }
  }
}
