/**
 * Joins one ProseMirror document and one flow.
 *
 * Inward: whenever the flow changes, by whomever, `changed` is called, and `document` is what to
 * show. Outward: `write` puts what transactions did into the flow; what was written is read again, so
 * that the screen always ends up with what others will see.
 *
 * Invariant: `flow` is what the text holds, at any time but within a Yjs transaction that somebody
 * else has begun.
 */

import { readFlow, rereadFlow, type Flow } from "@coscribe/shared/flow";
import type { Node, Schema } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type * as Y from "yjs";
import { BlockNodes } from "./block-nodes.ts";
import type { HeldLetters } from "./held-letters.ts";
import { writeTransaction } from "./write-steps.ts";
import { Writing } from "./writing.ts";

/** See the head of this file. It is also the origin of the Yjs transactions that it makes. */
export class Binding {
  readonly text: Y.Text;
  readonly #nodes: BlockNodes;
  readonly #changed: () => void;
  #flow: Flow;

  constructor(text: Y.Text, schema: Schema, changed: () => void) {
    this.text = text;
    this.#nodes = new BlockNodes(schema);
    this.#changed = changed;
    this.#flow = readFlow(text);
    // Not `observeDeep`: to sort its events Yjs counts from the beginning of the text for each.
    text.doc!.on("afterTransaction", this.#read);
  }

  /** What the shared document holds. */
  get flow(): Flow {
    return this.#flow;
  }

  /** The document to show now, made of the nodes of `shown` where these say the same. */
  document(shown?: Node): Node {
    return this.#nodes.document(this.#flow, shown);
  }

  /**
   * Writes what local transactions did, of which the first one's document shows the flow; but for
   * one block perhaps, whose letters are `held`. False if that came to nothing, and `changed` is not
   * called.
   */
  write(transactions: readonly Transaction[], held?: HeldLetters): boolean {
    const written = this.text.doc!.transact((within) => {
      const writing = new Writing(this.#flow, within, (flow) => this.#nodes.document(flow), held);
      for (const transaction of transactions) writeTransaction(writing, transaction);
      // For whoever writes again before the transaction ends.
      this.#flow = writing.root;
      return within;
    }, this);
    return this.#isChangedBy(written);
  }

  /** Stops listening. The shared document stays as it is. */
  destroy(): void {
    this.text.doc?.off("afterTransaction", this.#read);
  }

  readonly #read = (transaction: Y.Transaction): void => {
    if (!this.#isChangedBy(transaction)) return;
    this.#flow = rereadFlow(this.#flow, transaction);
    this.#changed();
  };

  #isChangedBy({ changedParentTypes }: Y.Transaction): boolean {
    return (changedParentTypes as ReadonlyMap<unknown, unknown>).has(this.text);
  }
}
