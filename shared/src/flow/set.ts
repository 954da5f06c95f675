/** Setting attributes of blocks and formats of text. */

import { beginLoose } from "./arrange.ts";
import { setValue } from "./data.ts";
import { newBlockId, type NewId } from "./id.ts";
import { blockAt, startsOf, stretchesOf, type Position } from "./position.ts";
import { rangeOf } from "./range.ts";
import type { Flow } from "./reading.ts";
import { placeAttributes } from "./segment.ts";
import { attributeOf, sameValue, type Values } from "./values.ts";
import { retain, write } from "./write.ts";

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
  const block = blockAt(flow, id);
  const changes = Object.entries(attributes);
  const refused = changes.find(([name]) => placeAttributes.includes(name));
  if (refused !== undefined) throw new RangeError(`${refused[0]} is no attribute that can be set`);
  write(flow, (transaction) => {
    const loose = block.isLoose ? [block] : [];
    const [marked, marks] = beginLoose(flow, loose, { transaction, newId });
    const { element } = blockAt(marked, marks.get(id) ?? id).pieces[0]!.segment.head!;
    for (const [name, value] of changes) {
      const old = attributeOf(element, name);
      if (value === null || value === undefined) {
        if (old !== undefined) element.removeAttribute(name);
      } else if (!sameValue(old, value)) setValue(element, name, value);
    }
  });
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
  const starts = startsOf(flow);
  const stretches = rangeOf(flow, from, to).flatMap(({ block, begin, end }) => {
    return stretchesOf(block, begin, end).map(({ piece, at, length }) => {
      return { index: starts.get(piece.segment)! + at, length };
    });
  });
  const delta: object[] = [];
  let done = 0;
  for (const { index, length } of stretches.toSorted((one, other) => one.index - other.index)) {
    delta.push(...retain(index - done), { retain: length, attributes: { [key]: value } });
    done = index + length;
  }
  write(flow, () => flow.text.applyDelta(delta));
}
