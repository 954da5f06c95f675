/**
 * Keeps a document's log and replica short: when enough has been appended, the whole is compacted
 * and takes the place of base and tail, on disk in one step.
 *
 * It starts when the updates since the base weigh as much as the base, or are very many. So a
 * document of n bytes is compacted at 2n, 4n, …: over its life each byte is compacted about once
 * more than it is written, whatever its size. When a document comes to rest, a quarter of its base is
 * enough, so that what lies on disk for years is at most a quarter larger than it could be; then
 * four bytes are compacted for each one written, once a rest. A compaction that fails changes
 * nothing. A damaged document is left as it is.
 *
 * Invariants: 1. one compaction of a document is under way at a time. 2. The new base holds every
 * update up to the sequence that it replaces. 3. It has the state vector of what it was made from;
 * anything else is a failure. 4. Nobody waits for it: it is given up when the document is closed.
 */

import { inTurns, type Timer } from "../clock.ts";
import type { LoadedDocument } from "./load-document.ts";
import type { Settings } from "../options.ts";
import type { Replica } from "./replica.ts";
import type { ResidentDocument } from "./resident-document.ts";
import type { DocumentLog, Sequence } from "../store/document-store.ts";

/** Below this a tail is not worth a compaction: it loads in well under a millisecond. */
const leastTailBytes = 64 * 1024;
/** So many records take some 5 ms to load. */
const mostTailRecords = 5_000;
/** A document to which nothing was written for so long, in milliseconds, has come to rest. */
const restMs = 5_000;
/** Whoever has waited for the document to be loaded is served before it is compacted. */
const afterLoadMs = 1_000;
/** The least tail that a document at rest is compacted for: some pages of text. */
const leastRestingTailBytes = 16 * 1024;

/** See the head of this file. */
export class Compaction {
  readonly #log: DocumentLog;
  readonly #document: ResidentDocument;
  readonly #settings: Settings;
  /** The last update on disk. */
  #through: Sequence;
  #baseBytes: number;
  #tailBytes: number;
  #mostTailLength = mostTailRecords;
  #running: Promise<void> | undefined;
  #lastAppendAt: number;
  #rest: Timer | undefined;
  #abort: AbortController | undefined;
  #isEnded = false;

  /** Nothing of `document` is put away while one {@link isAwaited}. */
  constructor(
    log: DocumentLog,
    loaded: LoadedDocument,
    document: ResidentDocument,
    settings: Settings,
  ) {
    this.#log = log;
    this.#settings = settings;
    this.#document = document;
    this.#through = loaded.through;
    this.#baseBytes = loaded.baseBytes;
    this.#tailBytes = loaded.tailBytes;
    this.#lastAppendAt = settings.clock.now();
    if (loaded.damage.length === 0) this.#awaitRestIfDue(this.#isDue ? afterLoadMs : restMs);
  }

  /** An update of `bytes` bytes has reached the disk. */
  appended(sequence: Sequence, bytes: number): void {
    this.#through = sequence;
    this.#tailBytes += bytes;
    this.#lastAppendAt = this.#settings.clock.now();
    this.#startIfDue();
  }

  /**
   * Begins no more and gives up the one under way, if any: nobody has to wait for it. One that is
   * being written is, in one step.
   */
  end(): void {
    this.#isEnded = true;
    this.#rest?.cancel();
    this.#abort?.abort(new Error("it was given up"));
  }

  /** True while one is under way or will be when the document has come to rest. */
  get isAwaited(): boolean {
    return this.#running !== undefined || this.#rest !== undefined;
  }

  get #isDue(): boolean {
    return (
      this.#tailBytes >= Math.max(leastTailBytes, this.#baseBytes) ||
      this.#log.tailLength >= this.#mostTailLength
    );
  }

  get #isDueAtRest(): boolean {
    return this.#isDue || this.#tailBytes >= Math.max(leastRestingTailBytes, this.#baseBytes / 4);
  }

  #startIfDue(): void {
    if (this.#running !== undefined || this.#isEnded) return;
    if (this.#isDue) this.#start();
    else this.#awaitRestIfDue();
  }

  #start(): void {
    this.#rest?.cancel();
    this.#rest = undefined;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.#awaitRestIfDue();
    });
  }

  #awaitRestIfDue(ms: number = restMs): void {
    if (this.#isEnded || !this.#isDueAtRest) return;
    const { clock } = this.#settings;
    const restsAt = this.#lastAppendAt + ms;
    this.#rest ??= clock.after(restsAt - clock.now(), () => {
      this.#rest = undefined;
      if (clock.now() >= this.#lastAppendAt + ms) this.#start();
      else this.#awaitRestIfDue(ms);
    });
  }

  async #run(): Promise<void> {
    const { background, clock, meter, onEvent } = this.#settings;
    const { name } = this.#log;
    const startedAt = clock.now();
    const through = this.#through;
    const tailBytes = this.#tailBytes;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    let replica: Replica | undefined;
    try {
      // What is awaited here stays in memory.
      replica = await this.#document.borrow((here) => here);
      signal.throwIfAborted();
      const grown = replica.freeze();
      const base = await background.compact(grown, this.#log.keepsDeleted, signal);
      await inTurns(replica.rebase(base));
      signal.throwIfAborted();
      await this.#log.compact(base.update, through);
      this.#baseBytes = base.update.length;
      this.#mostTailLength = mostTailRecords;
      const ms = clock.now() - startedAt;
      meter.compactionMs.add(ms);
      const [bytesBefore, bytesAfter] = [grown.byteLength, base.update.length];
      onEvent({ type: "compacted", name, bytesBefore, bytesAfter, ms });
    } catch (cause) {
      if (cause === signal.reason) return;
      // Not tried again before as much again has been appended.
      this.#baseBytes = Math.max(this.#baseBytes, tailBytes);
      this.#mostTailLength = this.#log.tailLength + mostTailRecords;
      onEvent({ type: "compactionFailed", name, cause });
    } finally {
      this.#abort = undefined;
      replica?.thaw();
    }
    this.#tailBytes -= tailBytes;
  }
}
