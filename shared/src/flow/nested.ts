/** The flows within a flow. */

import type { RelativePosition, Text } from "yjs";
import { itemAt, itemOf, itemWithin, rootNameOf, typeIn } from "./inside.ts";
import type { Flow, Inner } from "./reading.ts";

/** The flows directly in what a block object holds. */
export function flowsIn(inner: Inner): Flow[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(flowsIn);
    case "flow":
      return [inner];
    case "tooDeep":
      return [];
  }
}

/** The flow that is the text `text`: this one, or one at any depth in it. */
export function flowOf(flow: Flow, text: Text): Flow | undefined {
  if (flow.text === text) return flow;
  for (const { inners } of flow.blocks) {
    for (const inner of inners.flatMap(flowsIn)) {
      const found = flowOf(inner, text);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * The flow in which an anchor is, `flow` or one in it; undefined if it is elsewhere, or of what has
 * not arrived yet.
 */
export function flowAtAnchor(
  flow: Flow,
  { item, type, tname }: RelativePosition,
): Flow | undefined {
  const id = item ?? type;
  if (id === null) {
    const isHere = itemOf(flow.text) === null && rootNameOf(flow.text) === tname;
    return isHere ? flow : undefined;
  }
  const [found] = itemAt(flow.text, id.client, id.clock) ?? [];
  if (found === undefined) return undefined;
  if (item !== null && itemWithin(flow.text, found) === found) return flow;
  const text = item === null ? typeIn(found) : found.parent;
  return text === null ? undefined : flowOf(flow, text as Text);
}
