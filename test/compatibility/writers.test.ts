/** What real libraries write is admitted whole, and is the same document here as with Yjs alone. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { describe, expect, it } from "vitest";
import { expectSound, load, structureOf } from "../hostile/oracle.ts";
import { docOf } from "../support/yjs-history.ts";
import type { Writing } from "./writers/writing.ts";
import { yjs13 } from "./writers/yjs-13.ts";
import { yjs14 } from "./writers/yjs-14.ts";
import { yrsWritings } from "./writers/yrs.ts";

/** Fails unless each update is admitted, from its first to its last byte. */
function replicaOf(updates: readonly Uint8Array[]): Replica {
  const replica = new Replica();
  for (const update of updates) {
    const { change, isComplete } = replica.admit(update);
    expect(isComplete).toBe(true);
    replica.add(change);
  }
  return replica;
}

const libraries: readonly (readonly [string, readonly Writing[]])[] = [
  ["Yjs 13", yjs13],
  ["Yjs 14", yjs14],
  ["yrs", yrsWritings],
];

describe.each(libraries)("what %s writes", (_, writings) => {
  it.each(writings)("P72 is admitted whole: $name", ({ updates }) => {
    const made = updates();
    const replica = replicaOf(made);
    expect(structureOf(load(replica.encode()))).toEqual(structureOf(docOf(made)));
    expectSound(replica);
  });
});
