/** Runs and deleted ranges → the bytes of one update; several updates that continue one another → one. */

import { varUintSize, writeVarUint } from "@coscribe/shared";
import { newBytes } from "../pages.ts";
import { DeleteSet, type DeleteRange } from "./delete-set.ts";
import { parseUpdate } from "./parse-update.ts";
import type { StructRun } from "./struct-run.ts";

/** Buffers for what is copied: the first one has so many bytes, each next one more, up to so many. */
const bufferBytes = { first: 512, most: 64 * 1024 };

/** The update that changes nothing. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

/** Deleted ranges that can be written as the end of an update. */
export interface EncodableDeletes {
  /** Bytes that {@link write} takes. */
  readonly encodedSize: number;
  /** Writes them at `position`; returns the position after them. */
  write(target: Uint8Array, position: number): number;
}

/** An update in pieces, which one after the other are its bytes. Nobody changes them any more. */
export interface UpdatePieces {
  readonly pieces: readonly Uint8Array[];
  readonly byteLength: number;
  /** Index of the first byte of the deleted ranges. */
  readonly deletesAt: number;
}

/** The compact form of a document. */
export interface Base {
  /** All of it as one update. */
  readonly update: Uint8Array;
  /** Its runs, in the order of the update and views on it, those of a client one after the other. */
  readonly runs: readonly StructRun[];
  /** It deletes just what the document did that it was made from. */
  readonly hasSameDeletes: boolean;
}

/** Runs by client: those of a client continue one another, and there is at least one. */
export type RunsByClient = ReadonlyMap<number, readonly StructRun[]>;

/**
 * Encodes runs and deleted ranges. Clients are written from the highest ID down, the order in which
 * Yjs resolves conflicts fastest and which its lazy readers take for granted.
 */
export function encodeUpdate(runsByClient: RunsByClient, deletes: EncodableDeletes): Uint8Array {
  const clients = clientsOf(runsByClient);
  let size = varUintSize(clients.length) + deletes.encodedSize;
  for (const [client, runs] of clients) {
    size += headSize(client, runs);
    for (const run of runs) size += run.bytes.length;
  }
  const update = newBytes(size);
  let at = writeVarUint(update, 0, clients.length);
  for (const [client, runs] of clients) {
    at = writeHead(update, at, client, runs);
    for (const run of runs) {
      update.set(run.bytes, at);
      at += run.bytes.length;
    }
  }
  deletes.write(update, at);
  return update;
}

/** Deleted ranges as the pieces that an update ends with. */
export interface PiecedDeletes {
  /** Pieces that will not change. */
  pieces(): readonly Uint8Array[];
}

/** Runs up to this size, in bytes, are copied: a view takes as much memory. */
const leastView = 256;

/**
 * The same in pieces, of which most are the runs themselves: of those, only up to `mostCopied` bytes
 * are copied.
 */
export function encodeInPieces(
  runsByClient: RunsByClient,
  deletes: PiecedDeletes,
  mostCopied: number = leastView,
): UpdatePieces {
  const clients = clientsOf(runsByClient);
  const pieces = new PieceList(mostCopied);
  pieces.addNumber(clients.length);
  for (const [client, runs] of clients) {
    pieces.addNumber(countOf(runs));
    pieces.addNumber(client);
    pieces.addNumber(clockOf(runs));
    for (const run of runs) pieces.add(run.bytes);
  }
  const deletesAt = pieces.byteLength;
  for (const piece of deletes.pieces()) pieces.add(piece);
  return { pieces: pieces.end(), byteLength: pieces.byteLength, deletesAt };
}

/** In what is sent, runs up to this size, in bytes, are copied: each other one is a write of its own. */
const leastWrite = 4 * 1024;

/** The bytes of an update, in parts that follow one another and may be views on others' memory. */
export type UpdateParts = UpdatePieces["pieces"];

/** An update to be sent, with `runs`, at most one per client, and `deletes`, ascending within each. */
export function encodeToSend(
  runs: readonly StructRun[],
  deletes: readonly DeleteRange[],
): UpdateParts {
  const runsByClient = new Map(runs.map((run) => [run.client, [run]]));
  const ending = { pieces: () => [encodeDeletes(deletes)] };
  return encodeInPieces(runsByClient, ending, leastWrite).pieces;
}

function encodeDeletes(deletes: readonly DeleteRange[]): Uint8Array {
  const rangesOf = new Map<number, DeleteRange[]>();
  let size = 0;
  for (const range of deletes) {
    const ranges = rangesOf.get(range.client);
    if (ranges === undefined) rangesOf.set(range.client, [range]);
    else ranges.push(range);
    size += varUintSize(range.clock) + varUintSize(range.end - range.clock);
  }
  size += varUintSize(rangesOf.size);
  for (const [client, { length }] of rangesOf) size += varUintSize(client) + varUintSize(length);
  const bytes = new Uint8Array(size);
  let at = writeVarUint(bytes, 0, rangesOf.size);
  for (const [client, ranges] of rangesOf) {
    at = writeVarUint(bytes, at, client);
    at = writeVarUint(bytes, at, ranges.length);
    for (const { clock, end } of ranges) {
      at = writeVarUint(bytes, at, clock);
      at = writeVarUint(bytes, at, end - clock);
    }
  }
  return bytes;
}

/**
 * One update with everything in `updates`, which a room made itself, in the order in which it made
 * them. Updates from elsewhere may overlap or leave gaps, and must be admitted by a replica instead.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [first, ...rest] = updates;
  if (first !== undefined && rest.length === 0) return first;
  const runsByClient = new Map<number, StructRun[]>();
  const deleted = new DeleteSet();
  for (const update of updates) {
    const { runs, deletes } = parseUpdate(update);
    for (const run of runs) {
      const earlier = runsByClient.get(run.client);
      if (earlier === undefined) runsByClient.set(run.client, [run]);
      else earlier.push(run);
    }
    deleted.addAll(deletes);
  }
  return encodeUpdate(runsByClient, deleted);
}

type ClientRuns = readonly (readonly [client: number, runs: readonly StructRun[]])[];

/** From the highest client ID down. Of a document with 100,000 clients the numbers alone are sorted. */
function clientsOf(runsByClient: RunsByClient): ClientRuns {
  if (runsByClient.size < 2) return [...runsByClient];
  const ids = new Float64Array(runsByClient.size);
  let at = 0;
  // From low to high: with their signs turned the highest come first.
  for (const client of runsByClient.keys()) ids[at++] = -client;
  ids.sort();
  const clients: (readonly [client: number, runs: readonly StructRun[]])[] = [];
  for (const id of ids) clients.push([-id, runsByClient.get(-id) ?? []]);
  return clients;
}

function countOf(runs: readonly StructRun[]): number {
  return runs.reduce((count, run) => count + run.count, 0);
}

function clockOf(runs: readonly StructRun[]): number {
  return runs[0]?.clock ?? 0;
}

function headSize(client: number, runs: readonly StructRun[]): number {
  return varUintSize(countOf(runs)) + varUintSize(client) + varUintSize(clockOf(runs));
}

function writeHead(
  target: Uint8Array,
  position: number,
  client: number,
  runs: readonly StructRun[],
): number {
  let at = writeVarUint(target, position, countOf(runs));
  at = writeVarUint(target, at, client);
  return writeVarUint(target, at, clockOf(runs));
}

/** A list of pieces, where small ones are put together. */
class PieceList {
  byteLength = 0;
  readonly #mostCopied: number;
  readonly #pieces: Uint8Array[] = [];
  #buffer = new Uint8Array(bufferBytes.first);
  #start = 0;
  #end = 0;

  constructor(mostCopied: number) {
    this.#mostCopied = mostCopied;
  }

  add(piece: Uint8Array): void {
    this.byteLength += piece.length;
    if (piece.length > this.#mostCopied) {
      this.#cut();
      this.#pieces.push(piece);
    } else {
      this.#makeRoomFor(piece.length);
      this.#buffer.set(piece, this.#end);
      this.#end += piece.length;
    }
  }

  addNumber(number: number): void {
    const size = varUintSize(number);
    this.#makeRoomFor(size);
    this.#end = writeVarUint(this.#buffer, this.#end, number);
    this.byteLength += size;
  }

  end(): readonly Uint8Array[] {
    this.#cut();
    return this.#pieces;
  }

  #makeRoomFor(bytes: number): void {
    const { length } = this.#buffer;
    if (this.#end + bytes <= length) return;
    this.#cut();
    this.#buffer = new Uint8Array(Math.max(Math.min(length * 2, bufferBytes.most), bytes));
    this.#start = 0;
    this.#end = 0;
  }

  #cut(): void {
    if (this.#end > this.#start) this.#pieces.push(this.#buffer.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
