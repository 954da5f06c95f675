/**
 * Steps on a document that came out otherwise than the step before them said, because cells are neither
 * made nor joined: they are done where what they are about is then.
 */

import { Fragment, Slice, type Node } from "prosemirror-model";
import { Mapping, ReplaceStep, StepMap, Transform, type Step } from "prosemirror-transform";
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
    again(transform, step, new Mapping(maps));
  });
  return transform;
}

/** Does a step on a document that came out otherwise. What it inserts has a place in any case. */
function again(transform: Transform, step: Step, mapping: Mapping): void {
  const { from = 0, to = from, gapFrom, slice = Slice.empty } = step as unknown as Replacement;
  const start = mapping.map(from, from === to ? -1 : 1);
  const end = gapFrom === undefined ? Math.max(start, mapping.map(to, -1)) : start;
  const isPlain = slice.size > 0 && gapFrom === undefined;
  const mapped = isPlain ? new ReplaceStep(start, end, slice) : step.map(mapping);
  const isDone = mapped !== null && transform.maybeStep(mapped).failed === null;
  if (!isDone && slice.size > 0) transform.replaceRange(start, end, slice);
}

/** Fields of a step that replaces something. */
interface Replacement {
  readonly from?: number;
  readonly to?: number;
  readonly gapFrom?: number;
  readonly slice?: Slice;
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
