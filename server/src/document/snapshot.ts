/**
 * A document as it was a moment ago, made ready once for everybody who joins, and what has been added
 * since. While people write, a large document is another one 60 times a second; framing it anew for
 * each of them would cost megabytes of copying, and deflating it anew far more.
 *
 * Invariant: snapshot and growth together are the document, as long as the growth is followed.
 */

import { cutUpdate } from "../update/cut-update.ts";
import type { UpdateParts } from "../update/encode-update.ts";
import type { PlacesData } from "../update/places.ts";
import { reaches, type StateVector } from "../update/state-vector.ts";
import { surveyUpdate, type Survey } from "../update/survey-update.ts";
import { Growth, type PieceSettings, type Stage } from "./growth.ts";
import { Pieces } from "./pieces.ts";
import type { Replica } from "./replica.ts";

/**
 * Documents with fewer bytes of structs are framed for each joiner and not deflated: they fit into a
 * few packets, and a snapshot of each small document would cost more memory than it saves time.
 */
export const leastSnapshotBytes: number = 4 * 1024;

/** Where the growth is more than this share of the snapshot, another one is worth its making. */
const mostGrowthShare = 0.2;

/** See the head of this file. */
export class Snapshot {
  /** What has been added since. */
  readonly growth: Growth;
  readonly #vector: StateVector;
  readonly #settings: PieceSettings;
  readonly #update: Uint8Array;
  readonly #places: PlacesData;
  #survey: Survey | undefined;
  /** For those who have nothing. */
  readonly #whole: Pieces;
  /** For those who have everything but, perhaps, some deletions. */
  #deletes: Pieces | undefined;

  /** A snapshot of `replica` as it is now. */
  constructor(replica: Replica, settings: PieceSettings) {
    this.#settings = settings;
    this.#update = replica.shared();
    this.#places = replica.known.places;
    this.#vector = new Map(replica.vector);
    this.#whole = this.#piecesFor(new Map());
    this.growth = new Growth(replica, settings, this.#update.length * mostGrowthShare);
  }

  /**
   * What of it somebody lacks who has `known`, and every deletion of that. For those who have nothing of
   * it, and for those who have all, it is made once.
   */
  stageFor(known: StateVector): Stage {
    return { pieces: this.#sharedPiecesFor(known) ?? this.#piecesFor(known), vector: this.#vector };
  }

  #sharedPiecesFor(known: StateVector): Pieces | undefined {
    if (!hasSome(known, this.#vector)) return this.#whole;
    return reaches(known, this.#vector)
      ? (this.#deletes ??= this.#piecesFor(this.#vector))
      : undefined;
  }

  #piecesFor(known: StateVector): Pieces {
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

/** Whether somebody with the vector `known` has something of a document with `vector`. */
export function hasSome(known: StateVector, vector: StateVector): boolean {
  for (const client of known.keys()) if (vector.has(client)) return true;
  return false;
}
