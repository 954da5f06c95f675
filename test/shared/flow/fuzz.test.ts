/**
 * Two to four people do everything at once, by chance, and meet now and then. SEED=n replays one
 * round; the long test plays more of them.
 */

import { describe, expect, it } from "vitest";
import { actions, type ActionName } from "./actions.ts";
import { playRound } from "./round.ts";

const rounds = process.env["COSCRIBE_LONG"] === "1" ? 10_000 : 200;

/** Rounds of one test: so few that the runner hears of it now and then. */
const batch = 100;

/** Rounds beyond the first 300 that once found something. */
const pinned = [4240, 5603, 6650];

const everything = [
  ...(Object.keys(actions) as ActionName[]),
  ...(["type", "type", "undo", "undo", "redo", "move", "join"] as const),
];

/** The seeds of all rounds, some for each test. */
function batches(): number[][] {
  const { SEED: one } = process.env;
  if (one !== undefined) return [[Number(one)]];
  const all = Array.from({ length: rounds }, (_, i) => i + 1);
  const tests = Array.from({ length: rounds / batch }, (_, i) =>
    all.slice(i * batch, (i + 1) * batch),
  );
  return [pinned, ...tests];
}

describe("everybody does everything", () => {
  it.each(batches().map((seeds) => [seeds[0], seeds] as const))(
    "F40 no letter is lost or doubled, all see the same, and each edit shows what was meant (%i)",
    (_, seeds) => {
      let letters = 0;
      for (const seed of seeds) {
        const result = playRound(seed, everything);
        expect(result.faults, `SEED=${seed}`).toEqual([]);
        letters += result.letters;
      }
      expect(letters).toBeGreaterThan(seeds.length * 8);
    },
  );
});
