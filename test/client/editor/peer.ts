/**
 * An editor without a screen: a ProseMirror state bound to a Y.Doc by what binds a view. What it
 * writes stays with it until `exchange` brings peers together, so edits are as concurrent as a test
 * wants them.
 */

import { blocksFromNodes, documentSchema } from "@coscribe/shared/schema";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import {
  EditorState,
  Selection,
  TextSelection,
  type Command,
  type Plugin,
  type Transaction,
} from "prosemirror-state";
import * as Y from "yjs";
import { ViewBinding, type Screen } from "@coscribe/client/internal/editor/binding/view-binding";

/** A block in short: its text, or its attributes and its text. */
export type Line = string | readonly [attrs: Readonly<Record<string, unknown>>, text: string];

/** See the head of this file. */
export class Peer implements Screen {
  readonly doc: Y.Doc = new Y.Doc({ guid: "one" });
  readonly binding: ViewBinding;
  /** How many updates this peer has written. */
  writes = 0;
  state: EditorState;

  constructor(clientId: number, content?: Uint8Array, plugins: readonly Plugin[] = []) {
    this.doc.clientID = clientId;
    if (content !== undefined) Y.applyUpdate(this.doc, content);
    this.doc.on("update", (_update, _origin, _doc, transaction) => {
      if (transaction.local) this.writes++;
    });
    this.binding = new ViewBinding(this.doc, documentSchema);
    const { document } = this.binding;
    this.state = EditorState.create({
      doc: document,
      plugins: [...plugins],
      selection: Selection.atStart(document),
    });
    this.binding.attach(this);
  }

  /** The text of each block. */
  get lines(): string[] {
    return this.state.doc.children.map((block) => block.textContent);
  }

  /** The id of each block. */
  get ids(): string[] {
    return this.state.doc.children.map((block) => String(block.attrs["id"]));
  }

  /** What the shared document says, as another editor that opens it now would show it. */
  get stored(): string {
    const other = new Peer(0, Y.encodeStateAsUpdate(this.doc));
    return JSON.stringify(other.state.doc);
  }

  /** What this peer shows, to be compared with `stored`. */
  get shown(): string {
    return JSON.stringify(this.state.doc);
  }

  updateState(state: EditorState): void {
    this.state = state;
  }

  readonly dispatch = (transaction: Transaction): void => {
    this.binding.dispatch(this, transaction);
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
    this.dispatch(this.state.tr.replaceWith(0, this.state.doc.content.size, nodesOf(lines)));
  }

  /** The position before block number `block`. */
  startOf(block: number): number {
    return this.state.doc.children.slice(0, block).reduce((pos, node) => pos + node.nodeSize, 0);
  }
}

function nodesOf(lines: readonly Line[]): ReturnType<typeof documentSchema.node>[] {
  return lines.map((line) => {
    const [attrs, text] = typeof line === "string" ? [{}, line] : line;
    const content = text === "" ? [] : [documentSchema.text(text)];
    return documentSchema.node("textblock", attrs, content);
  });
}

/** A document of `lines`, written by somebody who is not there any more. */
export function documentOf(...lines: readonly Line[]): Uint8Array {
  const doc = new Y.Doc({ guid: "one" });
  doc.clientID = 99;
  insertBlocks(readFlow(flowText(doc)), undefined, blocksFromNodes(nodesOf(lines)));
  return Y.encodeStateAsUpdate(doc);
}

/** Two peers on one document, which begins with `lines`. */
export function pair(...lines: readonly Line[]): [Peer, Peer] {
  const content = documentOf(...lines);
  return [new Peer(1, content), new Peer(2, content)];
}

/** Brings peers to the same state. Twice, because Yjs tidies formats up after what it is sent. */
export function exchange(...peers: readonly Peer[]): void {
  for (let times = 0; times < 2; times++) {
    for (const from of peers) {
      for (const to of peers) {
        if (from === to) continue;
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), from);
      }
    }
  }
}
