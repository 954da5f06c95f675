/** Documents as Yjs 14 writes them, by the real library. */

import { Doc, encodeStateAsUpdate, Type } from "@y/y";

/** An update with a document under the name that editors use: a paragraph, with a picture in it. */
export function newerYjsDocument(): Uint8Array {
  const doc = new Doc();
  const root = doc.get("prosemirror");
  const paragraph = new Type("paragraph");
  root.insert(0, [paragraph]);
  paragraph.insert(0, "written with Yjs 14");
  paragraph.insert(7, [new Type("image")]);
  return encodeStateAsUpdate(doc);
}

/** An update with a document that is nothing but text. */
export function newerYjsText(): Uint8Array {
  const doc = new Doc();
  doc.get("prosemirror").insert(0, "text of Yjs 14");
  return encodeStateAsUpdate(doc);
}

/** An update with a paragraph that has no text yet, and the next one with its text. */
export function newerYjsTyping(): readonly [Uint8Array, Uint8Array] {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const paragraph = new Type("textblock");
  doc.get("prosemirror").insert(0, [paragraph]);
  paragraph.insert(0, "typed");
  const [empty, typed] = updates;
  if (empty === undefined || typed === undefined) throw new Error("there should be two updates");
  return [empty, typed];
}
