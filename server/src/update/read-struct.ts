/**
 * Reads one encoded struct: who it refers to, where it says it lives, how many clocks it takes.
 * Knows the v1 encoding of the head of a struct; what it holds is read by `skip-content.ts`.
 */

import type { ByteReader } from "@coscribe/shared";
import { content, positive, skipCheckedContent, skipContent, skipString } from "./skip-content.ts";

/** In {@link Struct}: no client, since a struct lacks what it would refer to. */
export const none = -1;

const hasOrigin = 0x80;
const hasRightOrigin = 0x40;
const hasKey = 0x20;

/**
 * The struct that was read last. One object takes one struct after the other, since an update may
 * have millions.
 */
export class Struct {
  /** What it holds: a number of {@link content}. */
  kind = 0;
  /** Flags and the kind: its first byte. */
  info = 0;
  /** How many clocks it takes; at least 1. */
  length = 0;
  /** What stood left of it when it was made; client {@link none} for nothing. */
  originClient: number = none;
  originClock = 0;
  /** What stood right of it. */
  rightClient: number = none;
  rightClock = 0;
  /** The item of the type that it lives in, if it names one. */
  parentClient: number = none;
  parentClock = 0;
  /** The name of the root type that it lives in, if it names one. */
  root: string | undefined;
  /** Whether it names a key of a map, or an attribute, under which it lives. */
  hasKey = false;
  /** Index of the right origin's bytes, or of what follows if there is none. */
  rightAt = 0;
  /** Index after the right origin's bytes. */
  rightEnd = 0;
  /** Index of the content's bytes. */
  contentAt = 0;
}

/**
 * Moves `reader` past the struct at its position, and fills `struct` with it. Throws ProtocolError
 * `updateRefused` or MalformedBytesError for one that no Yjs client should be given.
 */
export function readStruct(reader: ByteReader, struct: Struct): void {
  readHead(reader, struct);
  struct.length = isBare(struct.kind)
    ? positive(reader.varUint())
    : skipCheckedContent(reader, struct.kind);
}

/** The same for a struct that was read and found sound before. */
export function rereadStruct(reader: ByteReader, struct: Struct): void {
  readHead(reader, struct);
  struct.length = isBare(struct.kind) ? reader.varUint() : skipContent(reader, struct.kind);
}

/** The same without reading what it holds: of how many clocks it is has to be known. */
export function rereadHead(reader: ByteReader, struct: Struct, length: number): void {
  readHead(reader, struct);
  struct.length = length;
}

function readHead(reader: ByteReader, struct: Struct): void {
  const info = reader.uint8();
  struct.info = info;
  struct.kind = info & 0x1f;
  struct.originClient = none;
  struct.rightClient = none;
  struct.parentClient = none;
  struct.root = undefined;
  struct.hasKey = false;
  if (isBare(struct.kind)) return;
  if ((info & hasOrigin) !== 0) {
    struct.originClient = reader.varUint();
    struct.originClock = reader.varUint();
  }
  struct.rightAt = reader.position;
  if ((info & hasRightOrigin) !== 0) {
    struct.rightClient = reader.varUint();
    struct.rightClock = reader.varUint();
  }
  struct.rightEnd = reader.position;
  // A struct with an origin lives where its origin lives, so only one without any names its parent.
  if ((info & (hasOrigin | hasRightOrigin)) === 0) readParent(reader, struct);
  struct.contentAt = reader.position;
}

function readParent(reader: ByteReader, struct: Struct): void {
  if (reader.varUint() === 1) struct.root = reader.varString();
  else {
    struct.parentClient = reader.varUint();
    struct.parentClock = reader.varUint();
  }
  struct.hasKey = (struct.info & hasKey) !== 0;
  if (struct.hasKey) skipString(reader);
}

/** Whether a struct of this kind is a length and nothing else. */
function isBare(kind: number): boolean {
  return kind === content.gc || kind === content.skip;
}
