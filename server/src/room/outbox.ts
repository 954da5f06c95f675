/**
 * What a room has taken in since its last flush: changes waiting to become one update.
 *
 * Invariant: changes are added in the order in which the replica took them, so the runs of a client
 * continue one another.
 */

import type { GrowingDocument } from "../document/replica.ts";
import { isEmptyChange, type Change } from "../update/admit-update.ts";
import { DeleteSet } from "../update/delete-set.ts";
import { encodeUpdate } from "../update/encode-update.ts";
import type { StructRun } from "../update/struct-run.ts";

/** What waits. */
interface Changes<Author> {
  readonly runs: Map<number, StructRun[]>;
  readonly deletes: DeleteSet;
  readonly document: GrowingDocument;
  /** Whoever made all of it; undefined once somebody else has added something. */
  onlyAuthor: Author | undefined;
}

/** What waited, see {@link Outbox.take}. */
interface Taken<Author> {
  readonly update: Uint8Array;
  readonly onlyAuthor: Author | undefined;
  readonly document: GrowingDocument;
}

/** See the head of this file; `Author` is whatever tells the members of a room apart. */
export class Outbox<Author> {
  /** Made when needed: most rooms are quiet, and there are many. */
  #changes: Changes<Author> | undefined;

  /** True when there is nothing to take. */
  get isEmpty(): boolean {
    return this.#changes === undefined;
  }

  /** Adds what `author` changed in `document`, which has it by now; undefined for nobody here. */
  add(change: Change, author: Author | undefined, document: GrowingDocument): void {
    if (isEmptyChange(change)) return;
    const changes = (this.#changes ??= {
      runs: new Map(),
      deletes: new DeleteSet(),
      document,
      onlyAuthor: author,
    });
    if (author !== changes.onlyAuthor) changes.onlyAuthor = undefined;
    const { runs, deletes } = changes;
    for (const run of change.runs) {
      const earlier = runs.get(run.client);
      if (earlier === undefined) runs.set(run.client, [run]);
      else earlier.push(run);
    }
    deletes.addAll(change.deletes);
  }

  /**
   * Everything since the last call as one update, or undefined if there is nothing. `onlyAuthor` is
   * whoever made all of it, and so has no need of it; `document` has it.
   */
  take(): Taken<Author> | undefined {
    if (this.#changes === undefined) return undefined;
    const { runs, deletes, document, onlyAuthor } = this.#changes;
    this.#changes = undefined;
    return { update: encodeUpdate(runs, document.readable(deletes)), onlyAuthor, document };
  }
}
