/**
 * What a client asks with a SyncStatus, and the server returns when everything before it is on disk:
 * "are these edits saved?" and "is this piece of a large update?". See "Saved" in PROTOCOL.md.
 */

import {
  ByteReader,
  encodeMessage,
  MalformedBytesError,
  varUintSize,
  writeVarUint,
} from "@coscribe/shared";

/** A question, and what comes back as its answer. */
export interface Question {
  /** About all edits up to this number, or about all pieces of large updates. */
  readonly about: "edits" | "pieces";
  readonly number: number;
}

/** Stands behind the number of pieces; nothing stands behind the number of edits. */
const piecesMark = 1;

/** The frame that asks. */
export function encodeQuestion({ about, number }: Question): Uint8Array {
  const size = varUintSize(number);
  const payload = new Uint8Array(about === "edits" ? size : size + 1);
  writeVarUint(payload, 0, number);
  if (about === "pieces") payload[size] = piecesMark;
  return encodeMessage({ type: "syncStatus", payload });
}

/** What an answer is about; undefined for what was not asked. */
export function decodeAnswer(payload: Uint8Array): Question | undefined {
  const reader = new ByteReader(payload);
  try {
    const number = reader.varUint();
    if (reader.isAtEnd) return { about: "edits", number };
    const isPieces = reader.varUint() === piecesMark && reader.isAtEnd;
    return isPieces ? { about: "pieces", number } : undefined;
  } catch (error) {
    if (error instanceof MalformedBytesError) return undefined;
    throw error;
  }
}
