/**
 * The part of every page that is the same: a Y.Doc with an awareness, what comes from others, and
 * the clock. A page hands in how its editor is mounted, with `offer`.
 */

import { applyAwarenessUpdate, Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Mounts an editor into `element`, which is in the page and empty. */
export type Mount = (element: HTMLElement, doc: Y.Doc, awareness: Awareness) => unknown;

/** Bytes that came as JSON. */
type Bytes = readonly number[];

/** How long after one edit of another person the next one comes: some frames. */
const editEveryMs = 40;

/** States of awareness that nobody renews are forgotten after 30 s. */
const renewEveryMs = 10_000;

const link = { name: "link" };

class BenchPage {
  readonly #mount: Mount;
  readonly #doc = new Y.Doc();
  readonly #awareness = new Awareness(this.#doc);
  readonly #element = document.querySelector<HTMLElement>("#editor")!;
  #state: Uint8Array | undefined;
  #longest = 0;

  constructor(mount: Mount) {
    this.#mount = mount;
    // A connection asks for every edit and every caret, so that they are encoded.
    this.#doc.on("update", () => undefined);
    this.#awareness.on("update", () => undefined);
  }

  /** Fetches the document's state, and keeps it until it is used. */
  async load(): Promise<void> {
    const response = await fetch("state");
    this.#state = new Uint8Array(await response.arrayBuffer());
  }

  /** Mounts the editor on the document as it is; resolves when `length` letters are drawn. */
  async open(length: number): Promise<number> {
    await task();
    const begin = performance.now();
    this.#receiveState();
    this.mountEmpty();
    await this.#drawn(length);
    return performance.now() - begin;
  }

  /** Mounts the editor. */
  mountEmpty(): void {
    this.#awareness.setLocalStateField("user", { name: "Me", color: "#1d4ed8" });
    this.#mount(this.#element, this.#doc, this.#awareness);
  }

  /** Lets the document arrive at an editor that is mounted; resolves when it is drawn. */
  async arrive(length: number): Promise<number> {
    await task();
    const begin = performance.now();
    this.#receiveState();
    await this.#drawn(length);
    return performance.now() - begin;
  }

  /** Shows the others' carets. */
  meet(carets: readonly Bytes[]): void {
    for (const caret of carets) {
      applyAwarenessUpdate(this.#awareness, Uint8Array.from(caret), link);
    }
    setInterval(() => {
      const now = Date.now();
      for (const meta of this.#awareness.meta.values()) meta.lastUpdated = now;
    }, renewEveryMs);
  }

  /** Scrolls to the paragraph with this number, and says where in the window its text ends. */
  showEnd(number: number): { readonly x: number; readonly y: number } {
    const block = this.#blockOf(number);
    block.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.selectNodeContents(block);
    const last = [...range.getClientRects()].findLast(({ width }) => width > 0)!;
    return { x: last.right - 1, y: (last.top + last.bottom) / 2 };
  }

  /** The text that is drawn of the paragraph with this number. */
  textOf(number: number): string {
    return this.#blockOf(number).textContent ?? "";
  }

  /** Whether this person's caret is drawn, by its name. */
  shows(person: string): boolean {
    return (this.#element.textContent ?? "").includes(person);
  }

  /** Applies edits of others, one after the other; the time in JavaScript of each, in ms. */
  async receive(updates: readonly Bytes[]): Promise<readonly number[]> {
    const times: number[] = [];
    for (const update of updates.map((bytes) => Uint8Array.from(bytes))) {
      const begin = performance.now();
      Y.applyUpdate(this.#doc, update, link);
      times.push(performance.now() - begin);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await new Promise((resolve) => setTimeout(resolve, editEveryMs));
    }
    return times;
  }

  /** Pastes plain text at the caret, as the browser would. */
  async paste(text: string): Promise<void> {
    this.#watchTasks();
    const editable = this.#element.querySelector<HTMLElement>("[contenteditable=true]")!;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    await task();
    editable.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }

  /** The longest task since `paste` was called, in ms; 0 if none took 50. */
  longestTask(): number {
    return this.#longest;
  }

  /** How many letters can be edited. */
  letters(): number {
    return (this.#element.querySelector("[contenteditable=true]")?.textContent ?? "").length;
  }

  /** The document as it is now. */
  state(): Bytes {
    return [...Y.encodeStateAsUpdate(this.#doc)];
  }

  #watchTasks(): void {
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        this.#longest = Math.max(this.#longest, duration);
      }
    });
    observer.observe({ type: "longtask" });
  }

  #receiveState(): void {
    if (this.#state === undefined) throw new Error("load comes first");
    Y.applyUpdate(this.#doc, this.#state, link);
    this.#state = undefined;
  }

  /** Resolves two frames after there are so many letters that can be edited. */
  async #drawn(length: number): Promise<void> {
    /* oxlint-disable no-await-in-loop -- frames come one after the other */
    do await frame();
    while (this.letters() < length);
    /* oxlint-enable no-await-in-loop */
    await frame();
  }

  #blockOf(number: number): Element {
    const nodes = document.createTreeWalker(this.#element, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      if (node.nodeValue?.startsWith(`${number} `) === true) return node.parentElement!;
    }
    throw new Error(`paragraph ${number} is not shown`);
  }
}

/** Resolves in a task of the page's own: what the debugger evaluates is not counted as JavaScript. */
function task(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function frame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Makes the page's global `benchPage`. */
export function offer(mount: Mount): void {
  (globalThis as unknown as { benchPage: BenchPage }).benchPage = new BenchPage(mount);
}

/** The type of the page's global `benchPage`. */
export type { BenchPage };
