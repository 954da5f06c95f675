/**
 * People who type, recorded before anything is measured. Each builds on the document's first text
 * and on its own keystrokes alone, so the recordings can be sent in any order, by any server's clock.
 */

import * as Y from "yjs";
import type { Random } from "../../support/random.ts";
import type { PresenceState } from "../clients/dialect.ts";

/** What pressing one key sends. */
export interface Keystroke {
  readonly update: Uint8Array;
  /** The author's Yjs clock afterwards; undefined for a deletion, which adds nothing to it. */
  readonly reach: number | undefined;
  /** Where the cursor is then. */
  readonly cursor: PresenceState;
}

/** One person's recording. */
export interface Typing {
  readonly clientId: number;
  readonly keystrokes: readonly Keystroke[];
}

/** Every so many keys is a backspace. */
const backspaceEvery = 12;
const alphabet = "etaoin shrdlu cmfwyp vbgkqjxz";

/** Client IDs as large as real ones, which are random in 32 bits. */
export function clientIdOf(person: number): number {
  return 2_000_000_000 + person * 7_919;
}

/** A document's first text: `length` characters of client 1. */
export function firstText(length: number, random: Random): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  let text = "";
  while (text.length < length) text += alphabet[random.below(alphabet.length)] ?? "";
  doc.getText("text").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** Records `count` keystrokes of `person`, who starts to type at `position` of the first text. */
export function recordTyping(
  start: Uint8Array,
  person: number,
  position: number,
  count: number,
  random: Random,
): Typing {
  const doc = new Y.Doc();
  doc.clientID = clientIdOf(person);
  Y.applyUpdate(doc, start);
  const text = doc.getText("text");
  const keystrokes: Keystroke[] = [];
  let at = position;
  let clock = 0;
  doc.on("update", (update: Uint8Array) => {
    const cursor = cursorOf(doc.clientID, keystrokes.length + 2, clock);
    const isDeletion = keystrokes.length % backspaceEvery === backspaceEvery - 1;
    keystrokes.push({ update, reach: isDeletion ? undefined : clock, cursor });
  });
  for (let index = 0; index < count; index++) {
    if (index % backspaceEvery === backspaceEvery - 1) text.delete(--at, 1);
    else {
      clock++;
      text.insert(at++, alphabet[random.below(alphabet.length)] ?? " ");
    }
  }
  return { clientId: doc.clientID, keystrokes };
}

/** A presence state as editors show it: a person, and where the cursor is. */
export function cursorOf(clientId: number, clock: number, itemClock: number): PresenceState {
  const place = {
    type: { client: 1, clock: 0 },
    tname: null,
    item: { client: clientId, clock: itemClock },
    assoc: 0,
  };
  const user = { name: `Person ${clientId % 1_000}`, color: "#30bced", colorLight: "#30bced33" };
  return {
    clientId,
    clock,
    state: JSON.stringify({ user, cursor: { anchor: place, head: place } }),
  };
}
