/**
 * The bytes of an update, cut into struct runs and deleted ranges, and checked struct by struct.
 * Nothing that fails here may be stored, forwarded or merged.
 */

import { ByteReader, MalformedBytesError } from "@coscribe/shared";
import type { DeleteRange } from "./delete-set.ts";
import { isSkip, maxClock, skipStruct } from "./skip-struct.ts";
import type { StructRun } from "./struct-run.ts";
import { updateRefused } from "./update-refused.ts";

/** An update in parts. */
export interface ParsedUpdate {
  /** Views on the update's bytes. A client has several runs where the update has holes. */
  readonly runs: readonly StructRun[];
  readonly deletes: readonly DeleteRange[];
  /**
   * For each client that structs of *other* clients refer to, the highest clock referred to.
   * References to a client's own earlier clocks are checked while parsing.
   */
  readonly references: ReadonlyMap<number, number>;
}

/**
 * Parses and checks `bytes`. Throws ProtocolError `updateRefused`. Bytes after the end of
 * the update are ignored, as Yjs does.
 */
export function parseUpdate(bytes: Uint8Array): ParsedUpdate {
  const reader = new ByteReader(bytes);
  try {
    const references = new Map<number, number>();
    return {
      runs: parseRuns(reader, references),
      deletes: parseDeletes(reader),
      references,
    };
  } catch (cause) {
    if (!(cause instanceof MalformedBytesError)) throw cause;
    throw updateRefused(cause.message, { cause });
  }
}

function parseRuns(reader: ByteReader, references: Map<number, number>): StructRun[] {
  const runs: StructRun[] = [];
  const clients = new Set<number>();
  const clientCount = reader.varUint();
  for (let index = 0; index < clientCount; index++) {
    const count = reader.varUint();
    const client = reader.varUint();
    if (clients.has(client)) throw updateRefused("a client stands in it twice");
    clients.add(client);
    parseRunsOfClient(reader, client, count, references, runs);
  }
  return runs;
}

function parseRunsOfClient(
  reader: ByteReader,
  client: number,
  structCount: number,
  references: Map<number, number>,
  runs: StructRun[],
): void {
  let clock = reader.varUint();
  const onReference = (referredClient: number, referredClock: number): void => {
    if (referredClient === client) {
      if (referredClock >= clock) throw updateRefused("a struct refers to itself or its future");
    } else if (referredClock > (references.get(referredClient) ?? -1)) {
      references.set(referredClient, referredClock);
    }
  };
  let run = { clock, count: 0, position: reader.position };
  const endRun = (position: number): void => {
    if (run.count === 0) return;
    const bytes = reader.bytes.subarray(run.position, position);
    runs.push({ client, clock: run.clock, end: clock, count: run.count, bytes });
  };
  for (let index = 0; index < structCount; index++) {
    const start = reader.position;
    const isHole = isSkip(reader.bytes[start] ?? 0);
    const length = skipStruct(reader, onReference);
    if (isHole) {
      endRun(start);
      run = { clock: clock + length, count: 0, position: reader.position };
    } else run.count++;
    clock += length;
    if (clock > maxClock) throw updateRefused(`a clock above ${maxClock}`);
  }
  endRun(reader.position);
}

function parseDeletes(reader: ByteReader): DeleteRange[] {
  const deletes: DeleteRange[] = [];
  const clientCount = reader.varUint();
  for (let index = 0; index < clientCount; index++) {
    const client = reader.varUint();
    const rangeCount = reader.varUint();
    for (let range = 0; range < rangeCount; range++) {
      const clock = reader.varUint();
      const end = clock + reader.varUint();
      if (end > maxClock) throw updateRefused(`a delete above clock ${maxClock}`);
      // Yjs itself writes ranges of length 0 in rare cases; they delete nothing.
      if (end > clock) deletes.push({ client, clock, end });
    }
  }
  return deletes;
}
