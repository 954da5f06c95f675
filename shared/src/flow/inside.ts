/**
 * What is inside a Yjs type: its items in order, and what each of them holds.
 *
 * Yjs has no public way to walk a text without making a copy of it, so this takes fields that it
 * does not document; they are the same in all of Yjs 13, and all that is taken of them is in this
 * folder. What an item holds is told by its number on the wire, and what a type is by what it has:
 * a program may have loaded two copies of Yjs, and then `instanceof` answers no for one of them.
 */

import type { AbstractType, Item, Transaction, XmlElement } from "yjs";

/** What is taken of any type of Yjs. */
export type YType = Pick<AbstractType<unknown>, "_start" | "_item" | "doc">;

/** What an item can hold, as far as a flow can show it. */
export type ContentKind =
  | "text"
  | "format"
  /** Plain values, one for each of the item's length. */
  | "values"
  | "element"
  /** A type that is no element: a text, or a map. */
  | "type"
  /** Counted, and of no use here: bytes, subdocuments. */
  | "opaque";

/** Kinds of content by their numbers in Yjs' encoding; values are of an old, a new and an embedding kind. */
const kinds: readonly (ContentKind | undefined)[] = [
  undefined,
  undefined,
  "values",
  undefined,
  "text",
  "values",
  "format",
  "type",
  "values",
];

/** What a live item holds. This and the next are asked for each item, and make no objects. */
export function kindOf({ content }: Item): ContentKind {
  const kind = kinds[content.getRef()] ?? "opaque";
  return kind === "type" && isElement(inside(content).type) ? "element" : kind;
}

/** The text of an item that holds some. */
export function textIn({ content }: Item): string {
  return inside(content).str;
}

/** The format that an item which holds one begins, or with null ends. */
export function formatIn({ content }: Item): { readonly key: string; readonly value: unknown } {
  return inside(content);
}

/** One of the values that an item holds; undefined if it holds none. */
export function valueIn({ content }: Item, i: number): unknown {
  if (kinds[content.getRef()] !== "values") return undefined;
  const { arr, embed } = inside(content);
  return arr === undefined ? embed : arr[i];
}

/** The element in an item that holds one. */
export function elementIn({ content }: Item): XmlElement {
  return inside(content).type as XmlElement;
}

/** The type that an item holds; null if it holds something else. */
export function typeIn({ content }: Item): YType | null {
  return kinds[content.getRef()] === "type" ? inside(content).type : null;
}

/** Whether `type` is an element: it has a name. */
export function isElement(type: YType): type is XmlElement {
  return typeof (type as { readonly nodeName?: unknown }).nodeName === "string";
}

/** The first item of a type, live or not; null if nothing was ever in it. */
export function firstIn(type: YType): Item | null {
  const { _start: first } = type;
  return first;
}

/** The live items of a type that count, from one on (or from the first) up to another, or all. */
export function* itemsBetween(
  type: YType,
  from: Item | undefined,
  to: Item | undefined,
): Generator<Item> {
  let item = from ?? firstIn(type);
  for (; item !== null && item !== to; item = item.right) {
    if (!item.deleted && item.countable) yield item;
  }
}

/** The items of an element's attributes, by name, deleted ones included. */
export function attributeItems(element: XmlElement): ReadonlyMap<string, Item> {
  const { _map: items } = element;
  return items;
}

/** The live types directly inside `type`, in order. */
export function* innerTypes(type: YType): Generator<YType> {
  for (let item = firstIn(type); item !== null; item = item.right) {
    if (!item.deleted && kinds[item.content.getRef()] === "type") yield inside(item.content).type;
  }
}

/** The item of `id` (a client's clock) as it now is, following what undo made anew of it. */
export function itemAt(type: YType, client: number, clock: number): [Item, number] | undefined {
  let at = { client, clock };
  for (;;) {
    const structs = type.doc?.store.clients.get(at.client);
    const struct = structs === undefined ? undefined : structAt(structs, at.clock);
    if (struct === undefined || !isItem(struct)) return undefined;
    const offset = at.clock - struct.id.clock;
    if (struct.redone === null) return [struct, offset];
    at = { client: struct.redone.client, clock: struct.redone.clock + offset };
  }
}

/** The item that holds a type; null for a root type. */
export function itemOf(type: YType): Item | null {
  const { _item: item } = type;
  return item;
}

/** The name of a root type in its document. */
export function rootNameOf(type: YType): string {
  for (const [name, root] of type.doc?.share ?? []) if ((root as unknown) === type) return name;
  throw new TypeError("a flow has no place in a document yet");
}

/** The items that `transaction` has made or deleted so far. */
export function* changedItems(transaction: Transaction): Generator<Item> {
  const { store } = transaction.doc;
  for (const [client, structs] of store.clients) {
    const before = transaction.beforeState.get(client) ?? 0;
    for (let i = structs.length - 1; i >= 0; i--) {
      const struct = structs[i]!;
      if (struct.id.clock + struct.length <= before) break;
      if (isItem(struct)) yield struct;
    }
  }
  for (const [client, ranges] of transaction.deleteSet.clients) {
    const structs = store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let i = indexAt(structs, clock); i < structs.length; i++) {
        const struct = structs[i]!;
        if (struct.id.clock >= clock + len) break;
        if (isItem(struct)) yield struct;
      }
    }
  }
}

/** The item by which `item` lies in `type`: itself, or what it is nested in; none if elsewhere. */
export function itemWithin(type: YType, item: Item): Item | undefined {
  let at: Item | null = item;
  while (at !== null) {
    const parent = at.parent as YType | null;
    if (parent === type) return at.parentSub === null ? at : undefined;
    at = parent === null ? null : itemOf(parent);
  }
  return undefined;
}

/** The fields of all kinds of content; each has its own. */
interface ContentInside {
  readonly str: string;
  readonly key: string;
  readonly value: unknown;
  readonly arr?: readonly unknown[];
  readonly embed: unknown;
  readonly type: YType;
}

function inside(content: Item["content"]): ContentInside {
  return content as unknown as ContentInside;
}

type Struct = NonNullable<ReturnType<Transaction["doc"]["store"]["clients"]["get"]>>[number];

function isItem(struct: Struct): struct is Item {
  return "content" in struct;
}

function structAt(structs: readonly Struct[], clock: number): Struct | undefined {
  const struct = structs[indexAt(structs, clock)];
  return struct !== undefined && clock < struct.id.clock + struct.length ? struct : undefined;
}

/** Where the struct stands that holds `clock`: the last that begins at it or before. */
function indexAt(structs: readonly Struct[], clock: number): number {
  let low = 0;
  let high = structs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (structs[middle]!.id.clock <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}
