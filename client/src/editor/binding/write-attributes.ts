/** Writes attributes: those that steps set one by one, and those that differ between two nodes. */

import {
  insertBlocks,
  setAttributes,
  setAttributesOfMany,
  setValues,
  type AttributeChange,
} from "@coscribe/shared/flow";
import { blocksFromNodes, isPlaceholder } from "@coscribe/shared/schema";
import type { Attrs, Node } from "prosemirror-model";
import type { Text } from "yjs";
import { cellBehind, placeAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

/** An attribute of the node at a position gets a value; null takes it away. */
export interface AttributeSet {
  readonly pos: number;
  readonly name: string;
  readonly value: unknown;
  /** The document before. */
  readonly before: Node;
}

/**
 * Writes changes that follow each other. Ids are the document's business, and are not written; nor is
 * what a placeholder shows, which is no attribute of what it stands for.
 */
export function writeAttributeSteps(writing: Writing, changes: readonly AttributeSet[]): void {
  const flows = new Map<Text, { readonly writer: FlowWriter; readonly all: AttributeChange[] }>();
  // A deleted table gets its id back before blocks are named: text behind it is called by that.
  if (writing.root.blocks.some(({ inners }) => inners.length > 0)) {
    for (const { pos, before } of changes) writerAt(writing, before.resolve(pos));
  }
  for (const { pos, name, value, before } of changes) {
    const $pos = before.resolve(pos);
    const { nodeAfter } = $pos;
    if (name === "id" || nodeAfter === null || isPlaceholder(nodeAfter)) continue;
    // What rows and places say is only what the table comes to.
    if (["row", "place"].includes(nodeAfter.type.name)) continue;
    const cell = cellBehind(writing.root, $pos);
    if (cell !== undefined) {
      // It is written in it, so it is stored from now on.
      const inside = before.resolve(pos + 1);
      setValues(writerAt(writing, inside).cell!, { [name]: value });
      writing.changed();
      continue;
    }
    const { block, offset, missing } = placeAt(writing.root, $pos);
    if (offset !== undefined) continue;
    const writer = writerAt(writing, $pos);
    const { text } = writer.flow;
    const group = flows.get(text) ?? { writer, all: [] };
    const id = missing === undefined ? block?.id : undefined;
    group.all.push([id ?? insertBlank(group.writer, nodeAfter), { [name]: value }]);
    flows.set(text, group);
  }
  for (const { writer, all } of flows.values()) {
    writer.do((flow, newId) => setAttributesOfMany(flow, all, newId));
  }
}

/** The empty paragraph that is shown where there is nothing is a block from now on. */
function insertBlank(writer: FlowWriter, node: Node): string {
  const blocks = blocksFromNodes([node]);
  return writer.do((flow, newId) => insertBlocks(flow, undefined, blocks, newId))[0]!;
}

/** Writes the differences between the attributes of two nodes into a block. */
export function writeAttributes(writer: FlowWriter, id: string, before: Attrs, after: Attrs): void {
  const changes = changedAttributes(before, after);
  if (Object.keys(changes).length === 0) return;
  writer.do((flow, newId) => setAttributes(flow, id, changes, newId));
}

/** The attributes that differ, but for the id; null for those that are gone. */
export function changedAttributes(before: Attrs, after: Attrs): Record<string, unknown> {
  const names = Object.keys({ ...before, ...after }).filter((name) => name !== "id");
  const changed = names.filter((name) => (before[name] ?? null) !== (after[name] ?? null));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
