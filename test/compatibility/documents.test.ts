/** Documents that are unusual and valid, through the real command, kill -9 and readers of two versions. */

import * as encoding from "lib0/encoding";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { startServer, type ServerProcess } from "../support/server-process.ts";
import { syncedClient, textOf, type StockClient } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { untilCompacted } from "../support/until-compacted.ts";
import { untilSaved } from "../support/until-saved.ts";
import { until } from "../support/until.ts";
import { yjs14 } from "./libraries/yjs-14.ts";

/** The kind of a struct of text, and the bit that says what it stands behind. */
const contentString = 4;
const hasOrigin = 0x80;

/** A server that can be killed and started again on what it has on disk. */
class Home {
  readonly #data = temporaryFolder();
  #server: ServerProcess | undefined;

  async start(...flags: string[]): Promise<string> {
    this.#server = await startServer(this.#data, "--log-level", "debug", ...flags);
    return this.#server.url;
  }

  /** Has it compact `document`. */
  async compact(document: string): Promise<void> {
    await untilCompacted(this.#running, document);
  }

  /** Kills it when everything it has of `document` is on disk; resolves to where it is afterwards. */
  async killAndStart(document: string): Promise<string> {
    await untilSaved(this.#running.url, document);
    await this.#running.stop("SIGKILL");
    return this.start();
  }

  get #running(): ServerProcess {
    if (this.#server === undefined) throw new Error("the server was not started");
    return this.#server;
  }
}

it("P112 a document of 20,000 client IDs is taken in, edited, and found again", async () => {
  const authors = 20_000;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, letterOfEach(authors));
  const home = new Home();
  const url = await home.start();
  const ada = await syncedClient(url, "many", doc);
  const ben = await syncedClient(url, "many");
  await until("the whole document", () => textOf(ben).length === authors, 30_000);
  ben.doc.getText("text").delete(10, 1_000);
  ada.doc.getText("text").insert(0, "ada");
  const length = authors - 1_000 + 3;
  await until("both edits", () => [ada, ben].every((client) => textOf(client).length === length));
  const restarted = await home.killAndStart("many");
  const late = await syncedClient(restarted, "many");
  expect(textOf(late)).toBe(textOf(ada));
  expect(encoded(late)).toEqual(encoded(ada));
  expect(ada.provider.shouldConnect).toBe(true);
}, 60_000);

it("P112 client IDs of 53 bits, as Yjs 14 makes them, are kept to the last bit", async () => {
  const ids = [2 ** 53 - 1, 2 ** 52 + 1, 2 ** 32 + 7, 2 ** 32 - 1, 7];
  const home = new Home();
  const url = await home.start();
  const clients: StockClient[] = [];
  for (const clientID of ids) {
    const doc = Object.assign(new Y.Doc(), { clientID });
    // oxlint-disable-next-line no-await-in-loop -- each builds on what the one before wrote
    const client = await syncedClient(url, "ids", doc);
    client.provider.awareness.setLocalStateField("user", { name: `${clientID}` });
    const before = textOf(client).length;
    client.doc.getText("text").insert(before, "abc");
    client.doc.getText("text").delete(before + 1, 1);
    clients.push(client);
    const all = clients.length * 2;
    // oxlint-disable-next-line no-await-in-loop -- see above
    await until("everybody to have it", () => clients.every((one) => textOf(one).length === all));
  }
  const [first] = clients;
  if (first === undefined) throw new Error("there are no clients");
  const late = await syncedClient(await home.killAndStart("ids"), "ids");
  expect(textOf(late)).toBe("ac".repeat(ids.length));
  expect(new Set(late.doc.store.clients.keys())).toEqual(new Set(ids));
  expect(encoded(late)).toEqual(encoded(first));
});

it("P112 presence of client IDs of 53 bits is shown and removed", async () => {
  const url = await new Home().start();
  const doc = Object.assign(new Y.Doc(), { clientID: 2 ** 53 - 1 });
  const ada = await syncedClient(url, "here", doc);
  const ben = await syncedClient(url, "here");
  ada.provider.awareness.setLocalStateField("user", { name: "Ada" });
  const seen = (): unknown => ben.provider.awareness.getStates().get(doc.clientID);
  await until("Ada to be seen", () => seen() !== undefined);
  ada.provider.destroy();
  await until("Ada to be gone", () => seen() === undefined);
});

it("P112 subdocuments keep their options, and each is a document of its own name", async () => {
  const home = new Home();
  const url = await home.start();
  const ada = await syncedClient(url, "parent");
  const ben = await syncedClient(url, "parent");
  const options = { guid: "chapter", collectionid: "book", meta: { title: "One" }, autoLoad: true };
  ada.doc.transact(() => {
    ada.doc.getMap("chapters").set("one", new Y.Doc(options));
    ada.doc.getArray("list").push([new Y.Doc({ guid: "no gc", gc: false })]);
  });
  const chapterOf = (client: StockClient): Y.Doc | undefined =>
    client.doc.getMap<Y.Doc>("chapters").get("one");
  await until("the chapter", () => chapterOf(ben) !== undefined);
  const chapter = chapterOf(ada);
  if (chapter === undefined) throw new Error("the chapter is gone");
  const written = await syncedClient(url, chapter.guid, chapter);
  written.doc.getText("text").insert(0, "Once upon a time");
  const read = await syncedClient(url, "chapter", chapterOf(ben));
  await until("the chapter's text", () => textOf(read) === "Once upon a time");

  ada.doc.getMap("chapters").delete("one");
  const again = new Y.Doc({ guid: "again" });
  ada.doc.getMap("chapters").set("one", again);
  await until("the other chapter", () => chapterOf(ben)?.guid === "again");
  await untilSaved(url, "chapter", chapter);
  const restarted = await home.killAndStart("parent");
  const late = await syncedClient(restarted, "parent");
  expect([...late.doc.getSubdocGuids()].toSorted()).toEqual(["again", "no gc"]);
  expect(late.doc.getArray<Y.Doc>("list").get(0).gc).toBe(false);
  expect(encoded(late)).toEqual(encoded(ada));
  expect(textOf(await syncedClient(restarted, "chapter"))).toBe("Once upon a time");
});

it("P113 with deleted content kept, versions can be shown after a compaction and kill -9", async () => {
  const home = new Home();
  const url = await home.start("--keep-deleted");
  const ada = await syncedClient(url, "versions", new Y.Doc({ gc: false }));
  const ben = await syncedClient(url, "versions", new Y.Doc({ gc: false }));
  ada.doc.getText("text").insert(0, "the first version");
  ada.doc.getMap("map").set("state", "draft");
  await until("the first version", () => {
    return textOf(ben) === "the first version" && ben.doc.getMap("map").get("state") === "draft";
  });
  const first = Y.encodeSnapshot(Y.snapshot(ben.doc));
  ben.doc.getText("text").delete(0, 9);
  ben.doc.getMap("map").set("state", "final");
  await until("the second version", () => {
    return textOf(ada) === " version" && ada.doc.getMap("map").get("state") === "final";
  });
  await home.compact("versions");

  const restarted = await home.killAndStart("versions");
  const late = await syncedClient(restarted, "versions", new Y.Doc({ gc: false }));
  const shown = Y.createDocFromSnapshot(late.doc, Y.decodeSnapshot(first));
  expect(shown.getText("text").toString()).toBe("the first version");
  expect(shown.getMap("map").toJSON()).toEqual({ state: "draft" });
  expect(textOf(late)).toBe(" version");
});

it("P114 values that JSON does not have, or that are long, come as they are", async () => {
  const values: Record<string, unknown> = {
    negativeZero: -0,
    notANumber: Number.NaN,
    infinities: [Infinity, -Infinity],
    smallest: Number.MIN_VALUE,
    integers: [2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 60],
    fractions: [0.1, 1 / 3, 1e308, 1.5],
    big: [2n ** 62n, -(2n ** 63n), 0n],
    nothing: undefined,
    nothingInside: [null, undefined, { a: undefined }],
    bytes: Uint8Array.of(0, 1, 255),
    bytesInside: { a: [Uint8Array.of(), Uint8Array.of(7)] },
    empty: ["", [], {}],
    text: "\u0000 \u2028 é 日本 🙂 \uFEFF",
    longText: "long ".repeat(100_000),
    // Not by itself: Yjs takes an object's key `constructor` for its class, and throws.
    names: [{ constructor: 1, toString: [2], "": 3, "1": 4, hasOwnProperty: 5 }],
    manyKeys: Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`key ${key}`, key])),
    deep: nested(60),
  };
  const home = new Home();
  const url = await home.start();
  const ada = await syncedClient(url, "values");
  const ben = await syncedClient(url, "values");
  ada.doc.transact(() => {
    for (const [key, value] of Object.entries(values)) ada.doc.getMap("map").set(key, value);
    ada.doc.getArray("array").push([values["bytes"], [-0, Number.NaN], { deep: nested(60) }]);
    ada.doc.getText("text").insertEmbed(0, { image: nested(60) }, { wide: true });
  });
  const mapOf = ({ doc }: StockClient): unknown =>
    Object.fromEntries(doc.getMap<unknown>("map").entries());
  await until("the values", () => ben.doc.getMap("map").size === Object.keys(values).length);
  expect(mapOf(ben)).toStrictEqual(values);
  ben.doc.getMap("map").set("more", nested(10));
  await until("more", () => ada.doc.getMap("map").has("more"));

  const restarted = await home.killAndStart("values");
  const late = await syncedClient(restarted, "values");
  expect(mapOf(late)).toStrictEqual({ ...values, more: nested(10) });
  expect(late.doc.getArray("array").toArray()).toStrictEqual(ada.doc.getArray("array").toArray());
  expect(late.doc.getText("text").toDelta()).toStrictEqual(ada.doc.getText("text").toDelta());
  expect(encoded(late)).toEqual(encoded(ada));
  const newer = await yjs14.join(restarted, "values");
  expect(Buffer.compare(normal(newer.state), encoded(ada))).toBe(0);
});

/** An object in an array in an object …, `depth` deep. */
function nested(depth: number): unknown {
  let value: unknown = "inside";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/**
 * An update in which each of `authors` client IDs has typed one letter, each behind the one before.
 * Written by hand: Yjs takes a minute to make it, since each transaction looks at every client.
 */
function letterOfEach(authors: number): Uint8Array {
  const idOf = (author: number): number => (authors - author) * 200_000 + 1;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, authors);
  for (let author = 0; author < authors; author++) {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, idOf(author));
    encoding.writeVarUint(encoder, 0);
    if (author === 0) {
      encoding.writeUint8(encoder, contentString);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, "text");
    } else {
      encoding.writeUint8(encoder, hasOrigin | contentString);
      encoding.writeVarUint(encoder, idOf(author - 1));
      encoding.writeVarUint(encoder, 0);
    }
    encoding.writeVarString(encoder, "x");
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function encoded(client: StockClient): Uint8Array {
  return normal(Y.encodeStateAsUpdate(client.doc));
}

/** An update as Yjs writes it after reading it. */
function normal(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return Y.encodeStateAsUpdate(doc);
}
