/**
 * Under which Yjs client IDs the server's own edits stand. Each user has one in each document, for as long as
 * the process runs: a new one for each edit would make the state vector, which everybody is sent, longer by ten
 * bytes each time. A thousand appends leave one.
 *
 * Two different structs of one ID at one clock would part the replicas for good. So an ID is used again only
 * where the document has exactly what has been written with it: not one edit less, which a disk may have
 * lost and a client may bring back, and not one more, which somebody else has written.
 */

import { randomInt } from "node:crypto";
import type { DocumentName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { EditClient } from "../worker/content/content-job.ts";

/** Those that were used last are known; some megabytes. */
const mostKnown = 10_000;

/** Yjs takes client IDs of 32 bits. */
const idLimit = 2 ** 32;

/** See the head of this file. */
export class EditClients {
  readonly #known = new Map<string, EditClient>();

  /** The one for an edit of a user in a document with this vector. */
  of(name: DocumentName, { user }: Grant, vector: StateVector): EditClient {
    const known = this.#known.get(keyOf(name, user?.id));
    if (known !== undefined && vector.get(known.id) === known.clock) return known;
    return { id: this.spare(vector), clock: 0 };
  }

  /** An ID that nobody has used in a document with this vector. */
  spare(vector: StateVector): number {
    let id = randomInt(1, idLimit);
    while (vector.has(id)) id = randomInt(1, idLimit);
    return id;
  }

  /** All of an edit is in the document, whose vector this is now. */
  used(name: DocumentName, { user }: Grant, { id }: EditClient, vector: StateVector): void {
    const clock = vector.get(id);
    if (clock === undefined) return;
    const key = keyOf(name, user?.id);
    this.#known.delete(key);
    this.#known.set(key, { id, clock });
    if (this.#known.size <= mostKnown) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      break;
    }
  }
}

function keyOf(name: DocumentName, user: string | undefined): string {
  return JSON.stringify([name, user]);
}
