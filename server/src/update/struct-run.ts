/**
 * A run: consecutive structs of one client, as they stand encoded in an update.
 *
 * Structs carry no clock of their own in the encoding, only a run does. So runs that continue one
 * another join by joining their bytes, and a run is cut between structs by cutting its bytes. A cut
 * through a struct writes the right part anew, as `Item.write` with an offset does in Yjs.
 */

import { ByteReader, varUintSize, writeVarUint } from "@coscribe/shared";
import { newBytes } from "../pages.ts";
import { rereadHead, rereadStruct, Struct } from "./read-struct.ts";
import { content, skipValues } from "./skip-content.ts";

/** Structs of `client` for the clocks from `clock` up to, not including, `end`. */
export interface StructRun {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** Number of structs, at least 1. */
  readonly count: number;
  /** The encoded structs; must not change as long as the run is in use. */
  readonly bytes: Uint8Array;
}

/**
 * A document's runs are no longer than this in bytes, unless one struct is: so to find a clock, and to
 * join a run with the next one, takes less than a millisecond.
 */
export const maxRunBytes: number = 64 * 1024;

/** The part of `run` from `clock` on; `clock` lies within the run. */
export function cutRun(run: StructRun, clock: number): StructRun {
  return clock <= run.clock ? run : partFrom(run, clock, Infinity);
}

/**
 * The same, but a struct of more than {@link maxRunBytes} is not cut: the part begins with it. Yjs
 * passes over what it has already.
 */
export function partWith(run: StructRun, clock: number): StructRun {
  return clock <= run.clock ? run : partFrom(run, clock, maxRunBytes);
}

/** `run` as runs of some {@link maxRunBytes} each, which are views on it. */
export function splitRun(run: StructRun): readonly StructRun[] {
  if (run.bytes.length <= maxRunBytes) return [run];
  const reader = new ByteReader(run.bytes);
  const struct = new Struct();
  const { client } = run;
  const parts: StructRun[] = [];
  let startAt = 0;
  let clock = run.clock;
  let end = clock;
  let count = 0;
  for (let left = run.count; left > 0; left--) {
    rereadStruct(reader, struct);
    end += struct.length;
    count++;
    if (left > 1 && reader.position - startAt < maxRunBytes) continue;
    parts.push({ client, clock, end, count, bytes: run.bytes.subarray(startAt, reader.position) });
    startAt = reader.position;
    clock = end;
    count = 0;
  }
  return parts;
}

function partFrom(run: StructRun, clock: number, mostCut: number): StructRun {
  const { client, end, bytes } = run;
  const reader = new ByteReader(bytes);
  const struct = new Struct();
  let at = run.clock;
  let left = run.count;
  for (;;) {
    const start = reader.position;
    // The last struct is as long as the run says, and need not be read to its end.
    const isLast = left === 1;
    if (isLast) rereadHead(reader, struct, end - at);
    else rereadStruct(reader, struct);
    if (at + struct.length > clock) {
      const structEnd = isLast ? bytes.length : reader.position;
      const offset = structEnd - start > mostCut ? 0 : clock - at;
      if (offset === 0)
        return { client, clock: at, end, count: left, bytes: bytes.subarray(start) };
      const cut = cutStruct(bytes.subarray(0, structEnd), struct, client, clock, offset);
      const later = bytes.subarray(structEnd);
      return { client, clock, end, count: left, bytes: concat([cut, later]) };
    }
    at += struct.length;
    left--;
  }
}

/** One run from runs that continue one another, in order. */
export function joinRuns(runs: readonly [StructRun, ...StructRun[]]): StructRun {
  const [first] = runs;
  const last = runs.at(-1) ?? first;
  return {
    client: first.client,
    clock: first.clock,
    end: last.end,
    count: runs.reduce((count, run) => count + run.count, 0),
    bytes: concat(runs.map((run) => run.bytes)),
  };
}

/** The bytes of all `parts`, one after the other, in a new array. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = newBytes(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The right part, from `offset` (at least 1) on, of `struct`, which `bytes` ends with. */
function cutStruct(
  bytes: Uint8Array,
  struct: Struct,
  client: number,
  clock: number,
  offset: number,
): Uint8Array {
  const left = struct.length - offset;
  if (struct.kind === content.gc) return concat([Uint8Array.of(struct.info), varUintBytes(left)]);
  return concat([
    ...headOfRest(bytes, struct, client, clock),
    cutContent(bytes.subarray(struct.contentAt), struct, offset),
  ]);
}

/**
 * What the part of `struct`, an item of `client`, from `clock` on begins with: all but what it holds.
 * `bytes` are those that the struct was read from.
 */
export function headOfRest(
  bytes: Uint8Array,
  { info, rightAt, rightEnd }: Struct,
  client: number,
  clock: number,
): readonly Uint8Array[] {
  return [
    // It has the end of the left part as its origin, so it names no parent.
    Uint8Array.of(info | 0x80),
    varUintBytes(client),
    varUintBytes(clock - 1),
    bytes.subarray(rightAt, rightEnd),
  ];
}

/** Only content that counts more than one clock can be cut. */
function cutContent(bytes: Uint8Array, { kind, length }: Struct, offset: number): Uint8Array {
  const reader = new ByteReader(bytes);
  switch (kind) {
    case content.deleted:
      return varUintBytes(length - offset);
    case content.string: {
      const text = cutText(reader.varBytes(), offset);
      return concat([varUintBytes(text.length), text]);
    }
    case content.json:
    case content.any:
      reader.varUint();
      skipValues(reader, kind, offset);
      return concat([varUintBytes(length - offset), bytes.subarray(reader.position)]);
    default:
      throw new Error(`a struct with content ${kind} has one clock and cannot be cut`);
  }
}

/**
 * The UTF-8 of a text without its first `offset` UTF-16 units. A surrogate pair that the cut goes
 * through leaves U+FFFD, as it does in Yjs.
 */
function cutText(bytes: Uint8Array, offset: number): Uint8Array {
  let units = 0;
  for (let at = 0; at < bytes.length;) {
    if (units === offset) return bytes.subarray(at);
    const first = bytes[at] ?? 0;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    units += size === 4 ? 2 : 1;
    at += size;
    if (units > offset) return concat([Uint8Array.of(0xef, 0xbf, 0xbd), bytes.subarray(at)]);
  }
  return new Uint8Array();
}

/** A number as it stands in an update. */
export function varUintBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(varUintSize(value));
  writeVarUint(bytes, 0, value);
  return bytes;
}
