/** Setting attributes of blocks and formats of text. */

import type { XmlElement } from "yjs";
import { beginLoose } from "./arrange.ts";
import { setValue } from "./data.ts";
import { newBlockId, type NewId } from "./id.ts";
import { blockFinder, startsOf, stretchesOf, type Position } from "./position.ts";
import { rangeOf } from "./range.ts";
import type { Flow } from "./reading.ts";
import { placeAttributes } from "./segment.ts";
import { attributeOf, sameValue, type Values } from "./values.ts";
import { retain, write } from "./write.ts";

/** A block and its attributes that change; null takes one away. */
export type AttributeChange = readonly [id: string, attributes: Values];

/** Letters of one block, and the value that a format of theirs gets; null takes it away. */
export interface FormatChange {
  readonly block: string;
  readonly begin: number;
  readonly end: number;
  readonly value: unknown;
}

/**
 * Sets attributes of a block, each by itself, so that what others set at the same time stays. Null
 * takes one away. What is so already is not written again.
 */
export function setAttributes(
  flow: Flow,
  id: string,
  attributes: Values,
  newId: NewId = newBlockId,
): void {
  setAttributesOfMany(flow, [[id, attributes]], newId);
}

/** {@link setAttributes} for many blocks. */
export function setAttributesOfMany(
  flow: Flow,
  changes: readonly AttributeChange[],
  newId: NewId = newBlockId,
): void {
  const blockOf = blockFinder(flow, changes.length);
  const blocks = changes.map(([id]) => blockOf(id));
  const names = changes.flatMap(([, attributes]) => Object.keys(attributes));
  const refused = names.find((name) => placeAttributes.includes(name));
  if (refused !== undefined) throw new RangeError(`${refused} is no attribute that can be set`);
  write(flow, (transaction) => {
    const loose = [...new Set(blocks.filter(({ isLoose }) => isLoose))];
    const [marked, marks] = beginLoose(flow, loose, { transaction, newId });
    const blockNow = marked === flow ? blockOf : blockFinder(marked, changes.length);
    for (const [id, attributes] of changes) {
      const { element } = blockNow(marks.get(id) ?? id).pieces[0]!.segment.head!;
      setValues(element, attributes);
    }
  });
}

/** Sets attributes of an element that may be any: a marker's, or a cell's. */
export function setValues(element: XmlElement, attributes: Values): void {
  for (const [name, value] of Object.entries(attributes)) {
    const old = attributeOf(element, name);
    if (value === null || value === undefined) {
      if (old !== undefined) element.removeAttribute(name);
    } else if (!sameValue(old, value)) setValue(element, name, value);
  }
}

/**
 * Gives the text between two positions a format, or with null takes it away. Blocks are formatted
 * each by itself, so that a block that somebody else begins between them does not get it.
 */
export function setFormat(
  flow: Flow,
  from: Position,
  to: Position,
  key: string,
  value: unknown,
): void {
  const changes = rangeOf(flow, from, to).map(({ block, begin, end }) => {
    return { block: block.id, begin, end, value };
  });
  setFormats(flow, key, changes);
}

/** Gives letters of many blocks a format. The changes do not overlap. */
export function setFormats(flow: Flow, key: string, changes: readonly FormatChange[]): void {
  const starts = startsOf(flow);
  const blockOf = blockFinder(flow, changes.length);
  const stretches = changes.flatMap(({ block, begin, end, value }) => {
    return stretchesOf(blockOf(block), begin, end).map(({ piece, at, length }) => {
      return { index: starts.get(piece.segment)! + at, length, value };
    });
  });
  const delta: object[] = [];
  let done = 0;
  for (const { index, length, value } of stretches.toSorted(
    (one, other) => one.index - other.index,
  )) {
    delta.push(...retain(index - done), { retain: length, attributes: { [key]: value } });
    done = index + length;
  }
  write(flow, () => flow.text.applyDelta(delta));
}
