/**
 * Reads past what one encoded struct holds. Once with checks for everything that a Yjs client would
 * choke on later: lengths of zero, content it does not know, JSON that does not parse or nests too
 * deep, text that is not UTF-8; and without, where that was done. Keeps nothing.
 */

import { isAscii, isUtf8 } from "node:buffer";
import { MalformedBytesError, ProtocolError, type ByteReader } from "@coscribe/shared";
import { jsonProblem } from "./json-problem.ts";

/**
 * Deepest nesting of JSON and of values in a struct. Yjs 13 and 14 overflow their stacks between
 * 4,000 and 5,000 levels in V8 (`JSON.stringify`), copies of a value (`structuredClone`) between
 * 1,500 and 2,000; half of Yjs' limit is left for engines and threads with smaller stacks.
 * Documents that hold other documents as JSON reach a hundred.
 */
export const maxJsonDepth = 1_000;

/** The key that lib0 does not read as a key; see {@link skipProto}. */
const protoKey = "__proto__";

/**
 * The options that a subdocument in a document may not have. Yjs hands what it reads to the
 * constructor of Y.Doc: `guid` takes the place of the subdocument's own, and where it is no text
 * the document cannot be encoded any more; a `gcFilter` that is no function throws at the first
 * deletion. Others it does not know (yrs writes `encoding`) it passes over.
 */
const deniedOptions: ReadonlySet<string> = new Set(["guid", "gcFilter"]);

/** The one option that may be a list, an object or bytes: what a program notes about a subdocument. */
const anyOption = "meta";

/** For a text of so many bytes, such as a keystroke, a call of native code is dearer than to look itself. */
const mostShortBytes = 64;

/** Tags of lib0's `any` encoding, which count down from 127; below these are values that hold others. */
const tags = { undefined: 127, string: 119, object: 118, array: 117, bytes: 116 } as const;

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

/** Kinds of types that are text, as Yjs numbers them. */
const textKinds: readonly number[] = [2, 6];

/** Whether a struct holds a type that is text; `kind` is the first byte of what it holds. */
export function isTextKind(kind: number | undefined): boolean {
  return kind !== undefined && textKinds.includes(kind);
}

/** The refusal of an update that no honest client sends; its client reads the words as close reason. */
export function updateRefused(reason: string, options?: ErrorOptions): ProtocolError {
  return new ProtocolError("updateRefused", `an update was refused: ${reason}`, options);
}

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
  if (size <= mostShortBytes && isAllAscii(bytes, start, end)) return size;
  const text = bytes.subarray(start, end);
  if (!isUtf8(text)) throw updateRefused("text that is not UTF-8");
  return utf16Length(text);
}

/** How many UTF-16 units, which is what Yjs counts, a UTF-8 text has. 30 MB take up to 30 ms. */
export function utf16Length(text: Uint8Array): number {
  if (isAscii(text)) return text.length;
  let length = 0;
  // By index: with an iterator a process that has just started takes twenty times as long.
  for (let index = 0; index < text.length; index++) {
    const byte = text[index] ?? 0;
    if (byte < 0x80) length++;
    else if (byte >= 0xf0) length += 2;
    else if (byte >= 0xc0) length++;
  }
  return length;
}

function isAllAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((bytes[index] ?? 0) >= 0x80) return false;
  return true;
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

/** The options of a subdocument: an object, whose values hold no others. */
function skipDocumentOptions(reader: ByteReader): void {
  if (reader.uint8() !== tags.object) {
    throw updateRefused("a subdocument whose options are no object");
  }
  const size = reader.varUint();
  for (let index = 0; index < size; index++) {
    const name = reader.varString();
    if (deniedOptions.has(name)) throw updateRefused(`a subdocument with the option ${name}`);
    if (name !== anyOption && holdsOthers(tagAt(reader))) {
      throw updateRefused(`a subdocument whose option ${name} is no single value`);
    }
    skipAny(reader, 1);
  }
}

/** A value in lib0's `any` encoding. */
function skipAny(reader: ByteReader, depth: number): void {
  if (depth > maxJsonDepth) throw updateRefused(`a value nested deeper than ${maxJsonDepth}`);
  const tag = reader.uint8();
  switch (tag) {
    case tags.undefined:
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
    case tags.string:
      skipString(reader);
      return;
    case tags.object:
      skipObject(reader, depth);
      return;
    case tags.array: {
      const length = reader.varUint();
      for (let index = 0; index < length; index++) skipAny(reader, depth + 1);
      return;
    }
    case tags.bytes:
      reader.skipVarBytes();
      return;
    default:
      throw updateRefused(`a value of unknown type ${tag}`);
  }
}

function skipObject(reader: ByteReader, depth: number): void {
  const size = reader.varUint();
  let hasProto = false;
  for (let index = 0; index < size; index++) {
    if (isProtoAt(reader)) {
      skipProto(reader, hasProto);
      hasProto = true;
    } else skipString(reader);
    skipAny(reader, depth + 1);
  }
}

/**
 * Moves `reader` past the key `__proto__`, up to its value. Reading it lib0 does not set a key but
 * the prototype of the object, if the value can be one, and does not write it again. Programs that
 * store JSON of others send such keys; what remains for readers are the other keys, and no harm,
 * but for two cases. An object that inherits from bytes is taken for bytes when it is written, which
 * throws, and with it whatever encodes the document. And after `null` a second one is a key after
 * all, until it has been written and read once more.
 */
function skipProto(reader: ByteReader, isSecond: boolean): void {
  reader.skipVarBytes();
  if (isSecond) throw updateRefused("an object with the key __proto__ twice");
  if (tagAt(reader) === tags.bytes) throw updateRefused("an object with bytes as its __proto__");
}

/** Whether the text at the position of `reader` is `__proto__`, however its length is written. */
function isProtoAt(reader: ByteReader): boolean {
  const start = reader.position;
  const size = reader.varUint();
  const at = reader.position;
  reader.position = start;
  if (size !== protoKey.length) return false;
  for (let index = 0; index < size; index++) {
    if (reader.bytes[at + index] !== protoKey.charCodeAt(index)) return false;
  }
  return true;
}

/** The tag of the value at the position of `reader`; undefined where the bytes end. */
function tagAt({ bytes, position }: ByteReader): number | undefined {
  return bytes[position];
}

function holdsOthers(tag: number | undefined): boolean {
  return tag === tags.object || tag === tags.array || tag === tags.bytes;
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
