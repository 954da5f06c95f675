/**
 * What those who join a document, or come back to it, are sent of it: its vector, and what theirs
 * lacks. A large document is made ready once for everybody who joins.
 *
 * Everything is handed out by calling back, before anything else can change the document: what is made
 * for a moment is true for that moment only.
 */

import { Frame } from "../connection/frame.ts";
import type { Replica } from "../document/replica.ts";
import type { ResidentDocument } from "../document/resident-document.ts";
import { leastSnapshotBytes, Snapshot } from "../document/snapshot.ts";
import type { Change } from "../update/admit-update.ts";
import { encodeStateVector, type StateVector } from "../update/state-vector.ts";

/** Undefined where it is done; else it settles when it is. */
type Later = Promise<void> | undefined;

/** See the head of this file. */
export class Joining {
  readonly #document: ResidentDocument;
  /** Kept while people join. */
  #snapshot: Snapshot | undefined;
  #isSnapshotUnused = false;

  constructor(document: ResidentDocument) {
    this.#document = document;
  }

  /** "This is what I have": the room's SyncStep1. */
  vectorFrame(): Frame {
    return new Frame({ type: "syncStep1", stateVector: encodeStateVector(this.#document.vector) });
  }

  /**
   * Makes the answer for a peer with this vector ready; `next` hears at once what to wait for before
   * calling {@link answer}, if for anything. Rejects where the document cannot be read.
   */
  prepare(
    vector: StateVector,
    inflates: boolean,
    next: (deflated: Promise<void> | undefined) => Later,
  ): Later {
    return this.#document.use((replica) => {
      return next(inflates ? this.#snapshotFor(vector, replica)?.whenDeflated() : undefined);
    });
  }

  /**
   * Hands `send` the answer to a SyncStep1 with this vector, in the order in which to send it; the
   * last frame is the SyncStep2. Rejects where the document cannot be read.
   */
  answer(vector: StateVector, inflates: boolean, send: (frames: readonly Frame[]) => Later): Later {
    return this.#document.use((replica) => {
      const snapshot = this.#snapshotFor(vector, replica);
      if (snapshot !== undefined) return send(snapshot.frames(inflates));
      return send([new Frame({ type: "syncStep2", update: replica.missingFor(vector) })]);
    });
  }

  /**
   * Hands `send` what a member misses that has been sent nothing since it had this vector. Rejects where
   * the document cannot be read.
   */
  catchUp(vector: StateVector, send: (frame: Frame) => Later): Later {
    return this.#document.use((replica) => {
      return send(new Frame({ type: "update", update: replica.missingFor(vector) }));
    });
  }

  /** The document has got this. */
  changed(change: Change): void {
    this.#snapshot?.add(change);
  }

  /** Gives the memory of the snapshot back if nobody has joined since the last call. */
  dropUnusedSnapshot(): void {
    if (this.#isSnapshotUnused) this.#snapshot = undefined;
    this.#isSnapshotUnused = true;
  }

  /** Gives the memory of the snapshot back. */
  dropSnapshot(): void {
    this.#snapshot = undefined;
  }

  /** Undefined for a peer that has something of this document, or where it is too small to be shared. */
  #snapshotFor(vector: StateVector, replica: Replica): Snapshot | undefined {
    if (replica.byteLength < leastSnapshotBytes) return undefined;
    for (const client of vector.keys()) if (replica.vector.has(client)) return undefined;
    if (this.#snapshot === undefined || this.#snapshot.isStale) {
      this.#snapshot = new Snapshot(replica.shared(), replica);
    }
    this.#isSnapshotUnused = false;
    return this.#snapshot;
  }
}
