/**
 * Steps on a document that came out otherwise than the step before them said: a table of which others
 * deleted all but the last letter is gone with that, and cells are neither made nor joined.
 */

import { Fragment, type Node } from "prosemirror-model";
import { Mapping, StepMap, Transform, type Step } from "prosemirror-transform";
import { remoteStep } from "./remote-step.ts";

/** Steps that follow each other, with the document before each. */
export type Steps = Pick<Transform, "steps" | "docs" | "doc">;

/**
 * Steps that begin with `before`, where `shown` is the document now. Undefined where that makes no
 * difference: mostly a step has done what it says.
 */
export function rebased(steps: readonly Step[], before: Node, shown: Node): Steps | undefined {
  if (!isChange(mapOf(withoutBlanks(before), withoutBlanks(shown)))) return undefined;
  const difference = mapOf(before, shown);
  const transform = new Transform(shown);
  steps.forEach((step, i) => {
    const back = steps.slice(0, i).map((earlier) => earlier.getMap().invert());
    const maps = [...back.toReversed(), difference, ...transform.mapping.maps];
    const mapped = step.map(new Mapping(maps));
    // What has no place in what is shown is not done, and so is seen not to be.
    if (mapped !== null) transform.maybeStep(mapped);
  });
  return transform;
}

function mapOf(before: Node, after: Node): StepMap {
  return remoteStep(before, after)?.getMap() ?? StepMap.empty;
}

function isChange(map: StepMap): boolean {
  let isSome = false;
  map.forEach(() => (isSome = true));
  return isSome;
}

/** A document or a part of one without what is only shown where there is nothing. */
function withoutBlanks(node: Node): Node {
  if (node.isTextblock || node.isLeaf) return node;
  const only = node.childCount === 1 ? node.child(0) : undefined;
  const isBlank =
    only?.isTextblock === true && only.content.size === 0 && only.attrs["id"] === null;
  if (isBlank) return node.copy(Fragment.empty);
  const children = node.children.map(withoutBlanks);
  const isSame = children.every((child, i) => child === node.child(i));
  return isSame ? node : node.copy(Fragment.fromArray(children));
}
