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

import { varUintSize, writeVarUint } from "@coscribe/shared";
import type { Known } from "./admit-update.ts";
import type { DeleteSet } from "./delete-set.ts";
import type { EncodableDeletes } from "./encode-update.ts";
import { lastUpTo, nowhere, placeAt, serialOf, type Place } from "./places.ts";

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
  for (const [client, edges] of deletes.edges) {
    const found = borders.part(client, edges);
    if (found !== undefined) (parted ??= new Map(deletes.edges)).set(client, found);
  }
  return parted === undefined ? deletes : new EncodedDeletes(parted);
}

/** Finds out where ranges have to be parted; whether a type is deleted, once for each. */
class Borders {
  readonly #known: Pick<Known, "deleted" | "places">;
  readonly #isDeadType: boolean[] = [];
  #placesLeft = mostPlaces;

  constructor(known: Pick<Known, "deleted" | "places">) {
    this.#known = known;
  }

  /** `edges` (starts and ends in turn) with ranges parted; undefined where none has to be. */
  part(client: number, edges: readonly number[]): readonly number[] | undefined {
    const line = this.#known.places.lines.get(client);
    if (line === undefined) return undefined;
    const { starts, places } = line;
    let parted: number[] | undefined;
    for (let index = 0; index < edges.length; index += 2) {
      const [start = 0, end = 0] = [edges[index], edges[index + 1]];
      parted?.push(start);
      for (let at = lastUpTo(starts, start) + 1; (starts[at] ?? end) < end; at++) {
        if (--this.#placesLeft < 0) break;
        if (!this.#isBorder(places[at - 1] ?? nowhere, places[at] ?? nowhere)) continue;
        const border = starts[at] ?? end;
        (parted ??= edges.slice(0, index + 1)).push(border, border);
      }
      parted?.push(end);
    }
    return parted;
  }

  #isBorder(left: Place, right: Place): boolean {
    return !this.#isInRoot(left) && !this.#isDead(right);
  }

  #isInRoot(place: Place): boolean {
    return place !== nowhere && this.#known.places.types.depths[serialOf(place)] === 0;
  }

  /** Whether what is at `place` is in a deleted type, however deep. */
  #isDead(place: Place): boolean {
    if (place === nowhere) return true;
    const serial = serialOf(place);
    return (this.#isDeadType[serial] ??= !this.#isInRoot(place) && this.#isDeadHolder(serial));
  }

  #isDeadHolder(serial: number): boolean {
    const { deleted, places } = this.#known;
    const client = places.types.holderClients[serial] ?? 0;
    const clock = places.types.holderClocks[serial] ?? 0;
    if (deleted.missingFrom({ client, clock, end: clock + 1 }).length === 0) return true;
    const line = places.lines.get(client);
    return line === undefined || this.#isDead(placeAt(line, clock));
  }
}

/** Ranges that touch one another are written, and kept, as bytes: they cannot be added to. */
class EncodedDeletes implements EncodableDeletes {
  readonly #bytes: Uint8Array;

  /** The ranges of each client as starts and ends in turn. */
  constructor(edgesOf: ReadonlyMap<number, readonly number[]>) {
    this.#bytes = encode(edgesOf);
  }

  get encodedSize(): number {
    return this.#bytes.length;
  }

  write(target: Uint8Array, position: number): number {
    target.set(this.#bytes, position);
    return position + this.#bytes.length;
  }
}

function encode(edgesOf: ReadonlyMap<number, readonly number[]>): Uint8Array {
  let size = varUintSize(edgesOf.size);
  for (const [client, edges] of edgesOf) {
    size += varUintSize(client) + varUintSize(edges.length / 2);
    for (let index = 0; index < edges.length; index += 2) {
      const start = edges[index] ?? 0;
      size += varUintSize(start) + varUintSize((edges[index + 1] ?? 0) - start);
    }
  }
  const bytes = new Uint8Array(size);
  let at = writeVarUint(bytes, 0, edgesOf.size);
  for (const [client, edges] of edgesOf) {
    at = writeVarUint(bytes, at, client);
    at = writeVarUint(bytes, at, edges.length / 2);
    for (let index = 0; index < edges.length; index += 2) {
      const start = edges[index] ?? 0;
      at = writeVarUint(bytes, at, start);
      at = writeVarUint(bytes, at, (edges[index + 1] ?? 0) - start);
    }
  }
  return bytes;
}
