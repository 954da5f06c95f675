/**
 * What is nested in a block object: cells, which may hold cells in turn, and flows.
 *
 * A table is an element whose children are cells, each with a flow of its own. Nothing here knows
 * what a table is: whatever an element holds is read as cells (elements) and flows (texts).
 */

import type { Text, XmlElement } from "yjs";
import { innerTypes, isElement } from "./inside.ts";
import type { Cell, Flow, Inner } from "./reading.ts";
import { attributesOf } from "./values.ts";

/** How nested types are read: one level deeper than what they are nested in, with an end to it. */
export interface ReadInner {
  /** Levels that may still be read. */
  readonly levels: number;
  readonly flow: (text: Text, deeper: ReadInner) => Flow;
  /** What is known of a cell that is still the same, if anything. */
  readonly cell?: (element: XmlElement) => Cell | undefined;
}

/** What `element` holds. */
export function innersOf(element: XmlElement, read: ReadInner): Inner[] {
  if (read.levels === 0) return [{ type: "tooDeep" }];
  const deeper = { ...read, levels: read.levels - 1 };
  const inners: Inner[] = [];
  for (const inner of innerTypes(element)) {
    const known = isElement(inner) ? read.cell?.(inner) : undefined;
    if (known !== undefined) inners.push(known);
    else if (isElement(inner)) {
      const attributes = attributesOf(inner);
      const name = inner.nodeName;
      const nested = innersOf(inner, deeper);
      inners.push({ type: "cell", element: inner, name, attributes, inners: nested });
    } else if ("insertEmbed" in inner) {
      inners.push(read.flow(inner as unknown as Text, deeper));
    }
  }
  return inners;
}

/** Whether anything is in it for whose sake a deleted container must stay: letters, objects. */
export function isWorthShowing(inner: Inner): boolean {
  switch (inner.type) {
    case "cell":
      return inner.inners.some(isWorthShowing);
    case "flow":
      return inner.blocks.some((block) => block.length > 0 || block.name !== "block");
    case "tooDeep":
      return true;
  }
}
