/**
 * Joins one ProseMirror document and one shared document.
 *
 * Inward: whenever the shared document changes, by whomever, `changed` is called with the document
 * to show. Outward: `write` puts a local change into the shared document; what was written is read
 * again, so that the screen always ends up with what others will see.
 *
 * A document without any block is shown as one empty paragraph that is not written. So opening a
 * document never writes, and two people who open an empty one do not both put a paragraph into it.
 */

import type { Node, Schema } from "prosemirror-model";
import * as Y from "yjs";
import type { Entry } from "./create-entry.ts";
import { NodeCache } from "./node-cache.ts";
import { readDocument, watchDocument } from "./sync-plugin.ts";
import { writeChange, type LocalChange, type WriteContext } from "./write-change.ts";

/** See the head of this file. It is also the origin of the Yjs transactions that it makes. */
export class Binding {
  readonly fragment: Y.XmlFragment;
  /** The paragraph that is shown where there is nothing, and not written as long as it is this. */
  readonly blank: Node;
  readonly #schema: Schema;
  readonly #nodes: NodeCache;
  readonly #unwatch: () => void;

  constructor(fragment: Y.XmlFragment, schema: Schema, changed: (document: Node) => void) {
    this.fragment = fragment;
    this.blank = schema.node("textblock");
    this.#schema = schema;
    this.#nodes = new NodeCache(fragment, schema);
    this.#unwatch = watchDocument(fragment, this.#nodes, schema, (document) =>
      changed(this.#shown(document)),
    );
  }

  /** The document to show now. */
  get document(): Node {
    return this.#shown(readDocument(this.fragment, this.#nodes, this.#schema));
  }

  /** The block that shows `entry`, an entry of the shared document, as it is stored now. */
  read(entry: Entry): Node {
    return this.#nodes.get(entry)!;
  }

  /** Writes a change that the user made to what `document` was. */
  write(change: LocalChange, context: WriteContext): void {
    const stored = {
      ...change,
      before: this.#stored(change.before),
      after: this.#stored(change.after),
    };
    const written = Y.transact(
      this.fragment.doc!,
      () => writeChange(this.fragment, stored, context),
      this,
    );
    for (const [entry, node] of written) {
      // The very node on the screen, so that later comparisons see at once that it is the same.
      if (this.read(entry).eq(node)) this.#nodes.set(entry, node);
    }
  }

  /** Stops listening. The shared document stays as it is. */
  destroy(): void {
    this.#unwatch();
  }

  #shown(document: Node): Node {
    return document.childCount > 0
      ? document
      : document.copy(document.content.addToEnd(this.blank));
  }

  #stored(document: Node): Node {
    const isBlank = document.childCount === 1 && document.firstChild === this.blank;
    return isBlank ? document.copy(document.content.cut(0, 0)) : document;
  }
}
