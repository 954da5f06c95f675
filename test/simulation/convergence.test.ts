/**
 * Clients, links, crashes and a moody disk at random, from one seed. A failing seed is in the title
 * of the failing test: run it alone with `SEED=n npm test -- simulation`.
 */

import { describe, expect, it } from "vitest";
import { contentOf } from "../support/yjs-history.ts";
import { World } from "../support/world.ts";

const seeds =
  process.env["SEED"] === undefined
    ? Array.from({ length: 200 }, (_, index) => index + 1)
    : [Number(process.env["SEED"])];

/** One thing that happens. */
async function happen(world: World): Promise<void> {
  const { random } = world;
  const client = random.pick(world.clients);
  const event = random.below(100);
  if (event < 55) client.edit();
  else if (event < 70) client.move();
  else if (event < 80) world.heal(client);
  else if (event < 87) client.cut();
  else if (event < 90 && world.clients.length < 5) world.join();
  else if (event < 92) await world.restart();
  else if (event < 93) await world.crash();
  await world.pass(random.below(random.chance(0.02) ? 30_000 : 60));
}

describe("a simulated world", () => {
  it.each(seeds)("R6 converges after edits, cuts, restarts and crashes (seed %i)", async (seed) => {
    const failureRate = seed % 3 === 0 ? 0.2 : 0;
    const world = new World(seed, { disk: { delayMs: 1 + (seed % 200), failureRate } });
    world.join();
    world.join();
    for (let round = 0; round < 3; round++) {
      for (let step = 0; step < 40; step++) await happen(world);
      await world.settle();
      const newcomer = world.join();
      await world.settle();
      const expected = contentOf(newcomer.doc);
      expect(expected).toMatchObject({ isPending: false });
      for (const client of world.clients) {
        expect(client.isSynced).toBe(true);
        expect(contentOf(client.doc)).toEqual(expected);
        expect(client.seen).toEqual(newcomer.seen);
      }
      await world.crash();
    }
    expect(world.events.filter(({ type }) => type === "sessionFailed")).toEqual([]);
    if (failureRate === 0) {
      const failures = ["documentFailed", "writeFailed", "compactionFailed"];
      expect(world.events.filter(({ type }) => failures.includes(type))).toEqual([]);
    }
    for (const client of world.clients) client.destroy();
  });
});
