/** yjs 13 with y-websocket 3, and every shared type. */

import * as Y from "yjs";
import { bindingLibrary } from "./binding.ts";

/** Text, map, array and XML, as programs without a binding use them. */
export const yjs13 = bindingLibrary("yjs 13 with y-websocket 3", (doc) => {
  const text = doc.getText("text");
  const map = doc.getMap("map");
  const array = doc.getArray<unknown>("array");
  const page = doc.getXmlFragment("page");
  return {
    get content() {
      return { text: text.toDelta(), map: map.toJSON(), array: array.toJSON(), page: `${page}` };
    },
    write(word) {
      doc.transact(() => {
        text.insert(0, `${word} `);
        const paragraph = new Y.XmlElement("p");
        paragraph.setAttribute("word", word);
        paragraph.insert(0, [new Y.XmlText(word)]);
        page.insert(page.length, [paragraph]);
      });
    },
    change(turn) {
      doc.transact(() => {
        text.format(0, 4, { bold: turn % 2 === 0 ? true : null });
        map.set(`turn ${turn % 3}`, { turn, list: [true, null, 1.5, "x"] });
        array.insert(0, [turn, new Y.Map([["turn", turn]])]);
        if (array.length > 6) array.delete(2, 2);
      });
    },
  };
});
