/**
 * Deleted ranges as readers of every library understand them: none begins with what a reader may
 * have collected and goes on with what it may not.
 *
 * Of what is in a deleted type readers keep nothing but a length (a GC struct). Where a range begins
 * at one, yrs (ywasm, pycrdt and others, seen in 0.18) passes over the whole range, and shows what
 * the rest of it deletes, for ever. So a range ends where the deleted types end whose content it
 * deletes, and another one begins. The other way round nothing is passed over.
 *
 * What a reader has collected is in a type that is deleted here too, or will be by the same update.
 */

import { DeleteSet } from "./delete-set.ts";
import { lastUpTo, nowhere, placeAt, serialOf, type Place, type PlacesData } from "./places.ts";

/**
 * What is deleted in a document with these places, to be encoded for readers. `deletes` itself where
 * no range has to be parted, as in documents of plain text.
 */
export function partedDeletes(deletes: DeleteSet, places: PlacesData): DeleteSet {
  const parting = new Parting(deletes, places);
  let parted: Map<number, readonly number[]> | undefined;
  for (const [client, edges] of deletes.edges) {
    const found = parting.partedEdges(client, edges);
    if (found !== undefined) (parted ??= new Map(deletes.edges)).set(client, found);
  }
  return parted === undefined ? deletes : new DeleteSet(parted);
}

/** Finds out which types are deleted, each once. */
class Parting {
  readonly #deletes: DeleteSet;
  readonly #places: PlacesData;
  /** By serial, as far as it is known. */
  readonly #isDeadType: boolean[] = [];

  constructor(deletes: DeleteSet, places: PlacesData) {
    this.#deletes = deletes;
    this.#places = places;
  }

  /** `edges` with ranges parted; undefined where none has to be. */
  partedEdges(client: number, edges: readonly number[]): readonly number[] | undefined {
    const line = this.#places.lines.get(client);
    if (line === undefined) return undefined;
    const { starts, places } = line;
    let parted: number[] | undefined;
    for (let index = 0; index < edges.length; index += 2) {
      const [start = 0, end = 0] = [edges[index], edges[index + 1]];
      parted?.push(start);
      let at = lastUpTo(starts, start);
      let isDead = this.#isDead(places[at] ?? nowhere);
      for (at++; (starts[at] ?? end) < end; at++) {
        const wasDead = isDead;
        isDead = this.#isDead(places[at] ?? nowhere);
        if (isDead || !wasDead) continue;
        const border = starts[at] ?? end;
        (parted ??= edges.slice(0, index + 1)).push(border, border);
      }
      parted?.push(end);
    }
    return parted;
  }

  /** Whether what is at `place` is in a deleted type, however deep. */
  #isDead(place: Place): boolean {
    if (place === nowhere) return true;
    const serial = serialOf(place);
    return (this.#isDeadType[serial] ??= this.#isDeleted(serial));
  }

  #isDeleted(serial: number): boolean {
    const { depths, holderClients, holderClocks } = this.#places.types;
    if (depths[serial] === 0) return false;
    const client = holderClients[serial] ?? 0;
    const clock = holderClocks[serial] ?? 0;
    if (this.#deletes.missingFrom({ client, clock, end: clock + 1 }).length === 0) return true;
    const line = this.#places.lines.get(client);
    return line === undefined || this.#isDead(placeAt(line, clock));
  }
}
