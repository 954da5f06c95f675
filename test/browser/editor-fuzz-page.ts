/**
 * The fuzz of test/client/editor in a page: editors with real views, edited by commands and by what a
 * browser does itself, such as its own typing, its clipboard and dropping.
 */

import { mountEditor, type Editor } from "@coscribe/client/editor";
import { isRemote } from "@coscribe/client/internal/editor/binding/remote-step";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { actionNames, actions, type Action } from "../client/editor/fuzz/actions.ts";
import { documentToBegin } from "../client/editor/fuzz/beginning.ts";
import type { Editing, Person } from "../client/editor/fuzz/person.ts";
import { placeInText, putCaret, selectSomething } from "../client/editor/fuzz/places.ts";
import { playRound, type RoundResult } from "../client/editor/fuzz/round.ts";
import type { Random } from "../support/random.ts";
import { clipboardEvent } from "./clipboard-event.ts";

/** An editor on the page. */
class Mounted implements Editing {
  readonly doc: Y.Doc = new Y.Doc({ guid: "one" });
  readonly awareness: Awareness = new Awareness(this.doc);
  readonly editor: Editor;
  /** How many edits the view began, and not the test. */
  ownEdits = 0;
  readonly #element: HTMLElement = document.createElement("div");
  readonly #dispatch: (transaction: Transaction) => void;

  constructor(client: number, content: Uint8Array) {
    this.doc.clientID = client;
    this.awareness.clientID = client;
    this.awareness.setLocalState({ user: { name: `p${client}`, color: "#c2410c" } });
    Y.applyUpdate(this.doc, content);
    document.body.append(this.#element);
    this.editor = mountEditor(this.#element, this);
    this.#dispatch = this.view.dispatch;
  }

  get view(): EditorView {
    return this.editor.view;
  }

  get state(): EditorState {
    return this.view.state;
  }

  get stored(): string {
    const doc = new Y.Doc({ guid: "one" });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc));
    const element = document.createElement("div");
    const fresh = mountEditor(element, { doc, awareness: new Awareness(doc) });
    const shown = JSON.stringify(fresh.view.state.doc);
    fresh.destroy();
    doc.destroy();
    return shown;
  }

  dispatch(transaction: Transaction): void {
    this.#dispatch(transaction);
  }

  undo(): boolean {
    return this.editor.run({ type: "undo" });
  }

  redo(): boolean {
    return this.editor.run({ type: "redo" });
  }

  /** What the DOM says otherwise than the state, block by block. */
  faults(): string[] {
    const faults: string[] = [];
    const { doc } = this.state;
    const text = textIn(this.view.dom);
    if (text !== doc.textContent) faults.push(`has the DOM ${text} and not ${doc.textContent}`);
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      const dom = this.view.nodeDOM(pos) as HTMLElement | null;
      const kind = (node.attrs["kind"] as string | null) ?? "paragraph";
      const shown = dom?.dataset["kind"] ?? "paragraph";
      if (dom === null || textIn(dom) !== node.textContent || shown !== kind) {
        faults.push(`draws ${dom?.outerHTML ?? "nothing"} for ${kind} ${node.textContent}`);
      }
      return false;
    });
    return faults;
  }

  watchedBy(watch: (transaction: Transaction, apply: () => void) => void): void {
    this.view.dispatch = (transaction) => {
      if (transaction.docChanged && !isRemote(transaction)) this.ownEdits++;
      watch(transaction, () => this.#dispatch(transaction));
    };
  }

  destroy(): void {
    this.editor.destroy();
    this.awareness.destroy();
    this.doc.destroy();
    this.#element.remove();
  }
}

/** The editors of the round that is being played. */
let all: readonly Mounted[] = [];

function viewOf(person: Person): EditorView {
  return all.find(({ doc }) => doc === person.document)!.view;
}

/** ProseMirror reads what the browser did in a mutation observer, which is called after a task's code. */
async function read(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

/** What a browser does to the text by itself. */
const native: Readonly<Record<string, Action>> = {
  async typeNatively(person, random) {
    if (!putCaret(person, random)) return;
    await execute(person, "insertText", String.fromCodePoint(0x41 + random.below(26)));
  },
  async typeOverNatively(person, random) {
    if (!selectWithin(person, random)) return;
    await execute(person, "insertText", String.fromCodePoint(0x41 + random.below(26)));
  },
  async deleteNatively(person, random) {
    if (!putCaret(person, random)) return;
    await execute(person, random.chance(0.5) ? "delete" : "forwardDelete");
  },
  press(person, random) {
    if (!selectSomething(person, random)) return;
    press(person, random.pick(keys));
  },
  cutNatively(person, random) {
    if (!selectSomething(person, random)) return;
    const data = new DataTransfer();
    fire(person, clipboardEvent("cut", data));
    // A browser pastes by itself what ProseMirror finds nothing in.
    if (data.getData("text/html") === "") return;
    if (random.chance(0.3) && !putCaret(person, random)) return;
    fire(person, clipboardEvent("paste", data));
  },
  drop(person, random) {
    if (!selectSomething(person, random)) return;
    const view = viewOf(person);
    const { selection } = view.state;
    const pos = placeInText(view.state, random);
    if (selection.empty || pos === undefined) return;
    const { left, top, bottom } = view.coordsAtPos(pos);
    view.dragging = { slice: selection.content(), move: true };
    fire(
      person,
      new DragEvent("drop", {
        clientX: left,
        clientY: (top + bottom) / 2,
        dataTransfer: new DataTransfer(),
        ...bubbling,
      }),
    );
  },
  /** Lets carets be drawn, and plugins do what they do in the next frame. */
  async draw() {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  },
};

const bubbling = { bubbles: true, cancelable: true };

const keys: readonly KeyboardEventInit[] = [
  { key: "Enter" },
  { key: "Enter", shiftKey: true },
  { key: "Tab" },
  { key: "Tab", shiftKey: true },
  { key: "Backspace" },
  { key: "Delete" },
  { key: "ArrowUp", altKey: true },
  { key: "ArrowDown", altKey: true },
  { key: "b", ctrlKey: true },
  { key: "d", ctrlKey: true },
];

function press(person: Person, init: KeyboardEventInit): void {
  const codes: Record<string, number> = { Enter: 13, Tab: 9, Backspace: 8, Delete: 46 };
  const keyCode = codes[init.key!] ?? init.key!.toUpperCase().codePointAt(0)!;
  fire(person, new KeyboardEvent("keydown", { ...init, keyCode, ...bubbling }));
}

function fire(person: Person, event: Event): void {
  const view = viewOf(person);
  view.focus();
  view.dom.dispatchEvent(event);
}

/** Selects within one block: over several, browsers have ideas of their own, which keys take care of. */
function selectWithin(person: Person, random: Random): boolean {
  if (!putCaret(person, random)) return false;
  const { doc, selection, tr } = person.state;
  const end = selection.$from.end();
  const to = random.chance(0.5) ? end : Math.min(end, selection.from + 1);
  person.dispatch(tr.setSelection(TextSelection.create(doc, selection.from, to)));
  return true;
}

async function execute(person: Person, command: string, text?: string): Promise<void> {
  const view = viewOf(person);
  view.focus();
  document.execCommand(command, false, text);
  await read();
}

/** A round in a browser. */
interface ScreenResult extends RoundResult {
  /** Edits that came of what the browser did. */
  readonly ownEdits: number;
}

/** Plays one round; the same seed is the same round. */
async function fuzz(seed: number, turns: number): Promise<ScreenResult> {
  const content = documentToBegin();
  all = Array.from({ length: 2 + (seed % 2) }, (_, i) => new Mounted(i + 1, content));
  const showsCarets = seed % 4 < 2;
  for (const { awareness } of showsCarets ? all : []) relay(awareness);
  const names = [...actionNames, ...Object.keys(native), "typeNatively", "deleteNatively", "press"];
  try {
    const everything = { ...actions, ...native };
    const result = await playRound(all, { seed, turns, actions: everything, names });
    return { ...result, ownEdits: all.reduce((sum, { ownEdits }) => sum + ownEdits, 0) };
  } finally {
    for (const mounted of all) mounted.destroy();
  }
}

/** Sends what a person says of their caret to all others at once, ahead of what they wrote. */
function relay(from: Awareness): void {
  from.on("update", (_changes: unknown, origin: unknown) => {
    if (origin === relay) return;
    const update = encodeAwarenessUpdate(from, [from.clientID]);
    for (const { awareness } of all) {
      if (awareness !== from) applyAwarenessUpdate(awareness, update, relay);
    }
  });
}

/** Exceptions that nobody has caught, and whatever was written to the console. */
const complaints: string[] = [];
addEventListener("error", ({ message }) => complaints.push(message));
addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
for (const level of ["error", "warn", "log"] as const) {
  console[level] = (...said: unknown[]) => complaints.push(said.map(String).join(" "));
}

/** What the test uses on the page. */
const fuzzPage = { fuzz, complaints };

/** The type of the page's global `fuzzPage`. */
export type FuzzPage = typeof fuzzPage;

(globalThis as unknown as { fuzzPage: FuzzPage }).fuzzPage = fuzzPage;

/** The text in an element, without what views draw beside it: tools, formulas. */
function textIn(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  const drawn = copy.querySelectorAll(".coscribe-code-bar, .coscribe-math-drawing");
  for (const one of drawn) one.remove();
  return copy.textContent;
}
