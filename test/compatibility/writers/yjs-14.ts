/** What Yjs 14 writes: client IDs of 53 bits, and text and values side by side in one type. */

import * as Y from "@y/y";
import { foreignJson, nested, oddValues, type Writing } from "./writing.ts";

function writing(name: string, write: (doc: Y.Doc) => void): Writing {
  const updates = (): readonly Uint8Array[] => {
    const doc = new Y.Doc();
    doc.clientID = Number.MAX_SAFE_INTEGER - name.length;
    const made: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => made.push(update));
    write(doc);
    return [...made, Y.encodeStateAsUpdate(doc)];
  };
  return { name, updates };
}

/** See the head of this file. */
export const yjs14: readonly Writing[] = [
  writing("text with marks", (doc) => {
    const text = doc.get("text");
    text.insert(0, "a text with marks");
    text.format(2, 6, { bold: true, link: { href: "x" } });
    text.format(4, 2, { bold: null });
    text.delete(1, 5);
  }),
  writing("elements with text, values and attributes", (doc) => {
    const paragraph = new Y.Type("paragraph");
    doc.get("xml").insert(0, [paragraph, "beside", { a: 1 }]);
    paragraph.insert(0, "text");
    paragraph.setAttr("data", foreignJson());
    paragraph.insert(2, [new Y.Type(), nested(900)]);
    doc.get("xml").delete(0, 1);
  }),
  writing("odd values", (doc) => {
    for (const [key, value] of Object.entries(oddValues)) doc.get("map").setAttr(key, value);
    doc.get("map").setAttr("bigint", 2n ** 62n);
    doc.get("map").setAttr("bytes", new Uint8Array([1, 2]));
    for (const key of Object.keys(oddValues)) doc.get("map").deleteAttr(key);
  }),
  writing("subdocuments", (doc) => {
    const meta = { pages: [1, null] };
    doc.get("map").setAttr("noted", new Y.Doc({ guid: "noted", meta, gc: false }));
    doc.get("list").insert(0, [new Y.Doc({ autoLoad: true })]);
  }),
];
