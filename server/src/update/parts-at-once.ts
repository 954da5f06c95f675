/**
 * What must not be cut, for readers who need it in messages of bounded size: updates that a reader
 * keeps until the last one has come, and then takes in all at once.
 *
 * That is what Yjs does with structs whose client's earlier ones are missing. So the first struct of each
 * client is left for the last part, with every deletion.
 */

import { ByteReader } from "@coscribe/shared";
import type { DeleteRange } from "./delete-set.ts";
import { encodeToSend, type UpdateParts } from "./encode-update.ts";
import { rereadStruct, Struct } from "./read-struct.ts";
import { splitStruct } from "./split-struct.ts";
import { cutRun, joinRuns, type StructRun } from "./struct-run.ts";
import { structsPerStep } from "./survey-update.ts";

/**
 * Whoever keeps parts joins each with those before. With so many that costs about as much as taking the
 * whole in does (measured: 2.5 s instead of 1.4 for 2.8 MB of formatted texts).
 */
const mostParts = 16;

/** A first struct of more bytes is split, so that little is left for the last part. */
const mostFirstBytes = 256;

/**
 * `runs`, at most one per client, and `deletes` as updates of at most some `mostBytes` each, or of a
 * sixteenth of the whole where that is more; pauses (undefined) now and then.
 */
export function* partsAtOnce(
  runs: readonly StructRun[],
  deletes: readonly DeleteRange[],
  mostBytes: number,
): Generator<UpdateParts | undefined, void> {
  const firsts: StructRun[] = [];
  const rests: StructRun[] = [];
  for (const run of runs) {
    const first = firstOf(run);
    firsts.push(first);
    if (first.end < run.end) rests.push(cutRun(run, first.end));
  }
  const restBytes = rests.reduce((size, { bytes }) => size + bytes.length, 0);
  const partBytes = Math.max(mostBytes, Math.ceil(restBytes / mostParts));
  let part: StructRun[] = [];
  let size = 0;
  for (const run of rests) {
    for (const piece of slicesOf(run, partBytes - size, partBytes)) {
      if (piece === undefined) {
        yield;
        continue;
      }
      if (size > 0 && size + piece.bytes.length > partBytes) {
        yield encodeToSend(part, []);
        part = [];
        size = 0;
      }
      const last = part.at(-1);
      if (last?.client === piece.client) part[part.length - 1] = joinRuns([last, piece]);
      else part.push(piece);
      size += piece.bytes.length;
    }
  }
  if (part.length > 0) yield encodeToSend(part, []);
  yield encodeToSend(firsts, deletes);
}

/** The beginning of a run: its first struct, or of a long one that can be split a little. */
function firstOf({ client, clock, bytes }: StructRun): StructRun {
  const reader = new ByteReader(bytes);
  const struct = new Struct();
  rereadStruct(reader, struct);
  const end = clock + struct.length;
  const first = { client, clock, end, count: 1, bytes: bytes.subarray(0, reader.position) };
  if (reader.position <= mostFirstBytes) return first;
  return splitStruct(first, mostFirstBytes).next().value ?? first;
}

/** A run in slices of at most `mostBytes`, the first of at most `firstBytes`, where structs allow it. */
function* slicesOf(
  run: StructRun,
  firstBytes: number,
  mostBytes: number,
): Generator<StructRun | undefined, void> {
  const { client, bytes } = run;
  const reader = new ByteReader(bytes);
  const struct = new Struct();
  let limit = firstBytes;
  let from = 0;
  let clock = run.clock;
  let at = run.clock;
  let count = 0;
  for (let index = 0; index < run.count; index++) {
    if (index % structsPerStep === structsPerStep - 1) yield;
    const start = reader.position;
    rereadStruct(reader, struct);
    const { position } = reader;
    if (count > 0 && position - from > limit) {
      yield { client, clock, end: at, count, bytes: bytes.subarray(from, start) };
      limit = mostBytes;
      from = start;
      clock = at;
      count = 0;
    }
    at += struct.length;
    count++;
    if (position - start <= mostBytes) continue;
    const long = { client, clock, end: at, count, bytes: bytes.subarray(start, position) };
    yield* splitStruct(long, mostBytes);
    limit = mostBytes;
    from = position;
    clock = at;
    count = 0;
  }
  if (count > 0) yield { client, clock, end: at, count, bytes: bytes.subarray(from) };
}
