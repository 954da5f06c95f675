/** A program's way into a document, beside clients on real sockets. */

import { levelStore, memoryStore, type DocumentHandle } from "@coscribe/server";
import { closeCodes } from "@coscribe/shared";
import { Outbox } from "@coscribe/server/internal/room/outbox";
import { describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import * as OtherYjs from "yjs-other";
import { changedLog } from "../../support/changed-log.ts";
import { GatedStore } from "../../support/gated-store.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const text = (doc: Y.Doc): Y.Text => doc.getText("text");

const read = (handle: DocumentHandle): Promise<string> => {
  return handle.read((doc) => text(doc).toString());
};

const append = (handle: DocumentHandle, words: string): Promise<void> => {
  return handle.transact((doc) => text(doc).insert(text(doc).length, words));
};

/** The client IDs that a document was written with. */
const clientIds = (handle: DocumentHandle): Promise<readonly number[]> => {
  return handle.read((doc) => [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()]);
};

describe("a handle", () => {
  it("T1 reads everything that clients have written, and writes what they see", async () => {
    const { server, url } = await testServer();
    const client = await syncedClient(url, "doc");
    text(client.doc).insert(0, "typed");
    const handle = server.open("doc");
    await until("the text", async () => (await read(handle)) === "typed");
    expect(await handle.transact((doc) => (text(doc).insert(5, " and added"), 7))).toBe(7);
    await until("the rest", () => textOf(client) === "typed and added");
    text(client.doc).insert(0, "> ");
    await until("an edit after that", async () => (await read(handle)) === "> typed and added");
    expect(await handle.read(async (doc) => Promise.resolve(doc.share.size))).toBe(1);
  });

  it("T2 resolves when what was written is on disk, and not before", async () => {
    const store = new GatedStore();
    const { server } = await testServer({ store });
    const handle = server.open("doc");
    store.mode = "hold";
    const progress = { isSaved: false };
    const saved = append(handle, "one").then(() => (progress.isSaved = true));
    await until("it to be taken in", () => server.unsavedDocuments().length === 1);
    // Whoever comes next does not wait for the disk.
    expect(await read(handle)).toBe("one");
    expect(progress.isSaved).toBe(false);
    store.release();
    await saved;
    expect(server.unsavedDocuments()).toEqual([]);
  });

  it("T2 is there after a restart", async () => {
    const data = temporaryFolder();
    const first = await testServer({ store: levelStore(data) });
    await append(first.server.open("doc"), "kept");
    await first.server.close();
    const second = await testServer({ store: levelStore(data) });
    expect(await read(second.server.open("doc"))).toBe("kept");
  });

  it("T3 what clients write while a callback waits is merged with what it writes", async () => {
    const { server, url } = await testServer();
    const client = await syncedClient(url, "doc");
    const handle = server.open("doc");
    await append(handle, "middle");
    await until("the text", () => textOf(client) === "middle");
    await handle.transact(async (doc) => {
      text(doc).insert(0, "<");
      text(client.doc).insert(6, "!");
      await until("it to be saved", async () => {
        return (await server.open("doc").read((other) => text(other).toString())) === "middle!";
      });
      expect(text(doc).toString()).toBe("<middle");
      text(doc).insert(7, ">");
    });
    await until("both", () => textOf(client).length === 9);
    expect(await read(handle)).toBe(textOf(client));
    expect(textOf(client)).toMatch(/^<middle(>!|!>)$/);
  });

  it("T3 callbacks of one handle run one after the other", async () => {
    const { server } = await testServer();
    const handle = server.open("doc");
    const words = Array.from({ length: 20 }, (_, index) => `${index} `);
    await Promise.all(
      words.map((word) =>
        handle.transact(async (doc) => {
          const { length } = text(doc);
          await Promise.resolve();
          text(doc).insert(length, word);
        }),
      ),
    );
    expect(await read(handle)).toBe(words.join(""));
  });

  it("T4 a callback that throws changes nothing", async () => {
    const { server, url } = await testServer();
    const client = await syncedClient(url, "doc");
    const handle = server.open("doc");
    await append(handle, "good");
    const failure = new Error("no");
    const throws = handle.transact((doc) => {
      text(doc).insert(0, "bad ");
      throw failure;
    });
    await expect(throws).rejects.toBe(failure);
    const rejects = handle.transact(async (doc) => {
      text(doc).insert(0, "bad ");
      await Promise.reject(failure);
    });
    await expect(rejects).rejects.toBe(failure);
    expect(await read(handle)).toBe("good");
    await append(handle, "!");
    await until("the end", () => textOf(client) === "good!");
  });

  it("T5 a callback that only reads may not write, neither at once nor later", async () => {
    const { server } = await testServer();
    const handle = server.open("doc");
    await append(handle, "good");
    const writes = handle.read((doc) => text(doc).insert(0, "bad "));
    await expect(writes).rejects.toMatchObject({ code: "readOnly" });
    const kept = await handle.read((doc) => text(doc));
    kept.insert(0, "later ");
    await append(handle, "!");
    expect(await read(handle)).toBe("good!");
  });

  it("T6 what is too large is refused, and changes nothing", async () => {
    const { server, url } = await testServer({ maxDocumentBytes: 2_000, maxInlineBytes: 2_500 });
    const client = await syncedClient(url, "doc");
    const handle = server.open("doc");
    await append(handle, "good");
    for (const count of [2_400, 4_000]) {
      const large = append(handle, "x".repeat(count));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(large).rejects.toMatchObject({ code: "documentTooLarge" });
    }
    expect(await read(handle)).toBe("good");
    await append(handle, "!");
    await until("the end", () => textOf(client) === "good!");
    const small = server.open("doc", { maxBytes: 10 });
    await expect(read(small)).rejects.toMatchObject({ code: "tooLarge" });
  });

  it("T6 a document that is deleted ends the handle, with the reason", async () => {
    const { server } = await testServer();
    const handle = server.open("doc");
    const ends: unknown[] = [];
    handle.on("closed", ({ reason }) => ends.push(reason));
    await append(handle, "gone");
    await server.deleteDocument("doc");
    await until("the end", () => ends.length === 1);
    expect(ends).toMatchObject([{ code: "documentDeleted" }]);
    expect(handle.isOpen).toBe(false);
    await expect(read(handle)).rejects.toMatchObject({ code: "documentDeleted" });
    await expect(append(handle, "more")).rejects.toMatchObject({ code: "documentDeleted" });
    expect(await read(server.open("doc"))).toBe("");
  });

  it("T6 a document that cannot be read rejects, and is there when it can", async () => {
    const store = new GatedStore();
    store.canRead = false;
    const { server } = await testServer({ store });
    const handle = server.open("doc");
    await expect(read(handle)).rejects.toThrow("input/output error");
    store.canRead = true;
    expect(await read(handle)).toBe("");
  });

  it("T6 a damaged document can be read, and not be changed", async () => {
    const store = lastingStore();
    const open = store.open.bind(store);
    store.open = async (...args) =>
      changedLog(await open(...args), {
        load: async function* () {
          yield { updates: [], through: 1, damage: [{ sequence: 1, problem: "it is missing" }] };
        },
      });
    const { server } = await testServer({ store });
    const handle = server.open("doc");
    await expect(append(handle, "more")).rejects.toMatchObject({ code: "documentDamaged" });
    expect(await read(handle)).toBe("");
  });

  it("T7 writes under one client ID, whatever happens", async () => {
    const { server } = await testServer({ idleDocumentMs: 0 });
    const handle = server.open("doc");
    for (let turn = 0; turn < 5; turn++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await append(handle, "x");
      const fails = handle.transact((doc) => {
        text(doc).insert(0, "bad");
        throw new Error("no");
      });
      // oxlint-disable-next-line no-await-in-loop
      await expect(fails).rejects.toThrow("no");
    }
    expect(await clientIds(handle)).toHaveLength(1);
    await append(server.open("doc"), "y");
    expect(await clientIds(handle)).toHaveLength(2);
  });

  it("T7 a client that writes under its ID spoils nothing", async () => {
    const { server, url } = await testServer();
    const handle = server.open("doc");
    await append(handle, "one ");
    const client = await syncedClient(url, "doc");
    const [id = 0] = await clientIds(handle);
    const impostor = new Y.Doc();
    Y.applyUpdate(impostor, Y.encodeStateAsUpdate(client.doc));
    impostor.clientID = id;
    const foreign = new Promise<Uint8Array>((resolve) => impostor.once("update", resolve));
    text(impostor).insert(0, "mine ");
    const late = handle.transact(async (doc) => {
      text(doc).insert(0, "lost ");
      Y.applyUpdate(client.doc, await foreign);
      await until("it to come", async () => {
        return (await read(server.open("doc"))) === "mine one ";
      });
    });
    await expect(late).rejects.toMatchObject({ code: "tryAgainLater" });
    await append(handle, "two");
    await until("the rest", () => textOf(client) === "mine one two");
    expect(await read(handle)).toBe("mine one two");
    expect(await clientIds(handle)).toHaveLength(2);
  });

  it("T8 tells what others change, and who", async () => {
    const { server, url } = await testServer({
      authorize: ({ query }) => {
        return { user: { id: query.get("user") ?? "nobody" }, access: "write" };
      },
    });
    const handle = server.open("doc", { user: { id: "robot" } });
    const copy = new Y.Doc();
    const authors: unknown[] = [];
    handle.on("change", (change) => {
      Y.applyUpdate(copy, change.update);
      authors.push(...change.authors);
    });
    await append(handle, "one ");
    const client = await syncedClient(url, "doc?user=ann");
    text(client.doc).insert(4, "two");
    await until("both", () => text(copy).toString() === "one two");
    expect(authors).toEqual([
      { user: { id: "robot" }, isThisHandle: true },
      { user: { id: "ann" }, isThisHandle: false },
    ]);
  });

  it("T8 tells who is there, and what they show", async () => {
    const { server, url } = await testServer();
    const handle = server.open("doc");
    const counts: number[] = [];
    handle.on("presence", (present) => counts.push(present.length));
    await read(handle);
    const { doc, provider } = await syncedClient(url, "doc");
    provider.awareness.setLocalState({ cursor: 7 });
    await until("somebody", () => handle.present.length === 1);
    await until("the state", () => {
      const [{ state } = { state: undefined }] = handle.present;
      return JSON.stringify(state) === '{"cursor":7}';
    });
    expect(handle.present).toMatchObject([{ clientId: doc.clientID, user: undefined }]);
    provider.destroy();
    await until("nobody", () => handle.present.length === 0 && counts.at(-1) === 0);
    expect(counts).toContain(1);
  });

  it("T8 tells that it is open, what is saved, and its end; a listener that fails harms nobody", async () => {
    const { server, events } = await testServer();
    const handle = server.open("doc");
    const told: string[] = [];
    for (const type of ["opened", "change", "saved", "closed"] as const) {
      handle.on(type, () => {
        told.push(type);
        throw new Error(`the listener of ${type}`);
      });
    }
    handle.on("saved", ({ sequence, isAll }) => {
      told.push(`${sequence} ${isAll}`);
    });
    const end = handle.on("change", () => told.push("never"));
    end();
    await append(handle, "x");
    await handle.close();
    await until("the end", () => told.includes("closed"));
    expect(told).toEqual(["opened", "change", "saved", "1 true", "closed"]);
    const failures = events.filter(({ type }) => type === "hookFailed");
    expect(failures.map((event) => "hook" in event && event.hook)).toEqual([
      "opened",
      "change",
      "saved",
      "closed",
    ]);
  });

  it("T9 after a failure of the room it goes on, under another client ID", async () => {
    const { server, url } = await testServer();
    const handle = server.open("doc");
    let openedCount = 0;
    handle.on("opened", () => openedCount++);
    await append(handle, "kept");
    const [before] = await clientIds(handle);
    const client = await syncedClient(url, "doc");
    vi.spyOn(Outbox.prototype, "take").mockImplementationOnce(() => {
      throw new RangeError("no memory for the update");
    });
    await expect(append(handle, " not")).rejects.toMatchObject({ code: "internalError" });
    await until("it to be open again", () => openedCount === 2);
    await append(handle, "!");
    // What was not saved may come back, as others may have it.
    await until("the end", () => /^kept( not)?!$/.test(textOf(client)));
    const after = await clientIds(handle);
    expect(after).toHaveLength(2);
    expect(after).toContain(before);
  });

  it("T9 a document that is renamed is open again, and what was written meanwhile is saved", async () => {
    const { server, port } = await testServer();
    const handle = server.open("old");
    let openedCount = 0;
    handle.on("opened", () => openedCount++);
    await append(handle, "one ");
    const ids = await clientIds(handle);
    const written = append(handle, "two ");
    const answer = await fetch(`http://localhost:${port}/api/v1/rename/old`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "new" }),
    });
    expect(answer.status).toBe(200);
    await written;
    await until("it to be open again", () => openedCount === 2);
    await append(handle, "three");
    expect(await read(server.open("new"))).toBe("one two three");
    expect(await clientIds(handle)).toEqual(ids);
  });

  it("T10 a closed handle takes no more calls, and leaves those that it has taken their time", async () => {
    const { server } = await testServer({ store: memoryStore() });
    const handle = server.open("doc");
    const written = append(handle, "the last word");
    const closed = handle.close();
    expect(handle.isOpen).toBe(false);
    await expect(read(handle)).rejects.toMatchObject({ code: "closed" });
    await written;
    await closed;
    expect(handle.close()).toBe(handle.close());
    expect(await read(server.open("doc"))).toBe("the last word");
  });

  it("T10 a server that closes saves what was written, and waits for no callback", async () => {
    const store = new GatedStore();
    const { server } = await testServer({ store });
    const handle = server.open("doc");
    await read(handle);
    store.mode = "hold";
    const written = append(handle, "saved");
    await until("it to be taken in", () => server.unsavedDocuments().length === 1);
    const hangs = handle.transact(() => new Promise<void>(() => undefined));
    const refused = Promise.all(
      [hangs, read(handle)].map((call) =>
        expect(call).rejects.toMatchObject({ code: "serviceRestart" }),
      ),
    );
    const closed = server.close();
    await refused;
    store.release();
    await Promise.all([written, closed]);
    expect(closeCodes.serviceRestart.retry).toBe("now");
    expect(() => server.open("doc")).toThrow("closed");
    await expect(append(handle, "x")).rejects.toMatchObject({ code: "serviceRestart" });
  });

  it("T11 who waits for another callback of the same handle within one is told so", async () => {
    const { server } = await testServer();
    const handle = server.open("doc", { busyAfterMs: 50 });
    const nested = handle.transact(async (doc) => {
      text(doc).insert(0, "bad");
      await read(handle);
    });
    await expect(nested).rejects.toMatchObject({ code: "busy" });
    await append(handle, "good");
    expect(await read(handle)).toBe("good");
  });

  it("T12 a large change is taken in, and told as one", async () => {
    const { server, url } = await testServer({ maxInlineBytes: 1_000 });
    const client = await syncedClient(url, "doc");
    const handle = server.open("doc");
    await append(handle, "x".repeat(50_000));
    await until("it to come", () => textOf(client).length === 50_000);
    await handle.transact((doc) => text(doc).delete(0, 49_990));
    await until("the rest to go", () => textOf(client).length === 10);
  });

  it("T13 works with the program's own copy of Yjs", async () => {
    const { server, url } = await testServer();
    const client = await syncedClient(url, "doc");
    const yjs = OtherYjs as unknown as typeof Y;
    const handle = server.open("doc", { yjs });
    await handle.transact((doc) => {
      expect(doc).toBeInstanceOf(OtherYjs.Doc);
      doc.getMap("map").set("text", new yjs.Text("of the other copy"));
    });
    await until("it to come", () => {
      return JSON.stringify(client.doc.getMap("map").toJSON()).includes("other copy");
    });
  });
});
