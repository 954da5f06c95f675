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
  /** Where ranges start, ascending; each ends where the next one starts. */
  readonly starts: number[];
  readonly places: Place[];
  /** Clocks of items that hold a type, ascending, and the serials of these types. */
  readonly typeClocks: number[];
  readonly typeSerials: number[];
}

/** What is known of types, in the order of their serials. Plain arrays, since there may be many. */
export interface Types {
  /** How many types each is in; 0 for root types. */
  readonly depths: number[];
  /** The item that holds each; client -1 for root types. */
  readonly holderClients: number[];
  readonly holderClocks: number[];
  /** The serials of root types by name. */
  readonly roots: Map<string, number>;
}

/** Places as plain data, which can cross between threads. */
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
}

/** What an update adds that has nothing but deletions. */
export const noNewPlaces: NewPlaces = { lines: new Map(), types: undefined, firstSerial: 0 };

/** No type at all. */
export function noTypes(): Types {
  return { depths: [], holderClients: [], holderClocks: [], roots: new Map() };
}

/** A document's places before anything is written. Serial 0 stands for {@link nowhere}. */
export function noPlaces(): PlacesData {
  const types = noTypes();
  addType(types, 0);
  return { lines: new Map(), types };
}

/** Adds to `data` what was found on it; it may have got other types since. */
export function addPlaces(data: PlacesData, { lines, types, firstSerial }: NewPlaces): void {
  const serials = types === undefined ? [] : addTypes(data.types, types, firstSerial);
  const serialHere = (serial: number): number => serials[serial - firstSerial] ?? 0;
  const placeHere = (place: Place): Place => {
    const serial = serials[serialOf(place) - firstSerial];
    return serial === undefined ? place : serial * 2 + (place % 2);
  };
  for (const [client, { starts, places, typeClocks, typeSerials }] of lines) {
    if (starts.length === 0) continue;
    const line = data.lines.get(client);
    if (line === undefined) {
      // Copies are as long as they have to be; arrays that have grown have room for 16 more.
      data.lines.set(client, {
        starts: starts.slice(),
        places: places.map(placeHere),
        typeClocks: typeClocks.slice(),
        typeSerials: typeSerials.map(serialHere),
      });
      continue;
    }
    for (let index = 0; index < starts.length; index++) {
      putPlace(line, starts[index] ?? 0, placeHere(places[index] ?? nowhere));
    }
    for (let index = 0; index < typeClocks.length; index++) {
      putType(line, typeClocks[index] ?? 0, serialHere(typeSerials[index] ?? 0));
    }
  }
}

/** The line of `client`, made if there is none. */
export function lineOf(lines: Map<number, Line>, client: number): Line {
  let line = lines.get(client);
  if (line === undefined) {
    line = { starts: [], places: [], typeClocks: [], typeSerials: [] };
    lines.set(client, line);
  }
  return line;
}

/** Says that clocks from `start` on, which is after all others, are at `place`. */
export function putPlace({ starts, places }: Line, start: number, place: Place): void {
  if (places.at(-1) === place) return;
  starts.push(start);
  places.push(place);
}

/** Says that the item at `clock`, which is after all others, holds the type with this serial. */
export function putType({ typeClocks, typeSerials }: Line, clock: number, serial: number): void {
  typeClocks.push(clock);
  typeSerials.push(serial);
}

/** Adds a type; returns its index. Without a holder it is a root type. */
export function addType(types: Types, depth: number, client = -1, clock = 0): number {
  types.holderClients.push(client);
  types.holderClocks.push(clock);
  return types.depths.push(depth) - 1;
}

/** Where `clock`, which `line` covers, is. */
export function placeAt({ starts, places }: Line, clock: number): Place {
  return places[lastUpTo(starts, clock)] ?? nowhere;
}

/** The serial of the type that the item at `clock` holds; 0 if it holds none. */
export function typeAt({ typeClocks, typeSerials }: Line, clock: number): number {
  const index = lastUpTo(typeClocks, clock);
  return typeClocks[index] === clock ? (typeSerials[index] ?? 0) : 0;
}

/** Index of the last of the ascending `numbers` that is not above `limit`; -1 if there is none. */
export function lastUpTo(numbers: readonly number[], limit: number): number {
  // Mostly it is about what was written last.
  let high = numbers.length - 1;
  if ((numbers[high] ?? 0) <= limit) return high;
  let low = -1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Adds new types; returns the serials that they get. A root type may have come another way. */
function addTypes(types: Types, added: Types, firstSerial: number): readonly number[] {
  const names = new Map<number, string>();
  for (const [name, serial] of added.roots) names.set(serial, name);
  return added.depths.map((depth, index) => {
    const name = names.get(firstSerial + index);
    if (name === undefined) {
      return addType(types, depth, added.holderClients[index], added.holderClocks[index]);
    }
    const known = types.roots.get(name);
    if (known !== undefined) return known;
    const serial = addType(types, depth);
    types.roots.set(name, serial);
    return serial;
  });
}
