/** What yrs, the Yjs of Rust, does otherwise than Yjs. */

import { expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import * as Yrs from "ywasm";
import { startServer } from "../support/server-process.ts";
import { syncedClient, textOf, type StockClient } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { untilSaved } from "../support/until-saved.ts";
import { until } from "../support/until.ts";
import { YwasmProvider } from "./libraries/ywasm-provider.ts";

interface YrsClient {
  readonly doc: Yrs.YDoc;
  readonly provider: YwasmProvider;
}

async function yrsClient(url: string, document: string): Promise<YrsClient> {
  const doc = new Yrs.YDoc({});
  const provider = new YwasmProvider(`${url}/${document}`, doc);
  onTestFinished(() => provider.destroy());
  await until("the client to sync", () => provider.isSynced);
  return { doc, provider };
}

it("P116 a subdocument as yrs writes it, with encoding and shouldLoad, is taken in", async () => {
  const data = temporaryFolder();
  const server = await startServer(data);
  const ada = await yrsClient(server.url, "parent");
  const ben = await syncedClient(server.url, "parent");
  ada.doc.getMap("chapters").set("one", new Yrs.YDoc({ guid: "chapter" }), undefined);
  ada.doc.getText("text").insert(0, "afterwards", undefined, undefined);
  const { refusals } = ada.provider;
  await until("both edits, or a refusal", () => {
    return refusals.length > 0 || textOf(ben) === "afterwards";
  });
  expect(refusals).toEqual([]);
  expect([...ben.doc.getSubdocGuids()]).toEqual(["chapter"]);
  await untilSaved(server.url, "parent");
  await server.stop("SIGKILL");
  const late = await syncedClient((await startServer(data)).url, "parent");
  expect([...late.doc.getSubdocGuids()]).toEqual(["chapter"]);
});

it("P117 what was deleted behind something collected is gone for yrs after a reconnect", async () => {
  const server = await startServer(temporaryFolder());
  const ada = await syncedClient(server.url, "deletes");
  const ben = await syncedClient(server.url, "deletes");
  const reader = await yrsClient(server.url, "deletes");
  const pageOf = (client: StockClient): Y.XmlFragment => client.doc.getXmlFragment("page");
  const read = (): string => reader.doc.getText("text").toString(undefined);

  pageOf(ada).insert(0, [new Y.XmlElement("p")]);
  await until("the paragraph", () => pageOf(ben).length === 1);
  const paragraph = pageOf(ben).get(0) as Y.XmlElement;
  // In one row of Ben's clocks: what lies in Ada's paragraph, and what does not.
  paragraph.insert(0, [new Y.XmlText("inside")]);
  ben.doc.getText("text").insert(0, "elsewhere, kept");
  await until("both texts", () => read() === "elsewhere, kept" && textOf(ada) === read());
  pageOf(ada).delete(0, 1);
  await until("the paragraph to be gone", () => {
    return pageOf(ben).length === 0 && reader.doc.getXmlFragment("page").length(undefined) === 0;
  });
  reader.provider.disconnect();
  // Right behind what the reader has collected with the paragraph.
  ben.doc.getText("text").delete(0, 11);
  await until("the deletion", () => textOf(ada) === "kept");
  reader.provider.connect();
  await until("the reader to sync", () => reader.provider.isSynced);
  expect(read()).toBe("kept");
});
