/** Updates of a grammar's making: whatever of them is admitted leaves a sound document. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { Outbox } from "@coscribe/server/internal/room/outbox";
import type { Change } from "@coscribe/server/internal/update/admit-update";
import { emptyUpdate } from "@coscribe/server/internal/update/encode-update";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { compactReplica } from "../support/compact-replica.ts";
import { Random } from "../support/random.ts";
import {
  expectSound,
  expectToCatchUp,
  expectUsable,
  load,
  structureOf,
  submit,
  submitLarge,
  type Outcome,
} from "./oracle.ts";
import { RandomUpdates } from "./random-updates.ts";
import { liveAll, lots, seeds } from "./seeds.ts";

/** Seeds that find what each check of the screen is for, where that check is missing. */
const pinned: readonly (readonly [string, number])[] = [
  ["an item between two places", 64],
  ["an item between a place and nowhere", 2306],
  ["several values under one key", 286],
  ["a value in front of another one under its key", 3598],
];

/**
 * Gives a document ten updates. Meanwhile it is compacted, the server is started again, and peers
 * come: one that gets each change as it is made, others that come back later. Some updates are
 * screened by a worker thread.
 */
function live(seed: number): readonly Outcome[] {
  const random = new Random(seed);
  const updates = new RandomUpdates(random);
  let replica = new Replica();
  const follower = new Y.Doc();
  const away: Y.Doc[] = [];
  const outcomes: Outcome[] = [];
  const follow = (change: Change): void => {
    const outbox = new Outbox<string>();
    outbox.add(change, "anybody", replica);
    Y.applyUpdate(follower, outbox.take()?.update ?? emptyUpdate);
    expectUsable(follower);
  };
  for (let step = 0; step < 10; step++) {
    const update = updates.next(replica.vector);
    if (random.chance(0.2)) {
      const other = updates.next(replica.vector);
      const meanwhile = (): void => void outcomes.push(submit(replica, other, follow));
      outcomes.push(submitLarge(replica, update, meanwhile, follow));
    } else outcomes.push(submit(replica, update, follow));
    if (random.chance(0.3)) away.push(load(replica.encode()));
    if (random.chance(0.1)) compactReplica(replica);
    if (random.chance(0.1)) {
      const restarted = new Replica();
      expect(submit(restarted, replica.encode())).toBe("complete");
      replica = restarted;
    }
  }
  for (const peer of away) expectToCatchUp(peer, replica);
  expect(structureOf(follower)).toEqual(structureOf(load(replica.encode())));
  expectSound(replica);
  return outcomes;
}

describe("updates from a grammar", () => {
  it.each(pinned)("H1 leave a sound document: %s (pinned seed %i)", (_, seed) => {
    live(seed);
  });

  it.each(lots(seeds(150, 50_000), 50))(
    "H1 leave a sound document, whatever they are (from seed %i on)",
    (...lot) => liveAll(lot, live),
  );

  it("H1 are often admitted, and often refused, so that something is tried", () => {
    const outcomes = Array.from({ length: 100 }, (_, seed) => live(seed)).flat();
    for (const outcome of ["complete", "incomplete", "refused"] as const) {
      expect(outcomes.filter((found) => found === outcome).length).toBeGreaterThan(100);
    }
  });
});
