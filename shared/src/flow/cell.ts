/** Making cells in a block object that has been read: a table's, when somebody writes in them. */

import { XmlElement, XmlText } from "yjs";
import { setValue } from "./data.ts";
import type { Flow } from "./reading.ts";
import { blockAt } from "./position.ts";
import { textBlockName } from "./segment.ts";
import type { Values } from "./values.ts";
import { write } from "./write.ts";

/**
 * Adds a cell with an empty flow behind what the block object `id` holds. Returns its element. Throws
 * for a text block, which nothing can be nested in.
 */
export function addCell(flow: Flow, id: string, name: string, attributes: Values): XmlElement {
  const { name: outer, pieces } = blockAt(flow, id);
  const element = pieces[0]?.segment.head?.element;
  if (element === undefined || outer === textBlockName) {
    throw new TypeError(`the block ${id} is no object that could hold cells`);
  }
  return write(flow, () => {
    const cell = new XmlElement(name);
    for (const [attribute, value] of Object.entries(attributes)) setValue(cell, attribute, value);
    cell.insert(0, [new XmlText()]);
    element.insert(element.length, [cell]);
    return cell;
  });
}
