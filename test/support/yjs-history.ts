/**
 * Random but honest Yjs histories: several replicas edit every kind of shared type and exchange
 * updates in random order. What an edit is comes from numbers, so that fast-check can shrink it.
 */

import * as Y from "yjs";
import type { Random } from "./random.ts";

/** One edit: which replica makes it, what it does, where, and whether others hear of it now. */
export interface Step {
  readonly replica: number;
  readonly action: number;
  readonly place: number;
  readonly syncsWith: number;
}

/** A document per replica, and every update in the order in which they were made. */
export interface History {
  readonly docs: readonly Y.Doc[];
  /** `author` is the index of the replica. */
  readonly updates: readonly { readonly author: number; readonly update: Uint8Array }[];
}

const words = ["a", "word", "naïve", "日本", "🙂", "e\u0301 ", "👩‍👩‍👧", "\u0000"];

/** Replays `steps` over `replicaCount` replicas with client IDs from `firstClientId` on. */
export function playHistory(steps: readonly Step[], replicaCount: number): History {
  const docs = Array.from({ length: replicaCount }, (_, index) => {
    const doc = new Y.Doc();
    // Small and large IDs, since their encodings differ in length.
    doc.clientID = index % 2 === 0 ? index + 1 : 0xfff_0000 + index;
    return doc;
  });
  const updates: { author: number; update: Uint8Array }[] = [];
  docs.forEach((doc, author) => {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "sync") updates.push({ author, update });
    });
  });
  for (const step of steps) {
    const doc = docs[step.replica % replicaCount];
    const other = docs[step.syncsWith % replicaCount];
    if (doc === undefined || other === undefined) continue;
    doc.transact(() => edit(doc, step));
    if (other !== doc) {
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)), "sync");
    }
  }
  return { docs, updates };
}

/** A document that has all of `updates`. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** Everything that a document holds, for comparing two of them. */
export function contentOf(doc: Y.Doc): unknown {
  return {
    text: doc.getText("text").toDelta(),
    embeds: doc.getText("embeds").toDelta(),
    map: doc.getMap("map").toJSON(),
    array: doc.getArray("array").toJSON(),
    entries: doc.getArray("entries").toJSON(),
    xml: doc.getXmlFragment("prosemirror").toString(),
    vector: [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b),
    isPending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
  };
}

/**
 * Yjs replaces both halves of a surrogate pair that an edit goes through, on the replica that makes
 * the edit alone; editors never make such an edit, so neither does this.
 */
function beforePair(text: Y.Text, index: number): number {
  const unit = text.toString().charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}

/** Makes one random edit. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
  edit(doc, { action: random.below(12), place: random.below(1_000) });
}

function edit(doc: Y.Doc, { action, place }: Pick<Step, "action" | "place">): void {
  const text = doc.getText("text");
  const embeds = doc.getText("embeds");
  const map = doc.getMap("map");
  const array = doc.getArray("array");
  const xml = doc.getXmlFragment("prosemirror");
  const at = (length: number): number => (length === 0 ? 0 : place % (length + 1));
  const from = beforePair(text, at(text.length));
  const to = beforePair(text, Math.min(from + 1 + (place % 4), text.length));
  const word = words[place % words.length] ?? "x";
  switch (action % 12) {
    case 0:
    case 1:
    case 2:
      return text.insert(from, word);
    case 3:
      return text.delete(from, to - from);
    case 4:
      if (to > from) text.format(from, to - from, { bold: place % 2 === 0 || null });
      return;
    case 5:
      map.set(`key${place % 3}`, { nested: [place, null, true, word, 1.5], big: 2 ** 40 });
      return;
    case 6:
      map.delete(`key${place % 3}`);
      return;
    case 7:
      return array.insert(at(array.length), [place, word, [], 0.1, false, new Uint8Array([1, 2])]);
    case 8:
      if (array.length > 0) array.delete(at(array.length - 1), 1);
      return;
    case 9: {
      const element = new Y.XmlElement("textblock");
      element.setAttribute("kind", word);
      element.insert(0, [new Y.XmlText(word)]);
      return xml.insert(at(xml.length), [element]);
    }
    case 10:
      if (xml.length > 0) xml.delete(at(xml.length - 1), 1);
      return;
    default:
      embeds.insertEmbed(at(embeds.length), { image: word });
  }
}
