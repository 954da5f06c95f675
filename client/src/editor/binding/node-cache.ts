/**
 * Which ProseMirror node shows which block of the shared document.
 *
 * It is the `mapping` of y-prosemirror, which takes any Map, with one difference: asked for a block
 * that it does not have, it reads it. So y-prosemirror always finds an answer and never tries to
 * read by itself. It forgets a block here when the block has changed, which makes the next question
 * read it again.
 */

import type { Node, Schema } from "prosemirror-model";
import type * as Y from "yjs";
import { isType } from "./entry.ts";
import { readBlock } from "./read-block.ts";

/** Blocks by their Yjs types; see above. */
export class NodeCache extends Map<unknown, Node> {
  readonly #fragment: Y.XmlFragment;
  readonly #schema: Schema;

  constructor(fragment: Y.XmlFragment, schema: Schema) {
    super();
    this.#fragment = fragment;
    this.#schema = schema;
  }

  /** Also answers for what is no type at all: a foreign program can put a number between blocks. */
  override get(type: unknown): Node | undefined {
    if (!isType(type)) return readBlock(type, this.#schema);
    const known = super.get(type);
    if (known !== undefined || type.parent !== this.#fragment) return known;
    const node = readBlock(type, this.#schema);
    this.set(type, node);
    return node;
  }
}
