/**
 * A document as it was at a version that somebody has read, so that what they make of it can be told from what
 * others have written since. It has the structs of the document as it is now, as far as they go: whatever is
 * written into it is an update of the document, too, as from somebody who was away meanwhile.
 */

import {
  ContentDeleted,
  createDocFromSnapshot,
  decodeSnapshot,
  encodeSnapshot,
  GC,
  isDeleted,
  snapshot,
  type Doc,
  type Snapshot,
} from "yjs";
import { ContentError } from "./content-error.ts";

/** More than this is not remembered of a version, in bytes: a document with as many deletions is seldom read. */
const mostSnapshotBytes = 1024 * 1024;

/** What tells the version of `doc` from others, for {@link documentAt}; undefined where that is too much. */
export function versionOf(doc: Doc): Uint8Array | undefined {
  const bytes = encodeSnapshot(snapshot(doc));
  return bytes.length > mostSnapshotBytes ? undefined : bytes;
}

/**
 * `doc`, which keeps what is deleted, as it was at a version. Throws ContentError `baseUnknown` where words of
 * that version were deleted since, and dropped by a compaction: nobody knows any more what it said.
 */
export function documentAt(doc: Doc, version: Uint8Array): Doc {
  const base = decodeSnapshot(version);
  if (!isAllHere(doc, base)) throw new ContentError("baseUnknown");
  return createDocFromSnapshot(doc, base);
}

function isAllHere(doc: Doc, { sv, ds }: Snapshot): boolean {
  for (const [client, end] of sv) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const struct of structs) {
      if (struct.id.clock >= end) break;
      const isDropped = struct instanceof GC || struct.content instanceof ContentDeleted;
      if (isDropped && !isDeleted(ds, struct.id)) return false;
    }
  }
  return true;
}
