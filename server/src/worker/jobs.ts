/** The jobs that worker threads do, as plain data that can cross between threads. */

import * as Y from "yjs";
import { admitUpdate, type Known } from "../update/admit-update.ts";
import { DeleteSet, type DeleteRange } from "../update/delete-set.ts";
import { parseUpdate } from "../update/parse-update.ts";
import { noTypes, type Line, type NewPlaces, type Types } from "../update/places.ts";
import { concat, type StructRun } from "../update/struct-run.ts";
import { pack, unpack } from "./pack.ts";

/** A job and everything it needs. */
export type Job =
  /** The compact form of a complete document. */
  | { readonly type: "compact"; readonly update: Uint8Array; readonly keepsDeleted: boolean }
  /** What of an update is new and complete for a document that knows this. */
  | { readonly type: "screen"; readonly update: Uint8Array; readonly known: KnownData };

/** What a document knows of itself, as data that crosses between threads at once. */
export interface KnownData {
  readonly vector: ReadonlyMap<number, number>;
  /** Packed: the edges of a {@link DeleteSet}. */
  readonly deleted: Float64Array;
  readonly places: PackedPlaces;
}

/** Packed: for each client the four lists of a {@link Line}. */
export interface PackedPlaces {
  readonly lines: Float64Array;
  readonly types: Types;
}

/** What a job gives. */
export type JobResult =
  | { readonly type: "compact"; readonly update: Uint8Array }
  | { readonly type: "screen"; readonly screened: ScreenedUpdate };

/**
 * Runs and ranges without an object each: millions of objects would cost more to bring over than
 * to find again.
 */
export interface ScreenedUpdate {
  /** The bytes of all runs, one after the other. */
  readonly bytes: Uint8Array;
  /** For each run: client, clock, end, count, length in bytes. */
  readonly runs: Float64Array;
  /** For each deleted range: client, clock, end. */
  readonly deletes: Float64Array;
  readonly places: PackedPlaces;
  readonly firstSerial: number;
  readonly isComplete: boolean;
}

/** Does a job. Throws what Yjs throws, or ProtocolError `updateRefused`. */
export function doJob(job: Job): JobResult {
  switch (job.type) {
    case "compact":
      return { type: "compact", update: compact(job.update, job.keepsDeleted) };
    case "screen":
      return { type: "screen", screened: screen(job.update, job.known) };
    default:
      return job satisfies never;
  }
}

/**
 * The compact form of `update`, through a Y.Doc: only integrating drops what was deleted (a trace
 * of 259,778 edits shrinks from 3.4 MB to 0.3 MB), unless that is to be kept. Throws where Yjs cannot
 * integrate it.
 */
export function compact(update: Uint8Array, keepsDeleted: boolean): Uint8Array {
  const doc = new Y.Doc({ gc: !keepsDeleted });
  try {
    Y.applyUpdate(doc, update);
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}

/** What of `update` is new and complete for a document that knows this. Throws ProtocolError. */
export function screen(update: Uint8Array, known: KnownData): ScreenedUpdate {
  const edges = Array.from(unpack(known.deleted, 1), ([client, [ranges = []]]) => {
    return [client, ranges] as const;
  });
  const { change, isComplete } = admitUpdate(parseUpdate(update), {
    vector: known.vector,
    deleted: new DeleteSet(new Map(edges)),
    places: { lines: linesOf(known.places), types: known.places.types },
  });
  return {
    bytes: concat(change.runs.map((run) => run.bytes)),
    runs: Float64Array.from(
      change.runs.flatMap(({ client, clock, end, count, bytes }) => {
        return [client, clock, end, count, bytes.length];
      }),
    ),
    deletes: Float64Array.from(
      change.deletes.flatMap(({ client, clock, end }) => [client, clock, end]),
    ),
    places: packPlaces(change.places.lines, change.places.types ?? noTypes()),
    firstSerial: change.places.firstSerial,
    isComplete,
  };
}

/** The runs in `screened`, as views on its bytes. */
export function runsOf({ bytes, runs }: ScreenedUpdate): readonly StructRun[] {
  const found: StructRun[] = [];
  let position = 0;
  for (let at = 0; at < runs.length; at += 5) {
    const end = position + (runs[at + 4] ?? 0);
    found.push({
      client: runs[at] ?? 0,
      clock: runs[at + 1] ?? 0,
      end: runs[at + 2] ?? 0,
      count: runs[at + 3] ?? 0,
      bytes: bytes.subarray(position, end),
    });
    position = end;
  }
  return found;
}

/** The deleted ranges in `screened`. */
export function deletesOf({ deletes }: ScreenedUpdate): readonly DeleteRange[] {
  const found: DeleteRange[] = [];
  for (let at = 0; at < deletes.length; at += 3) {
    found.push({
      client: deletes[at] ?? 0,
      clock: deletes[at + 1] ?? 0,
      end: deletes[at + 2] ?? 0,
    });
  }
  return found;
}

/** The new places in `screened`. */
export function placesOf({ places, firstSerial }: ScreenedUpdate): NewPlaces {
  return { lines: linesOf(places), types: places.types, firstSerial };
}

/** `known` as data for {@link screen}. */
export function dataOf({ vector, deleted, places }: Known): KnownData {
  const edges = Array.from(deleted.edges, ([client, ranges]) => [client, [ranges]] as const);
  return {
    vector,
    deleted: pack(new Map(edges)),
    places: packPlaces(places.lines, places.types),
  };
}

function packPlaces(lines: ReadonlyMap<number, Line>, types: Types): PackedPlaces {
  const lists = Array.from(lines, ([client, line]) => {
    return [client, [line.starts, line.places, line.typeClocks, line.typeSerials]] as const;
  });
  return { lines: pack(new Map(lists)), types };
}

function linesOf({ lines }: PackedPlaces): Map<number, Line> {
  const lineOf = new Map<number, Line>();
  for (const [client, lists] of unpack(lines, 4)) {
    const [starts = [], places = [], typeClocks = [], typeSerials = []] = lists;
    lineOf.set(client, { starts, places, typeClocks, typeSerials });
  }
  return lineOf;
}
