/**
 * What the screen costs per keystroke: `npm run bench` leaves it out; run it with
 * `node --conditions=@coscribe/source --import tsx test/hostile/screen-cost.ts`.
 */

import { Replica } from "@coscribe/server/internal/document/replica";
import * as Y from "yjs";
import { Random } from "../support/random.ts";
import { findTrace, recordUpdates } from "../support/traces.ts";

const rounds = 7;

/** Updates of somebody who types, deletes and makes paragraphs, as an editor on Yjs writes them. */
function paragraphs(count: number): Uint8Array[] {
  const random = new Random(1);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const root = doc.getXmlFragment("prosemirror");
  while (updates.length < count) {
    const element = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    doc.transact(() => {
      element.insert(0, [text]);
      root.insert(random.below(root.length + 1), [element]);
    });
    for (let key = 0; key < 80; key++) {
      if (random.chance(0.1) && text.length > 0) text.delete(text.length - 1, 1);
      else text.insert(text.length, random.pick(["e", "n", " ", "é"]));
    }
  }
  return updates;
}

function measure(name: string, updates: readonly Uint8Array[]): void {
  const perUpdate: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const replica = new Replica();
    const startedAt = performance.now();
    for (const update of updates) replica.add(replica.admit(update).change);
    perUpdate.push(((performance.now() - startedAt) * 1_000) / updates.length);
  }
  const [best = 0] = perUpdate.toSorted((a, b) => a - b);
  process.stdout.write(`${name}: ${updates.length} updates, ${best.toFixed(2)} µs each\n`);
}

measure("paragraphs", paragraphs(50_000));
for (const name of ["automerge-paper", "friendsforever"] as const) {
  const trace = findTrace(name);
  if (trace.isHere)
    measure(
      name,
      recordUpdates(trace.value()).map(({ update }) => update),
    );
}
