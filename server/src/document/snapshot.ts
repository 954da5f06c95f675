/**
 * A document as it was a moment ago, made ready once for everybody who joins, and what has been added
 * since. While people write, a large document is another one 60 times a second; framing it anew for
 * each of them would cost megabytes of copying, and deflating it anew far more.
 *
 * Invariant: snapshot and rest together are the document, as long as {@link Snapshot.add} is told of
 * every change.
 */

import type { Clock } from "../clock.ts";
import { Frame } from "../connection/frame.ts";
import type { Change } from "../update/admit-update.ts";
import { cutUpdate } from "../update/cut-update.ts";
import type { UpdateParts } from "../update/encode-update.ts";
import { noNewPlaces, type PlacesData } from "../update/places.ts";
import type { DeletesReader } from "../update/readable-deletes.ts";
import type { StateVector } from "../update/state-vector.ts";
import { surveyUpdate, type Survey } from "../update/survey-update.ts";
import { Pieces } from "./pieces.ts";
import { Replica } from "./replica.ts";

/**
 * Documents with fewer bytes of structs are framed for each joiner and not deflated: they fit into a
 * few packets, and a snapshot of each small document would cost more memory than it saves time.
 */
export const leastSnapshotBytes: number = 4 * 1024;

/** Where the rest is more than this share of the snapshot, another one is worth its making. */
const mostRestShare = 0.2;

/** How snapshots are cut. */
export interface SnapshotSettings {
  /** Largest update in which a document is sent, in bytes, where it can be cut. */
  readonly maxPieceBytes: number;
  readonly clock: Clock;
}

/** See the head of this file. */
export class Snapshot {
  /** What of the document is in it. */
  readonly vector: StateVector;
  /** The whole of it, for somebody who has nothing. */
  readonly pieces: Pieces;
  readonly #settings: SnapshotSettings;
  readonly #update: Uint8Array;
  readonly #places: PlacesData;
  readonly #document: DeletesReader;
  #survey: Survey | undefined;
  /** The changes since, as a replica that begins where the snapshot ends. */
  readonly #since = new Replica();
  #hasGrown = false;
  #rest: Frame | undefined;

  /** A snapshot of `replica` as it is now. */
  constructor(replica: Replica, settings: SnapshotSettings) {
    this.#settings = settings;
    this.#update = replica.shared();
    this.#places = replica.known.places;
    this.#document = replica;
    this.vector = new Map(replica.vector);
    this.pieces = this.piecesFor(new Map());
  }

  /** True when so much has been added that a new snapshot is better. */
  get isStale(): boolean {
    return this.#since.byteLength > this.#update.length * mostRestShare;
  }

  /** Bytes of the whole. */
  get byteLength(): number {
    return this.#update.length;
  }

  /** What has been added since, as SyncStep2; undefined if nothing was. */
  get rest(): Frame | undefined {
    if (!this.#hasGrown) return undefined;
    if (this.#rest === undefined) {
      const update = this.#since.encode(this.#document);
      this.#rest = new Frame({ type: "syncStep2", update });
    }
    return this.#rest;
  }

  /** Takes in what is new in the document. */
  add(change: Change): void {
    // Nothing is screened against it, so it need not know where anything lives.
    this.#since.add({ ...change, places: noNewPlaces });
    this.#hasGrown = true;
    this.#rest = undefined;
  }

  /**
   * What of it somebody lacks who has `known`, but for deletions of what is known, which must follow;
   * made for nobody else.
   */
  piecesFor(known: StateVector): Pieces {
    return new Pieces(this.#cut(known), this.#settings.clock);
  }

  *#cut(known: StateVector): Generator<UpdateParts | undefined, void> {
    const { maxPieceBytes } = this.#settings;
    if (known.size === 0 && this.#update.length <= maxPieceBytes) {
      yield [this.#update];
      return;
    }
    const places = this.#places;
    this.#survey ??= yield* surveyUpdate(this.#update, places);
    yield* cutUpdate({ survey: this.#survey, places, known, mostBytes: maxPieceBytes });
  }
}
