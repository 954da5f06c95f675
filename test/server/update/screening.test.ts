/** Large updates, which a worker thread screens while the document goes on. */

import { systemClock } from "@coscribe/server";
import { Replica } from "@coscribe/server/internal/document/replica";
import { threadBackground } from "@coscribe/server/internal/worker/background";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { contentOf, docOf } from "../../support/yjs-history.ts";

/** Updates of a client that makes a list with two items at each step. */
function lists(clientId: number, steps: number, on: Y.Doc = new Y.Doc()): readonly Uint8Array[] {
  const doc = docOf([Y.encodeStateAsUpdate(on)]);
  doc.clientID = clientId;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let step = 0; step < steps; step++) {
    const list = new Y.XmlElement("list");
    doc.getXmlFragment("prosemirror").insert(0, [list]);
    list.insert(0, [new Y.XmlText("one"), new Y.XmlText("two")]);
  }
  return updates;
}

it("H1 an update that waits for its turn is screened against what is known by then", async () => {
  const background = threadBackground(systemClock);
  const replica = new Replica();
  const first = lists(1, 3);
  const second = lists(2, 3, docOf(first));
  const waiting = [
    background.screen(Y.mergeUpdates([...lists(3, 50)]), new Replica().known),
    background.screen(Y.mergeUpdates([...second]), replica.known),
  ] as const;
  for (const update of first) replica.add(replica.admit(update).change);
  const { change, isComplete } = await waiting[1];
  // Roots and types that come meanwhile get the numbers that those in the update were to have.
  for (const update of lists(4, 3)) replica.add(replica.admit(update).change);
  const admitted = replica.admitScreened(change);
  expect(isComplete).toBe(true);
  if (admitted === undefined) throw new Error("nobody else brought a part of it");
  replica.add(admitted);
  const third = lists(5, 3, docOf([replica.encode()]));
  for (const update of third) {
    const later = replica.admit(update);
    expect(later.isComplete).toBe(true);
    replica.add(later.change);
  }
  expect(contentOf(docOf([replica.encode()]))).toEqual(
    contentOf(docOf([...first, ...second, ...lists(4, 3), ...third])),
  );
  await waiting[0];
});

it("H1 an update of which others brought a part meanwhile has to be screened again", async () => {
  const background = threadBackground(systemClock);
  const replica = new Replica();
  const updates = lists(1, 3);
  const screening = background.screen(Y.mergeUpdates([...updates]), replica.known);
  const { change } = await screening;
  const [first = new Uint8Array()] = updates;
  replica.add(replica.admit(first).change);
  expect(replica.admitScreened(change)).toBeUndefined();
  const again = await background.screen(Y.mergeUpdates([...updates]), replica.known);
  expect(replica.admitScreened(again.change)).toBe(again.change);
});
