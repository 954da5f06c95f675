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

/** Twice the serial of a type; 1 more under a key of it. Which key makes no difference here. */
export type Place = number;

/** The place of what Yjs keeps as a GC struct, whatever it was. */
export const nowhere: Place = 0;

/** Whether what is at `place` is under a key. */
export function isUnderKey(place: Place): boolean {
  return place % 2 === 1;
}

/** The serial of the type that `place` is in; 0 for {@link nowhere}. */
export function serialOf(place: Place): number {
  return Math.floor(place / 2);
}

/** The places of clocks of one client. */
export interface Line {
  /** Clocks where ranges start, ascending, each with its place; a range ends where the next starts. */
  readonly spots: NumberList;
  /** Clocks of items that hold a type, ascending, each with its serial; undefined while there are none. */
  types: NumberList | undefined;
}

/** What is known of types, in the order of their serials. */
export interface Types {
  /**
   * For each type three numbers: how many types it is in (0 for root types), and the client (-1 for
   * root types) and the clock of the item that holds it.
   */
  readonly facts: NumberList;
  /** The serials of root types by name. */
  readonly roots: Map<string, number>;
}

/** Places as plain data. */
export interface PlacesData {
  readonly lines: Map<number, Line>;
  readonly types: Types;
}

/** What an update adds to places. */
export interface NewPlaces {
  readonly lines: ReadonlyMap<number, Line>;
  /** New types; most updates have none. */
  readonly types: Types | undefined;
  /** The serial of the first of `types`: so many were known when this was found. */
  readonly firstSerial: number;
  /** Nobody else has the lines, so that they may become those of the document. */
  readonly isOwned?: boolean;
}

/** What an update adds that has nothing but deletions. */
export const noNewPlaces: NewPlaces = { lines: new Map(), types: undefined, firstSerial: 0 };

/** Numbers for each type in {@link Types.facts}. */
const factsPerType = 3;

/** What numbers, clients and names take in memory, about, in bytes. */
const bytesPerNumber = 8;
const bytesPerLine = 100;
const bytesPerRoot = 100;

/** No type at all. */
export function noTypes(): Types {
  return { facts: new NumberList(), roots: new Map() };
}

/** How many types there are. */
export function typeCountOf({ facts }: Types): number {
  return facts.length / factsPerType;
}

/** A document's places before anything is written. Serial 0 stands for {@link nowhere}. */
export function noPlaces(): PlacesData {
  const types = noTypes();
  addType(types, 0);
  return { lines: new Map(), types };
}

/** Bytes that places take in memory, about. */
export function byteLengthOf({ lines, types }: Pick<NewPlaces, "lines" | "types">): number {
  let bytes = (types?.facts.length ?? 0) * bytesPerNumber;
  for (const name of types?.roots.keys() ?? []) bytes += bytesPerRoot + name.length;
  for (const line of lines.values()) {
    bytes += bytesPerLine + (line.spots.length + (line.types?.length ?? 0)) * bytesPerNumber;
  }
  return bytes;
}

/**
 * Adds to `data` what was found on it; it may have got other types since. Returns how many bytes
 * that takes in memory, about.
 */
export function addPlaces(
  data: PlacesData,
  { lines, types, firstSerial, isOwned = false }: NewPlaces,
): number {
  let bytes = 0;
  let serials: readonly number[] | undefined;
  if (types !== undefined) {
    serials = addTypes(data.types, types, firstSerial);
    bytes = byteLengthOf({ lines: noNewPlaces.lines, types });
  }
  for (const [client, found] of lines) {
    if (found.spots.length === 0) continue;
    const placed = serials === undefined ? found : renumbered(found, serials, firstSerial);
    const { spots, types: held } = placed;
    bytes += (spots.length + (held?.length ?? 0)) * bytesPerNumber;
    const line = data.lines.get(client);
    if (line === undefined) {
      data.lines.set(client, isOwned ? placed : copyOf(placed));
      bytes += bytesPerLine;
      continue;
    }
    // The first of them may go on where the line ended.
    const goesOn = spots.at(1) === line.spots.at(line.spots.length - 1);
    if (!goesOn) line.spots.append(spots.numbers);
    else if (spots.length > 2) line.spots.append(spots.numbers.slice(2));
    if (held !== undefined) (line.types ??= new NumberList()).append(held.numbers);
  }
  return bytes;
}

/** A copy is as long as it has to be; arrays that have grown have room for 16 more numbers. */
function copyOf({ spots, types }: Line): Line {
  return { spots: new NumberList(spots.numbers), types: types && new NumberList(types.numbers) };
}

/** The line of `client`, made if there is none. */
export function lineOf(lines: Map<number, Line>, client: number): Line {
  let line = lines.get(client);
  if (line === undefined) {
    line = { spots: new NumberList(), types: undefined };
    lines.set(client, line);
  }
  return line;
}

/** Says that clocks from `start` on, which is after all others, are at `place`. */
export function putPlace({ spots }: Line, start: number, place: Place): void {
  if (spots.at(spots.length - 1) !== place) spots.push(start, place);
}

/** Says that the item at `clock`, which is after all others, holds the type with this serial. */
export function putType(line: Line, clock: number, serial: number): void {
  (line.types ??= new NumberList()).push(clock, serial);
}

/** Adds a type; returns its index. Without a holder it is a root type. */
export function addType(types: Types, depth: number, client = -1, clock = 0): number {
  types.facts.push(depth, client, clock);
  return typeCountOf(types) - 1;
}

/** In how many types the type at `index` is; undefined if there is none. */
export function depthAt({ facts }: Types, index: number): number | undefined {
  return index < 0 ? undefined : facts.at(index * factsPerType);
}

/** The item that holds the type at `index`. */
export function holderAt(
  { facts }: Types,
  index: number,
): readonly [client: number, clock: number] {
  return [facts.at(index * factsPerType + 1) ?? 0, facts.at(index * factsPerType + 2) ?? 0];
}

/** Where `clock`, which `line` covers, is. */
export function placeAt({ spots }: Line, clock: number): Place {
  return spots.at(spots.lastPairUpTo(clock) + 1) ?? nowhere;
}

/** The serial of the type that the item at `clock` holds; 0 if it holds none. */
export function typeAt({ types }: Line, clock: number): number {
  if (types === undefined) return 0;
  const index = types.lastPairUpTo(clock);
  return types.at(index) === clock ? (types.at(index + 1) ?? 0) : 0;
}

/** Adds new types; returns the serials that they get, if others than they were given. */
function addTypes(types: Types, added: Types, firstSerial: number): readonly number[] | undefined {
  const isAsFound = typeCountOf(types) === firstSerial && !hasAnyOf(types.roots, added.roots);
  if (isAsFound) {
    types.facts.append(added.facts.numbers);
    for (const [name, serial] of added.roots) types.roots.set(name, serial);
    return undefined;
  }
  const names = new Map<number, string>();
  for (const [name, serial] of added.roots) names.set(serial, name);
  const serials: number[] = [];
  for (let index = 0; index < typeCountOf(added); index++) {
    const name = names.get(firstSerial + index);
    serials.push(
      name === undefined
        ? addType(types, depthAt(added, index) ?? 0, ...holderAt(added, index))
        : rootOf(types, name),
    );
  }
  return serials;
}

/** The serial of a root type, which may have come another way. */
function rootOf(types: Types, name: string): number {
  const known = types.roots.get(name);
  if (known !== undefined) return known;
  const serial = addType(types, 0);
  types.roots.set(name, serial);
  return serial;
}

function hasAnyOf(roots: ReadonlyMap<string, number>, names: ReadonlyMap<string, number>): boolean {
  for (const name of names.keys()) if (roots.has(name)) return true;
  return false;
}

/** A line where the types from `firstSerial` on have got other serials. */
function renumbered(line: Line, serials: readonly number[], firstSerial: number): Line {
  const serialHere = (serial: number): number => serials[serial - firstSerial] ?? serial;
  const spots = Array.from(line.spots.numbers, (number, index) => {
    return index % 2 === 0 ? number : serialHere(serialOf(number)) * 2 + (number % 2);
  });
  const types =
    line.types &&
    Array.from(line.types.numbers, (number, index) =>
      index % 2 === 0 ? number : serialHere(number),
    );
  return { spots: new NumberList(spots), types: types && new NumberList(types) };
}
