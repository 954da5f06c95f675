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
