/**
 * What has been added to a document since a moment, for those who had all of it then or are still being
 * sent that. Much of it is cut into pieces, once for all of them; then what comes later is gathered anew.
 *
 * Invariant: as long as it is followed, that is, told of every change, its stages and its rest together
 * are what has been added, in this order.
 */

import type { Clock } from "../clock.ts";
import { Frame, type SentAs } from "../connection/frame.ts";
import type { Change } from "../update/admit-update.ts";
import { cutChange } from "../update/cut-update.ts";
import { noNewPlaces } from "../update/places.ts";
import type { StateVector } from "../update/state-vector.ts";
import { Pieces } from "./pieces.ts";
import { Replica, type GrowingDocument } from "./replica.ts";

/** How documents and changes are cut. */
export interface PieceSettings {
  /** Largest update in which a document is sent, in bytes, where it can be cut. */
  readonly maxPieceBytes: number;
  readonly clock: Clock;
}

/** A part of what is sent. */
export interface Stage {
  readonly pieces: Pieces;
  /** What of the document somebody has who has got this, and had all before it. */
  readonly vector: StateVector;
}

/** What a reader is sent first, made ready once for everybody, and what was added since. */
export interface Beginning {
  readonly stage: Stage;
  readonly growth: Growth;
}

/** `update` as a change, of which `document` has got all and nothing more. */
export function largeChange(
  update: Uint8Array,
  document: GrowingDocument,
  settings: PieceSettings,
): Beginning {
  const stage = stageOf(update, document, settings);
  return { stage, growth: new Growth(document, settings, update.length) };
}

/** See the head of this file. */
export class Growth {
  readonly #document: GrowingDocument;
  readonly #settings: PieceSettings;
  readonly #mostBytes: number;
  readonly #stages: Stage[] = [];
  /** Bytes of what the stages were made of. */
  #stageBytes = 0;
  /** What came after the stages: a replica that begins where they end. */
  #since = new Replica();
  #isEmpty = true;
  #isFollowed = true;
  #rest: Uint8Array | undefined;
  #frame: { readonly as: SentAs; readonly frame: Frame } | undefined;

  /** From now on. It is no longer followed when it has more than some `mostBytes`. */
  constructor(document: GrowingDocument, settings: PieceSettings, mostBytes: number) {
    this.#document = document;
    this.#settings = settings;
    this.#mostBytes = mostBytes;
  }

  /** False where it lacks something that was added. */
  get isFollowed(): boolean {
    return this.#isFollowed;
  }

  /** Nothing has come after the stages. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Takes in what is new in the document. */
  add(change: Change): void {
    if (!this.#isFollowed) return;
    // Nothing is screened against it, so it need not know where anything lives.
    this.#since.add({ ...change, places: noNewPlaces });
    this.#isEmpty = false;
    this.#rest = undefined;
    this.#frame = undefined;
    if (this.#stageBytes + this.#since.byteLength > this.#mostBytes) this.end();
  }

  /** Follows the document no longer. */
  end(): void {
    this.#isFollowed = false;
    this.#since = new Replica();
  }

  /** Its stages, in order; undefined behind the last one. */
  stageAt(index: number): Stage | undefined {
    return this.#stages[index];
  }

  /** What came after the stages, as one update. */
  get rest(): Uint8Array {
    return (this.#rest ??= this.#since.encode(this.#document));
  }

  /** The same as a message. */
  restFrame(as: SentAs): Frame {
    if (this.#frame?.as !== as) {
      this.#frame = { as, frame: new Frame({ type: as, update: this.rest }) };
    }
    return this.#frame.frame;
  }

  /** Makes a stage of the rest. */
  cut(): void {
    const { rest } = this;
    this.#stages.push(stageOf(rest, this.#document, this.#settings));
    this.#stageBytes += rest.length;
    this.#since = new Replica();
    this.#isEmpty = true;
    this.#rest = undefined;
    this.#frame = undefined;
  }
}

function stageOf(
  update: Uint8Array,
  document: GrowingDocument,
  { maxPieceBytes, clock }: PieceSettings,
): Stage {
  const vector = new Map(document.vector);
  const { places } = document.known;
  const cutting = cutChange({ update, places, vector, mostBytes: maxPieceBytes });
  return { vector, pieces: new Pieces(cutting, clock) };
}
