import {
  DeleteSet,
  joinRanges,
  type DeleteRange,
} from "@coscribe/server/internal/update/delete-set";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const ranges = fc.array(
  fc
    .record({ client: fc.nat(2), clock: fc.nat(200), length: fc.integer({ min: 1, max: 20 }) })
    .map(({ client, clock, length }): DeleteRange => ({ client, clock, end: clock + length })),
  { maxLength: 60 },
);

function encoded(set: DeleteSet): number[] {
  const bytes = new Uint8Array(set.encodedSize);
  expect(set.write(bytes, 0)).toBe(bytes.length);
  return [...bytes];
}

function setOf(given: readonly DeleteRange[]): DeleteSet {
  const set = new DeleteSet();
  for (const range of given.toSorted((a, b) => a.client - b.client)) set.add(range);
  return set;
}

/** Every deleted clock of `given`, one by one. */
function clocksOf(given: readonly DeleteRange[]): Set<string> {
  const clocks = new Set<string>();
  for (const { client, clock, end } of given) {
    for (let at = clock; at < end; at++) clocks.add(`${client}:${at}`);
  }
  return clocks;
}

describe("a delete set", () => {
  it("R2 knows every clock that was added and no other, however they were added", () => {
    fc.assert(
      fc.property(ranges, ranges, (added, asked) => {
        const oneByOne = new DeleteSet();
        for (const range of added) oneByOne.add(range);
        const together = new DeleteSet();
        together.addAll(added.slice(0, 5));
        together.addAll(added.slice(5));
        const byClient = (set: DeleteSet): unknown => encoded(set).toSorted((a, b) => a - b);
        expect(byClient(together)).toEqual(byClient(oneByOne));
        const deleted = clocksOf(added);
        for (const range of asked) {
          const missing = clocksOf(together.missingFrom(range));
          expect(missing).toEqual(
            new Set([...clocksOf([range])].filter((clock) => !deleted.has(clock))),
          );
        }
      }),
    );
  });

  it("R2 joins ranges to the same clocks, and tells whether they are what is deleted", () => {
    fc.assert(
      fc.property(ranges, ranges, (added, others) => {
        const joined = joinRanges(added);
        expect(clocksOf(joined)).toEqual(clocksOf(added));
        expect(joinRanges(joined)).toEqual(joined);
        const set = new DeleteSet();
        set.addAll(added);
        expect(set.isExactly(joined)).toBe(true);
        const isSame = encoded(set).join() === encoded(setOf(others)).join();
        expect(set.isExactly(joinRanges(others))).toBe(isSame);
        for (const cut of [joined.slice(1), joined.slice(0, -1)]) {
          expect(set.isExactly(cut)).toBe(joined.length === 0);
        }
      }),
    );
  });
});
