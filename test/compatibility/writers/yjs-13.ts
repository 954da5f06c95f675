/** What Yjs 13 writes. */

import * as Y from "yjs";
import { foreignJson, nested, oddValues, type Writing } from "./writing.ts";

/** The updates of a document in which `write` happens, each transaction one. */
function writing(name: string, write: (doc: Y.Doc) => void, gc = true): Writing {
  const updates = (): readonly Uint8Array[] => {
    const doc = new Y.Doc({ gc });
    const made: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => made.push(update));
    write(doc);
    return [...made, Y.encodeStateAsUpdate(doc)];
  };
  return { name, updates };
}

/** A document of which everything else is made in another encoding, or by other functions. */
function rich(): Y.Doc {
  const doc = new Y.Doc();
  writeMarks(doc);
  writeXml(doc);
  doc.getMap("map").set("odd", oddValues);
  doc.getArray("array").push([1, "two", new Uint8Array([3])]);
  doc.getText("text").delete(1, 3);
  return doc;
}

function writeMarks(doc: Y.Doc): void {
  const text = doc.getText("text");
  text.insert(0, "a text with marks", { bold: true, link: { href: "x", at: nested(90) } });
  text.format(2, 6, { bold: null, italic: true });
  text.insertEmbed(4, { image: "x", data: foreignJson() }, { width: 1.5 });
  text.insertEmbed(0, nested(900) as object);
  text.applyDelta([{ retain: 3 }, { insert: "🙂\ud800" }, { delete: 2 }]);
  text.setAttribute("__proto__", "an attribute");
}

function writeXml(doc: Y.Doc): void {
  const list = new Y.XmlElement("list");
  doc.getXmlFragment("xml").push([list, new Y.XmlText("beside")]);
  list.setAttribute("data", foreignJson() as string);
  list.push([new Y.XmlElement("item"), new Y.XmlText("")]);
  doc.getXmlFragment("xml").delete(0, 1);
  const paragraph = new Y.XmlElement("paragraph");
  doc.getXmlFragment("xml").insert(0, [paragraph]);
  paragraph.insert(0, [new Y.XmlText("again")]);
}

function writeValues(doc: Y.Doc): void {
  const map = doc.getMap("map");
  for (const [key, value] of Object.entries(oddValues)) map.set(key, value);
  map.set("undefined", undefined);
  map.set("bigint", -(2n ** 62n));
  map.set("bytes", new Uint8Array([1, 2, 3]));
  map.set("nothing in bytes", new Uint8Array());
  map.set("bytes within", { bytes: new Uint8Array([1]), undefined, bigint: 5n });
  map.set("foreign", foreignJson());
  map.set("nested", new Y.Map(Object.entries({ list: Y.Array.from([1, [2]]) })));
  for (const key of map.keys()) map.set(key, "another");
  for (const key of map.keys()) map.delete(key);
}

function writeSubdocuments(doc: Y.Doc): void {
  const map = doc.getMap("map");
  map.set("plain", new Y.Doc());
  map.set("eager", new Y.Doc({ guid: "eager", autoLoad: true, gc: false }));
  map.set("noted", new Y.Doc({ meta: { pages: [1, { two: null }], bytes: new Uint8Array([1]) } }));
  map.set("collected", new Y.Doc({ collectionid: "collection", meta: "text" }));
  doc.getArray("array").push([new Y.Doc({ guid: "" })]);
  map.delete("plain");
  map.set("eager", new Y.Doc({ guid: "eager" }));
}

function writeAndUndo(doc: Y.Doc): void {
  const undo = new Y.UndoManager([doc.getText("text"), doc.getXmlFragment("xml")]);
  for (const write of [writeMarks, writeXml]) {
    write(doc);
    undo.stopCapturing();
  }
  undo.undo();
  undo.undo();
  undo.redo();
}

/** Deletes in a document that keeps what was deleted, as applications with versions have it. */
function writeVersions(doc: Y.Doc): void {
  const text = doc.getText("text");
  text.insert(0, "the first version");
  const first = Y.snapshot(doc);
  text.delete(4, 6);
  writeXml(doc);
  Y.encodeSnapshot(first);
  text.insert(0, "and more: ");
}

/** See the head of this file. */
export const yjs13: readonly Writing[] = [
  writing("text with marks and embeds", writeMarks),
  writing("elements and texts", writeXml),
  writing("a hook", (doc) => doc.getArray("array").push([new Y.XmlHook("hook")])),
  writing("odd values", writeValues),
  writing("subdocuments", writeSubdocuments),
  writing("undo and redo", writeAndUndo),
  writing("versions, without garbage collection", writeVersions, false),
  writing("everything in one transaction", (doc) => {
    doc.transact(() => {
      for (const write of [writeMarks, writeXml, writeValues, writeSubdocuments]) write(doc);
    });
  }),
  { name: "nothing", updates: () => [Y.encodeStateAsUpdate(new Y.Doc())] },
  { name: "updates merged", updates: () => [Y.mergeUpdates([...writing("", writeXml).updates()])] },
  {
    name: "an update converted to the v2 encoding and back",
    updates: () => [Y.convertUpdateFormatV2ToV1(Y.encodeStateAsUpdateV2(rich()))],
  },
  {
    name: "an update with its words blotted out",
    updates: () => [Y.obfuscateUpdate(Y.encodeStateAsUpdate(rich()))],
  },
  {
    name: "a version made a document",
    updates: () => {
      const doc = new Y.Doc({ gc: false });
      writeVersions(doc);
      const version = Y.snapshot(doc);
      doc.getText("text").insert(0, "later");
      return [Y.encodeStateAsUpdate(Y.createDocFromSnapshot(doc, version))];
    },
  },
  {
    name: "the difference to a state",
    updates: () => {
      const doc = rich();
      const before = Y.encodeStateAsUpdate(doc);
      doc.getText("text").insert(2, "inserted");
      return [
        before,
        Y.diffUpdate(Y.encodeStateAsUpdate(doc), Y.encodeStateVectorFromUpdate(before)),
      ];
    },
  },
];
