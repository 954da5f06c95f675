/**
 * Where the items of a document live: in the list of a type, or under a key of one.
 *
 * An item that has an origin does not say where it lives; it lives where its origin lives, so that
 * has to be known. What one client writes in a row mostly lives in one place: places are kept for
 * ranges of clocks, a few numbers per change of place and not per item.
 *
 * Places are facts of a document's history: nothing is taken away when content is deleted. Of what
 * was deleted with everything around it only a length is left (a GC struct); its place is
 * {@link nowhere}.
 */

import { NumberList } from "./number-list.ts";

/** Twice the number of a type; 1 more under a key of it. Which key makes no difference here. */
export type Place = number;

/** The place of what Yjs keeps as a GC struct, whatever it was. */
export const nowhere: Place = 0;

/** Whether what is at `place` is under a key. */
export function isUnderKey(place: Place): boolean {
  return place % 2 === 1;
}

/** The number of the type that `place` is in; 0 for {@link nowhere}. */
export function typeNumberOf(place: Place): number {
  return Math.floor(place / 2);
}

/** The places of clocks of one client. */
export interface ClientPlaces {
  /** Clocks where ranges start, ascending, each with its place; a range ends where the next starts. */
  readonly starts: NumberList;
  /** Clocks of items that hold a type, ascending, each with its number; undefined while there are none. */
  types: NumberList | undefined;
}

/** What is known of types, in the order of their numbers. */
export interface Types {
  /**
   * For each type three numbers: how many types it is in (0 for root types), twice, and 1 more if it
   * {@link isWhole}; and the client (-1 for root types) and the clock of the item that holds it.
   */
  readonly facts: NumberList;
  /** The numbers of root types by name. */
  readonly roots: Map<string, number>;
}

/** Places as plain data. */
export interface PlacesData {
  readonly byClient: Map<number, ClientPlaces>;
  readonly types: Types;
}

/** What an update adds to places. */
export interface NewPlaces {
  readonly byClient: ReadonlyMap<number, ClientPlaces>;
  /** New types; most updates have none. */
  readonly types: Types | undefined;
  /** The numbers of types that were known and now must be whole. */
  readonly wholes: readonly number[];
  /** The number of the first of `types`: so many were known when this was found. */
  readonly firstTypeNumber: number;
  /** Nobody else has these places, so that they may become those of the document. */
  readonly isOwned?: boolean;
}

/** What an update adds that has nothing but deletions. */
export const noNewPlaces: NewPlaces = {
  byClient: new Map(),
  types: undefined,
  wholes: [],
  firstTypeNumber: 0,
};

/** Numbers for each type in {@link Types.facts}. */
const factsPerType = 3;

/** What numbers, clients and names take in memory, about, in bytes. */
const bytesPerNumber = 8;
const bytesPerClient = 100;
const bytesPerRoot = 100;

/** No type at all. */
export function noTypes(): Types {
  return { facts: new NumberList(), roots: new Map() };
}

/** How many types there are. */
export function typeCountOf({ facts }: Types): number {
  return facts.length / factsPerType;
}

/** A document's places before anything is written. Number 0 stands for {@link nowhere}. */
export function noPlaces(): PlacesData {
  const types = noTypes();
  addType(types, 0);
  return { byClient: new Map(), types };
}

/** Bytes that places take in memory, about. */
export function byteLengthOf({ byClient, types }: Pick<NewPlaces, "byClient" | "types">): number {
  let bytes = (types?.facts.length ?? 0) * bytesPerNumber;
  for (const name of types?.roots.keys() ?? []) bytes += bytesPerRoot + name.length;
  for (const clientPlaces of byClient.values()) {
    bytes +=
      bytesPerClient +
      (clientPlaces.starts.length + (clientPlaces.types?.length ?? 0)) * bytesPerNumber;
  }
  return bytes;
}

/**
 * Adds to `data` what was found on it; it may have got other types since. Returns how many bytes
 * that takes in memory, about.
 */
export function addPlaces(
  data: PlacesData,
  { byClient, types, wholes, firstTypeNumber, isOwned = false }: NewPlaces,
): number {
  for (const typeNumber of wholes) makeWhole(data.types, typeNumber);
  let bytes = 0;
  let typeNumbers: readonly number[] | undefined;
  if (types !== undefined) {
    typeNumbers = addTypes(data.types, types, firstTypeNumber);
    bytes = byteLengthOf({ byClient: noNewPlaces.byClient, types });
  }
  for (const [client, found] of byClient) {
    if (found.starts.length === 0) continue;
    const placed =
      typeNumbers === undefined ? found : renumbered(found, typeNumbers, firstTypeNumber);
    const { starts, types: held } = placed;
    bytes += (starts.length + (held?.length ?? 0)) * bytesPerNumber;
    const clientPlaces = data.byClient.get(client);
    if (clientPlaces === undefined) {
      data.byClient.set(client, isOwned ? placed : copyOf(placed));
      bytes += bytesPerClient;
      continue;
    }
    // The first of them may go on where the old ones ended.
    const goesOn = starts.at(1) === clientPlaces.starts.at(clientPlaces.starts.length - 1);
    if (!goesOn) clientPlaces.starts.append(starts.numbers);
    else if (starts.length > 2) clientPlaces.starts.append(starts.numbers.slice(2));
    if (held !== undefined) (clientPlaces.types ??= new NumberList()).append(held.numbers);
  }
  return bytes;
}

/** A copy is as long as it has to be; arrays that have grown have room for 16 more numbers. */
function copyOf({ starts, types }: ClientPlaces): ClientPlaces {
  return { starts: new NumberList(starts.numbers), types: types && new NumberList(types.numbers) };
}

/** The places of `client`, made if there is none. */
export function placesOfClient(byClient: Map<number, ClientPlaces>, client: number): ClientPlaces {
  let clientPlaces = byClient.get(client);
  if (clientPlaces === undefined) {
    clientPlaces = { starts: new NumberList(), types: undefined };
    byClient.set(client, clientPlaces);
  }
  return clientPlaces;
}

/** Says that clocks from `start` on, which is after all others, are at `place`. */
export function putPlace({ starts }: ClientPlaces, start: number, place: Place): void {
  if (starts.at(starts.length - 1) !== place) starts.push(start, place);
}

/** Says that the item at `clock`, which is after all others, holds the type with this number. */
export function putType(clientPlaces: ClientPlaces, clock: number, typeNumber: number): void {
  (clientPlaces.types ??= new NumberList()).push(clock, typeNumber);
}

/** Adds a type; returns its index. Without a holder it is a root type. */
export function addType(types: Types, depth: number, client = -1, clock = 0): number {
  types.facts.push(depth * 2, client, clock);
  return typeCountOf(types) - 1;
}

/**
 * Whether the type at `index` may be one that must reach a reader whole, see `survey-update.ts`: a nested
 * one that is no text or has attributes, or one in which there ever was formatting.
 */
export function isWhole({ facts }: Types, index: number): boolean {
  return (facts.at(index * factsPerType) ?? 0) % 2 === 1;
}

/** Says that the type at `index` {@link isWhole}. */
export function makeWhole(types: Types, index: number): void {
  const at = index * factsPerType;
  if (!isWhole(types, index)) types.facts.set(at, (types.facts.at(at) ?? 0) + 1);
}

/** In how many types the type at `index` is; undefined if there is none. */
export function depthAt({ facts }: Types, index: number): number | undefined {
  const depth = index < 0 ? undefined : facts.at(index * factsPerType);
  return depth === undefined ? undefined : Math.floor(depth / 2);
}

/** The item that holds the type at `index`. */
export function holderAt(
  { facts }: Types,
  index: number,
): readonly [client: number, clock: number] {
  return [facts.at(index * factsPerType + 1) ?? 0, facts.at(index * factsPerType + 2) ?? 0];
}

/** Where `clock`, which `clientPlaces` covers, is. */
export function placeAt({ starts }: ClientPlaces, clock: number): Place {
  return starts.at(starts.lastPairUpTo(clock) + 1) ?? nowhere;
}

/** The number of the type that the item at `clock` holds; 0 if it holds none. */
export function typeAt({ types }: ClientPlaces, clock: number): number {
  if (types === undefined) return 0;
  const index = types.lastPairUpTo(clock);
  return types.at(index) === clock ? (types.at(index + 1) ?? 0) : 0;
}

/** Whether the types that were found in addition to `types` get the numbers that they were given. */
export function areAsFound(
  types: Types,
  { types: added, firstTypeNumber }: Pick<NewPlaces, "types" | "firstTypeNumber">,
): boolean {
  if (added === undefined) return true;
  return typeCountOf(types) === firstTypeNumber && !hasAnyOf(types.roots, added.roots);
}

/** Adds new types; returns the numbers that they get, if others than they were given. */
function addTypes(
  types: Types,
  added: Types,
  firstTypeNumber: number,
): readonly number[] | undefined {
  if (areAsFound(types, { types: added, firstTypeNumber })) {
    types.facts.append(added.facts.numbers);
    for (const [name, typeNumber] of added.roots) types.roots.set(name, typeNumber);
    return undefined;
  }
  const names = new Map<number, string>();
  for (const [name, typeNumber] of added.roots) names.set(typeNumber, name);
  const typeNumbers: number[] = [];
  for (let index = 0; index < typeCountOf(added); index++) {
    const name = names.get(firstTypeNumber + index);
    const typeNumber =
      name === undefined
        ? addType(types, depthAt(added, index) ?? 0, ...holderAt(added, index))
        : rootOf(types, name);
    if (isWhole(added, index)) makeWhole(types, typeNumber);
    typeNumbers.push(typeNumber);
  }
  return typeNumbers;
}

/** The number of a root type, which may have come another way. */
function rootOf(types: Types, name: string): number {
  const known = types.roots.get(name);
  if (known !== undefined) return known;
  const typeNumber = addType(types, 0);
  types.roots.set(name, typeNumber);
  return typeNumber;
}

function hasAnyOf(roots: ReadonlyMap<string, number>, names: ReadonlyMap<string, number>): boolean {
  for (const name of names.keys()) if (roots.has(name)) return true;
  return false;
}

/** Places of a client where the types from `firstTypeNumber` on have got other numbers. */
function renumbered(
  clientPlaces: ClientPlaces,
  typeNumbers: readonly number[],
  firstTypeNumber: number,
): ClientPlaces {
  const typeNumberHere = (typeNumber: number): number =>
    typeNumbers[typeNumber - firstTypeNumber] ?? typeNumber;
  const starts = Array.from(clientPlaces.starts.numbers, (number, index) => {
    return index % 2 === 0 ? number : typeNumberHere(typeNumberOf(number)) * 2 + (number % 2);
  });
  const types =
    clientPlaces.types &&
    Array.from(clientPlaces.types.numbers, (number, index) =>
      index % 2 === 0 ? number : typeNumberHere(number),
    );
  return { starts: new NumberList(starts), types: types && new NumberList(types) };
}
