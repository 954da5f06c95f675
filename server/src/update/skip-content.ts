/**
 * Reads past what one encoded struct holds. Once with checks for everything that a Yjs client would
 * choke on later: lengths of zero, content it does not know, JSON that does not parse or nests too
 * deep, text that is not UTF-8; and without, where that was done. Keeps nothing.
 */

import { isUtf8 } from "node:buffer";
import { MalformedBytesError, type ByteReader } from "@coscribe/shared";
import { jsonProblem } from "./json-problem.ts";
import { updateRefused } from "./update-refused.ts";

/** Deepest nesting of JSON in a struct. Editors use a handful; Yjs overflows its stack at 5,000. */
export const maxJsonDepth = 64;

const protoKey = Uint8Array.from(Buffer.from("__proto__"));

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

/**
 * Moves `reader` past content of this kind; returns how many clocks it takes (at least 1). Throws
 * ProtocolError `updateRefused` or MalformedBytesError for what no Yjs client should be given.
 */
export function skipCheckedContent(reader: ByteReader, kind: number): number {
  switch (kind) {
    case content.deleted:
      return positive(reader.varUint());
    case content.json:
    case content.any: {
      const length = positive(reader.varUint());
      skipCheckedValues(reader, kind, length);
      return length;
    }
    case content.binary:
      reader.skipVarBytes();
      return 1;
    case content.string:
      return positive(skipString(reader));
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
      throw updateRefused(`content of unknown type ${kind}`);
  }
}

/** The same for content that was checked before. */
export function skipContent(reader: ByteReader, kind: number): number {
  switch (kind) {
    case content.json:
    case content.any: {
      const length = reader.varUint();
      skipValues(reader, kind, length);
      return length;
    }
    case content.embed:
      reader.skipVarBytes();
      return 1;
    case content.format:
      reader.skipVarBytes();
      reader.skipVarBytes();
      return 1;
    default:
      return skipCheckedContent(reader, kind);
  }
}

/** Moves `reader` past `count` checked values of a list of JSON texts or of `any` values. */
export function skipValues(reader: ByteReader, kind: number, count: number): void {
  for (let index = 0; index < count; index++) {
    if (kind === content.json) reader.skipVarBytes();
    else skipAny(reader, 0);
  }
}

function skipCheckedValues(reader: ByteReader, kind: number, count: number): void {
  for (let index = 0; index < count; index++) {
    if (kind === content.json) skipListedJson(reader);
    else skipAny(reader, 0);
  }
}

/** Y.Array, Y.Map, Y.Text, Y.XmlElement, Y.XmlFragment, Y.XmlHook, Y.XmlText; two have a name. */
function skipType(reader: ByteReader): void {
  const type = reader.varUint();
  if (type > 6) throw updateRefused(`a shared type of unknown kind ${type}`);
  if (type === 3 || type === 5) skipString(reader);
}

/** Moves `reader` past a text; returns its length in UTF-16 units, which is what Yjs counts. */
export function skipString(reader: ByteReader): number {
  const { bytes } = reader;
  const size = reader.varUint();
  const start = reader.position;
  const end = start + size;
  reader.skip(size);
  let isAscii = true;
  let length = 0;
  // By index: a process that has just started takes three times as long with an iterator.
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) length++;
    else {
      isAscii = false;
      if (byte >= 0xf0) length += 2;
      else if (byte >= 0xc0) length++;
    }
  }
  if (!isAscii && !isUtf8(bytes.subarray(start, end))) {
    throw updateRefused("text that is not UTF-8");
  }
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
        skipKey(reader);
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
      reader.skipVarBytes();
      return;
    default:
      throw updateRefused(`a value of unknown type ${tag}`);
  }
}

/**
 * The key of an object. Reading `__proto__`, lib0 replaces the prototype of the object: its readers
 * find keys that it does not have, and when it is written again they are gone.
 */
function skipKey(reader: ByteReader): void {
  const start = reader.position;
  skipString(reader);
  const key = reader.bytes.subarray(start + 1, reader.position);
  if (key.length === protoKey.length && protoKey.every((byte, index) => key[index] === byte)) {
    throw updateRefused("an object with the key __proto__");
  }
}

/** A signed integer: like an unsigned one, with the sign in the first byte. At most 8 bytes. */
function skipVarInt(reader: ByteReader): void {
  for (let count = 0; count < 8; count++) if (reader.uint8() < 0x80) return;
  throw new MalformedBytesError("a number has too many bytes");
}

/** `length`, unless it is 0. */
export function positive(length: number): number {
  if (length === 0) throw updateRefused("a struct of length 0");
  return length;
}
