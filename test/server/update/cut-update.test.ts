/** Documents in several updates: what each reader has after each of them, and in the end. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { cutChange, cutUpdate } from "@coscribe/server/internal/update/cut-update";
import type { StateVector } from "@coscribe/server/internal/update/state-vector";
import { concat } from "@coscribe/server/internal/update/struct-run";
import { surveyUpdate } from "@coscribe/server/internal/update/survey-update";
import { Outbox } from "@coscribe/server/internal/room/outbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import * as Yrs from "ywasm";
import { Random } from "../../support/random.ts";
import { contentOf, docOf, playHistory, type Step } from "../../support/yjs-history.ts";

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

/** What `updates` add to `replica`, as one update; the replica has them afterwards. */
function changeOf(replica: Replica, updates: readonly Uint8Array[]): Uint8Array {
  const outbox = new Outbox<unknown>();
  for (const update of updates) {
    const { change } = replica.admit(update);
    replica.add(change);
    outbox.add(change, undefined, replica);
  }
  return outbox.take()?.update ?? Uint8Array.of(0, 0);
}

/** `update`, with which `replica` ends, in updates of at most `mostBytes`. */
function piecesOfChange(
  replica: Replica,
  update: Uint8Array,
  mostBytes: number,
): readonly Uint8Array[] {
  const { vector, places } = replica.known;
  const pieces = cutChange({ update, places, vector, mostBytes });
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

describe("a large change in pieces", () => {
  /** A document before a change, and the change. */
  const changes = fc.record({
    history: steps,
    before: fc.nat(200),
    most: fc.integer({ min: 20, max: 400 }),
    isCompacted: fc.boolean(),
  });

  function changed({
    history,
    before,
    isCompacted,
  }: {
    history: Step[];
    before: number;
    isCompacted: boolean;
  }): {
    replica: Replica;
    base: Uint8Array;
    update: Uint8Array;
  } {
    const all = playHistory(history, 4).updates.map(({ update }) => update);
    const first = all.slice(0, before);
    const replica = replicaOf(isCompacted ? [Y.encodeStateAsUpdate(docOf(first))] : first);
    const base = replica.encode();
    return { replica, base, update: changeOf(replica, all.slice(before)) };
  }

  it("R120 is the change, piece by piece, and nothing a reader has makes it write", () => {
    let cutCount = 0;
    fc.assert(
      fc.property(changes, (example) => {
        const { replica, base, update } = changed(example);
        const [whole, doc] = [openDoc(), openDoc()];
        for (const reader of [whole, doc]) Y.applyUpdate(reader, base, fromServer);
        const [writtenByWhole, written] = [writtenOn(whole), writtenOn(doc)];
        Y.applyUpdate(whole, update, fromServer);
        const elements = new Set([...elementsOf(doc), ...elementsOf(whole)]);
        const pieces = piecesOfChange(replica, update, example.most);
        if (pieces.length > 3) cutCount++;
        for (const piece of pieces) {
          Y.applyUpdate(doc, piece, fromServer);
          for (const element of elementsOf(doc)) expect(elements).toContain(element);
        }
        expect(contentOf(doc)).toEqual(contentOf(whole));
        expect(isPending(doc)).toBe(false);
        expect(written).toEqual(writtenByWhole);
        expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(whole));
      }),
      { numRuns: 150 },
    );
    // Else nothing was tried.
    expect(cutCount).toBeGreaterThan(15);
  });

  it("R121 has no piece above the limit, in causal order, where it may be cut", () => {
    const author = new Y.Doc();
    const text = author.getText("text");
    text.insert(0, "before ".repeat(2_000));
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    const base = replica.encode();
    const reader = docOf([base]);
    const updates: Uint8Array[] = [];
    author.on("update", (update: Uint8Array) => updates.push(update));
    const random = new Random(3);
    for (let round = 0; round < 2_000; round++) {
      text.insert(random.below(text.length + 1), "a pasted line\n".repeat(random.below(9)));
      text.delete(random.below(text.length - 9), 5);
    }
    text.insert(3, "日本🙂é plain".repeat(2_000));
    const update = changeOf(replica, updates);
    const pieces = piecesOfChange(replica, update, 2_000);
    expect(pieces.length).toBeGreaterThan(update.length / 2_000);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(2_000);
      Y.applyUpdate(reader, piece);
      expect(isPending(reader)).toBe(false);
    }
    expect(reader.getText("text").toString()).toBe(text.toString());
    const whole = docOf([base, update]);
    expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(whole));
  });

  it("R121 comes at once where it is in a text that was formatted before", () => {
    const author = new Y.Doc();
    const text = author.getText("text");
    text.insert(0, "bold", { bold: true });
    text.insert(4, " and plain ".repeat(50), {});
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    const reader = openDoc();
    Y.applyUpdate(reader, replica.encode());
    const updates: Uint8Array[] = [];
    author.on("update", (update: Uint8Array) => updates.push(update));
    for (let round = 0; round < 100; round++) {
      text.insert((round * 7) % text.length, "pasted ".repeat(5));
      text.delete((round * 13) % (text.length - 3), 3);
    }
    const lengths = new Set([reader.getText("text").length]);
    for (const piece of piecesOfChange(replica, changeOf(replica, updates), 200)) {
      Y.applyUpdate(reader, piece);
      lengths.add(reader.getText("text").length);
    }
    expect(lengths.size).toBe(2);
    expect(reader.getText("text").toDelta()).toEqual(text.toDelta());
  });

  it("R122 deletes in several updates, but for what must be whole", () => {
    const author = new Y.Doc();
    const plain = author.getText("plain");
    const rich = author.getText("rich");
    plain.insert(0, "x".repeat(9_000));
    rich.insert(0, "y".repeat(900));
    rich.format(10, 20, { bold: true });
    const reader = openDoc();
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(author));
    const known = Y.decodeStateVector(Y.encodeStateVector(author));
    for (let at = 0; at < 3_000; at++) plain.delete(at * 2, 1);
    for (let at = 0; at < 300; at++) rich.delete(at * 2, 1);
    const replica = replicaOf([Y.encodeStateAsUpdate(author)]);
    const richLengths = new Set([rich.length, 900]);
    const pieces = piecesOf(replica, 1_000, known);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(1_000);
      Y.applyUpdate(reader, piece);
      expect(richLengths).toContain(reader.getText("rich").length);
    }
    expect(Y.encodeStateAsUpdate(reader)).toEqual(replica.encode());
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
