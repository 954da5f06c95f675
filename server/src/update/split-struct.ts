/**
 * One struct as several that continue one another, as Yjs writes them for an item that it has split.
 * Only text and lists of values can be split; whoever has all parts has the struct.
 */

import { ByteReader } from "@coscribe/shared";
import { rereadStruct, Struct } from "./read-struct.ts";
import { content, skipValues, utf16Length } from "./skip-content.ts";
import { concat, headOfRest, varUintBytes, type StructRun } from "./struct-run.ts";

/** A part of what a struct holds. */
interface ContentPart {
  /** How many clocks it takes. */
  readonly length: number;
  readonly bytes: readonly Uint8Array[];
}

/**
 * The one struct of `run` in parts that hold at most `mostBytes` bytes each, or a single character or
 * value; made as they are asked for. A struct that cannot be split is its own only part.
 */
export function* splitStruct(run: StructRun, mostBytes: number): Generator<StructRun, void> {
  const { client, bytes } = run;
  const reader = new ByteReader(bytes);
  const struct = new Struct();
  rereadStruct(reader, struct);
  let { clock } = run;
  for (const part of contentParts(bytes, struct, mostBytes)) {
    const end = clock + part.length;
    const isFirst = clock === run.clock;
    if (isFirst && end === run.end) break;
    const head = isFirst
      ? [bytes.subarray(0, struct.contentAt)]
      : headOfRest(bytes, struct, client, clock);
    yield { client, clock, end, count: 1, bytes: concat([...head, ...part.bytes]) };
    clock = end;
  }
  if (clock === run.clock) yield run;
}

function contentParts(
  bytes: Uint8Array,
  { kind, length, contentAt }: Struct,
  mostBytes: number,
): Iterable<ContentPart> {
  const reader = new ByteReader(bytes);
  reader.position = contentAt;
  if (kind === content.string) return textParts(reader.varBytes(), mostBytes);
  if (kind !== content.json && kind !== content.any) return [{ length, bytes: [] }];
  reader.varUint();
  return valueParts(reader, kind, length, mostBytes);
}

/** Never within a character, so no surrogate pair is cut. */
function* textParts(text: Uint8Array, mostBytes: number): Generator<ContentPart, void> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + mostBytes, text.length);
    while (end > start && isWithinCharacter(text, end)) end--;
    if (end === start)
      do end++;
      while (isWithinCharacter(text, end));
    const part = text.subarray(start, end);
    yield { length: utf16Length(part), bytes: [varUintBytes(part.length), part] };
    start = end;
  }
}

function isWithinCharacter(text: Uint8Array, index: number): boolean {
  return ((text[index] ?? 0) & 0xc0) === 0x80;
}

function* valueParts(
  reader: ByteReader,
  kind: number,
  count: number,
  mostBytes: number,
): Generator<ContentPart, void> {
  let start = reader.position;
  let length = 0;
  for (let index = 0; index < count; index++) {
    const before = reader.position;
    skipValues(reader, kind, 1);
    if (length > 0 && reader.position - start > mostBytes) {
      yield { length, bytes: [varUintBytes(length), reader.bytes.subarray(start, before)] };
      start = before;
      length = 0;
    }
    length++;
  }
  yield { length, bytes: [varUintBytes(length), reader.bytes.subarray(start, reader.position)] };
}
