/**
 * Two to four people do everything at once, by chance, through the editor's own commands, and get
 * each other's edits now and then. SEED=n replays one round; the long test plays more of them. What
 * they found is in stories.test.ts; test/browser does the same with real views.
 */

import { describe, expect, it } from "vitest";
import { actionNames, actions } from "./fuzz/actions.ts";
import { documentToBegin } from "./fuzz/beginning.ts";
import type { Editing } from "./fuzz/person.ts";
import { playRound, type RoundResult } from "./fuzz/round.ts";
import { Peer } from "./peer.ts";

const rounds = process.env["COSCRIBE_LONG"] === "1" ? 10_000 : 75;

/** Rounds of one test: so few that the runner hears of it now and then. */
const batch = 25;

const turns = 60;

/** The seeds of all rounds, some for each test. */
function batches(): number[][] {
  const { SEED: one } = process.env;
  if (one !== undefined) return [[Number(one)]];
  return Array.from({ length: rounds / batch }, (_, i) =>
    Array.from({ length: batch }, (__, k) => i * batch + k + 1),
  );
}

/** A peer, of which the fuzz can ask what it needs. */
class PeerEditing implements Editing {
  readonly peer: Peer;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  get doc(): Editing["doc"] {
    return this.peer.doc;
  }

  get stored(): string {
    return this.peer.stored;
  }

  get state(): Editing["state"] {
    return this.peer.state;
  }

  dispatch(...[transaction]: Parameters<Editing["dispatch"]>): void {
    this.peer.dispatch(transaction);
  }

  undo(): boolean {
    return this.peer.binding.history.undo();
  }

  redo(): boolean {
    return this.peer.binding.history.redo();
  }
}

function play(seed: number): Promise<RoundResult> {
  const content = documentToBegin();
  const editors = Array.from({ length: 2 + (seed % 3) }, (_, i) => {
    return new PeerEditing(new Peer(i + 1, content));
  });
  return playRound(editors, { seed, turns, actions, names: actionNames });
}

describe("everybody does everything", () => {
  it.each(batches().map((seeds) => [seeds[0], seeds] as const))(
    "E2 no letter is lost or doubled, all see the same, and each edit shows what was meant (%i)",
    async (_, seeds) => {
      let letters = 0;
      for (const seed of seeds) {
        const result = await play(seed);
        expect(result.faults, `SEED=${seed}`).toEqual([]);
        letters += result.letters;
      }
      expect(letters).toBeGreaterThan((seeds.length - 1) * 30);
    },
    120_000,
  );
});
