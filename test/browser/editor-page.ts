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
  stagedFeatures,
} from "@coscribe/client/editor";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromJson, documentSchema, type NodeJson } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection } from "prosemirror-state";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { clipboardEvent } from "./clipboard-event.ts";

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
let bring = (): void => undefined;

/** A block in short: its text, or its attributes and its text, or a table by the blocks of each cell. */
export type Block =
  | string
  | readonly [attrs: Readonly<Record<string, unknown>>, text: string]
  | { readonly cells: readonly (readonly Block[])[] };

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

/** The same, with features of which most come when {@link bringRest} is called. */
function startInStages(names: readonly string[], blocks: readonly Block[] = []): void {
  const rest = new Promise<void>((resolve) => {
    bring = resolve;
  });
  const features = stagedFeatures.map(({ load, ...feature }) => {
    if (load === undefined) return feature;
    return { ...feature, load: async () => rest.then(load) };
  });
  start(names, blocks, { features });
}

/** Lets the features come that are still to come. */
function bringRest(): void {
  bring();
}

/** Whether an editor has a tool. */
function hasTool(name: string, tool: string): boolean {
  return personNamed(name).editor.tools.some(({ id }) => id === tool);
}

/** A document of `blocks`, written by somebody who is not there any more. */
function updateOf(blocks: readonly Block[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 99;
  const json = { type: "doc", content: blocks.map(blockOf) };
  insertBlocks(readFlow(flowText(doc)), undefined, blocksFromJson(json));
  return Y.encodeStateAsUpdate(doc);
}

function blockOf(block: Block): NodeJson {
  if (typeof block === "object" && "cells" in block) {
    const cells = block.cells.map((inner) => ({ type: "cell", content: inner.map(blockOf) }));
    return { type: "table", content: cells };
  }
  const [attrs, text] = typeof block === "string" ? [{}, block] : block;
  return { type: "textblock", attrs, content: text === "" ? [] : [{ type: "text", text }] };
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

/**
 * Blocks as short texts: `bullet+1: text`, with marks as `<bold>` and line breaks as ⏎, but in code;
 * tables as `[cell | cell]`.
 */
function lines(name: string): string[] {
  return personNamed(name).editor.view.state.doc.children.map(lineOf);
}

function lineOf(block: Node): string {
  if (block.type.name === "table") {
    const cells: string[] = [];
    block.descendants((node) => {
      if (node.type.name === "cell") cells.push(node.children.map(lineOf).join(", "));
      return ["row", "place"].includes(node.type.name);
    });
    return `[${cells.join(" | ")}]`;
  }
  if (!block.isTextblock) return `[${block.type.name}]`;
  const { kind, frame, level, indent, checked, language, start: number } = block.attrs;
  const facts = [
    kind,
    frame && `in ${frame}`,
    level && `h${level}`,
    checked && "done",
    language,
    number && `from ${number}`,
  ].filter(Boolean);
  const prefix = facts.join(" ") + (indent ? `+${indent}` : "");
  const text = block.children
    .map((child) => {
      const marks = child.marks.map((mark) => mark.attrs["href"] ?? mark.type.name).join(" ");
      const inner = child.text ?? "▯";
      return marks === "" ? inner : `<${marks}>${inner}</>`;
    })
    .join("");
  const shown = kind === "code" ? text : text.replaceAll("\n", "⏎");
  return prefix === "" ? shown : `${prefix}: ${shown}`;
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

/** The position at the beginning of the text block number `index`, those in cells included. */
function startOf(name: string, index: number): number {
  const starts: number[] = [];
  personNamed(name).editor.view.state.doc.descendants((node, pos) => {
    if (node.isTextblock) starts.push(pos + 1);
  });
  const found = starts[index];
  if (found === undefined) throw new Error(`there are only ${starts.length} text blocks`);
  return found;
}

/** Focuses, and selects from one offset to another in text block number `index`, as startOf counts. */
function selectText(name: string, index: number, from: number, to = from): void {
  const { view } = personNamed(name).editor;
  const begin = startOf(name, index);
  view.focus();
  const selected = TextSelection.create(view.state.doc, begin + from, begin + to);
  view.dispatch(view.state.tr.setSelection(selected));
}

/** Inserts text, and deletes what was from `offset` to `end`, without focus: somebody far away. */
function edit(name: string, index: number, offset: number, text: string, end = offset): void {
  const { view } = personNamed(name).editor;
  const begin = startOf(name, index);
  view.dispatch(view.state.tr.insertText(text, begin + offset, begin + end));
}

/** Tells an editor of one step of a drag at a point of the window, as a browser does. */
function drag(name: string, type: "dragstart" | "drop" | "dragend", at: readonly number[]): void {
  const { dom } = personNamed(name).editor.view;
  const [clientX = 0, clientY = 0] = at;
  const event = new DragEvent(type, { bubbles: true, cancelable: true, clientX, clientY });
  Object.defineProperty(event, "dataTransfer", { value: new DataTransfer() });
  (document.elementFromPoint(clientX, clientY) ?? dom).dispatchEvent(event);
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

function use(name: string, tool: string): boolean {
  return personNamed(name).editor.use(tool);
}

function run(name: string, command: EditorCommand): boolean {
  return personNamed(name).editor.run(command);
}

function summary(name: string): EditorSummary {
  return personNamed(name).editor.state;
}

/** Everything that tests use on the page. */
const editorPage = {
  people,
  start,
  startInStages,
  bringRest,
  hasTool,
  cut,
  heal,
  person: personNamed,
  lines,
  select,
  selectText,
  startOf,
  edit,
  drag,
  selection,
  isStored,
  run,
  use,
  summary,
  clipboardEvent,
  Y,
  documentSchema,
};

/** The type of the page's global `editorPage`. */
export type EditorPage = typeof editorPage;

(globalThis as unknown as { editorPage: EditorPage }).editorPage = editorPage;
