/** The jobs that worker threads do, as plain data that can cross between threads. */

import * as Y from "yjs";
import { admitUpdate } from "../update/admit-update.ts";
import { DeleteSet, type DeleteRange } from "../update/delete-set.ts";
import { parseUpdate } from "../update/parse-update.ts";
import { concat, type StructRun } from "../update/struct-run.ts";

/** A job and everything it needs. */
export type Job =
  /** The compact form of a complete document. */
  | { readonly type: "compact"; readonly update: Uint8Array }
  /** What of an update is new and complete for a document with this vector. */
  | {
      readonly type: "screen";
      readonly update: Uint8Array;
      readonly vector: ReadonlyMap<number, number>;
    };

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
  readonly isComplete: boolean;
}

/** Does a job. Throws what Yjs throws, or ProtocolError `updateRefused`. */
export function doJob(job: Job): JobResult {
  switch (job.type) {
    case "compact":
      return { type: "compact", update: compact(job.update) };
    case "screen":
      return { type: "screen", screened: screen(job.update, job.vector) };
    default:
      return job satisfies never;
  }
}

/**
 * The compact form of `update`, through a Y.Doc: only integrating drops what was deleted (a trace
 * of 259,778 edits shrinks from 3.4 MB to 0.3 MB). Throws where Yjs cannot integrate it.
 */
export function compact(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, update);
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}

/** What of `update` is new and complete for a document with `vector`. Throws ProtocolError. */
export function screen(update: Uint8Array, vector: ReadonlyMap<number, number>): ScreenedUpdate {
  const { change, isComplete } = admitUpdate(parseUpdate(update), vector, new DeleteSet());
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
    isComplete,
  };
}

/** The runs in `screened`, as views on its bytes. */
export function runsOf({ bytes, runs }: ScreenedUpdate): readonly StructRun[] {
  const found: StructRun[] = [];
  let position = 0;
  for (let at = 0; at < runs.length; at += 5) {
    const [client = 0, clock = 0, end = 0, count = 0, length = 0] = runs.subarray(at, at + 5);
    found.push({ client, clock, end, count, bytes: bytes.subarray(position, position + length) });
    position += length;
  }
  return found;
}

/** The deleted ranges in `screened`. */
export function deletesOf({ deletes }: ScreenedUpdate): readonly DeleteRange[] {
  const found: DeleteRange[] = [];
  for (let at = 0; at < deletes.length; at += 3) {
    const [client = 0, clock = 0, end = 0] = deletes.subarray(at, at + 3);
    found.push({ client, clock, end });
  }
  return found;
}
