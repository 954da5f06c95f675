/**
 * What an editor gets from others: a document, nine people's carets in it, and their edits. All of
 * it is bytes that are made before anything is measured.
 */

import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import { Doc, encodeStateAsUpdate } from "yjs";
import { sum } from "../statistics.ts";
import type { Paper, PaperKind, Paragraph } from "./paper.ts";

/** The edits that are measured. */
export const editNames = ["letter", "bold", "split"] as const;

/** One of {@link editNames}. */
export type EditName = (typeof editNames)[number];

/** See the head of this file. */
export interface Traffic {
  readonly state: Uint8Array;
  /** How many letters are in it. */
  readonly letters: number;
  readonly carets: readonly Uint8Array[];
  /** In the order in which they were made, each after all before it. */
  readonly edits: Readonly<Record<EditName, readonly Uint8Array[]>>;
  /** The number of the paragraph in which nobody else edits. */
  readonly ownParagraph: number;
  /** The text of all paragraphs after all edits, without one's own. */
  readonly texts: readonly string[];
}

/** Nine others, so that ten people are there. */
const others = 9;

/** Of each kind. */
const edits = 30;

/** Yjs client IDs of the others begin with it. */
const firstClient = 1_001;

/** Within the letters that every paragraph has. */
const offset = 20;

/** Six letters that are not bold, in every paragraph. */
const plain = { from: 45, to: 51 } as const;

const words = "pebble harbour window lantern orchard meadow copper thunder velvet garden silver";

/** Twelve words with the number first, the fourth in bold. */
export function paragraph(number: number): Paragraph {
  const all = words.split(" ");
  const turned = all.map((_, index) => all[(index + number) % all.length]!);
  return {
    before: `${number} ${turned.slice(0, 2).join(" ")} `,
    bold: turned[2]!,
    after: ` ${turned.slice(3).join(" ")}`,
  };
}

/** Makes it for a document of so many paragraphs. */
export function trafficFor(kind: PaperKind, paragraphs: number): Traffic {
  const doc = new Doc();
  doc.clientID = firstClient - 1;
  const all = Array.from({ length: paragraphs }, (_, number) => paragraph(number));
  const paper = kind.write(doc, all);
  const state = encodeStateAsUpdate(doc);
  const letters = sum(kind.read(doc).map(({ length }) => length));
  const ownParagraph = Math.floor(paragraphs / 2);
  const carets = caretsIn(paper, ownParagraph, paragraphs);
  const recorded = recordEdits(paper, ownParagraph, paragraphs);
  const texts = kind.read(doc);
  doc.destroy();
  return { state, letters, carets, edits: recorded, ownParagraph, texts };
}

/** What one of the others is called; the first is on the screen. */
export function nameOf(other: number): string {
  return `Person ${other + 1}`;
}

/** A third of them are on the screen of who types in `ownParagraph`, the others all over. */
function caretsIn(paper: Paper, ownParagraph: number, paragraphs: number): readonly Uint8Array[] {
  return Array.from({ length: others }, (_, other) => {
    const isNear = other % 3 === 0;
    const number = isNear
      ? ownParagraph + 1 + other / 3
      : Math.floor(((other + 0.25) / others) * paragraphs);
    const place = paper.caretAt(number, offset);
    const doc = new Doc();
    doc.clientID = firstClient + other;
    const awareness = new Awareness(doc);
    awareness.setLocalState({
      user: { name: nameOf(other), color: "#c2410c" },
      cursor: { anchor: place, head: place },
    });
    const update = encodeAwarenessUpdate(awareness, [doc.clientID]);
    awareness.destroy();
    doc.destroy();
    return update;
  });
}

/** The others edit in turn, each edit in a paragraph of its own, from the top to the end. */
function recordEdits(paper: Paper, ownParagraph: number, paragraphs: number): Traffic["edits"] {
  const recorded: Record<EditName, Uint8Array[]> = { letter: [], bold: [], split: [] };
  let current: EditName = "letter";
  paper.doc.on("update", (update: Uint8Array) => recorded[current].push(update));
  for (const [kind, name] of editNames.entries()) {
    current = name;
    for (let edit = 0; edit < edits; edit++) {
      paper.doc.clientID = firstClient + (edit % others);
      // Steps of a third of the document or so: each edit is far from the one before.
      const step = Math.floor(paragraphs * 0.382) * edit + kind * 7;
      const place = step % paragraphs;
      const number = place === ownParagraph ? place + 1 : place;
      if (name === "letter") paper.insert(number, offset, "x");
      else if (name === "bold") paper.makeBold(number, plain.from, plain.to);
      else paper.split(number, offset);
    }
  }
  for (const name of editNames) {
    if (recorded[name].length !== edits) throw new Error(`a ${name} is not one update`);
  }
  return recorded;
}
