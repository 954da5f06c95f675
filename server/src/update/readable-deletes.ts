/**
 * Deleted ranges as readers of every library understand them.
 *
 * Of what is in a deleted type a reader keeps nothing but a length (a GC struct). Where a range begins
 * at one, yrs (ywasm, pycrdt and others, seen in 0.18) passes over the whole of it, and shows what the
 * rest deletes, for ever. So no range begins with what a reader may have collected and goes on with
 * what it may not have: one ends there, and another one begins.
 *
 * A reader may have collected whatever lives in a type that is no root, even one that nobody else
 * knows to be deleted yet. It need not be told of what lives in a type that is deleted here: that goes
 * with the type. So a range is parted between something in a type that is no root, and something in
 * another one that is not deleted.
 */

import type { Known } from "./admit-update.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import { varUints, type DeleteSet } from "./delete-set.ts";
import type { EncodableDeletes } from "./encode-update.ts";
import {
  depthAt,
  holderAt,
  nowhere,
  placeAt,
  typeNumberOf,
  type ClientPlaces,
  type Place,
} from "./places.ts";

/**
 * So many changes of place are looked at, in some 15 ms; what lies behind them is not parted. A document
 * has as many when thirty thousand paragraphs of it have been deleted.
 */
const mostPlaces = 100_000;

/** Makes deleted ranges of a document readable: knows where its items live. */
export interface DeletesReader {
  /** Some of what is deleted in the document, as readers of every library understand it. */
  readable(deletes: DeleteSet): EncodableDeletes;
}

/**
 * `deletes` of a document that knows `known`, to be encoded; the very same where no range has to be
 * parted, as in documents of plain text.
 */
export function readableDeletes(
  deletes: DeleteSet,
  known: Pick<Known, "deleted" | "places">,
): EncodableDeletes {
  if (deletes.isEmpty) return deletes;
  const borders = new Borders(known);
  let parted: Map<number, readonly number[]> | undefined;
  for (const [client, ranges] of deletes.clients) {
    const found = borders.within(client, ranges);
    if (found !== undefined) (parted ??= new Map()).set(client, found);
  }
  return parted === undefined ? deletes : new PartedDeletes(deletes, parted);
}

/** Finds out where ranges have to be parted; whether a type is deleted, once for each. */
class Borders {
  readonly #known: Pick<Known, "deleted" | "places">;
  readonly #isDeadType: boolean[] = [];
  #placesLeft = mostPlaces;

  constructor(known: Pick<Known, "deleted" | "places">) {
    this.#known = known;
  }

  /** The clocks where `ranges` have to be parted, ascending; undefined where there is none. */
  within(client: number, ranges: ClockRanges): readonly number[] | undefined {
    const clientPlaces = this.#known.places.byClient.get(client);
    // Whatever lives in one place has no borders.
    if (clientPlaces === undefined || clientPlaces.starts.length <= 2) return undefined;
    const found: number[] = [];
    if (ranges.count * 2 < clientPlaces.starts.length) {
      ranges.forEach((start, end) => this.#look(clientPlaces, start, end, found));
    } else {
      const inAll: number[] = [];
      this.#look(clientPlaces, -1, Infinity, inAll);
      for (const border of inAll) if (ranges.goesOver(border)) found.push(border);
    }
    return found.length === 0 ? undefined : found;
  }

  /** Adds the borders among the places of a client that lie behind `start` and before `end` to `found`. */
  #look({ starts }: ClientPlaces, start: number, end: number, found: number[]): void {
    for (let at = Math.max(starts.lastPairUpTo(start), 0) + 2; at < starts.length; at += 2) {
      const clock = starts.at(at) ?? end;
      if (clock >= end || --this.#placesLeft < 0) return;
      const [left = nowhere, right = nowhere] = [starts.at(at - 1), starts.at(at + 1)];
      if (this.#isBorder(left, right)) found.push(clock);
    }
  }

  #isBorder(left: Place, right: Place): boolean {
    return !this.#isInRoot(left) && !this.#isDead(right);
  }

  #isInRoot(place: Place): boolean {
    return place !== nowhere && depthAt(this.#known.places.types, typeNumberOf(place)) === 0;
  }

  /** Whether what is at `place` is in a deleted type, however deep. */
  #isDead(place: Place): boolean {
    if (place === nowhere) return true;
    const typeNumber = typeNumberOf(place);
    return (this.#isDeadType[typeNumber] ??=
      !this.#isInRoot(place) && this.#isDeadHolder(typeNumber));
  }

  #isDeadHolder(typeNumber: number): boolean {
    const { deleted, places } = this.#known;
    const [client, clock] = holderAt(places.types, typeNumber);
    if (deleted.has(client, clock, clock + 1)) return true;
    const clientPlaces = places.byClient.get(client);
    return clientPlaces === undefined || this.#isDead(placeAt(clientPlaces, clock));
  }
}

/** Ranges that touch one another are written, and kept, as bytes: they cannot be added to. */
class PartedDeletes implements EncodableDeletes {
  readonly #pieces: Uint8Array[] = [];
  readonly encodedSize: number;

  /** `borders` of each client are where its ranges are parted. */
  constructor(deletes: DeleteSet, borders: ReadonlyMap<number, readonly number[]>) {
    this.#pieces.push(varUints(deletes.clients.size));
    for (const [client, ranges] of deletes.clients) {
      const own = borders.get(client) ?? [];
      this.#pieces.push(varUints(client, ranges.count + own.length));
      for (const piece of ranges.pieces(own)) this.#pieces.push(piece);
    }
    this.encodedSize = this.#pieces.reduce((size, piece) => size + piece.length, 0);
  }

  write(target: Uint8Array, position: number): number {
    let at = position;
    for (const piece of this.#pieces) {
      target.set(piece, at);
      at += piece.length;
    }
    return at;
  }
}
