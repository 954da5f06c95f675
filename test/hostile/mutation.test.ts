/** Real updates with bytes changed: whatever of them is admitted leaves a sound document. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Random } from "../support/random.ts";
import { editAtRandom } from "../support/yjs-history.ts";
import { mutate } from "./mutate.ts";
import { expectSound, expectToCatchUp, load, submit, type Outcome } from "./oracle.ts";
import { liveAll, lots, seeds } from "./seeds.ts";

/** Updates of two clients that take turns, and the whole. */
function honestUpdates(random: Random): readonly Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  for (const [index, doc] of docs.entries()) {
    doc.clientID = index + 1;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "other") updates.push(update);
    });
  }
  for (let turn = 0; turn < 12; turn++) {
    const [here, there] = turn % 2 === 0 ? docs : ([docs[1], docs[0]] as const);
    here.transact(() => {
      for (let left = 4; left > 0; left--) editAtRandom(here, random);
    });
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here, Y.encodeStateVector(there)), "other");
  }
  return [...updates, Y.encodeStateAsUpdate(docs[0])];
}

/** Sends a history of which every third update is damaged, and peers that come back meanwhile. */
function live(seed: number): readonly Outcome[] {
  const random = new Random(seed);
  const replica = new Replica();
  const outcomes: Outcome[] = [];
  const away: Y.Doc[] = [];
  for (const update of honestUpdates(random)) {
    const isDamaged = random.chance(0.5);
    const before = replica.encode();
    const outcome = submit(replica, isDamaged ? mutate(update, random) : update);
    if (outcome === "refused") expect(replica.encode()).toEqual(before);
    if (isDamaged) outcomes.push(outcome);
    if (random.chance(0.2)) away.push(load(replica.encode()));
  }
  for (const peer of away) expectToCatchUp(peer, replica);
  expectSound(replica);
  return outcomes;
}

describe("updates with bytes changed", () => {
  it.each(lots(seeds(300, 50_000), 100))("H1 leave a sound document (from seed %i on)", (...lot) =>
    liveAll(lot, live),
  );

  it("H3 leave no trace where they are refused, and most are", () => {
    const outcomes = Array.from({ length: 100 }, (_, seed) => live(seed)).flat();
    expect(outcomes.filter((outcome) => outcome === "refused").length).toBeGreaterThan(100);
    expect(outcomes.filter((outcome) => outcome !== "refused").length).toBeGreaterThan(20);
  });
});
