import { ProtocolError } from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Replica } from "@coscribe/server/internal/document/replica";
import { concat } from "@coscribe/server/internal/update/struct-run";
import { baseOf } from "@coscribe/server/internal/worker/background";
import { atOnce } from "@coscribe/server/internal/worker/pack";
import { compact } from "@coscribe/server/internal/worker/jobs";
import {
  decodeStateVector,
  encodeStateVector,
} from "@coscribe/server/internal/update/state-vector";
import { contents, item, update as bytesOfUpdate } from "../../hostile/bytes.ts";
import { compactReplica } from "../../support/compact-replica.ts";
import { contentOf, docOf, playHistory, type Step } from "../../support/yjs-history.ts";

const steps = fc.array(
  fc.record({ replica: fc.nat(3), action: fc.nat(11), place: fc.nat(50), syncsWith: fc.nat(3) }),
  { maxLength: 60 },
);

/** Gives `update` to `replica` as a room does; true when nothing of it has to wait. */
function submit(replica: Replica, update: Uint8Array): boolean {
  const { change, isComplete } = replica.admit(update);
  replica.add(change);
  return isComplete;
}

function replicaOf(updates: readonly Uint8Array[]): Replica {
  const replica = new Replica();
  for (const update of updates) submit(replica, update);
  return replica;
}

/** Takes all steps. */
function drain(adding: Iterator<undefined>): void {
  while (adding.next().done !== true);
}

/** What it shares is what it would make anew. */
function expectShared(replica: Replica): void {
  expect(contentOf(docOf([replica.shared()]))).toEqual(contentOf(docOf([replica.encode()])));
}

/** The final document of a history, all replicas together. */
function mergedDoc(history: ReturnType<typeof playHistory>): Y.Doc {
  return docOf(history.docs.map((doc) => Y.encodeStateAsUpdate(doc)));
}

describe("a replica", () => {
  it("R1 encodes the document that Yjs makes of the same updates", () => {
    fc.assert(
      fc.property(steps, (history: readonly Step[]) => {
        const { updates } = playHistory(history, 4);
        const replica = new Replica();
        for (const { update } of updates) {
          const before = contentOf(docOf([replica.encode()]));
          expect(submit(replica, update)).toBe(true);
          expect(replica.admit(update).change).toMatchObject({ runs: [], deletes: [] });
          expect(before).toMatchObject({ isPending: false });
        }
        const expected = docOf(updates.map(({ update }) => update));
        expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(expected));
        expect(new Map(decodeStateVector(encodeStateVector(replica.vector)))).toEqual(
          new Map(Y.decodeStateVector(Y.encodeStateVector(expected))),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("R1 shares what it was loaded from or compacted to, as long as that is the document", () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (history: readonly Step[], cut) => {
        const updates = playHistory(history, 4).updates.map(({ update }) => update);
        const base = Y.encodeStateAsUpdate(docOf(updates.slice(0, cut)));
        const copy = new Uint8Array(base);
        const loaded = new Replica();
        drain(loaded.addWhole(loaded.admit(base).change, base));
        const compacted = replicaOf(updates.slice(0, cut));
        compactReplica(compacted);
        const late = replicaOf(updates.slice(0, cut));
        compactReplica(late, () => {
          for (const update of updates.slice(cut)) submit(late, update);
        });
        for (const replica of [loaded, compacted, late]) {
          for (const update of updates.slice(cut)) {
            expectShared(replica);
            submit(replica, update);
          }
          expectShared(replica);
          expect(contentOf(docOf([replica.shared()]))).toEqual(contentOf(docOf(updates)));
        }
        expect(base).toEqual(copy);
      }),
      { numRuns: 150 },
    );
  });

  it("R1 makes nothing anew of a document at rest, and keeps little more than it", () => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "at rest ".repeat(2_000));
    const base = Y.encodeStateAsUpdate(doc);
    const atRest = new Replica();
    drain(atRest.addWhole(atRest.admit(base).change, base));
    expect(atRest.shared()).toBe(base);
    expect(atRest.encode()).not.toBe(base);
    const inside = new Uint8Array(base.length * 2);
    inside.set(base);
    const small = inside.subarray(0, base.length);
    const copied = new Replica();
    drain(copied.addWhole(copied.admit(small).change, small));
    expect(copied.shared()).not.toBe(small);
    expect(copied.shared()).toEqual(base);
  });

  it("R61 takes its compact form in step by step, and is the same document at each", () => {
    const doc = new Y.Doc();
    const structs = [item(contents.string("abc"))];
    const runs = Array.from({ length: 10_000 }, (_, index) => ({ client: 5 + index, structs }));
    Y.applyUpdate(doc, bytesOfUpdate(runs, [{ client: 7, ranges: [[1, 1]] }]));
    const replica = replicaOf([Y.encodeStateAsUpdate(doc)]);
    const { pieces, deletesAt } = replica.freeze();
    const base = atOnce(baseOf(compact(concat(pieces), deletesAt, false)));
    const rebasing = replica.rebase(base);
    const late = new Y.Doc();
    late.getText("text").insert(0, "meanwhile");
    let count = 0;
    for (; rebasing.next().done !== true; count++) {
      if (count === 0) submit(replica, Y.encodeStateAsUpdate(late));
      const expected = docOf([Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(late)]);
      expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(expected));
    }
    replica.thaw();
    expect(count).toBeGreaterThan(1);
    expect(replica.shared()).not.toBe(base.update);
  });

  it("R61 does not look through a long run more than once, nor cut a long struct", () => {
    const author = new Y.Doc();
    for (let part = 0; part < 20_000; part++) author.getText("text").insert(0, "x");
    author.getText("text").insert(0, "y".repeat(100_000));
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    for (const clock of [1, 15_000, 19_999, 20_000, 20_001, 60_000, 119_999]) {
      const vector = new Map([[author.clientID, clock]]);
      const missing = Y.decodeUpdate(replica.missingFor(vector));
      const [first] = missing.structs;
      const expected = clock > 20_000 ? 20_000 : clock;
      expect(first?.id.clock).toBe(expected);
      const last = missing.structs.at(-1);
      expect((last?.id.clock ?? 0) + (last?.length ?? 0)).toBe(120_000);
    }
  });

  it("R2 answers any state vector with exactly what brings that peer up to date", () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (history, cut) => {
        const { updates, docs } = playHistory(history, 4);
        const replica = replicaOf(updates.map(({ update }) => update));
        const whole = contentOf(mergedDoc({ updates, docs }));
        const older = docOf(updates.slice(0, cut).map(({ update }) => update));
        for (const peer of [older, ...docs]) {
          const vector = decodeStateVector(Y.encodeStateVector(peer));
          Y.applyUpdate(peer, replica.missingFor(vector));
          expect(contentOf(peer)).toEqual(whole);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("R2 cuts a struct at any clock that a peer may have, as Yjs does", () => {
    const author = new Y.Doc();
    author.getText("text").insert(0, "naïve 日本 🙂 text 👩‍👩‍👧");
    author.getArray("array").insert(0, [1, "two", { three: [3] }, null, 0.5]);
    author.getText("text").delete(2, 8);
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    const end = Y.getState(author.store, author.clientID);
    for (let clock = 0; clock <= end; clock++) {
      const ours = replica.missingFor(new Map([[author.clientID, clock]]));
      const vector = Y.encodeStateVector(new Map([[author.clientID, clock]]));
      expect(Y.decodeUpdate(ours)).toEqual(
        Y.decodeUpdate(Y.diffUpdate(Y.encodeStateAsUpdate(author), vector)),
      );
    }
  });

  it("R3 admits updates in any order, each part as soon as what it builds on is there", () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (history, keys) => {
        const { updates } = playHistory(history, 4);
        const shuffled = updates
          .map(({ update }, index) => ({ update, key: keys[index] ?? 0 }))
          .toSorted((a, b) => a.key - b.key);
        const replica = new Replica();
        let waiting = shuffled.map(({ update }) => update);
        for (let round = 0; round <= updates.length; round++) {
          waiting = waiting.filter((update) => !submit(replica, update));
          expect(contentOf(docOf([replica.encode()]))).toMatchObject({ isPending: false });
        }
        expect(waiting).toEqual([]);
        const expected = docOf(updates.map(({ update }) => update));
        expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(expected));
      }),
      { numRuns: 100 },
    );
  });

  it("R3 admits the complete part of a state that has pending structs", () => {
    const author = new Y.Doc();
    const sent: Uint8Array[] = [];
    author.on("update", (update: Uint8Array) => sent.push(update));
    for (const word of ["one ", "two ", "three "]) author.getText("text").insert(0, word);
    const [first, , third] = sent;
    if (first === undefined || third === undefined) throw new Error("three updates were made");
    const gappy = docOf([first, third]);
    expect(gappy.store.pendingStructs).not.toBeNull();
    const replica = new Replica();
    expect(submit(replica, Y.encodeStateAsUpdate(gappy))).toBe(false);
    expect(docOf([replica.encode()]).getText("text").toString()).toBe("one ");
  });

  it("R4 admits of an update only what is new, so that a repeated state costs nothing", () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (history, cut) => {
        const { updates } = playHistory(history, 4);
        const replica = replicaOf(updates.slice(0, cut).map(({ update }) => update));
        const whole = Y.encodeStateAsUpdate(docOf(updates.map(({ update }) => update)));
        expect(submit(replica, whole)).toBe(true);
        expect(replica.admit(whole).change).toMatchObject({ runs: [], deletes: [] });
        expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(docOf([whole])));
      }),
      { numRuns: 150 },
    );
  });

  it("R5 survives any bytes: a mutated update is refused or leaves a document that Yjs can load", () => {
    const { updates } = playHistory(
      Array.from({ length: 80 }, (_, index) => ({
        replica: index * 7,
        action: index * 5,
        place: index * 3,
        syncsWith: index,
      })),
      3,
    );
    const whole = Y.encodeStateAsUpdate(docOf(updates.map(({ update }) => update)));
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { maxLength: 4 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = whole.slice(0, length);
          for (const { at, byte } of changes) bytes[at] = byte;
          const replica = new Replica();
          try {
            submit(replica, bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
          const doc = docOf([replica.encode()]);
          expect(contentOf(doc)).toMatchObject({ isPending: false });
          expect(contentOf(docOf([Y.encodeStateAsUpdate(doc)]))).toEqual(contentOf(doc));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
