/**
 * Which ProseMirror node shows which block.
 *
 * A block that did not change is the same object in each reading of a flow, and has the same node.
 * So what is put together again after a change is only what changed. Where there is no block at all,
 * in a document or a cell, an empty paragraph is shown that is not stored: reading never writes, and
 * two people who open an empty document do not both put a paragraph into it.
 */

import type { Block, Flow } from "@coscribe/shared/flow";
import { nodesFromBlocks } from "@coscribe/shared/schema";
import { Fragment, type Node, type Schema } from "prosemirror-model";
import { TableNodes } from "./table-nodes.ts";

/** See the head of this file. */
export class BlockNodes {
  /** What is shown where there is nothing. */
  readonly blank: Node;
  readonly #schema: Schema;
  readonly #tables: TableNodes;
  readonly #blankContent: Fragment;
  readonly #nodes = new WeakMap<Block, Node>();
  readonly #contents = new WeakMap<Flow, Fragment>();
  #last: { readonly blocks: readonly Block[]; readonly nodes: readonly Node[] } = {
    blocks: [],
    nodes: [],
  };

  constructor(schema: Schema) {
    this.#schema = schema;
    this.blank = schema.node("textblock");
    this.#blankContent = Fragment.from(this.blank);
    this.#tables = new TableNodes(schema, (flow) => this.#contentOf(flow));
  }

  /**
   * The document that shows `flow`. Where `shown`, what is on the screen, has the same block at the
   * same place, its own node is taken, so that later comparisons see at once that nothing differs.
   */
  document(flow: Flow, shown?: Node): Node {
    const { blocks } = flow;
    const { blocks: known, nodes } = this.#last;
    const [start, end] = commonEnds(known, blocks);
    const middle = blocks.slice(start, blocks.length - end).map((block, i) => {
      const node = this.#nodeOf(block);
      const own = shown && equalIn(shown, node, start + i, blocks.length - start - i);
      if (own !== undefined) this.#nodes.set(block, own);
      return own ?? node;
    });
    const all = nodes.slice(0, start).concat(middle, nodes.slice(nodes.length - end));
    this.#last = { blocks, nodes: all };
    const { topNodeType } = this.#schema;
    return topNodeType.create(null, all.length > 0 ? Fragment.fromArray(all) : this.blank);
  }

  #nodeOf(block: Block): Node {
    let node = this.#nodes.get(block);
    if (node === undefined) {
      node = this.#tables.nodeOf(block) ?? nodesFromBlocks(this.#schema, [block])[0]!;
      this.#nodes.set(block, node);
    }
    return node;
  }

  #contentOf(flow: Flow | undefined): Fragment {
    if (flow === undefined || flow.blocks.length === 0) return this.#blankContent;
    let content = this.#contents.get(flow);
    if (content === undefined) {
      content = Fragment.fromArray(flow.blocks.map((block) => this.#nodeOf(block)));
      this.#contents.set(flow, content);
    }
    return content;
  }
}

/** How many items two lists have in common at the beginning and at the end. */
function commonEnds<T>(one: readonly T[], other: readonly T[]): [start: number, end: number] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end])
    end++;
  return [start, end];
}

/** The child of `shown` that equals `node`, at `index` or with `fromEnd` children from it on. */
function equalIn(shown: Node, node: Node, index: number, fromEnd: number): Node | undefined {
  for (const place of [index, shown.childCount - fromEnd]) {
    const child = place >= 0 && place < shown.childCount ? shown.child(place) : undefined;
    if (child !== undefined && child.eq(node)) return child;
  }
  return undefined;
}
