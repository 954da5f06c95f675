/**
 * Cuts a large Yjs update (v1 encoding) into small ones that may be applied one after the other.
 *
 * Each piece is complete: what its structs refer to stands in it, in an earlier piece, or in no piece
 * at all, which means that the reader has it already. So a reader keeps whatever has arrived when the
 * rest is lost, and nobody has to hold back a piece that waits for another. Long text and long lists
 * are cut between two clocks, never within a surrogate pair.
 *
 * A delete travels with what it deletes. Deletes of what the reader has come last: of a passage that
 * was moved, the copy arrives before the original goes.
 *
 * What a document has received without what it builds on (its pending structs) can be complete in no
 * piece. All of it is in the last one, of whatever size: a server that lacks the same can then see
 * that asking this client again does not help.
 */

import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from "lib0/encoding";
import { varUintSize } from "@coscribe/shared";
import * as Y from "yjs";

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];
type DeleteSet = ReturnType<typeof Y.decodeUpdate>["ds"];

/** Clocks from `from` up to, and without, `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Bytes that a count or a length takes at most: as many as 2^35 does. */
const mostBytesOfCount = 5;

/**
 * The pieces of `update`, in the order in which they are to be applied; each of at most `maxBytes`,
 * unless one single value, which Yjs cannot divide, is larger, or what cannot be complete. They are
 * made one by one, as the caller asks for them. Throws what Yjs throws for bytes that are no update.
 */
export function* updatePieces(update: Uint8Array, maxBytes: number): Generator<Uint8Array, void> {
  if (update.length <= maxBytes) {
    yield update;
    return;
  }
  const { structs, ds } = Y.decodeUpdate(update);
  const deletes = new Deletes(ds);
  let piece = new Piece();
  const { lines, complete } = inCausalOrder(structs);
  for (const whole of complete) {
    for (const struct of parts(whole, maxBytes)) {
      const bytes = encodeStruct(struct);
      const deleted = deletes.take(struct);
      if (!piece.isEmpty && piece.sizeWith(struct, bytes, deleted) > maxBytes) {
        yield piece.encode();
        piece = new Piece();
      }
      piece.add(struct, bytes);
      for (const range of deleted) {
        const { client } = struct.id;
        if (piece.sizeWithDelete(client, range) > maxBytes) deletes.postpone(client, range);
        else piece.addDelete(client, range);
      }
    }
  }
  const incomplete = new Piece();
  for (const struct of leftOf(lines)) {
    incomplete.add(struct, encodeStruct(struct));
    for (const range of deletes.take(struct)) incomplete.addDelete(struct.id.client, range);
  }
  for (const [client, range] of deletes.rest()) {
    if (piece.sizeWithDelete(client, range) > maxBytes) {
      yield piece.encode();
      piece = new Piece();
    }
    piece.addDelete(client, range);
  }
  for (const last of [piece, incomplete]) if (!last.isEmpty) yield last.encode();
}

/** The structs of one client, and how far they have been passed on. */
interface Line {
  readonly structs: Struct[];
  next: number;
  /** Clock from which on nothing has been passed on. */
  clock: number;
  /** What comes next waits for another line to be passed on further. */
  isWaiting: boolean;
  /** What comes next builds on something that is not there. */
  isStuck: boolean;
}

type Lines = ReadonlyMap<number, Line>;

/**
 * `complete`: structs in an order in which each comes after what it refers to. Once they have been
 * taken, `lines` tells what is left.
 */
function inCausalOrder(structs: readonly Struct[]): {
  readonly lines: Lines;
  readonly complete: Iterable<Struct>;
} {
  const lines = linesOf(structs);
  return { lines, complete: orderOf(lines) };
}

function* orderOf(lines: Lines): Generator<Struct, void> {
  for (const start of lines.values()) {
    if (start.isStuck) continue;
    // Each of them waits for the one behind it, the last one for `line`.
    const waiting: Line[] = [];
    for (let line: Line | undefined = start; line !== undefined;) {
      const struct = line.structs[line.next];
      const needed = struct === undefined ? undefined : lineNeededBy(struct, lines);
      if (struct === undefined) line = resumed(waiting);
      else if (needed === undefined) {
        yield struct;
        line.next++;
        line.clock = endOf(struct);
        if (waiting.length > 0) line = resumed(waiting);
      } else if (needed === "never" || needed.isStuck || needed.isWaiting || needed === line) {
        for (const stuck of [...waiting, line]) stuck.isStuck = true;
        line = undefined;
      } else {
        line.isWaiting = true;
        waiting.push(line);
        line = needed;
      }
    }
  }
}

/** What is in no order, each client's from its first content on, with the gaps in it. */
function* leftOf(lines: Lines): Generator<Struct, void> {
  for (const { structs, next } of lines.values()) {
    const left = structs.slice(next);
    yield* left.slice(left.findIndex(isContent));
  }
}

function resumed(waiting: Line[]): Line | undefined {
  const line = waiting.pop();
  if (line !== undefined) line.isWaiting = false;
  return line;
}

function linesOf(structs: readonly Struct[]): Lines {
  const lines = new Map<number, Line>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const line = lines.get(client);
    if (line !== undefined) line.structs.push(struct);
    else lines.set(client, { structs: [struct], next: 0, clock, isWaiting: false, isStuck: false });
  }
  return lines;
}

/** The line that must be passed on further before `struct`; "never" if nothing helps. */
function lineNeededBy(struct: Struct, lines: Lines): Line | "never" | undefined {
  if (!isContent(struct)) return "never";
  for (const { client, clock } of referencesOf(struct)) {
    const line = lines.get(client);
    if (line === undefined || clock < line.clock) continue;
    return clock < endOf(line.structs.at(-1)!) ? line : "never";
  }
  return undefined;
}

function referencesOf(struct: Struct): readonly Y.ID[] {
  if (!isItem(struct)) return [];
  const { origin, rightOrigin, parent } = struct;
  // In a struct that has not been integrated the parent is an ID, or the name of a root type.
  const parentId = parent !== null && "client" in Object(parent) ? (parent as Y.ID) : null;
  return [origin, rightOrigin, parentId].filter((id) => id !== null);
}

/** `struct` itself, or the parts of it that take at most `maxBytes` each, as far as it has parts. */
function* parts(struct: Struct, maxBytes: number): Generator<Struct, void> {
  const left = [struct];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    const cut = placeToCut(part);
    if (cut === undefined || sizeAlone(part) <= maxBytes) yield part;
    else left.push(...split(part, cut).toReversed());
  }
}

/** How many bytes a piece takes that has nothing else, with everything in it deleted. */
function sizeAlone(struct: Struct): number {
  return new Piece().sizeWith(struct, encodeStruct(struct), [
    { from: struct.id.clock, to: endOf(struct) },
  ]);
}

/** Where a struct comes apart, near its middle; undefined if it is one value, or small anyway. */
function placeToCut(struct: Struct): number | undefined {
  if (!isItem(struct) || struct.length < 2 || struct.content.getRef() === contentDeleted) {
    return undefined;
  }
  const middle = Math.floor(struct.length / 2);
  const text = textOf(struct.content);
  const unit = text?.charCodeAt(middle) ?? 0;
  const isWithinPair = unit >= 0xdc00 && unit <= 0xdfff;
  if (!isWithinPair) return middle;
  return struct.length === 2 ? undefined : middle + 1;
}

/** The number that Yjs gives to what is only known to have been deleted. */
const contentDeleted = 1;

/** Divides an item `offset` clocks behind its beginning. */
function split(item: Struct, offset: number): readonly [Struct, Struct] {
  if (!isItem(item)) throw new TypeError("only items have content that can be divided");
  const { id, origin, rightOrigin, parent, parentSub } = item;
  const left = item.content.copy();
  const right = left.splice(offset);
  const place = [null, rightOrigin, parent, parentSub] as const;
  const last = Y.createID(id.client, id.clock + offset - 1);
  const next = Y.createID(id.client, id.clock + offset);
  return [
    new Y.Item(id, null, origin, ...place, left),
    new Y.Item(next, null, last, ...place, right),
  ];
}

/** An update in the making: runs of structs, one for each client, and deletes. */
class Piece {
  readonly #runs = new Map<number, { count: number; clock: number; end: number; bytes: Encoder }>();
  readonly #deletes = new Map<number, Range[]>();
  /** Bytes that it takes at most. */
  #size = 2 * mostBytesOfCount;

  get isEmpty(): boolean {
    return this.#runs.size === 0 && this.#deletes.size === 0;
  }

  sizeWith({ id }: Struct, bytes: Uint8Array, deleted: readonly Range[]): number {
    const head = this.#runs.has(id.client) ? 0 : headBytes(id.client) + varUintSize(id.clock);
    const deletes = deleted.reduce((size, range) => size + rangeBytes(range), 0);
    const deletesHead = deleted.length === 0 ? 0 : headBytes(id.client);
    return this.#size + head + bytes.length + deletes + deletesHead;
  }

  /** The structs of a client must follow each other without a gap. */
  add(struct: Struct, bytes: Uint8Array): void {
    const { client, clock } = struct.id;
    this.#size = this.sizeWith(struct, bytes, []);
    const run = this.#runs.get(client) ?? { count: 0, clock, end: clock, bytes: createEncoder() };
    this.#runs.set(client, run);
    run.count++;
    run.end = endOf(struct);
    writeUint8Array(run.bytes, bytes);
  }

  sizeWithDelete(client: number, range: Range): number {
    return this.#size + rangeBytes(range) + (this.#deletes.has(client) ? 0 : headBytes(client));
  }

  addDelete(client: number, range: Range): void {
    const ranges = this.#deletes.get(client);
    const last = ranges?.at(-1);
    if (ranges === undefined || last === undefined) {
      this.#size = this.sizeWithDelete(client, range);
      this.#deletes.set(client, [range]);
    } else if (last.to === range.from) {
      ranges[ranges.length - 1] = { from: last.from, to: range.to };
    } else {
      this.#size = this.sizeWithDelete(client, range);
      ranges.push(range);
    }
  }

  encode(): Uint8Array {
    const piece = createEncoder();
    writeVarUint(piece, this.#runs.size);
    // Yjs integrates clients with large IDs first, and writes them in this order.
    for (const [client, { count, clock, bytes }] of byFallingClient(this.#runs)) {
      for (const number of [count, client, clock]) writeVarUint(piece, number);
      writeUint8Array(piece, toUint8Array(bytes));
    }
    writeVarUint(piece, this.#deletes.size);
    for (const [client, ranges] of byFallingClient(this.#deletes)) {
      for (const number of [client, ranges.length]) writeVarUint(piece, number);
      for (const { from, to } of ranges) {
        for (const number of [from, to - from]) writeVarUint(piece, number);
      }
    }
    return toUint8Array(piece);
  }
}

type Encoder = ReturnType<typeof createEncoder>;

/** What an update deletes, handed out with the structs that are deleted. */
class Deletes {
  /** Of each client: what has not been handed out, in order, and how far that has come. */
  readonly #left = new Map<number, { ranges: readonly Range[]; next: number }>();
  readonly #rest: [client: number, range: Range][] = [];

  constructor({ clients }: DeleteSet) {
    for (const [client, items] of clients) {
      const ranges = items.map(({ clock, len }) => ({ from: clock, to: clock + len }));
      this.#left.set(client, { ranges: ranges.toSorted((a, b) => a.from - b.from), next: 0 });
    }
  }

  /** What of `struct` is deleted. The structs of a client come in the order of their clocks. */
  take(struct: Struct): readonly Range[] {
    const { client, clock } = struct.id;
    const left = this.#left.get(client);
    if (left === undefined) return [];
    const end = endOf(struct);
    const taken: Range[] = [];
    for (; left.next < left.ranges.length; left.next++) {
      const range = left.ranges[left.next]!;
      if (range.from >= end) break;
      if (range.from < clock) {
        this.postpone(client, { from: range.from, to: Math.min(range.to, clock) });
      }
      const from = Math.max(range.from, clock);
      if (from < range.to) taken.push({ from, to: Math.min(range.to, end) });
      if (range.to > end) break;
    }
    return taken;
  }

  /** Leaves a range for the end. */
  postpone(client: number, range: Range): void {
    this.#rest.push([client, range]);
  }

  /** What was postponed, and what is deleted of structs that were not in the update. */
  rest(): readonly [client: number, range: Range][] {
    for (const [client, { ranges, next }] of this.#left) {
      for (const range of ranges.slice(next)) this.postpone(client, range);
    }
    return this.#rest;
  }
}

function encodeStruct(struct: Struct): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return toUint8Array(encoder.restEncoder);
}

function byFallingClient<T>(map: ReadonlyMap<number, T>): readonly (readonly [number, T])[] {
  return [...map].toSorted(([a], [b]) => b - a);
}

function headBytes(client: number): number {
  return varUintSize(client) + mostBytesOfCount;
}

function rangeBytes({ from }: Range): number {
  return varUintSize(from) + mostBytesOfCount;
}

function endOf({ id, length: clocks }: Struct): number {
  return id.clock + clocks;
}

/** False for a gap between the clocks of a client. */
function isContent(struct: Struct): boolean {
  return struct.constructor !== Y.Skip;
}

function isItem(struct: Struct): struct is Y.Item {
  return "content" in struct;
}

function textOf(content: Y.Item["content"]): string | undefined {
  return "str" in content ? (content.str as string) : undefined;
}
