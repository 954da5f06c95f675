/**
 * LevelDB's MANIFEST: which files belong to the database. It is a log file of edits; together they
 * make the picture.
 */

import { ByteReader, MalformedBytesError } from "@coscribe/shared";
import { readLogFile } from "./log-file.ts";

/** A table that belongs to the database. */
export interface ManifestTable {
  /** The number in its file's name. */
  readonly number: number;
  /** Length of its file. */
  readonly bytes: number;
  /** The first key in it. */
  readonly smallest: Buffer;
  /** The last key in it. */
  readonly largest: Buffer;
}

/** What a MANIFEST says. */
export interface Manifest {
  /** Log files with a lower number are no longer needed. */
  readonly logNumber: number;
  /** The number of a write that is in the tables or the logs; there may be later ones. */
  readonly lastWrite: number;
  readonly tables: readonly ManifestTable[];
}

// The tags in an edit. 8 has never been used.
const comparator = 1;
const logNumber = 2;
const nextFileNumber = 3;
const lastSequence = 4;
const compactPointer = 5;
const deletedFile = 6;
const newFile = 7;
const previousLogNumber = 9;

/** LevelDB puts 8 bytes behind each key: the write's number and its kind. */
const keySuffixBytes = 8;

/**
 * The picture that the edits in a file make. Undefined where something in it cannot be read, except
 * at its end, where a crash leaves half an edit.
 */
export function readManifest(file: Buffer): Manifest | undefined {
  const pieces = readLogFile(file);
  if (pieces.slice(0, -1).some(({ type }) => type === "unreadable")) return undefined;
  const picture = { logNumber: 0, lastWrite: 0, tables: new Map<number, ManifestTable>() };
  try {
    for (const piece of pieces) {
      if (piece.type === "record") applyEdit(new ByteReader(piece.bytes), picture);
    }
  } catch (error) {
    if (error instanceof MalformedBytesError) return undefined;
    throw error;
  }
  return { ...picture, tables: [...picture.tables.values()] };
}

interface Picture {
  logNumber: number;
  lastWrite: number;
  readonly tables: Map<number, ManifestTable>;
}

function applyEdit(edit: ByteReader, picture: Picture): void {
  while (!edit.isAtEnd) {
    const tag = edit.varUint();
    switch (tag) {
      case comparator:
        edit.varBytes();
        break;
      case logNumber:
        picture.logNumber = edit.varUint();
        break;
      case nextFileNumber:
      case previousLogNumber:
        edit.varUint();
        break;
      case lastSequence:
        picture.lastWrite = edit.varUint();
        break;
      case compactPointer:
        edit.varUint();
        edit.varBytes();
        break;
      case deletedFile:
        edit.varUint();
        picture.tables.delete(edit.varUint());
        break;
      case newFile: {
        edit.varUint();
        const number = edit.varUint();
        const bytes = edit.varUint();
        const smallest = userKey(edit.varBytes());
        picture.tables.set(number, { number, bytes, smallest, largest: userKey(edit.varBytes()) });
        break;
      }
      default:
        throw new MalformedBytesError(`a MANIFEST has no tag ${tag}`);
    }
  }
}

/** The key as it was given to LevelDB. */
export function userKey(internalKey: Uint8Array): Buffer {
  const { buffer, byteOffset, length } = internalKey;
  return Buffer.from(buffer, byteOffset, Math.max(length - keySuffixBytes, 0));
}
