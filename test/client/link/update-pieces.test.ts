/** Large updates in pieces, whatever they hold, against what Yjs makes of the whole. */

import { updatePieces } from "@coscribe/client/internal/link/update-pieces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { contentOf, docOf, playHistory, type Step } from "../../support/yjs-history.ts";

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    replica: fc.nat(4),
    action: fc.nat(11),
    place: fc.nat(999),
    syncsWith: fc.nat(4),
  }),
  { minLength: 1, maxLength: 80 },
);

/** Applies pieces one by one, and says after each whether something waits. */
function applied(doc: Y.Doc, pieces: readonly Uint8Array[]): boolean[] {
  return pieces.map((piece) => {
    Y.applyUpdate(doc, piece);
    return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  });
}

/** A document in which everything has happened that the replicas of a history did. */
function merged(docs: readonly Y.Doc[], gc: boolean): Y.Doc {
  const doc = new Y.Doc({ gc });
  for (const replica of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica));
  return doc;
}

/** The largest value that cannot be divided in the histories takes fewer bytes, with its head. */
const largestValueBytes = 120;

describe("the pieces of an update", () => {
  it("C90 are complete one by one, small, and the whole together", () => {
    fc.assert(
      fc.property(steps, fc.nat(400), fc.boolean(), (history, extra, gc) => {
        const maxBytes = largestValueBytes + extra;
        const doc = merged(playHistory(history, 5).docs, gc);
        const pieces = [...updatePieces(Y.encodeStateAsUpdate(doc), maxBytes)];
        const copy = new Y.Doc({ gc });
        expect(applied(copy, pieces)).not.toContain(true);
        expect(contentOf(copy)).toEqual(contentOf(doc));
        expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc));
        expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(maxBytes);
      }),
      { numRuns: 300 },
    );
  });

  it("C90 build on what the reader has, and on nothing else", () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const doc = merged(playHistory([...before, ...after], 5).docs, true);
        const reader = merged(playHistory(before, 5).docs, true);
        const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(reader));
        expect(applied(reader, [...updatePieces(missing, 150)])).not.toContain(true);
        expect(contentOf(reader)).toEqual(contentOf(doc));
      }),
      { numRuns: 200 },
    );
  });

  it("C90 of updates that were joined are complete as well, with every delete", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { updates } = playHistory(history, 5);
        const all = updates.map(({ update }) => update);
        fc.pre(all.length > 0);
        const copy = new Y.Doc();
        expect(applied(copy, [...updatePieces(Y.mergeUpdates(all), 150)])).not.toContain(true);
        expect(contentOf(copy)).toEqual(contentOf(docOf(all)));
      }),
      { numRuns: 200 },
    );
  });

  it("C90 leave to the end what the document itself has only in part", () => {
    const author = new Y.Doc();
    const updates: Uint8Array[] = [];
    author.on("update", (update: Uint8Array) => updates.push(update));
    for (let line = 0; line < 40; line++) author.getText("text").insert(0, `line ${line} `);
    const missing = [updates[20]!, updates[30]!];
    const doc = docOf(updates.filter((update) => !missing.includes(update)));
    doc.getText("mine").insert(0, "x".repeat(500));
    const pieces = [...updatePieces(Y.encodeStateAsUpdate(doc), 100)];
    expect(pieces.length).toBeGreaterThan(5);
    const copy = new Y.Doc();
    const waits = applied(copy, pieces);
    expect(waits.indexOf(true)).toBe(pieces.length - 1);
    expect(contentOf(copy)).toEqual(contentOf(doc));
    for (const update of missing) Y.applyUpdate(copy, update);
    expect(copy.getText("text").toString()).toBe(author.getText("text").toString());
  });

  it("C90 of a long text do not cut a character in two", () => {
    for (const before of ["", "a"]) {
      const doc = new Y.Doc();
      const text = before + "🙂".repeat(5_000);
      doc.getText("text").insert(0, text);
      const pieces = [...updatePieces(Y.encodeStateAsUpdate(doc), 1_000)];
      expect(pieces.length).toBeGreaterThan(20);
      expect(docOf(pieces).getText("text").toString()).toBe(text);
    }
  });

  it("C90 of a long list cut between its values, and a value alone stays whole", () => {
    const doc = new Y.Doc();
    const values = Array.from({ length: 3_000 }, (_, index) => ({ index, word: "w" }));
    const large = "L".repeat(20_000);
    doc.getArray("list").insert(0, [...values, large, ...values]);
    const pieces = [...updatePieces(Y.encodeStateAsUpdate(doc), 2_000)];
    expect(pieces.filter(({ length }) => length > 2_000)).toHaveLength(1);
    expect(docOf(pieces).getArray("list").toJSON()).toEqual([...values, large, ...values]);
  });

  it("C90 of nothing but deletes are small too", () => {
    const doc = new Y.Doc();
    const text = doc.getText("text");
    text.insert(0, "ab".repeat(5_000));
    const reader = docOf([Y.encodeStateAsUpdate(doc)]);
    doc.transact(() => {
      for (let index = 5_000; index > 0; index--) text.delete(index * 2 - 1, 1);
    });
    const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
    const pieces = [...updatePieces(missing, 1_000)];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
    applied(reader, pieces);
    expect(reader.getText("text").toString()).toBe(text.toString());
  });

  it("C90 show nothing that the whole does not show", () => {
    const doc = new Y.Doc({ gc: false });
    const text = doc.getText("text");
    for (let round = 0; round < 200; round++) {
      text.insert(0, `secret ${round}`);
      text.delete(0, text.length);
      text.insert(0, "shown ");
    }
    const copy = new Y.Doc({ gc: false });
    for (const piece of updatePieces(Y.encodeStateAsUpdate(doc), 300)) {
      Y.applyUpdate(copy, piece);
      expect(copy.getText("text").toString()).not.toContain("secret");
    }
    expect(contentOf(copy)).toEqual(contentOf(doc));
  });
});
