/**
 * Lines that follow each other are one list to assistive technology.
 *
 * They are siblings of all other blocks, so nothing in the page is around them. The first line is the list,
 * with an item in it, and says that the items of the others belong to it as well (`aria-owns`).
 */

import { isBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { Decoration } from "prosemirror-view";
import { isListLine } from "../../block-kind.ts";

/** Longer lists are told as several: each change of their lines names all of them anew. */
const mostItems = 300;

/** What the decoration of a line says about its list; compared as it is by ProseMirror. */
export interface ListPart {
  /** The ID of the line's item in the page. */
  readonly item: string;
  /** Of the first line the IDs of the others' items; undefined for these. */
  readonly owns?: string;
}

/** For each child of `holder` what it is in its list; `prefix` makes IDs unique in the page. */
export function listParts(holder: Node, prefix: string): (ListPart | undefined)[] {
  const parts: (ListPart | undefined)[] = [];
  let list: number[] = [];
  const end = (): void => {
    const [first, ...others] = list;
    if (first !== undefined) {
      const owns = others.map((index) => parts[index]!.item).join(" ");
      parts[first] = { item: parts[first]!.item, owns };
    }
    list = [];
  };
  holder.forEach((node, _offset, index) => {
    const id = node.attrs["id"] as unknown;
    const before = index > 0 ? holder.child(index - 1) : undefined;
    const isPart = isListLine(node) && isBlockId(id);
    if (!isPart || !goesOn(before, node) || list.length === mostItems) end();
    parts.push(isPart ? { item: `${prefix}${id}` } : undefined);
    if (isPart) list.push(index);
  });
  end();
  return parts;
}

/** The number that a line has, as its decorations say; undefined for none. */
export function numberOf(decorations: readonly Decoration[]): number | undefined {
  const specs = decorations.map(({ spec }) => spec as { readonly number?: number });
  return specs.find(({ number }) => number !== undefined)?.number;
}

/** Puts the roles on the elements of a line, as its decorations say. */
export function showRoles(
  line: HTMLElement,
  item: HTMLElement,
  decorations: readonly Decoration[],
): void {
  const part = decorations.map(({ spec }) => spec as Partial<ListPart>).find(isListPart);
  item.setAttribute("role", "listitem");
  if (part === undefined) {
    line.setAttribute("role", "list");
    line.removeAttribute("aria-owns");
    item.removeAttribute("id");
    return;
  }
  item.id = part.item;
  line.setAttribute("role", part.owns === undefined ? "none" : "list");
  if (part.owns) line.setAttribute("aria-owns", part.owns);
  else line.removeAttribute("aria-owns");
}

function isListPart(spec: Partial<ListPart>): spec is ListPart {
  return spec.item !== undefined;
}

function goesOn(before: Node | undefined, line: Node): boolean {
  if (before === undefined || !isListLine(before)) return false;
  return textblockAttrs(before).frame === textblockAttrs(line).frame;
}
