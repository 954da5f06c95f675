/** What yrs writes (ywasm; pycrdt and others write the same). */

import * as yrs from "ywasm";
import { foreignJson, nested, oddValues, type Writing } from "./writing.ts";
import { yjs13 } from "./yjs-13.ts";

function writing(name: string, write: (doc: yrs.YDoc) => void): Writing {
  const updates = (): readonly Uint8Array[] => {
    const doc = new yrs.YDoc({});
    const made: Uint8Array[] = [];
    doc.onUpdate((update: Uint8Array) => made.push(new Uint8Array(update)));
    write(doc);
    return [...made, yrs.encodeStateAsUpdate(doc)];
  };
  return { name, updates };
}

/** A document of another library as yrs hands it on: its options and numbers are written anew. */
function passedOn({ name, updates }: Writing): Writing {
  return {
    name: `${name}, passed on`,
    updates: () => {
      const doc = new yrs.YDoc({});
      for (const update of updates()) yrs.applyUpdate(doc, update, undefined);
      return [yrs.encodeStateAsUpdate(doc)];
    },
  };
}

/** What of Yjs' writings yrs can read: no hooks, and no JSON deeper than 127 or with half a character. */
const readable = ["elements and texts", "odd values", "subdocuments", "nothing", "updates merged"];

/** See the head of this file. */
export const yrsWritings: readonly Writing[] = [
  writing("text with marks and embeds", (doc) => {
    const text = doc.getText("text");
    text.insert(0, "a text with 🙂 marks", { bold: true }, undefined);
    text.format(2, 6, { italic: true }, undefined);
    text.insertEmbed(4, { image: "x", at: nested(60) }, { width: 1.5 }, undefined);
    text.delete(3, 4, undefined);
  }),
  writing("elements and texts", (doc) => {
    const fragment = doc.getXmlFragment("xml");
    const inner = [new yrs.YXmlText("hi", {})];
    fragment.push(new yrs.YXmlElement("paragraph", { align: "left" }, inner), undefined);
    fragment.push(new yrs.YXmlText("beside", {}), undefined);
    fragment.delete(0, 1, undefined);
  }),
  writing("odd values", (doc) => {
    for (const [key, value] of Object.entries(oddValues))
      doc.getMap("map").set(key, value, undefined);
    doc.getMap("map").set("bytes", new Uint8Array([1, 2]), undefined);
    doc.getMap("map").set("foreign", foreignJson(), undefined);
    for (const key of Object.keys(oddValues)) doc.getMap("map").delete(key, undefined);
  }),
  writing("nested types", (doc) => {
    doc
      .getArray("array")
      .insert(0, [new yrs.YMap({ list: new yrs.YArray([1, 2]) }), "x", 2.5], undefined);
    doc.getArray("array").delete(0, 1, undefined);
  }),
  writing("subdocuments", (doc) => {
    const options = { guid: "eager", gc: false, autoLoad: true, collectionid: "collection" };
    doc.getMap("map").set("eager", new yrs.YDoc(options), undefined);
    doc.getMap("map").set("within", new yrs.YMap({ plain: new yrs.YDoc({}) }), undefined);
  }),
  ...yjs13.filter(({ name }) => readable.includes(name)).map(passedOn),
];
