/**
 * A document's log → its replica. Of a damaged log whatever is complete without the rest: updates
 * that build on something missing are left out, and stay on disk.
 */

import { ProtocolError } from "@coscribe/shared";
import { ChangeJoiner } from "./change-joiner.ts";
import { Replica } from "./replica.ts";
import type { DocumentLog, LoadedBatch, LogDamage, Sequence } from "./store/document-store.ts";
import { isEmptyChange } from "./update/admit-update.ts";

/** A document as it lies on disk. */
export interface LoadedDocument {
  readonly replica: Replica;
  /** Bytes of the base; 0 without one. */
  readonly baseBytes: number;
  /** Bytes of the updates after the base. */
  readonly tailBytes: number;
  /** The last update on disk; 0 for a new document. */
  readonly through: Sequence;
  /** What is wrong with it; empty where nothing is. */
  readonly damage: readonly LogDamage[];
}

/**
 * Reads the whole log. Rejects with the store's error where it does not answer. What is damaged is
 * said in the result: such a document must not be treated as if the rest were all.
 */
export async function loadDocument(log: DocumentLog): Promise<LoadedDocument> {
  const loading = new Loading();
  for await (const batch of log.load()) loading.add(batch);
  return loading.end();
}

/** Puts a document together, batch by batch. */
class Loading {
  readonly #replica = new Replica();
  readonly #joiner = new ChangeJoiner(this.#replica.vector);
  readonly #damage: LogDamage[] = [];
  /** Updates of which a part builds on something that has not come yet. */
  #incomplete: Uint8Array[] = [];
  #baseBytes = 0;
  #tailBytes = 0;
  #through: Sequence = 0;

  add({ base, updates, through, damage }: LoadedBatch): void {
    if (damage !== undefined) this.#damage.push(...damage);
    if (base !== undefined) {
      this.#baseBytes = base.length;
      this.#take(base, 0);
    }
    const first = through - updates.length + 1;
    for (const [index, update] of updates.entries()) {
      this.#tailBytes += update.length;
      if (this.#joiner.add(update)) continue;
      this.#takeJoined();
      // With damage among them it is not known which is which.
      this.#take(update, damage === undefined ? first + index : undefined);
    }
    this.#takeJoined();
    this.#through = through;
  }

  end(): LoadedDocument {
    while (this.#takeIncomplete());
    const count = this.#incomplete.length;
    if (count > 0) {
      const what = count === 1 ? "1 update builds" : `${count} updates build`;
      const problem = `${what} on what is missing, and ${count === 1 ? "is" : "are"} left out`;
      this.#damage.push({ sequence: undefined, problem });
    }
    return {
      replica: this.#replica,
      baseBytes: this.#baseBytes,
      tailBytes: this.#tailBytes,
      through: this.#through,
      damage: this.#damage,
    };
  }

  #takeJoined(): void {
    this.#replica.add(this.#replica.admitScreened(this.#joiner.take()));
  }

  #take(update: Uint8Array, sequence: Sequence | undefined): void {
    try {
      const { change, isComplete } = this.#replica.admit(update);
      this.#replica.add(change);
      if (!isComplete) this.#incomplete.push(update);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const what = sequence === 0 ? "the base" : `update ${sequence ?? "(one of these)"}`;
      this.#damage.push({ sequence, problem: `${what} is no update: ${error.message}` });
    }
  }

  /** What came later may be what others waited for. Returns false where it was not. */
  #takeIncomplete(): boolean {
    let hasGrown = false;
    this.#incomplete = this.#incomplete.filter((update) => {
      const { change, isComplete } = this.#replica.admit(update);
      this.#replica.add(change);
      hasGrown ||= !isEmptyChange(change);
      return !isComplete;
    });
    return hasGrown;
  }
}
