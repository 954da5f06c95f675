/**
 * Reads past one encoded struct, checking everything that a Yjs client would choke on later: lengths
 * of zero, content it does not know, JSON that does not parse or nests too deep, text that is not
 * UTF-8. Knows the v1 encoding; keeps nothing.
 */

import { isUtf8 } from "node:buffer";
import { MalformedBytesError, type ByteReader } from "@coscribe/shared";
import { jsonProblem } from "../json-problem.ts";
import { updateRefused } from "./update-refused.ts";

/** Deepest nesting of JSON in a struct. Editors use a handful; Yjs overflows its stack at 5,000. */
export const maxJsonDepth = 64;

/**
 * Highest clock. Yjs stays exact up to 2^53, where a client that reached it could never write
 * again; 2^40 is 35 years of 1,000 characters a second.
 */
export const maxClock: number = 2 ** 40;

/** Is told of each struct that the one being read refers to: its origins and its parent. */
export type OnReference = (client: number, clock: number) => void;

const hasOrigin = 0x80;
const hasRightOrigin = 0x40;
const hasParentKey = 0x20;

/** The options of a subdocument that Yjs writes. */
const documentOptions: ReadonlySet<string> = new Set(["gc", "autoLoad", "meta"]);

/** What a struct can hold. */
export type ContentName =
  | "gc"
  | "deleted"
  | "json"
  | "binary"
  | "string"
  | "embed"
  | "format"
  | "type"
  | "any"
  | "document"
  | "skip";

/** What a struct holds: the number in the low five bits of its first byte. */
export const content: Readonly<Record<ContentName, number>> = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
  skip: 10,
};

/** The content number of the struct that starts with `info`. */
export function contentOf(info: number): number {
  return info & 0x1f;
}

/** Whether the struct that starts with `info` is a Skip: a hole left by a merge, not a struct. */
export function isSkip(info: number): boolean {
  return contentOf(info) === content.skip;
}

/** The parts of a struct's head that a cut through it needs. */
export interface StructHead {
  readonly info: number;
  /** Index of the right origin's bytes, or of the content if there is none. */
  readonly rightOriginAt: number;
  /** Index of the content's bytes. */
  readonly contentAt: number;
}

/** Moves `reader` past the struct at its position; returns its length in clocks (at least 1). */
export function skipStruct(reader: ByteReader, onReference: OnReference): number {
  const info = reader.uint8();
  const ref = contentOf(info);
  if (ref === content.gc || ref === content.skip) return positive(reader.varUint());
  skipHeadAfter(info, reader, onReference);
  return skipContent(reader, ref);
}

/** Moves `reader` past the head of the item at its position. */
export function readItemHead(reader: ByteReader): StructHead {
  const info = reader.uint8();
  if ((info & hasOrigin) !== 0) skipId(reader, ignoreReference);
  const rightOriginAt = reader.position;
  if ((info & hasRightOrigin) !== 0) skipId(reader, ignoreReference);
  else if ((info & hasOrigin) === 0) skipParent(info, reader, ignoreReference);
  return { info, rightOriginAt, contentAt: reader.position };
}

function skipHeadAfter(info: number, reader: ByteReader, onReference: OnReference): void {
  if ((info & hasOrigin) !== 0) skipId(reader, onReference);
  if ((info & hasRightOrigin) !== 0) skipId(reader, onReference);
  // A struct with an origin lives where its origin lives, so only one without any names its parent.
  if ((info & (hasOrigin | hasRightOrigin)) === 0) skipParent(info, reader, onReference);
}

function skipId(reader: ByteReader, onReference: OnReference): void {
  const client = reader.varUint();
  onReference(client, reader.varUint());
}

function skipParent(info: number, reader: ByteReader, onReference: OnReference): void {
  if (reader.varUint() === 1) skipString(reader);
  else skipId(reader, onReference);
  if ((info & hasParentKey) !== 0) skipString(reader);
}

function skipContent(reader: ByteReader, ref: number): number {
  switch (ref) {
    case content.deleted:
      return positive(reader.varUint());
    case content.json:
    case content.any: {
      const length = positive(reader.varUint());
      skipValues(reader, ref, length);
      return length;
    }
    case content.binary:
      reader.varBytes();
      return 1;
    case content.string:
      return positive(utf16Length(reader));
    case content.embed:
      skipJson(reader);
      return 1;
    case content.format:
      skipString(reader);
      skipJson(reader);
      return 1;
    case content.type:
      skipType(reader);
      return 1;
    case content.document:
      skipString(reader);
      skipDocumentOptions(reader);
      return 1;
    default:
      throw updateRefused(`content of unknown type ${ref}`);
  }
}

/** Moves `reader` past `count` values of a list of JSON texts or of `any` values. */
export function skipValues(reader: ByteReader, ref: number, count: number): void {
  for (let index = 0; index < count; index++) {
    if (ref === content.json) skipListedJson(reader);
    else skipAny(reader, 0);
  }
}

/** Y.Array, Y.Map, Y.Text, Y.XmlElement, Y.XmlFragment, Y.XmlHook, Y.XmlText; two have a name. */
function skipType(reader: ByteReader): void {
  const type = reader.varUint();
  if (type > 6) throw updateRefused(`a shared type of unknown kind ${type}`);
  if (type === 3 || type === 5) skipString(reader);
}

function skipString(reader: ByteReader): void {
  utf16Length(reader);
}

/** The length in UTF-16 units of the string at the reader's position, which is what Yjs counts. */
function utf16Length(reader: ByteReader): number {
  const bytes = reader.varBytes();
  let isAscii = true;
  let length = 0;
  // By index: a process that has just started takes three times as long with an iterator.
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) length++;
    else {
      isAscii = false;
      if (byte >= 0xf0) length += 2;
      else if (byte >= 0xc0) length++;
    }
  }
  if (!isAscii && !isUtf8(bytes)) throw updateRefused("text that is not UTF-8");
  return length;
}

function skipJson(reader: ByteReader): void {
  checkJson(reader.varString());
}

/** Only in a list of JSON values Yjs writes `undefined`, as this bare word. */
function skipListedJson(reader: ByteReader): void {
  const text = reader.varString();
  if (text !== "undefined") checkJson(text);
}

function checkJson(text: string): void {
  const problem = jsonProblem(text, maxJsonDepth);
  if (problem !== undefined) throw updateRefused(`JSON that ${problem}`);
}

/**
 * The options of a subdocument: an object. Yjs hands them to a Y.Doc as they are, where others than
 * the ones it writes itself, such as a GUID that is no text, make a document that cannot be encoded.
 */
function skipDocumentOptions(reader: ByteReader): void {
  if (reader.uint8() !== 118) throw updateRefused("a subdocument whose options are no object");
  const size = reader.varUint();
  for (let index = 0; index < size; index++) {
    const name = reader.varString();
    if (!documentOptions.has(name)) throw updateRefused("a subdocument with unknown options");
    skipAny(reader, 1);
  }
}

/** A value in lib0's `any` encoding; the type tags count down from 127. */
function skipAny(reader: ByteReader, depth: number): void {
  if (depth > maxJsonDepth) throw updateRefused(`a value nested deeper than ${maxJsonDepth}`);
  const tag = reader.uint8();
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125: // integer
      skipVarInt(reader);
      return;
    case 124: // float32
      reader.skip(4);
      return;
    case 123: // float64
    case 122: // bigint
      reader.skip(8);
      return;
    case 119: // string
      skipString(reader);
      return;
    case 118: {
      const size = reader.varUint();
      for (let index = 0; index < size; index++) {
        skipString(reader);
        skipAny(reader, depth + 1);
      }
      return;
    }
    case 117: {
      const length = reader.varUint();
      for (let index = 0; index < length; index++) skipAny(reader, depth + 1);
      return;
    }
    case 116: // bytes
      reader.varBytes();
      return;
    default:
      throw updateRefused(`a value of unknown type ${tag}`);
  }
}

/** A signed integer: like an unsigned one, with the sign in the first byte. At most 8 bytes. */
function skipVarInt(reader: ByteReader): void {
  for (let count = 0; count < 8; count++) if (reader.uint8() < 0x80) return;
  throw new MalformedBytesError("a number has too many bytes");
}

function positive(length: number): number {
  if (length === 0) throw updateRefused("a struct of length 0");
  return length;
}

function ignoreReference(): void {
  // Heads are read again for a cut, when references have long been checked.
}
