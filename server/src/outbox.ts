/**
 * What a room has taken in since its last flush: changes waiting to become one update.
 *
 * Invariant: changes are added in the order in which the replica took them, so the runs of a client
 * continue one another.
 */

import { isEmptyChange, type Change } from "./update/admit-update.ts";
import { DeleteSet } from "./update/delete-set.ts";
import { encodeUpdate } from "./update/encode-update.ts";
import type { StructRun } from "./update/struct-run.ts";

/** See the head of this file; `Author` is whatever tells the members of a room apart. */
export class Outbox<Author> {
  #runs = new Map<number, StructRun[]>();
  #deletes = new DeleteSet();
  #authors = new Set<Author>();

  /** True when there is nothing to take. */
  get isEmpty(): boolean {
    return this.#authors.size === 0;
  }

  /** Adds what `author` changed. */
  add(change: Change, author: Author): void {
    if (isEmptyChange(change)) return;
    this.#authors.add(author);
    for (const run of change.runs) {
      const runs = this.#runs.get(run.client);
      if (runs === undefined) this.#runs.set(run.client, [run]);
      else runs.push(run);
    }
    this.#deletes.addAll(change.deletes);
  }

  /**
   * Everything since the last call as one update, or undefined if there is nothing. `onlyAuthor` is
   * whoever made all of it, and so has no need of it.
   */
  take(): { readonly update: Uint8Array; readonly onlyAuthor: Author | undefined } | undefined {
    if (this.isEmpty) return undefined;
    const update = encodeUpdate(this.#runs, this.#deletes);
    const [first] = this.#authors;
    const onlyAuthor = this.#authors.size === 1 ? first : undefined;
    this.#runs = new Map();
    this.#deletes = new DeleteSet();
    this.#authors = new Set();
    return { update, onlyAuthor };
  }
}
