/**
 * Sets blocks apart for a moment: the one that a link leads to, those that are dragged, the one whose menu is
 * open. They are known by their ids, so they stay the same blocks while others edit.
 */

import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Editor } from "../../editor/index.ts";

/** What they are set apart as; the style sheet has `is-` and this. */
export type BlockMark = "pointed" | "dragged" | "chosen";

/** See the head of this file. */
export class BlockMarks {
  readonly #editor: Editor;
  readonly #detach: () => void;
  #ids: ReadonlySet<string> = new Set();
  #mark: BlockMark = "pointed";

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#detach = editor.attach(
      new Plugin({ props: { decorations: ({ doc }) => this.#decorate(doc) } }),
    );
  }

  /** Sets these apart, and no others any more. */
  set(ids: readonly string[], mark: BlockMark): void {
    const { view } = this.#editor;
    if (view.isDestroyed || (ids.length === 0 && this.#ids.size === 0)) return;
    this.#ids = new Set(ids);
    this.#mark = mark;
    view.updateState(view.state);
  }

  clear(): void {
    this.set([], this.#mark);
  }

  close(): void {
    this.#detach();
  }

  #decorate(doc: Node): DecorationSet | null {
    if (this.#ids.size === 0) return null;
    const found: Decoration[] = [];
    doc.descendants((node, pos) => {
      const id: unknown = node.attrs["id"];
      if (node.isBlock && typeof id === "string" && this.#ids.has(id)) {
        const attributes = { class: `coscribe-block is-${this.#mark}` };
        found.push(Decoration.node(pos, pos + node.nodeSize, attributes));
      }
      return node.isBlock && !node.isTextblock && found.length < this.#ids.size;
    });
    return DecorationSet.create(doc, found);
  }
}

/** The position before the block with this id; undefined if there is none. */
export function positionOfBlock(doc: Node, id: string): number | undefined {
  let found: number | undefined;
  doc.descendants((node, pos) => {
    if (found === undefined && node.isBlock && node.attrs["id"] === id) found = pos;
    return found === undefined && node.isBlock && !node.isTextblock;
  });
  return found;
}

/** The id of the block at `pos`; undefined for one that has none yet. */
export function idOfBlock(doc: Node, pos: number): string | undefined {
  const id: unknown = doc.nodeAt(pos)?.attrs["id"];
  return typeof id === "string" ? id : undefined;
}
