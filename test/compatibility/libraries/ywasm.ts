/** ywasm: yrs, the Yjs of Rust and of its bindings, in WebAssembly. */

import { onTestFinished } from "vitest";
import * as Y from "ywasm";
import { until } from "../../support/until.ts";
import type { Library } from "../library.ts";
import { YwasmProvider } from "./ywasm-provider.ts";

/** Text, map, array and XML. */
export const ywasm: Library = {
  title: "ywasm (yrs)",
  async join(url, document) {
    const doc = new Y.YDoc({});
    const text = doc.getText("text");
    const map = doc.getMap("map");
    const array = doc.getArray("array");
    const page = doc.getXmlFragment("page");
    const provider = new YwasmProvider(`${url}/${document}`, doc);
    onTestFinished(() => provider.destroy());
    await until("the client to sync", () => provider.isSynced);
    return {
      refusals: provider.refusals,
      get content() {
        return {
          text: text.toDelta(undefined, undefined, undefined, undefined) as unknown,
          map: map.toJson(undefined) as unknown,
          array: array.toJson(undefined) as unknown,
          page: page.toString(undefined),
        };
      },
      get state() {
        return Y.encodeStateAsUpdate(doc);
      },
      write(word) {
        transact(doc, (transaction) => {
          text.insert(0, `${word} `, undefined, transaction);
          const paragraph = new Y.YXmlElement("p", { word }, [new Y.YXmlText(word, undefined)]);
          page.push(paragraph, transaction);
        });
      },
      change(turn) {
        transact(doc, (transaction) => {
          text.format(0, 4, { bold: turn % 2 === 0 ? true : null }, transaction);
          map.set(`turn ${turn % 3}`, { turn, list: [true, null, 1.5, "x"] }, transaction);
          array.insert(0, [turn, new Y.YMap({ turn })], transaction);
          if (array.length(transaction) > 6) array.delete(2, 2, transaction);
        });
      },
      disconnect: () => provider.disconnect(),
      connect: () => provider.connect(),
    };
  },
};

function transact(doc: Y.YDoc, edit: (transaction: Y.YTransaction) => void): void {
  const transaction = doc.beginTransaction(undefined);
  try {
    edit(transaction);
  } finally {
    transaction.commit();
    transaction.free();
  }
}
