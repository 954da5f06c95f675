/**
 * Finds where the structs of an update live, and refuses those that live nowhere in particular:
 * Yjs takes them in, and then cannot load the document, or loads another one each time.
 *
 * What honest clients keep, and is checked here: the item left and the item right of a new item are
 * in one place. Under a key items only follow one another, one clock each; longer ones were deleted
 * and joined. Types nest a limited number of times: Yjs deletes them recursively.
 *
 * Nothing is added to the document's places; what is found is handed out.
 */

import { DeleteSet, type DeleteRanges } from "./delete-set.ts";
import {
  addType,
  depthAt,
  holderAt,
  isUnderKey,
  isWhole,
  makeWhole,
  placesOfClient,
  noNewPlaces,
  noTypes,
  nowhere,
  placeAt,
  putPlace,
  putType,
  typeNumberOf,
  typeAt,
  typeCountOf,
  type ClientPlaces,
  type NewPlaces,
  type Place,
  type PlacesData,
  type Types,
} from "./places.ts";
import { none, type Struct } from "./read-struct.ts";
import { content, isTextKind, updateRefused } from "./skip-content.ts";

/** How deep types may nest. Documents need a few dozen; Yjs overflows its stack at some 2,000. */
export const maxTypeDepth = 256;

/** See the head of this file. */
export class StructPlacer {
  readonly #known: PlacesData;
  readonly #deleted: DeleteSet;
  readonly #deletes: DeleteRanges;
  readonly #byClient = new Map<number, ClientPlaces>();
  readonly #firstTypeNumber: number;
  #types: Types | undefined;
  /** Made when needed: most updates have none. */
  #wholes: number[] | undefined;
  /** `#deletes` as a set, once it is needed. */
  #alsoDeleted: DeleteSet | undefined;
  /** Types that are deleted, as far as that was asked, so that no type is looked at twice. */
  #dead: Set<number> | undefined;

  /** For an update with `deletes`, and a document with these places and deleted ranges. */
  constructor(known: PlacesData, deleted: DeleteSet, deletes: DeleteRanges) {
    this.#known = known;
    this.#deleted = deleted;
    this.#deletes = deletes;
    this.#firstTypeNumber = typeCountOf(known.types);
  }

  /** What has been found. */
  get found(): NewPlaces {
    return {
      byClient: this.#byClient,
      types: this.#types,
      wholes: this.#wholes ?? noNewPlaces.wholes,
      firstTypeNumber: this.#firstTypeNumber,
    };
  }

  /** The new places of `client`, for {@link place}. */
  placesOfClient(client: number): ClientPlaces {
    return placesOfClient(this.#byClient, client);
  }

  /**
   * Takes in the next struct of `client`, which was read from `bytes`. What it refers to is in the
   * document, or has been taken in before. Throws ProtocolError `updateRefused`.
   */
  place(
    clientPlaces: ClientPlaces,
    client: number,
    clock: number,
    struct: Struct,
    bytes: Uint8Array,
  ): void {
    const place = this.#placeOf(struct);
    if (isUnderKey(place)) {
      this.#checkUnderKey(client, clock, struct);
      // A root type may come without some of its keys.
      if (this.#depthOf(typeNumberOf(place)) > 0) this.#makeWhole(typeNumberOf(place));
    } else if (struct.kind === content.format && place !== nowhere) {
      this.#makeWhole(typeNumberOf(place));
    }
    putPlace(clientPlaces, clock, place);
    if (struct.kind !== content.type || place === nowhere) return;
    const typeNumber = this.#newType(place, client, clock);
    putType(clientPlaces, clock, typeNumber);
    if (!isTextKind(bytes[struct.contentAt])) this.#makeWhole(typeNumber);
  }

  #placeOf(struct: Struct): Place {
    if (struct.kind === content.gc) return nowhere;
    if (struct.originClient !== none) {
      const left = this.#placeAt(struct.originClient, struct.originClock);
      if (struct.rightClient === none) return left;
      const right = this.#placeAt(struct.rightClient, struct.rightClock);
      return left === right ? left : this.#placeBetween(left, right);
    }
    if (struct.rightClient !== none) return this.#placeAt(struct.rightClient, struct.rightClock);
    const typeNumber =
      struct.root === undefined
        ? this.#typeAt(struct.parentClient, struct.parentClock)
        : this.#root(struct.root);
    return typeNumber === 0 ? nowhere : typeNumber * 2 + (struct.hasKey ? 1 : 0);
  }

  /**
   * Between two places there is nothing, except where somebody has not heard yet that everything
   * there is deleted, and of one neighbour only a GC struct is left.
   */
  #placeBetween(left: Place, right: Place): Place {
    const isLost = left === nowhere ? this.#isDead(right) : right === nowhere && this.#isDead(left);
    if (!isLost) throw updateRefused("a struct between two places");
    return nowhere;
  }

  #checkUnderKey(client: number, clock: number, { kind, length, rightClient }: Struct): void {
    if (rightClient !== none) throw updateRefused("a value in front of another one under its key");
    if (length === 1 || kind === content.deleted) return;
    if (!this.#isDeleted(client, clock, clock + length)) {
      throw updateRefused("several values under one key");
    }
  }

  #newType(place: Place, client: number, clock: number): number {
    const depth = this.#depthOf(typeNumberOf(place)) + 1;
    if (depth > maxTypeDepth) throw updateRefused(`types nested deeper than ${maxTypeDepth}`);
    return this.#firstTypeNumber + addType((this.#types ??= noTypes()), depth, client, clock);
  }

  #makeWhole(typeNumber: number): void {
    const index = typeNumber - this.#firstTypeNumber;
    if (index >= 0) return this.#types && makeWhole(this.#types, index);
    if (isWhole(this.#known.types, typeNumber)) return undefined;
    if (this.#wholes?.at(-1) !== typeNumber) (this.#wholes ??= []).push(typeNumber);
    return undefined;
  }

  #root(name: string): number {
    const known = this.#known.types.roots.get(name) ?? this.#types?.roots.get(name);
    if (known !== undefined) return known;
    const types = (this.#types ??= noTypes());
    const typeNumber = this.#firstTypeNumber + addType(types, 0);
    types.roots.set(name, typeNumber);
    return typeNumber;
  }

  #depthOf(typeNumber: number): number {
    const known = depthAt(this.#known.types, typeNumber);
    if (known !== undefined) return known;
    return (this.#types && depthAt(this.#types, typeNumber - this.#firstTypeNumber)) ?? 0;
  }

  #placeAt(client: number, clock: number): Place {
    return placeAt(this.#placesOfItem(client, clock), clock);
  }

  #typeAt(client: number, clock: number): number {
    return typeAt(this.#placesOfItem(client, clock), clock);
  }

  #placesOfItem(client: number, clock: number): ClientPlaces {
    const found = this.#byClient.get(client);
    const isFound = found !== undefined && clock >= (found.starts.at(0) ?? Infinity);
    const clientPlaces = isFound ? found : this.#known.byClient.get(client);
    if (clientPlaces === undefined) throw new Error(`nothing is known of client ${client}`);
    return clientPlaces;
  }

  /** Whether everything at `place` is deleted: its type, or one that this is in. */
  #isDead(place: Place): boolean {
    const dead = (this.#dead ??= new Set());
    const passed: number[] = [];
    for (let typeNumber = typeNumberOf(place); this.#depthOf(typeNumber) > 0;) {
      passed.push(typeNumber);
      const [client, clock] = this.#holderOf(typeNumber);
      if (dead.has(typeNumber) || this.#isDeleted(client, clock, clock + 1)) {
        for (const inner of passed) dead.add(inner);
        return true;
      }
      typeNumber = typeNumberOf(this.#placeAt(client, clock));
    }
    return false;
  }

  #holderOf(typeNumber: number): readonly [client: number, clock: number] {
    if (typeNumber < this.#firstTypeNumber) return holderAt(this.#known.types, typeNumber);
    return this.#types === undefined
      ? [0, 0]
      : holderAt(this.#types, typeNumber - this.#firstTypeNumber);
  }

  #isDeleted(client: number, clock: number, end: number): boolean {
    if (this.#alsoDeleted === undefined) {
      this.#alsoDeleted = new DeleteSet();
      this.#alsoDeleted.addAll(this.#deletes);
    }
    const also = this.#alsoDeleted;
    let isDeleted = true;
    this.#deleted.missingFrom(client, clock, end, (from, to) => {
      isDeleted &&= also.has(client, from, to);
    });
    return isDeleted;
  }
}
