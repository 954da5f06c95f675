/**
 * State vectors: how many clocks of each client are known. All clocks below the number are known,
 * none at or above it. A vector says nothing about deletions.
 */

import {
  ByteReader,
  MalformedBytesError,
  ProtocolError,
  varUintSize,
  writeVarUint,
} from "@coscribe/shared";

/**
 * How many clients may have written in a document: its vector, which everybody is sent, then has
 * some 2 MB. A client is a tab; ten years of 70 new tabs a day come to this.
 */
export const maxClients: number = 2 ** 18;

/** Client ID → the first clock that is not known. A missing client has 0. */
export type StateVector = ReadonlyMap<number, number>;

/** The bytes that a SyncStep1 carries. */
export function encodeStateVector(vector: StateVector): Uint8Array {
  let size = varUintSize(vector.size);
  for (const [client, clock] of vector) size += varUintSize(client) + varUintSize(clock);
  const bytes = new Uint8Array(size);
  let at = writeVarUint(bytes, 0, vector.size);
  for (const [client, clock] of vector) {
    at = writeVarUint(bytes, at, client);
    at = writeVarUint(bytes, at, clock);
  }
  return bytes;
}

/** The vector in `bytes`; throws {@link ProtocolError} `malformedFrame`. */
export function decodeStateVector(bytes: Uint8Array): StateVector {
  const reader = new ByteReader(bytes);
  const vector = new Map<number, number>();
  try {
    const count = reader.varUint();
    if (count > maxClients) throw new MalformedBytesError(`more than ${maxClients} clients`);
    for (let index = 0; index < count; index++) {
      const client = reader.varUint();
      vector.set(client, reader.varUint());
    }
  } catch (cause) {
    if (!(cause instanceof MalformedBytesError)) throw cause;
    throw new ProtocolError(
      "malformedFrame",
      `a state vector could not be decoded: ${cause.message}`,
      { cause },
    );
  }
  return vector;
}

/** Whether a document with `vector` has all that one with `least` has. */
export function reaches(vector: StateVector, least: StateVector): boolean {
  for (const [client, clock] of least) if ((vector.get(client) ?? 0) < clock) return false;
  return true;
}
