/** What is taken for sound without a parser is sound. */

import { isPlainJsonObject } from "@coscribe/server/internal/room/plain-json";
import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.ts";

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Whether a parser takes it for an object. */
function parses(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const usual = [
  {},
  { user: { name: "Zoë 🦊", color: "#30bced", colorLight: "#30bced33" } },
  {
    user: { name: 'A "quoted"\\ name\n' },
    cursor: {
      anchor: { type: { client: 3_204_123_456, clock: 0 }, tname: null, item: null, assoc: 0 },
      head: { type: null, tname: "text", item: { client: 1, clock: 12_345 }, assoc: -1 },
    },
  },
  { selections: [[1, 2], [], [{ a: [] }]], isIdle: false, isHere: true, "": {} },
];

describe("a presence state", () => {
  it.each(usual)("P6 as editors make it needs no parser: %j", (state) => {
    expect(isPlainJsonObject(bytesOf(JSON.stringify(state)))).toBe(true);
  });

  it.each(
    [
      ["", "{", "}", "[]", "null", '"a"', "1", "{}{}", "{} ", " {}", "{,}", '{"a"}', '{"a":}'],
      [
        '{"a":1,}',
        "{a:1}",
        '{"a":01}',
        '{"a":-}',
        '{"a":.5}',
        '{"a":+1}',
        '{"a":1 2}',
        '{"a":tru}',
      ],
      ['{"a":[1,]}', '{"a":[1}', '{"a":1]', '{"a":"\t"}', '{"a":"\\x"}', '{"a":"\\', '{"a":"\\"}'],
      ['{"a":[[]}', '{"a":truex}', '{"a":nul', "{[]}", '{"a":{]}', '{"a":1,"b"}', '{"a":1:2}'],
    ].flat(),
  )("P6 that is none is not taken for one: %s", (text) => {
    expect(parses(bytesOf(text)) && text.trim() === text).toBe(false);
    expect(isPlainJsonObject(bytesOf(text))).toBe(false);
  });

  it("P6 that nests deeply, or is not UTF-8, is left to the parser", () => {
    const nested = (levels: number): Uint8Array =>
      bytesOf(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
    expect(isPlainJsonObject(nested(30))).toBe(true);
    expect(isPlainJsonObject(nested(31))).toBe(false);
    for (const bad of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      const bytes = Buffer.concat([bytesOf('{"a":"'), Buffer.from(bad), bytesOf('"}')]);
      expect(isPlainJsonObject(bytes)).toBe(false);
    }
  });

  it("P6 changed in any way is taken for sound only where a parser does", () => {
    const random = new Random(7);
    const alphabet = bytesOf('{}[]",:\\ tfn019-.eE+\u0000ü');
    let sound = 0;
    for (let round = 0; round < 60_000; round++) {
      const bytes = bytesOf(JSON.stringify(random.pick(usual)));
      for (let change = random.below(3); change >= 0; change--) {
        bytes[random.below(bytes.length)] = alphabet[random.below(alphabet.length)]!;
      }
      const cut = random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
      if (!isPlainJsonObject(cut)) continue;
      sound++;
      expect(parses(cut), cut.toString()).toBe(true);
    }
    expect(sound).toBeGreaterThan(1_000);
  });
});
