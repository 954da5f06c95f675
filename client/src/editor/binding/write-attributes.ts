/** Writes attributes that were set one by one: those of many steps in one operation for each flow. */

import { setAttributesOfMany, setValues, type AttributeChange } from "@coscribe/shared/flow";
import type { Node } from "prosemirror-model";
import type { Text } from "yjs";
import { cellElementAt, placeAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

/** An attribute of the node at a position gets a value; null takes it away. */
export interface AttributeSet {
  readonly pos: number;
  readonly name: string;
  readonly value: unknown;
  /** The document before. */
  readonly before: Node;
}

/** Writes changes that follow each other. Ids are the document's business, and are not written. */
export function writeAttributeSteps(writing: Writing, changes: readonly AttributeSet[]): void {
  const { root } = writing;
  const flows = new Map<Text, { readonly writer: FlowWriter; readonly all: AttributeChange[] }>();
  for (const { pos, name, value, before } of changes) {
    if (name === "id") continue;
    const $pos = before.resolve(pos);
    const cell = cellElementAt(root, $pos);
    if (cell !== undefined) {
      setValues(cell, { [name]: value });
      writing.changed();
      continue;
    }
    const { flow, block, offset } = placeAt(root, $pos);
    if (block === undefined || offset !== undefined) continue;
    const group = flows.get(flow.text) ?? { writer: writerAt(writing, $pos), all: [] };
    group.all.push([block.id, { [name]: value }]);
    flows.set(flow.text, group);
  }
  for (const { writer, all } of flows.values()) {
    writer.do((flow, newId) => setAttributesOfMany(flow, all, newId));
  }
}
