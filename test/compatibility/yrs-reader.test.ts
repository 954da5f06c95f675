/** A yrs reader that comes and goes sees what everybody sees, whatever it has collected itself. */

import { Replica } from "@coscribe/server/internal/document/replica";
import { Outbox } from "@coscribe/server/internal/room/outbox";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import * as yrs from "ywasm";
import { liveAll, lots, seeds } from "../hostile/seeds.ts";
import { compactReplica } from "../support/compact-replica.ts";
import { Random } from "../support/random.ts";

/** A paragraph in a list, as editors have them, with what is in it. */
function addParagraph(doc: Y.Doc, random: Random): void {
  const list = doc.getXmlFragment("xml");
  const paragraph = new Y.XmlElement("p");
  list.insert(random.below(list.length + 1), [paragraph]);
  paragraph.insert(0, [new Y.XmlText("inside")]);
}

/** Several people write; what each writes goes on in the same clocks elsewhere. */
function edit(doc: Y.Doc, random: Random): void {
  const text = doc.getText("text");
  const list = doc.getXmlFragment("xml");
  switch (random.below(6)) {
    case 0:
      return addParagraph(doc, random);
    case 1:
      return text.insert(random.below(text.length + 1), random.pick(["a", "word", "more words"]));
    case 2: {
      const at = random.below(text.length + 1);
      return text.delete(at, Math.min(random.below(8), text.length - at));
    }
    case 3: {
      const paragraph = list.length > 0 && list.get(random.below(list.length));
      if (paragraph instanceof Y.XmlElement) paragraph.push([new Y.XmlText("pushed")]);
      return;
    }
    case 4: {
      const paragraph = list.length > 0 && list.get(random.below(list.length));
      const inner = paragraph instanceof Y.XmlElement && paragraph.length > 0 && paragraph.get(0);
      if (inner instanceof Y.XmlText) inner.insert(0, "x");
      return;
    }
    default:
      if (list.length > 0) list.delete(random.below(list.length), 1);
  }
}

/** Fails unless `reader` shows what `doc` does. */
function show(reader: yrs.YDoc, doc: Y.Doc): void {
  expect(reader.getText("text").toString(undefined)).toBe(doc.getText("text").toString());
  expect(reader.getXmlFragment("xml").toString(undefined)).toBe(
    doc.getXmlFragment("xml").toString(),
  );
}

function live(seed: number): void {
  const random = new Random(seed);
  const replica = new Replica();
  const keepsDeleted = random.chance(0.5);
  const people = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    return doc;
  });
  const readers = [new yrs.YDoc({}), new yrs.YDoc({})];
  const online = new yrs.YDoc({});
  const outbox = new Outbox<string>();
  const known = (): Uint8Array => Y.encodeStateVector(new Map(replica.vector));
  const send = (update: Uint8Array, author: string): void => {
    const { change } = replica.admit(update);
    replica.add(change);
    outbox.add(change, author, replica);
  };
  const compactNow = (): void => {
    compactReplica(replica, undefined, keepsDeleted);
  };
  const vectorOf = (vector: Uint8Array): Map<number, number> => Y.decodeStateVector(vector);

  for (let step = 0; step < 60; step++) {
    const person = random.pick(people);
    for (let left = random.below(4); left > 0; left--) edit(person, random);
    if (random.chance(0.5)) {
      send(Y.encodeStateAsUpdate(person, known()), "somebody");
      Y.applyUpdate(person, replica.missingFor(vectorOf(Y.encodeStateVector(person))));
    }
    const news = random.chance(0.5) ? outbox.take() : undefined;
    if (news !== undefined) yrs.applyUpdate(online, news.update, undefined);
    if (random.chance(0.2)) {
      const list = online.getXmlFragment("xml");
      if (list.length(undefined) > 0)
        list.delete(random.below(list.length(undefined)), 1, undefined);
    }
    if (random.chance(0.3)) send(yrs.encodeStateAsUpdate(online, known()), "online");
    if (random.chance(0.3)) {
      const reader = random.pick(readers);
      yrs.applyUpdate(
        reader,
        replica.missingFor(vectorOf(yrs.encodeStateVector(reader))),
        undefined,
      );
    }
    if (random.chance(0.1)) compactNow();
  }
  send(yrs.encodeStateAsUpdate(online, known()), "online");
  if (random.chance(0.5)) compactNow();
  const last = outbox.take();
  if (last !== undefined) yrs.applyUpdate(online, last.update, undefined);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.encode());
  show(online, doc);
  const late = new yrs.YDoc({});
  for (const reader of [...readers, late]) {
    yrs.applyUpdate(reader, replica.missingFor(vectorOf(yrs.encodeStateVector(reader))), undefined);
    show(reader, doc);
  }
}

describe("a yrs reader that comes and goes", () => {
  it.each(lots(seeds(300, 20_000), 100))(
    "P76 sees what everybody sees (from seed %i on)",
    (...lot) => liveAll(lot, live),
  );
});
