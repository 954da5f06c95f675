/**
 * An editor without a screen: a ProseMirror state bound to a Y.Doc. What it writes stays with it
 * until `exchange` brings peers together, so edits are as concurrent as a test wants them.
 */

import { documentSchema } from "@coscribe/shared/schema";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import * as Y from "yjs";
import { documentTypeName } from "@coscribe/client/internal/editor/api";
import { Binding } from "@coscribe/client/internal/editor/binding/binding";
import { remoteStep } from "@coscribe/client/internal/editor/binding/remote-step";
import type { Typist } from "./typist.ts";

/** A block in short: its text, or its attributes and its text. */
export type Line = string | readonly [attrs: Readonly<Record<string, unknown>>, text: string];

/** See the head of this file. */
export class Peer implements Typist {
  readonly doc: Y.Doc = new Y.Doc();
  readonly binding: Binding;
  /** Positions where this peer knows others to be. */
  carets: readonly number[] = [];
  /** How many updates this peer has written. */
  writes = 0;
  state: EditorState;

  constructor(clientId: number, content?: Uint8Array) {
    this.doc.clientID = clientId;
    if (content !== undefined) Y.applyUpdate(this.doc, content);
    this.doc.on("update", (_update, _origin, _doc, transaction) => {
      if (transaction.local) this.writes++;
    });
    this.binding = new Binding(this.fragment, documentSchema, (document) => {
      const step = remoteStep(this.state.doc, document);
      if (step !== undefined) this.state = this.state.apply(this.state.tr.step(step));
    });
    this.state = EditorState.create({ doc: this.binding.document });
  }

  get fragment(): Y.XmlFragment {
    return this.doc.getXmlFragment(documentTypeName);
  }

  /** The text of each block. */
  get lines(): string[] {
    return this.state.doc.children.map((block) => block.textContent);
  }

  /** What the shared document says, as another editor that opens it now would show it. */
  get stored(): string {
    return JSON.stringify(new Peer(0, Y.encodeStateAsUpdate(this.doc)).state.doc);
  }

  /** What this peer shows, to be compared with `stored`. */
  get shown(): string {
    return JSON.stringify(this.state.doc);
  }

  readonly dispatch = (transaction: Transaction): void => {
    const before = this.state.doc;
    this.state = this.state.apply(transaction);
    if (!transaction.docChanged) return;
    this.binding.write(
      { before, after: this.state.doc, maps: transaction.mapping.maps },
      { carets: () => this.carets, toShared: (_entry, range) => [range] },
    );
  };

  run(command: Command): boolean {
    return command(this.state, this.dispatch);
  }

  type(text: string): void {
    this.dispatch(this.state.tr.insertText(text));
  }

  /** Selects in block number `block`, from an offset to another. */
  select(block: number, from: number, to = from): void {
    const { doc, tr } = this.state;
    const start = this.startOf(block) + 1;
    this.dispatch(tr.setSelection(TextSelection.create(doc, start + from, start + to)));
  }

  /** Replaces the whole document. */
  write(...lines: readonly Line[]): void {
    const blocks = lines.map((line) => {
      const [attrs, text] = typeof line === "string" ? [{}, line] : line;
      const content = text === "" ? [] : [documentSchema.text(text)];
      return documentSchema.node("textblock", attrs, content);
    });
    this.dispatch(this.state.tr.replaceWith(0, this.state.doc.content.size, blocks));
  }

  /** The position before block number `block`. */
  startOf(block: number): number {
    return this.state.doc.children.slice(0, block).reduce((pos, node) => pos + node.nodeSize, 0);
  }
}

/** Two peers on one document, which begins with `lines`. */
export function pair(...lines: readonly Line[]): [Peer, Peer] {
  const first = new Peer(1);
  if (lines.length > 0) first.write(...lines);
  return [first, new Peer(2, Y.encodeStateAsUpdate(first.doc))];
}

/** Brings peers to the same state. */
export function exchange(...peers: readonly Peer[]): void {
  for (const from of peers) {
    for (const to of peers) {
      if (from === to) continue;
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), from);
    }
  }
}
