/**
 * The version of a document: a short tag that is another one after every change, and the same wherever the
 * same document is read, after a restart too. Made without reading any struct.
 */

import { createHash } from "node:crypto";
import type { DeleteSet } from "../update/delete-set.ts";
import { encodeStateVector, type StateVector } from "../update/state-vector.ts";

/** 128 bits: two versions of a document are never the same by chance. */
const tagBytes = 16;

/**
 * The tag of a document in the history `generation`, with these structs, of which these are deleted. To make
 * it takes as long as to sort the client IDs and to hash some bytes for each deleted range.
 */
export function versionOf(generation: string, vector: StateVector, deleted: DeleteSet): string {
  const hash = createHash("sha256");
  hash.update(`${generation}\n`);
  hash.update(encodeStateVector(new Map([...vector].toSorted(byClient))));
  for (const [client, ranges] of [...deleted.clients].toSorted(byClient)) {
    hash.update(`${client} ${ranges.count}\n`);
    for (const piece of ranges.pieces()) hash.update(piece);
  }
  return hash.digest().subarray(0, tagBytes).toString("base64url");
}

function byClient([one]: readonly [number, unknown], [other]: readonly [number, unknown]): number {
  return one - other;
}
