import { ClockRanges } from "@coscribe/server/internal/update/clock-ranges";
import {
  DeleteSet,
  joinRanges,
  type DeleteRange,
  type DeleteRanges,
} from "@coscribe/server/internal/update/delete-set";
import { parseDeletes } from "@coscribe/server/internal/update/parse-update";
import { concat } from "@coscribe/server/internal/update/struct-run";
import { ByteReader } from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

function rangesUpTo(clock: number, length: number, maxLength: number): fc.Arbitrary<DeleteRange[]> {
  const range = fc
    .record({
      client: fc.nat(2),
      clock: fc.nat(clock),
      length: fc.integer({ min: 1, max: length }),
    })
    .map((found): DeleteRange => ({ ...found, end: found.clock + found.length }));
  return fc.array(range, { maxLength });
}

/** Few that overlap; and so many that they need several blocks. */
const ranges = fc.oneof(
  rangesUpTo(200, 20, 60),
  rangesUpTo(6_000, 3, 3_000).map((many) => many.concat(many.length > 0 ? evenClocks(800) : [])),
);

/** `count` ranges with gaps between them. */
function evenClocks(count: number): DeleteRange[] {
  return Array.from({ length: count }, (_, at) => ({ client: 0, clock: at * 4, end: at * 4 + 1 }));
}

function flat(given: readonly DeleteRange[]): number[] {
  return given.flatMap(({ client, clock, end }) => [client, clock, end]);
}

function listed(given: DeleteRanges): DeleteRange[] {
  return Array.from({ length: given.length / 3 }, (_, index) => {
    const [client = 0, clock = 0, end = 0] = given.slice(index * 3);
    return { client, clock, end };
  });
}

function encoded(set: DeleteSet): Uint8Array {
  const bytes = new Uint8Array(set.encodedSize);
  expect(set.write(bytes, 0)).toBe(bytes.length);
  expect(concat(set.pieces())).toEqual(bytes);
  return bytes;
}

function setOf(given: readonly DeleteRange[]): DeleteSet {
  const set = new DeleteSet();
  for (const { client, clock, end } of given) set.add(client, clock, end);
  return set;
}

/** Every deleted clock of `given`, one by one. */
function clocksOf(given: readonly DeleteRange[]): Set<number> {
  const clocks = new Set<number>();
  for (const { client, clock, end } of given) {
    for (let at = clock; at < end; at++) clocks.add(client * 1e6 + at);
  }
  return clocks;
}

function missingFrom(set: DeleteSet, { client, clock, end }: DeleteRange): DeleteRange[] {
  const missing: DeleteRange[] = [];
  set.missingFrom(client, clock, end, (from, to) => missing.push({ client, clock: from, end: to }));
  return missing;
}

describe("a delete set", () => {
  it("R112 of very many clients has few pieces, and all of it is in them", () => {
    const many = Array.from({ length: 20_000 }, (_each, client) => {
      const end = client === 7_000 ? 3_000 : 3;
      return Array.from({ length: end }, (_, at) => ({ client, clock: at * 2, end: at * 2 + 1 }));
    });
    const set = setOf(many.flat());
    encoded(set);
    expect(set.pieces().length).toBeLessThan(100);
  });

  it("R2 knows every clock that was added and no other, however they were added", () => {
    fc.assert(
      fc.property(ranges, rangesUpTo(6_000, 300, 40), (added, asked) => {
        const oneByOne = setOf(added);
        const together = new DeleteSet();
        together.addAll(joinRanges(flat(added.slice(0, added.length / 2))));
        together.addAll(joinRanges(flat(added.slice(added.length / 2))));
        expect(together.equals(oneByOne)).toBe(true);
        const deleted = clocksOf(added);
        const read = listed(parseDeletes(new ByteReader(encoded(together))));
        expect(clocksOf(read)).toEqual(deleted);
        expect(listed(joinRanges(flat(read)))).toEqual(read);
        for (const range of [...asked, ...added.slice(0, 20)]) {
          const missing = missingFrom(together, range);
          const expected = new Set([...clocksOf([range])].filter((clock) => !deleted.has(clock)));
          // Where it is in very many parts it may be all that is between the first and the last.
          const isHull = missing.length === 1 && clocksOf(missing).size > expected.size;
          if (!isHull) expect(clocksOf(missing)).toEqual(expected);
          else {
            const clocks = [...expected].map((clock) => clock % 1e6);
            expect(clocks.length).toBeGreaterThan(64);
            const [{ clock, end } = { clock: 0, end: 0 }] = missing;
            expect([clock, end - 1]).toEqual([Math.min(...clocks), Math.max(...clocks)]);
          }
          expect(together.has(range.client, range.clock, range.end)).toBe(expected.size === 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("R2 joins ranges to the same clocks, in order, and tells whether two sets are the same", () => {
    fc.assert(
      fc.property(ranges, ranges, (added, others) => {
        const joined = listed(joinRanges(flat(added)));
        expect(clocksOf(joined)).toEqual(clocksOf(added));
        expect(listed(joinRanges(flat(joined)))).toEqual(joined);
        const isSame =
          clocksOf(added).size === clocksOf(others).size &&
          clocksOf([...added, ...others]).size === clocksOf(added).size;
        expect(setOf(joined).equals(setOf(others))).toBe(isSame);
        expect(setOf(joined).equals(setOf(added.toReversed()))).toBe(true);
        for (const cut of [joined.slice(1), joined.slice(0, -1)]) {
          expect(setOf(joined).equals(setOf(cut))).toBe(joined.length === 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("R2 writes ranges parted where readers need it, however many there are", () => {
    const edges = new ClockRanges();
    for (let clock = 0; clock < 40_000; clock += 40) edges.add(clock, clock + 20);
    const inside = [5, 10, 8_005, 19_999, 39_979];
    for (const clock of [0, 20, 25, 39, 40]) expect(edges.goesOver(clock)).toBe(false);
    const borders = inside.filter((clock) => edges.goesOver(clock));
    expect(borders).toEqual([5, 10, 8_005, 39_979]);
    const reader = new ByteReader(concat(edges.pieces(borders)));
    const found: number[][] = [];
    while (!reader.isAtEnd) found.push([reader.varUint(), reader.varUint()]);
    expect(found.slice(0, 4)).toEqual([
      [0, 5],
      [5, 5],
      [10, 10],
      [40, 20],
    ]);
    expect(found).toHaveLength(1_000 + borders.length);
    expect(found.at(-1)).toEqual([39_979, 1]);
    expect(found.reduce((sum, [, length = 0]) => sum + length, 0)).toBe(20_000);
  });

  it("R60 takes some bytes for a range, and says how many", () => {
    const set = new DeleteSet();
    const many = Float64Array.from({ length: 300_000 }, (_, index) => {
      const clock = Math.floor(index / 3) * 20;
      return [7, clock, clock + 1][index % 3] ?? 0;
    });
    const added = set.addAll(many);
    expect(added).toBe(set.byteLength);
    expect(set.byteLength).toBeGreaterThan(set.encodedSize);
    expect(set.byteLength / 100_000).toBeLessThan(8);
    // One range in the place of all of them takes next to nothing.
    expect(set.add(7, 0, 3_000_000)).toBeLessThan(-500_000);
    expect(set.byteLength).toBeLessThan(1_000);
    expect(set.encodedSize).toBeLessThan(10);
  });
});
