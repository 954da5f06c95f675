/**
 * The ids of blocks: what links, moves, comments and versions name a block by.
 *
 * An id is the attribute `id` of the element that begins the block, and not the Yjs item, because
 * undo and redo make items anew. What is read is never without one: where an id is missing, or is
 * that of a block before, one is derived that is the same for everybody (layout.ts). Derived ids
 * begin with a tilde, and an attribute that does so counts as none.
 */

import { getRandomValues } from "lib0/webcrypto";

/**
 * Makes an id that no other block has. `wanted` is what the block that is written says of itself;
 * whoever knows that no other block has that id may answer with it.
 */
export type NewId = (wanted?: unknown) => string;

/** Longest id that is one; the others count as missing. */
const maxIdLength = 64;

/** 32 letters without those that look alike, so that an id can be read out. */
const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** 45 bits: among 10,000 blocks two ids are the same in one document of 700,000. */
const newIdLength = 9;

/** A short id by chance. */
export const newBlockId: NewId = () => {
  const bytes = getRandomValues(new Uint8Array(newIdLength));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
};

/** Whether `value` can be the id of a block. */
export function isBlockId(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value !== "" &&
    value.length <= maxIdLength &&
    !value.startsWith("~")
  );
}

/** The id of the text before the first marker. */
export const startId = "~";

/** The id of a marker that has none of its own, by the item that holds it. */
export function derivedId(client: number, clock: number): string {
  return `~${client}:${clock}`;
}

/** The id of the text that lies behind the block object `id`, where no text should be. */
export function looseId(id: string): string {
  return `~~${id}`;
}
