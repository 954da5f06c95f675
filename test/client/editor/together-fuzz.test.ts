/**
 * Two peers without a screen edit at random and meet again and again. SEED=n replays one round;
 * the browser's fuzz in test/browser does the same with real views.
 */

import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.ts";
import { exchange, pair } from "./peer.ts";
import { actions, Letters, type Action, type ActionName } from "./typist.ts";

const rounds = 60;
const meetings = 12;
const editsBetween = 4;

const seeds =
  process.env["SEED"] === undefined
    ? Array.from({ length: rounds }, (_, i) => i + 1)
    : [Number(process.env["SEED"])];

/** What became of the letters of one round. */
async function round(
  seed: number,
  names: readonly ActionName[],
): Promise<{ typed: number; lost: number; doubled: number }> {
  const random = new Random(seed);
  const letters = new Letters();
  const peers = pair("one", "two", "three", "four");
  for (let meeting = 0; meeting < meetings; meeting++) {
    for (const peer of peers) {
      for (let edits = random.below(editsBetween); edits >= 0; edits--) {
        await actions[random.pick(names)](peer, random, letters);
      }
    }
    exchange(...peers);
    const where = `SEED=${seed}, meeting ${meeting}`;
    for (const peer of peers) expect(peer.shown, where).toBe(peer.stored);
    expect(peers[0].shown, where).toBe(peers[1].shown);
  }
  return letters.check(peers[0].state.doc.textContent);
}

/**
 * Bob writes in one place; Ann, who sees his caret there, splits, joins and moves blocks. Then they
 * meet, and Bob goes on somewhere else.
 */
async function roundWithCarets(seed: number): Promise<{ lost: number; doubled: number }> {
  const random = new Random(seed);
  const letters = new Letters();
  const [ann, bob] = pair("one", "two", "three", "four");
  for (let meeting = 0; meeting < meetings; meeting++) {
    await actions.type(bob, random, letters);
    exchange(ann, bob);
    ann.carets = [bob.state.selection.head];
    for (let count = random.below(4); count >= 0; count--) bob.type(letters.next());
    const act: Action = actions[random.pick(["split", "join", "move"] as const)];
    await act(ann, random, letters);
    exchange(ann, bob);
    expect(ann.shown, `SEED=${seed}, meeting ${meeting}`).toBe(bob.shown);
  }
  return letters.check(ann.state.doc.textContent);
}

/** The letters of many rounds together. */
async function sum(names: readonly ActionName[]): Promise<Awaited<ReturnType<typeof round>>> {
  const total = { typed: 0, lost: 0, doubled: 0 };
  for (const seed of seeds) {
    const { typed, lost, doubled } = await round(seed, names);
    total.typed += typed;
    total.lost += lost;
    total.doubled += doubled;
  }
  return total;
}

describe("two people edit at random", () => {
  it("E2 typing, kinds, indentation, ticks and marks lose and double no letter", async () => {
    const { typed, lost, doubled } = await sum(["type", "type", "kind", "indent", "check", "mark"]);
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
    expect(typed).toBeGreaterThan(seeds.length * 20);
  });

  it("E3 splitting blocks loses no letter", async () => {
    const { typed, lost, doubled } = await sum(["type", "type", "split"]);
    expect(lost).toBe(0);
    expect(doubled / typed).toBeLessThan(0.005);
  });

  it("E3 splits, joins and moves lose no letter of somebody whose caret is seen", async () => {
    for (const seed of seeds) {
      const { lost, doubled } = await roundWithCarets(seed);
      expect({ lost, doubled }, `SEED=${seed}`).toEqual({ lost: 0, doubled: 0 });
    }
  });

  // Joining and moving copy text, so letters that others type in it meanwhile can be lost: the
  // share here is that of a very rough crowd, and must not grow.
  it("E3 joining blocks keeps almost all letters", async () => {
    const { typed, lost, doubled } = await sum(["type", "type", "join"]);
    expect(lost / typed).toBeLessThan(0.06);
    expect(doubled / typed).toBeLessThan(0.04);
  });

  it("E3 moving blocks keeps most letters", async () => {
    const { typed, lost, doubled } = await sum(["type", "type", "move"]);
    expect(lost / typed).toBeLessThan(0.14);
    expect(doubled / typed).toBeLessThan(0.1);
  });
});
