/**
 * The bytes of an update, cut into struct runs and deleted ranges, and checked struct by struct.
 * Nothing that fails here may be stored, forwarded or merged.
 */

import { ByteReader, MalformedBytesError, ProtocolError } from "@coscribe/shared";
import { joinRanges, noRanges, type DeleteRanges } from "./delete-set.ts";
import { NumberList } from "./number-list.ts";
import { none, readStruct, Struct } from "./read-struct.ts";
import { content, updateRefused } from "./skip-content.ts";
import { maxClients } from "./state-vector.ts";
import type { StructRun } from "./struct-run.ts";

/**
 * Highest clock. Yjs stays exact up to 2^53, where a client that reached it could never write
 * again; 2^40 is 35 years of 1,000 characters a second.
 */
export const maxClock: number = 2 ** 40;

/**
 * How many clocks of deleted content, of which nothing but a length is left, an update may have:
 * more characters than a document of 128 MiB holds. So nobody uses up clocks with a few bytes.
 */
export const maxDeletedClocks: number = 2 ** 27;

/** An update in parts. */
export interface ParsedUpdate {
  /** Views on the update's bytes. A client has several runs where the update has holes. */
  readonly runs: readonly StructRun[];
  /** In order within each client, none overlapping: each has to be compared with what is known. */
  readonly deletes: DeleteRanges;
  /**
   * For each client that structs of *other* clients refer to, the highest clock referred to.
   * References to a client's own earlier clocks are checked while parsing.
   */
  readonly references: ReadonlyMap<number, number>;
}

/**
 * Parses and checks `bytes`. Throws ProtocolError `updateRefused`, also where bytes follow the end
 * of the update: Yjs passes over them, but they may be edits in words that are not understood here.
 * An update in Yjs' v2 encoding reads as an empty one with everything behind it.
 */
export function parseUpdate(bytes: Uint8Array): ParsedUpdate {
  const reader = new ByteReader(bytes);
  try {
    const update = parse(reader);
    if (reader.isAtEnd) return update;
  } catch (cause) {
    if (!isLikeV2(bytes)) throw cause;
    throw updateRefused("it does not decode; is this the v2 encoding?", { cause });
  }
  throw updateRefused("bytes follow its end; is this the v2 encoding?");
}
/** The update that `bytes` begin with, without what follows its end; undefined if there is none. */
export function updateWithin(bytes: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(bytes);
  try {
    parse(reader);
    return bytes.subarray(0, reader.position);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** In the v2 encoding: a zero, and nine runs of bytes before the rest. Only the words depend on it. */
function isLikeV2(bytes: Uint8Array): boolean {
  const reader = new ByteReader(bytes);
  try {
    if (reader.uint8() !== 0) return false;
    for (let left = 9; left > 0; left--) reader.skipVarBytes();
    return !reader.isAtEnd;
  } catch {
    return false;
  }
}

function parse(reader: ByteReader): ParsedUpdate {
  try {
    const { runs, references = noReferences } = parseRuns(reader);
    return { runs, deletes: parseDeletes(reader), references };
  } catch (cause) {
    if (!(cause instanceof MalformedBytesError)) throw cause;
    throw updateRefused(cause.message, { cause });
  }
}

/**
 * Of how many clients there are structs in `bytes`, or deletions where there are no structs, as these
 * say; 0 where they say nothing.
 */
export function clientCountOf(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  try {
    return reader.varUint() || reader.varUint();
  } catch (error) {
    if (error instanceof MalformedBytesError) return 0;
    throw error;
  }
}

/** What is collected while parsing. */
interface Parsing {
  readonly reader: ByteReader;
  readonly struct: Struct;
  readonly runs: StructRun[];
  /** See {@link ParsedUpdate.references}; made when needed, as most of this happens per keystroke. */
  references: Map<number, number> | undefined;
  deletedClocks: number;
}

const noReferences: ReadonlyMap<number, number> = new Map();

function parseRuns(reader: ByteReader): Pick<Parsing, "runs" | "references"> {
  const parsing: Parsing = {
    reader,
    struct: new Struct(),
    runs: [],
    references: undefined,
    deletedClocks: 0,
  };
  const clientCount = reader.varUint();
  if (clientCount > maxClients) throw updateRefused(`structs of more than ${maxClients} clients`);
  const clients = clientCount > 1 ? new Set<number>() : undefined;
  for (let index = 0; index < clientCount; index++) {
    const count = reader.varUint();
    const client = reader.varUint();
    if (clients?.has(client) === true) throw updateRefused("a client stands in it twice");
    clients?.add(client);
    parseRunsOfClient(parsing, client, count);
  }
  return parsing;
}

function parseRunsOfClient(parsing: Parsing, client: number, structCount: number): void {
  const { reader, struct, runs } = parsing;
  let start = reader.varUint();
  let startAt = reader.position;
  let clock = start;
  let count = 0;
  for (let index = 0; index < structCount; index++) {
    const at = reader.position;
    readStruct(reader, struct);
    if (struct.kind === content.skip) {
      const bytes = reader.bytes.subarray(startAt, at);
      if (count > 0) runs.push({ client, clock: start, end: clock, count, bytes });
      start = clock + struct.length;
      startAt = reader.position;
      count = 0;
    } else {
      checkStruct(parsing, client, clock);
      count++;
    }
    clock += struct.length;
    if (clock > maxClock) throw updateRefused(`a clock above ${maxClock}`);
  }
  const bytes = reader.bytes.subarray(startAt, reader.position);
  if (count > 0) runs.push({ client, clock: start, end: clock, count, bytes });
}

function checkStruct(parsing: Parsing, client: number, clock: number): void {
  const { struct } = parsing;
  if (struct.kind === content.gc || struct.kind === content.deleted) {
    parsing.deletedClocks += struct.length;
    if (parsing.deletedClocks > maxDeletedClocks) {
      throw updateRefused(`more than ${maxDeletedClocks} deleted clocks`);
    }
  }
  noteReference(parsing, client, clock, struct.originClient, struct.originClock);
  noteReference(parsing, client, clock, struct.rightClient, struct.rightClock);
  noteReference(parsing, client, clock, struct.parentClient, struct.parentClock);
}

function noteReference(
  parsing: Parsing,
  ownClient: number,
  ownClock: number,
  client: number,
  clock: number,
): void {
  if (client === none) return;
  if (client === ownClient) {
    if (clock >= ownClock) throw updateRefused("a struct refers to itself or its future");
    return;
  }
  const references = (parsing.references ??= new Map<number, number>());
  if (clock > (references.get(client) ?? -1)) references.set(client, clock);
}

/**
 * The deleted ranges that an update ends with. Throws ProtocolError `updateRefused`, or
 * MalformedBytesError.
 */
export function parseDeletes(reader: ByteReader): DeleteRanges {
  const clientCount = reader.varUint();
  if (clientCount === 0) return noRanges;
  if (clientCount > maxClients) throw updateRefused(`deletes of more than ${maxClients} clients`);
  const deletes = new NumberList();
  for (let index = 0; index < clientCount; index++) {
    const client = reader.varUint();
    const rangeCount = reader.varUint();
    for (let range = 0; range < rangeCount; range++) {
      const clock = reader.varUint();
      const end = clock + reader.varUint();
      if (end > maxClock) throw updateRefused(`a delete above clock ${maxClock}`);
      // Yjs itself writes ranges of length 0 in rare cases; they delete nothing.
      if (end > clock) deletes.push(client, clock, end);
    }
  }
  return joinRanges(deletes.numbers);
}
