/**
 * What editor tests run in the browser: editors on Y.Docs of their own, joined by a link that can be
 * cut, and small verbs to use on them. Bundled by editor-support.ts.
 */

import {
  type Editor,
  type EditorCommand,
  type EditorOptions,
  type EditorSummary,
  mountEditor,
} from "@coscribe/client/editor";
import { documentSchema } from "@coscribe/shared/schema";
import {
  EditorState,
  NodeSelection,
  TextSelection,
  type Plugin,
  type Transaction,
} from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import { initProseMirrorDoc, ySyncPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { actions, Letters, type ActionName, type Typist } from "../client/editor/typist.ts";
import { Random } from "../support/random.ts";

/** One person: an editor in an element with the person's name as its ID. */
export interface Person {
  readonly name: string;
  readonly element: HTMLElement;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  editor: Editor;
}

/** The origin of what comes from elsewhere. */
const link = { name: "link" };

const people: Person[] = [];
let isCut = false;

/** A block in short: its text, or its attributes and its text. */
type Block = string | readonly [attrs: object, text: string];

/** Takes everybody off the page and mounts an editor for each name, all on one new document. */
function start(
  names: readonly string[],
  blocks: readonly Block[] = [],
  options: EditorOptions = {},
): void {
  isCut = false;
  for (const person of people.splice(0)) {
    person.editor.destroy();
    person.doc.destroy();
    person.element.remove();
  }
  const content = updateOf(blocks);
  for (const [index, name] of names.entries()) people.push(createPerson(name, index, content));
  for (const person of people) joinOthers(person);
  for (const person of people) {
    person.editor = mountEditor(person.element, person, { label: person.name, ...options });
  }
}

/** A document of `blocks`, written by somebody who is not there any more. */
function updateOf(blocks: readonly Block[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 99;
  doc.getXmlFragment("prosemirror").insert(
    0,
    blocks.map((block) => {
      const [attrs, text] = typeof block === "string" ? [{}, block] : block;
      const element = new Y.XmlElement("textblock");
      for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value as string);
      element.insert(0, [new Y.XmlText(text)]);
      return element;
    }),
  );
  return Y.encodeStateAsUpdate(doc);
}

function createPerson(name: string, index: number, content: Uint8Array): Person {
  const element = document.createElement("div");
  element.id = name;
  element.className = "person";
  document.body.append(element);
  const doc = new Y.Doc();
  doc.clientID = index + 1;
  Y.applyUpdate(doc, content, link);
  const awareness = new Awareness(doc);
  const color = ["#c2410c", "#1d4ed8", "#15803d"][index]!;
  awareness.setLocalState({ user: { name, color } });
  return { name, element, doc, awareness, editor: undefined as unknown as Editor };
}

function joinOthers(person: Person): void {
  const others = (): Person[] => people.filter((other) => other !== person);
  person.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (isCut || origin === link) return;
    for (const other of others()) Y.applyUpdate(other.doc, update, link);
  });
  person.awareness.on("update", (_changes: unknown, origin: unknown) => {
    if (origin === link) return;
    const update = encodeAwarenessUpdate(person.awareness, [person.doc.clientID]);
    for (const other of others()) applyAwarenessUpdate(other.awareness, update, link);
  });
}

let stockView: EditorView | undefined;

/** Ann with our editor, and somebody with y-prosemirror's plugins and the same schema. */
function startWithStock(blocks: readonly Block[]): void {
  stockView?.destroy();
  start(["ann", "bob"], blocks);
  const bob = personNamed("bob");
  bob.editor.destroy();
  const fragment = bob.doc.getXmlFragment("prosemirror");
  const { doc, mapping } = initProseMirrorDoc(fragment, documentSchema);
  stockView = new EditorView(bob.element, {
    state: EditorState.create({ doc, plugins: [ySyncPlugin(fragment, { mapping }) as Plugin] }),
  });
}

function stock(): EditorView {
  if (stockView === undefined) throw new Error("startWithStock comes first");
  return stockView;
}

/** Edits stay where they are made, until `heal`. */
function cut(): void {
  isCut = true;
}

/** Everybody gets what they missed. */
function heal(): void {
  isCut = false;
  for (const from of people) {
    for (const to of people) {
      if (from === to) continue;
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), link);
    }
  }
}

function personNamed(name: string): Person {
  const person = people.find((other) => other.name === name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person;
}

/** Blocks as short texts: `bullet+1: text`, with marks as `<bold>`. */
function lines(name: string): string[] {
  return personNamed(name).editor.view.state.doc.children.map((block) => {
    const { kind, level, indent, checked, language } = block.attrs;
    const facts = [kind, level && `h${level}`, checked && "done", language].filter(Boolean);
    const prefix = facts.join(" ") + (indent ? `+${indent}` : "");
    const text = block.children
      .map((child) => {
        const marks = child.marks.map((mark) => mark.attrs["href"] ?? mark.type.name).join(" ");
        const inner = child.isText ? child.text! : child.type.name === "hard_break" ? "⏎" : "▯";
        return marks === "" ? inner : `<${marks}>${inner}</>`;
      })
      .join("");
    if (!block.isTextblock) return `[${block.type.name}]`;
    return prefix === "" ? text : `${prefix}: ${text}`;
  });
}

/** Focuses, and selects in a block from an offset to another one. */
function select(name: string, block: number, from: number, to = from, endBlock = block): void {
  const { view } = personNamed(name).editor;
  const { tr, doc } = view.state;
  const inside = (index: number): number =>
    doc.children.slice(0, index).reduce((pos, node) => pos + node.nodeSize, 1);
  view.focus();
  view.dispatch(
    tr.setSelection(
      doc.child(block).isTextblock
        ? TextSelection.create(doc, inside(block) + from, inside(endBlock) + to)
        : NodeSelection.create(doc, inside(block) - 1),
    ),
  );
}

/** Where the selection is: block number and offset of its anchor and head. */
function selection(name: string): [number, number, number, number] {
  const { $anchor, $head } = personNamed(name).editor.view.state.selection;
  return [$anchor.index(0), $anchor.parentOffset, $head.index(0), $head.parentOffset];
}

/** Whether the screen shows just what an editor shows that opens this person's document now. */
function isStored(name: string): boolean {
  const { doc, editor } = personNamed(name);
  const reader = document.createElement("div");
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const fresh = mountEditor(reader, { doc: copy, awareness: new Awareness(copy) });
  const isSame = fresh.view.state.doc.eq(editor.view.state.doc);
  fresh.destroy();
  copy.destroy();
  return isSame;
}

function run(name: string, command: EditorCommand): boolean {
  return personNamed(name).editor.run(command);
}

function summary(name: string): EditorSummary {
  return personNamed(name).editor.state;
}

/** A person as a typist whose letters come in as the browser's own text input, every other time. */
function typistOf({ editor: { view } }: Person, random: Random): Typist {
  return {
    get state(): EditorState {
      return view.state;
    },
    dispatch: (transaction: Transaction) => view.dispatch(transaction),
    type: async (text) => {
      if (random.chance(0.5)) return view.dispatch(view.state.tr.insertText(text));
      view.focus();
      document.execCommand("insertText", false, text);
      // ProseMirror reads the DOM in a mutation observer, which is called after this task's code.
      await Promise.resolve();
    },
  };
}

/** What became of the letters of one round of random edits by two people. */
interface Round {
  readonly typed: number;
  readonly lost: number;
  readonly doubled: number;
  /** What went wrong with the round as a whole; "" for nothing. */
  readonly problem: string;
}

/** Two people edit at random, apart from each other, and meet `meetings` times. */
async function fuzz(seed: number, names: readonly ActionName[], meetings: number): Promise<Round> {
  const random = new Random(seed);
  const letters = new Letters();
  start(["ann", "bob"], ["one", "two", "three", "four"]);
  let problem = "";
  for (let meeting = 0; meeting < meetings && problem === ""; meeting++) {
    cut();
    for (const person of people) {
      const typist = typistOf(person, random);
      for (let edits = random.below(4); edits >= 0; edits--) {
        await actions[random.pick(names)](typist, random, letters);
      }
    }
    heal();
    const [ann, bob] = people.map(({ editor }) => JSON.stringify(editor.view.state.doc));
    if (ann !== bob) problem = `meeting ${meeting}: the screens differ`;
    else if (!isStored("ann")) problem = `meeting ${meeting}: the document is not as shown`;
    else if (people.some(({ editor: { view } }) => view.dom.textContent !== textOf(view.state))) {
      problem = `meeting ${meeting}: the DOM is not as the state`;
    }
  }
  return { ...letters.check(people[0]!.editor.view.state.doc.textContent), problem };
}

function textOf({ doc }: EditorState): string {
  return doc.textContent;
}

/** Everything that tests use on the page. */
const editorPage = {
  people,
  start,
  startWithStock,
  stock,
  cut,
  heal,
  person: personNamed,
  lines,
  select,
  selection,
  isStored,
  run,
  summary,
  fuzz,
  Y,
  documentSchema,
};

/** The type of the page's global `editorPage`. */
export type EditorPage = typeof editorPage;

(globalThis as unknown as { editorPage: EditorPage }).editorPage = editorPage;
