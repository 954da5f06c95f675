/**
 * A document's log → its replica. Of a damaged log whatever is complete without the rest: updates
 * that build on something missing are left out, and stay on disk.
 */

import { ProtocolError } from "@coscribe/shared";
import { nextTurn } from "../clock.ts";
import { Replica } from "./replica.ts";
import type { DocumentLog, LoadedBatch, LogDamage, Sequence } from "../store/document-store.ts";
import { UpdateJoiner } from "./update-joiner.ts";
import {
  isEmptyChange,
  partsOf,
  type Admission,
  type PlacedChange,
} from "../update/admit-update.ts";
import { clientCountOf, updateWithin } from "../update/parse-update.ts";
import { inlineBackground, type Background } from "../worker/background.ts";

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
 * A base or an update of more bytes is read beside the main loop, which it would hold for more than
 * some 20 ms. A smaller one is not: starting a thread may take longer.
 */
const maxInlineBytes = 512 * 1024;
/** The same for the number of clients in it, each of which costs as much as many structs. */
const maxInlineClients = 2_000;

/** So many bytes are taken in before others have their turn: some milliseconds. */
const bytesPerTurn = 64 * 1024;

/**
 * Reads the whole log. Rejects with the store's error where it does not answer. What is damaged is
 * said in the result: such a document must not be treated as if the rest were all.
 */
export async function loadDocument(
  log: Pick<DocumentLog, "load">,
  background: Pick<Background, "screen"> = inlineBackground,
): Promise<LoadedDocument> {
  const loading = new Loading(background);
  for await (const batch of log.load()) await loading.add(batch);
  return loading.end();
}

/** Puts a document together, batch by batch. */
class Loading {
  readonly #background: Pick<Background, "screen">;
  readonly #replica = new Replica();
  readonly #joiner = new UpdateJoiner(this.#replica.vector);
  /** What is in the joiner, and the sequence of each where it is known. */
  #joined: { readonly update: Uint8Array; readonly sequence: Sequence | undefined }[] = [];
  readonly #damage: LogDamage[] = [];
  /** Updates of which a part builds on something that has not come yet. */
  #incomplete: Uint8Array[] = [];
  /** Bytes that were taken in on the main loop since others had their turn. */
  #bytesThisTurn = 0;
  #baseBytes = 0;
  #tailBytes = 0;
  #through: Sequence = 0;

  constructor(background: Pick<Background, "screen">) {
    this.#background = background;
  }

  async add({ base, updates, through, damage }: LoadedBatch): Promise<void> {
    if (damage !== undefined) this.#damage.push(...damage);
    if (base !== undefined) {
      this.#baseBytes = base.length;
      await this.#take(base, 0);
    }
    const first = through - updates.length + 1;
    for (const [index, update] of updates.entries()) {
      this.#tailBytes += update.length;
      // With damage among them it is not known which is which.
      const sequence = damage === undefined ? first + index : undefined;
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (this.#bytesThisTurn > bytesPerTurn) await this.#endTurn();
      if (!isLarge(update)) this.#bytesThisTurn += update.length;
      if (!isLarge(update) && this.#joiner.add(update)) this.#joined.push({ update, sequence });
      else {
        // oxlint-disable-next-line no-await-in-loop
        await this.#takeJoined();
        // oxlint-disable-next-line no-await-in-loop
        await this.#take(update, sequence);
      }
    }
    await this.#takeJoined();
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

  async #endTurn(): Promise<void> {
    await this.#takeJoined();
    this.#bytesThisTurn = 0;
    await nextTurn();
  }

  async #takeJoined(): Promise<void> {
    const joined = this.#joined;
    this.#joined = [];
    try {
      this.#replica.add(this.#replica.admitParsed(this.#joiner.take()).change);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // One of them is refused. Which one it is shows when each is taken for itself.
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const { update, sequence } of joined) await this.#take(update, sequence);
    }
  }

  /**
   * An update of an earlier version, or of another program, may have bytes behind its end, which are
   * refused at the door: they are left out.
   */
  async #take(update: Uint8Array, sequence: Sequence | undefined): Promise<void> {
    try {
      const { change, isComplete, whole } = await this.#screened(update);
      const isBase = sequence === 0 && isComplete && whole !== undefined;
      const steps = isBase ? this.#replica.addWhole(change, whole) : this.#addSteps(change);
      // oxlint-disable-next-line no-await-in-loop -- so that others have their turn
      while (steps.next().done !== true) if (isLarge(update)) await nextTurn();
      if (!isComplete) this.#incomplete.push(update);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const within = updateWithin(update);
      if (within !== undefined && within.length < update.length)
        return this.#take(within, sequence);
      const what = sequence === 0 ? "the base" : `update ${sequence ?? "(one of these)"}`;
      this.#damage.push({ sequence, problem: `${what} is no update: ${error.message}` });
    }
  }

  *#addSteps(change: PlacedChange): Generator<undefined, void, undefined> {
    for (const part of partsOf(change, this.#replica.known.places.types)) {
      this.#replica.add(part);
      yield;
    }
  }

  /** What of `update` can be added; `whole` is all of it, in the memory that the change lies in. */
  async #screened(update: Uint8Array): Promise<Admission & { whole: Uint8Array | undefined }> {
    if (!isLarge(update)) return { ...this.#replica.admit(update), whole: update };
    const { update: whole, ...admission } = await this.#background.screen(
      update,
      this.#replica.known,
    );
    return { ...admission, whole };
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

function isLarge(update: Uint8Array): boolean {
  return update.length > maxInlineBytes || clientCountOf(update) > maxInlineClients;
}
