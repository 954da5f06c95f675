/**
 * Tells JSON objects as editors make them, in one pass and without making anything of them: every
 * keystroke brings one. What is unusual, sound or not, is left to a parser.
 */

import { isUtf8 } from "node:buffer";

/** Deeper nesting is unusual, and fits into no bit mask. */
const mostDepth = 30;

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What may stand behind a backslash; four digits of Unicode are unusual. */
const escapes = new Set(Buffer.from('"\\/bfnrt'));
const words = ["true", "false", "null"].map((word) => Buffer.from(word));

/** Not what it should be, or unusual. */
const nowhere = -1;

/**
 * Whether `bytes` are surely a JSON object in UTF-8, without spaces between its parts and nested at most
 * {@link mostDepth} levels. False says nothing.
 */
export function isPlainJsonObject(bytes: Uint8Array): boolean {
  if (bytes[0] !== openBrace || !isUtf8(bytes)) return false;
  let at = 0;
  let depth = 0;
  // Bit n is set while level n is an object.
  let objects = 0;
  for (;;) {
    // A value begins here.
    const first = bytes[at];
    if (first === openBrace || first === openBracket) {
      if (depth === mostDepth) return false;
      depth++;
      const isObject = first === openBrace;
      objects = isObject ? objects | (1 << depth) : objects & ~(1 << depth);
      at++;
      if (bytes[at] !== (isObject ? closeBrace : closeBracket)) {
        if (isObject) at = afterKey(bytes, at);
        if (at === nowhere) return false;
        continue;
      }
    } else {
      at = first === quote ? afterString(bytes, at) : afterBareValue(bytes, at);
      if (at === nowhere) return false;
    }
    // It has ended, and with it perhaps what it is in.
    for (;;) {
      const isObject = (objects & (1 << depth)) !== 0;
      const next = bytes[at++];
      if (next === comma) {
        if (isObject) at = afterKey(bytes, at);
        if (at === nowhere) return false;
        break;
      }
      if (next !== (isObject ? closeBrace : closeBracket)) return false;
      depth--;
      if (depth === 0) return at === bytes.length;
    }
  }
}

function afterKey(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return nowhere;
  const end = afterString(bytes, at);
  return end !== nowhere && bytes[end] === colon ? end + 1 : nowhere;
}

/** `at` is the first quote. */
function afterString(bytes: Uint8Array, at: number): number {
  for (let next = at + 1; next < bytes.length; next++) {
    const byte = bytes[next] ?? 0;
    if (byte === quote) return next + 1;
    if (byte < 0x20) return nowhere;
    if (byte === backslash && !escapes.has(bytes[++next] ?? 0)) return nowhere;
  }
  return nowhere;
}

/** A number, true, false or null. */
function afterBareValue(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first === minus || isDigit(first)) return afterNumber(bytes, at);
  const word = words.find(([letter]) => letter === first);
  if (word === undefined || !word.every((letter, index) => bytes[at + index] === letter)) {
    return nowhere;
  }
  return at + word.length;
}

/** Whole numbers only: fractions and powers are unusual. What follows tells whether it was one. */
function afterNumber(bytes: Uint8Array, at: number): number {
  const first = bytes[at] === minus ? at + 1 : at;
  let end = first;
  while (isDigit(bytes[end] ?? 0)) end++;
  const hasLeadingZero = end - first > 1 && bytes[first] === 0x30;
  return end === first || hasLeadingZero ? nowhere : end;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
