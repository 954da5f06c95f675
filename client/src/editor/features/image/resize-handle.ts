/** Makes an image wider or narrower, by pointer or by arrow keys; written once, when it is done. */

/** What a handle needs to know, and does. */
export interface Resizing {
  /** Width now, in CSS pixels. */
  readonly width: () => number;
  /** Width of the text around. */
  readonly most: () => number;
  /** Shows a width that may become the one. */
  readonly preview: (width: number) => void;
  /** Takes a width, in hundredths of the text's. */
  readonly set: (scale: number) => void;
  readonly isActive: () => boolean;
  /** What it is called. */
  readonly label: string;
  /** A width in words. */
  readonly inWords: (scale: number) => string;
}

/** The narrowest image, in hundredths of the text's width. */
const least = 5;
const step = 5;

/** See the head of this file. */
export class ResizeHandle {
  readonly dom: HTMLElement;
  readonly #resizing: Resizing;

  constructor(ownerDocument: Document, resizing: Resizing) {
    this.#resizing = resizing;
    this.dom = ownerDocument.createElement("div");
    this.dom.className = "coscribe-resize";
    this.dom.contentEditable = "false";
    this.dom.tabIndex = 0;
    this.dom.setAttribute("role", "slider");
    this.dom.setAttribute("aria-label", resizing.label);
    this.dom.setAttribute("aria-valuemin", String(least));
    this.dom.setAttribute("aria-valuemax", "100");
    this.dom.addEventListener("pointerdown", (event) => this.#drag(event));
    this.dom.addEventListener("keydown", (event) => this.#key(event));
    this.dom.addEventListener("focus", () => this.#tell(this.#scaleOf(resizing.width())));
  }

  #scaleOf(width: number): number {
    const scale = Math.round((100 * width) / Math.max(1, this.#resizing.most()));
    return Math.min(100, Math.max(least, scale));
  }

  #drag(event: PointerEvent): void {
    if (!this.#resizing.isActive()) return;
    event.preventDefault();
    this.dom.setPointerCapture(event.pointerId);
    const isLeftward = getComputedStyle(this.dom).direction === "rtl";
    const { width: measured, preview, set } = this.#resizing;
    const start = measured();
    let width = start;
    const ended = new AbortController();
    const { signal } = ended;
    const move = ({ clientX }: PointerEvent): void => {
      const by = clientX - event.clientX;
      width = Math.max(1, start + (isLeftward ? -by : by));
      preview(Math.min(width, this.#resizing.most()));
    };
    const end = (): void => {
      ended.abort();
      if (width !== start) set(this.#scaleOf(width));
    };
    this.dom.addEventListener("pointermove", move, { signal });
    this.dom.addEventListener("pointerup", end, { signal });
    this.dom.addEventListener("pointercancel", end, { signal });
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowRight: step, ArrowUp: step, ArrowLeft: -step, ArrowDown: -step }[event.key];
    if (by === undefined || !this.#resizing.isActive()) return;
    event.preventDefault();
    const scale = this.#scaleOf(this.#resizing.width());
    const next = Math.min(100, Math.max(least, scale + by));
    this.#tell(next);
    this.#resizing.set(next);
  }

  #tell(scale: number): void {
    this.dom.setAttribute("aria-valuenow", String(scale));
    this.dom.setAttribute("aria-valuetext", this.#resizing.inWords(scale));
  }
}
