/** Documents in several updates: what each reader has after each of them, and in the end. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { cutUpdate } from "@coscribe/server/internal/update/cut-update";
import type { StateVector } from "@coscribe/server/internal/update/state-vector";
import { concat } from "@coscribe/server/internal/update/struct-run";
import { surveyUpdate } from "@coscribe/server/internal/update/survey-update";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import * as Yrs from "ywasm";
import { Random } from "../../support/random.ts";
import { contentOf, docOf, playHistory } from "../../support/yjs-history.ts";

const steps = fc.array(
  fc.record({ replica: fc.nat(3), action: fc.nat(11), place: fc.nat(50), syncsWith: fc.nat(3) }),
  { maxLength: 250, size: "max" },
);

function replicaOf(updates: readonly Uint8Array[]): Replica {
  const replica = new Replica();
  for (const update of updates) replica.add(replica.admit(update).change);
  return replica;
}

/** The document of `replica` in updates of at most `mostBytes`, for somebody who has `known`. */
function piecesOf(
  replica: Replica,
  mostBytes: number,
  known: StateVector = new Map(),
): readonly Uint8Array[] {
  const { places } = replica.known;
  const surveying = surveyUpdate(replica.shared(), places);
  let step = surveying.next();
  while (step.done !== true) step = surveying.next();
  const pieces = cutUpdate({ survey: step.value, places, known, mostBytes });
  return [...pieces].flatMap((piece) => (piece === undefined ? [] : [concat(piece)]));
}

/** A document on which an editor could be, so that Yjs tidies up its formatting. */
function openDoc(): Y.Doc {
  const doc = new Y.Doc();
  contentOf(doc);
  return doc;
}

const fromServer = "server";

/** What is written on `doc` from now on that did not come from the server. */
function writtenOn(doc: Y.Doc): readonly Uint8Array[] {
  const written: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== fromServer) written.push(update);
  });
  return written;
}

function isPending({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

describe("a document in pieces", () => {
  it("R70 is the document, piece by piece, and nothing a reader has makes it write", () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 20, max: 600 }),
        fc.boolean(),
        (history, most, isOld) => {
          const { updates } = playHistory(history, 4);
          const all = updates.map(({ update }) => update);
          // Compacted, or as it was written.
          const replica = replicaOf(isOld ? [Y.encodeStateAsUpdate(docOf(all))] : all);
          const whole = openDoc();
          const writtenByWhole = writtenOn(whole);
          Y.applyUpdate(whole, replica.encode(), fromServer);
          const doc = openDoc();
          const written = writtenOn(doc);
          for (const piece of piecesOf(replica, most)) Y.applyUpdate(doc, piece, fromServer);
          expect(contentOf(doc)).toEqual(contentOf(whole));
          expect(isPending(doc)).toBe(false);
          // Yjs deletes formatting that is of no use, also in the whole.
          expect(written).toEqual(writtenByWhole);
          expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(whole));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("R70 shows elements, maps and formatted texts as they are, or not at all", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 20, max: 600 }), (history, most) => {
        const { updates } = playHistory(history, 4);
        const replica = replicaOf([
          Y.encodeStateAsUpdate(docOf(updates.map(({ update }) => update))),
        ]);
        const whole = openDoc();
        Y.applyUpdate(whole, replica.encode());
        const elements = new Set(elementsOf(whole));
        const doc = openDoc();
        for (const piece of piecesOf(replica, most)) {
          Y.applyUpdate(doc, piece);
          for (const element of elementsOf(doc)) expect(elements).toContain(element);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("R70 goes on from what a reader has got so far", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 20, max: 300 }), fc.nat(30), (history, most, cut) => {
        const { updates } = playHistory(history, 4);
        const replica = replicaOf(updates.map(({ update }) => update));
        const whole = openDoc();
        Y.applyUpdate(whole, replica.encode());
        const doc = openDoc();
        for (const piece of piecesOf(replica, most).slice(0, cut)) Y.applyUpdate(doc, piece);
        const known = Y.decodeStateVector(Y.encodeStateVector(doc));
        for (const piece of piecesOf(replica, most, known)) {
          for (const { id } of Y.decodeUpdate(piece).structs) {
            expect(id.clock).toBeGreaterThanOrEqual(known.get(id.client) ?? 0);
          }
          Y.applyUpdate(doc, piece);
        }
        expect(contentOf(doc)).toEqual(contentOf(whole));
        expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(whole));
      }),
      { numRuns: 300 },
    );
  });

  it("R71 has no piece above the limit, however long its texts and lists", () => {
    const random = new Random(4);
    const docs = [new Y.Doc(), new Y.Doc()] as const;
    for (let round = 0; round < 60; round++) {
      const [doc, other] = round % 2 === 0 ? docs : [docs[1], docs[0]];
      const text = doc.getText("text");
      text.insert(random.below(text.length + 1), "日本🙂é plain".repeat(random.below(400)));
      doc.getArray("array").push(Array.from({ length: random.below(900) }, () => round));
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
    }
    for (let round = 0; round < 500; round++) {
      docs[0].getText("text").delete(random.below(docs[0].getText("text").length - 9), 2);
    }
    const replica = replicaOf([Y.encodeStateAsUpdate(docs[0])]);
    const pieces = piecesOf(replica, 2_000);
    expect(pieces.length).toBeGreaterThan(20);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(2_000);
    const doc = new Y.Doc();
    for (const piece of pieces) {
      Y.applyUpdate(doc, piece);
      expect(isPending(doc)).toBe(false);
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(replica.encode());
  });

  it("R72 takes in at once what must not be cut, in some sixteen parts at most", () => {
    const author = new Y.Doc();
    const text = author.getText("text");
    const random = new Random(5);
    for (let round = 0; round < 300; round++) {
      text.insert(random.below(text.length + 1), `word ${round} `, { bold: round % 2 === 0 });
      if (round % 4 === 0) text.delete(random.below(text.length - 3), 3);
    }
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    const pieces = piecesOf(replica, 100);
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.length).toBeLessThanOrEqual(20);
    const doc = openDoc();
    const states = pieces.map((piece) => {
      Y.applyUpdate(doc, piece);
      return doc.getText("text").length;
    });
    expect(new Set(states)).toEqual(new Set([0, text.length]));
    expect(doc.getText("text").toDelta()).toEqual(text.toDelta());
    expect(isPending(doc)).toBe(false);
  });

  it("R72 is the same document for readers with yrs", () => {
    const author = new Y.Doc();
    const random = new Random(6);
    const text = author.getText("text");
    const list = author.getXmlFragment("prosemirror");
    for (let round = 0; round < 200; round++) {
      text.insert(random.below(text.length + 1), `word ${round} `, { bold: round % 2 === 0 });
      if (round % 4 === 0) text.delete(random.below(text.length - 3), 3);
      const element = new Y.XmlElement("item");
      element.insert(0, [new Y.XmlText(`item ${round}`)]);
      list.insert(random.below(list.length + 1), [element]);
      if (round % 5 === 0) list.delete(random.below(list.length), 1);
    }
    const whole = replicaOf([Y.encodeStateAsUpdate(author)]);
    const pieces = piecesOf(whole, 500);
    expect(pieces.length).toBeGreaterThan(10);
    const yrs = new Yrs.YDoc({});
    for (const piece of pieces) Yrs.applyUpdate(yrs, piece, undefined);
    expect(yrs.getText("text").toString(undefined)).toBe(text.toString());
    const read = docOf([Yrs.encodeStateAsUpdate(yrs, undefined)]);
    expect(contentOf(read)).toEqual(contentOf(author));
  });
});

/** Every element of a document, its attributes and what is in it, in words. */
function elementsOf(doc: Y.Doc): readonly string[] {
  return doc
    .getXmlFragment("prosemirror")
    .toArray()
    .map((node) => {
      // Of plain text there may be less.
      const isElement = node instanceof Y.XmlElement;
      return JSON.stringify(isElement ? [node.getAttributes(), node.length] : "text");
    });
}
