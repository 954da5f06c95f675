/**
 * Keeps a document's log and replica short: when enough has been appended, the whole is compacted
 * and takes the place of base and tail, on disk in one step.
 *
 * It starts when the updates since the base weigh as much as the base, or are very many. So a
 * document of n bytes is compacted at 2n, 4n, …: over its life each byte is compacted about once
 * more than it is written, whatever its size. A compaction that fails changes nothing. A damaged
 * document is left as it is.
 *
 * Invariants: 1. one compaction of a document is under way at a time. 2. The new base holds every
 * update up to the sequence that it replaces. 3. It has the state vector of what it was made from;
 * anything else is a failure.
 */

import type { LoadedDocument } from "./load-document.ts";
import type { Settings } from "./options.ts";
import type { Replica } from "./replica.ts";
import type { DocumentLog, Sequence } from "./store/document-store.ts";

/** Below this a tail is not worth a compaction: it loads in well under a millisecond. */
const leastTailBytes = 64 * 1024;
/** So many records take some 5 ms to load. */
const mostTailRecords = 5_000;

/** See the head of this file. */
export class Compaction {
  readonly #log: DocumentLog;
  readonly #replica: Replica;
  readonly #settings: Settings;
  /** The last update on disk. */
  #through: Sequence;
  #baseBytes: number;
  #tailBytes: number;
  #running: Promise<void> | undefined;

  constructor(log: DocumentLog, loaded: LoadedDocument, settings: Settings) {
    this.#log = log;
    this.#settings = settings;
    this.#replica = loaded.replica;
    this.#through = loaded.through;
    this.#baseBytes = loaded.baseBytes;
    this.#tailBytes = loaded.tailBytes;
    if (loaded.damage.length === 0) this.#startIfDue();
  }

  /** An update of `bytes` bytes has reached the disk. */
  appended(sequence: Sequence, bytes: number): void {
    this.#through = sequence;
    this.#tailBytes += bytes;
    this.#startIfDue();
  }

  /** Resolves when the compaction under way, if any, has ended. */
  async finish(): Promise<void> {
    await this.#running;
  }

  get #isDue(): boolean {
    return (
      this.#tailBytes >= Math.max(leastTailBytes, this.#baseBytes) ||
      this.#log.tailLength >= mostTailRecords
    );
  }

  #startIfDue(): void {
    if (this.#running !== undefined || !this.#isDue) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    const { background, clock, onEvent } = this.#settings;
    const { name } = this.#log;
    const startedAt = clock.now();
    const through = this.#through;
    const tailBytes = this.#tailBytes;
    const grown = this.#replica.encode();
    const bytesBefore = grown.length;
    const vector = new Map(this.#replica.vector);
    try {
      const base = await background.compact(grown);
      this.#replica.rebase(base, vector);
      await this.#log.compact(base, through);
      this.#baseBytes = base.length;
      const ms = clock.now() - startedAt;
      onEvent({ type: "compacted", name, bytesBefore, bytesAfter: base.length, ms });
    } catch (cause) {
      // Not tried again before as much again has been appended.
      this.#baseBytes = Math.max(this.#baseBytes, tailBytes);
      onEvent({ type: "compactionFailed", name, cause });
    }
    this.#tailBytes -= tailBytes;
  }
}
