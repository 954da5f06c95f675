/**
 * Honest clients with every habit that Yjs allows: nested types of all kinds, marks, undo and redo,
 * documents that keep what was deleted, long times offline, large pastes, updates merged before they
 * are sent, states sent whole. Everything that they send has to be admitted.
 */

import { Replica } from "@coscribe/server/internal/document/replica";
import { expect } from "vitest";
import * as Y from "yjs";
import { compactReplica } from "../support/compact-replica.ts";
import type { Random } from "../support/random.ts";
import { load, structureOf } from "./oracle.ts";

// No surrogate pairs: an edit that goes through one is the one thing that Yjs sees differently.
const words = ["a", "word ", "naïve", "日本", "\u0000", "a longer piece of text, pasted"];

/** One client: its document, its undo stack, and what it has not sent yet. */
interface HonestClient {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager;
  readonly unsent: Uint8Array[];
}

type AnyType = Y.Map<unknown> | Y.Array<unknown> | Y.Text | Y.XmlElement | Y.XmlFragment;

/** See the head of this file. */
export class HonestWorld {
  readonly #random: Random;
  readonly #clients: HonestClient[];
  #replica = new Replica();

  constructor(random: Random) {
    this.#random = random;
    this.#clients = Array.from({ length: 3 }, () => this.#client());
  }

  /** One thing that happens. */
  step(): void {
    const random = this.#random;
    const client = random.pick(this.#clients);
    const event = random.below(100);
    if (event < 70) this.#edit(client);
    else if (event < 76) client.undo.undo();
    else if (event < 80) client.undo.redo();
    else if (event < 92) this.#send(client);
    else if (event < 97) this.#receive(client);
    else if (event < 98) this.#meet(client);
    else if (event < 99) this.#compact();
    else this.#restart();
  }

  /** The document as the server has it, encoded. */
  get state(): Uint8Array {
    return this.#replica.encode();
  }

  /** Brings everybody together, and fails unless all have the same document. */
  settle(): void {
    for (const client of this.#clients) this.#send(client);
    for (const client of this.#clients) this.#receive(client);
    const expected = structureOf(load(this.#replica.encode()));
    for (const { doc } of this.#clients) expect(structureOf(doc)).toEqual(expected);
    this.#compact();
    expect(structureOf(load(this.#replica.encode()))).toEqual(expected);
  }

  #client(): HonestClient {
    const random = this.#random;
    const doc = new Y.Doc({ gc: random.chance(0.7) });
    doc.clientID = random.below(2 ** 32);
    const roots = [doc.getText("text"), doc.getXmlFragment("xml"), doc.getMap("map")];
    // What is taken back at once is the seed's to say, and not the time's that passes meanwhile.
    const captureTimeout = Infinity;
    const undo = new Y.UndoManager([...roots, doc.getArray("array")], { captureTimeout });
    const unsent: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "remote") unsent.push(update);
    });
    return { doc, undo, unsent };
  }

  /** Sends one by one, merged, as a difference, or as the whole state. */
  #send({ doc, unsent }: HonestClient): void {
    const updates = unsent.splice(0);
    const vector = Y.encodeStateVector(new Map(this.#replica.vector));
    switch (this.#random.below(4)) {
      case 0:
        for (const update of updates) this.#submit(update);
        return;
      case 1:
        if (updates.length > 0) this.#submit(Y.mergeUpdates(updates));
        return;
      case 2:
        return this.#submit(Y.encodeStateAsUpdate(doc, vector));
      default:
        return this.#submit(Y.encodeStateAsUpdate(doc));
    }
  }

  #submit(update: Uint8Array): void {
    const { change, isComplete } = this.#replica.admit(update);
    this.#replica.add(change);
    expect(isComplete).toBe(true);
  }

  #receive({ doc }: HonestClient): void {
    const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
    Y.applyUpdate(doc, this.#replica.missingFor(vector), "remote");
  }

  /** Two tabs of one browser, which hear of each other without the server. */
  #meet({ doc, unsent }: HonestClient): void {
    const other = this.#random.pick(this.#clients);
    other.unsent.push(...unsent);
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other.doc)), "remote");
    other.unsent.push(Y.encodeStateAsUpdate(doc));
  }

  #compact(): void {
    compactReplica(this.#replica);
  }

  #restart(): void {
    const state = this.#replica.encode();
    this.#replica = new Replica();
    this.#submit(state);
  }

  #edit({ doc, undo }: HonestClient): void {
    if (this.#random.chance(0.5)) undo.stopCapturing();
    doc.transact(() => {
      for (let left = 1 + this.#random.below(3); left > 0; left--) this.#editOnce(doc);
    });
  }

  #editOnce(doc: Y.Doc): void {
    const random = this.#random;
    const type = this.#descend(
      random.pick<AnyType>([
        doc.getText("text"),
        doc.getXmlFragment("xml"),
        doc.getMap("map"),
        doc.getArray("array"),
      ]),
    );
    if (type instanceof Y.Map) this.#editMap(type);
    else if (type instanceof Y.Array) this.#editArray(type);
    else if (type instanceof Y.Text) this.#editText(type);
    else this.#editXml(type);
  }

  /** A type somewhere within `type`, or itself. */
  #descend(type: AnyType): AnyType {
    const inner: AnyType[] = [];
    const values =
      type instanceof Y.Map ? [...type.values()] : type instanceof Y.Text ? [] : type.toArray();
    for (const value of values) if (isType(value)) inner.push(value);
    return inner.length > 0 && this.#random.chance(0.7)
      ? this.#descend(this.#random.pick(inner))
      : type;
  }

  #editMap(map: Y.Map<unknown>): void {
    const key = this.#random.pick(["a", "b", "__proto__"]);
    if (this.#random.chance(0.3)) map.delete(key);
    else map.set(key, this.#value());
  }

  #editArray(array: Y.Array<unknown>): void {
    const random = this.#random;
    if (array.length > 3 && random.chance(0.4)) {
      const at = random.below(array.length);
      array.delete(at, 1 + random.below(Math.min(3, array.length - at)));
    } else array.insert(random.below(array.length + 1), [this.#value(), this.#value()]);
  }

  #editText(text: Y.Text): void {
    const random = this.#random;
    const at = random.below(text.length + 1);
    const length = random.below(text.length - at + 1);
    const choice = random.below(7);
    if (choice < 3) text.insert(at, random.pick(words));
    else if (choice < 4 && length > 0) text.delete(at, length);
    else if (choice < 5 && length > 0)
      text.format(at, length, { bold: random.chance(0.5) || null });
    else if (choice < 6) text.insertEmbed(at, random.chance(0.5) ? { image: "x" } : new Y.Map());
    else text.setAttribute(random.pick(["a", "b"]), random.pick(words));
  }

  #editXml(xml: Y.XmlFragment): void {
    const random = this.#random;
    if (xml instanceof Y.XmlElement && random.chance(0.3)) {
      xml.setAttribute(random.pick(["level", "href"]), random.pick(words));
    } else if (xml.length > 1 && random.chance(0.4)) {
      xml.delete(random.below(xml.length), 1);
    } else {
      const element = new Y.XmlElement("paragraph");
      if (random.chance(0.5)) element.insert(0, [new Y.XmlText(random.pick(words))]);
      xml.insert(random.below(xml.length + 1), [element]);
    }
  }

  #value(): unknown {
    const random = this.#random;
    switch (random.below(8)) {
      case 0:
        return new Y.Map([["a", random.pick(words)]]);
      case 1:
        return Y.Array.from([1, "two", null]);
      case 2:
        return new Y.Text(random.pick(words));
      case 3:
        return new Y.XmlElement("figure");
      case 4:
        return Uint8Array.of(1, 2, 3);
      case 5:
        return new Y.Doc({ guid: `${random.next()}` });
      case 6:
        return { nested: [{ deep: random.next() }], undefined };
      default:
        return random.pick([1, -1, 0.5, 2 ** 40, "text", true, null]);
    }
  }
}

function isType(value: unknown): value is AnyType {
  return value instanceof Y.AbstractType;
}
