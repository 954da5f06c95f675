/**
 * Notices text as Yjs 14 writes it: directly in an element, where Yjs 13 knows only text types. What
 * is read of such a document is not what its author sees, and what is written into it stands beside
 * the text instead of in it. So nothing should be.
 */

import type * as Y from "yjs";
import { isElement, isText, typeIn } from "./entry.ts";

/** Nesting beyond this is not looked into: honest documents are flat, and recursion costs stack. */
const maxDepth = 64;

/** Whether there is text directly in `fragment`, or in an element in it. */
export function holdsNewerYjs(fragment: Y.XmlFragment): boolean {
  return hasBareText(fragment, 0);
}

/** Calls `found` when such text arrives, until the returned function is called. */
export function watchForNewerYjs(fragment: Y.XmlFragment, found: () => void): () => void {
  const look = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    if (events.some(bringsBareText)) found();
  };
  const observed = fragment as unknown as Y.AbstractType<unknown>;
  observed.observeDeep(look);
  return () => observed.unobserveDeep(look);
}

function bringsBareText({ target, changes }: Y.YEvent<Y.AbstractType<unknown>>): boolean {
  if (isText(target)) return false;
  return [...changes.added].some((item) => {
    if ("str" in item.content) return item.parentSub === null;
    const type = typeIn(item);
    return isElement(type) && hasBareText(type, 0);
  });
}

function hasBareText(type: Y.XmlFragment, depth: number): boolean {
  return type
    .toArray()
    .some(
      (entry: unknown) =>
        typeof entry === "string" ||
        (depth < maxDepth && isElement(entry) && hasBareText(entry, depth + 1)),
    );
}
