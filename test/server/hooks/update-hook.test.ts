/** Asking the program before an update is taken in, with clients on real sockets. */

import type { UpdateRequest } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { RawPeer } from "../../support/raw-peer.ts";
import { stockClient, syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { authorizeByName, peerWith, textAt, toldOf, writing } from "../access/access-support.ts";

/** The words that an update brings. */
const wordsIn = (update: Uint8Array): string => {
  return Y.decodeUpdate(update)
    .structs.map((struct) => {
      const isText = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
      return isText ? (struct.content as Y.ContentString).str : "";
    })
    .join("");
};

const refuseBad = ({ update }: UpdateRequest): { refuse: string } | undefined => {
  return wordsIn(update).includes("bad") ? { refuse: "no bad words" } : undefined;
};

const write = ({ doc }: { readonly doc: Y.Doc }, words: string): void => {
  doc.getText("text").insert(doc.getText("text").length, words);
};

const acknowledgements = (peer: RawPeer): number => {
  return peer.messages.filter(([type]) => type === 102).length;
};

describe("the hook beforeUpdate", () => {
  it("T20 is told what comes, into which document, and by whom", async () => {
    const requests: UpdateRequest[] = [];
    const { url } = await testServer({
      authorize: () => ({ user: { id: "ann", name: "Ann" }, access: "write" }),
      hooks: { beforeUpdate: (request) => void requests.push(request) },
    });
    const writer = await syncedClient(url, "doc");
    const reader = await syncedClient(url, "doc");
    write(writer, "words");
    await until("the text", () => textOf(reader) === "words");
    expect(requests).toHaveLength(1);
    const { update, ...others } = requests[0]!;
    expect(wordsIn(update)).toBe("words");
    expect(others).toEqual({
      document: "doc",
      user: { id: "ann", name: "Ann" },
      address: "127.0.0.1",
      isWholeState: false,
    });
  });

  it("T20 is not asked about what brings nothing new, nor about what a reader may not bring", async () => {
    let count = 0;
    const { url, server } = await testServer({
      authorize: ({ query }) => {
        const id = query.get("user") ?? "ann";
        return { user: { id }, access: id === "ann" ? "write" : "read" };
      },
      hooks: { beforeUpdate: () => void count++ },
    });
    const writer = await syncedClient(url, "doc");
    write(writer, "words");
    writer.doc.getText("text").delete(0, 1);
    await until("the text", async () => {
      return (await server.open("doc").read((doc) => doc.getText("text").length)) === 4;
    });
    const before = count;
    writer.provider.disconnect();
    writer.provider.connect();
    await until("it to be back", () => writer.provider.synced);
    expect(count).toBe(before);
    const reader = stockClient(url, "doc?user=bob");
    await until("the reader to sync", () => reader.provider.synced);
    const closed = new Promise<unknown>((resolve) => reader.provider.once("closed", resolve));
    write(reader, "mine");
    await closed;
    expect(count).toBe(before);
  });

  it("T21 what it refuses is not stored, passed on or acknowledged, and its author learns why", async () => {
    const { url, server } = await testServer({ hooks: { beforeUpdate: refuseBad } });
    const reader = await syncedClient(url, "doc");
    const writer = await syncedClient(url, "doc");
    write(writer, "good");
    await until("the good", () => textOf(reader) === "good");
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      writer.provider.on("connection-close", (event) => {
        if (event !== null) resolve({ code: event.code, reason: event.reason });
      });
    });
    write(writer, "bad");
    write(writer, "more");
    expect(await closed).toEqual({ code: 4403, reason: "no bad words" });
    write(reader, "!");
    expect(await server.open("doc").read((doc) => doc.getText("text").toString())).toMatch(
      /^good!?$/,
    );
    await until("the end", async () => {
      return (await server.open("doc").read((doc) => doc.getText("text").length)) === 5;
    });
  });

  it("T21 a client that asks to be told goes on reading, and is acknowledged when nobody minds any more", async () => {
    let minds = true;
    const { port, server } = await testServer({
      authorize: authorizeByName,
      hooks: { beforeUpdate: (request) => (minds ? refuseBad(request) : undefined) },
    });
    const peer = await peerWith(port, "ann.write");
    await peer.syncMessage(0);
    peer.send(...writing(7, "bad"));
    peer.send(102, 1, 1);
    const { access } = await toldOf(peer, ({ refused }) => refused === "no bad words");
    expect(access).toBe("write");
    const before = peer.messages.length - 1;
    await server.open("doc").transact((doc) => doc.getText("text").insert(0, "good"));
    await peer.syncMessage(2, before);
    expect(acknowledgements(peer)).toBe(0);
    minds = false;
    // All that it has and the server has not.
    const [, , ...whole] = writing(7, "bad");
    peer.send(0, 1, ...whole);
    await until("the acknowledgement", () => acknowledgements(peer) === 1);
    expect(await textAt(port, "bob.read")).toHaveLength(7);
  });

  it("T22 while it is pending, a client's messages keep their order, and nobody else waits", async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const { port } = await testServer({
      authorize: authorizeByName,
      hooks: {
        beforeUpdate: async ({ user, update }) => {
          asked.push(wordsIn(update));
          if (user?.id === "ann") await new Promise<void>((resolve) => answers.push(resolve));
          return undefined;
        },
      },
    });
    const ann = await peerWith(port, "ann.write");
    const bob = await peerWith(port, "bob.write");
    ann.send(...writing(7, "one "));
    ann.send(...writing(8, "two "));
    ann.send(102, 1, 1);
    await until("the question", () => asked.length === 1);
    bob.send(...writing(9, "three "));
    bob.send(102, 1, 1);
    await until("it to be saved", () => acknowledgements(bob) === 1);
    expect(asked).toEqual(["one ", "three "]);
    expect(acknowledgements(ann)).toBe(0);
    answers[0]?.();
    await until("the next question", () => asked.length === 3);
    expect(await textAt(port, "carl.read")).not.toContain("two");
    answers[1]?.();
    await until("all of it", () => acknowledgements(ann) === 1);
    expect(asked).toEqual(["one ", "three ", "two "]);
  });

  it("T22 an edit whose author has gone while it was pending is taken in", async () => {
    let answer: (() => void) | undefined;
    const { port } = await testServer({
      idleDocumentMs: 0,
      authorize: authorizeByName,
      hooks: { beforeUpdate: () => new Promise<void>((resolve) => (answer = resolve)) },
    });
    const peer = await peerWith(port, "ann.write");
    peer.send(...writing(7, "the last word"));
    await until("the question", () => answer !== undefined);
    peer.destroy();
    const reader = await peerWith(port, "bob.read");
    await reader.syncMessage(0);
    answer?.();
    await reader.syncMessage(2);
    expect(await textAt(port, "carl.read")).toBe("the last word");
  });

  it.each([
    [
      "throws",
      1011,
      (): never => {
        throw new Error("a bug in a hook");
      },
    ],
    ["rejects", 1011, () => Promise.reject(new Error("a bug in a hook"))],
    ["answers what is none", 1011, () => ({ refused: true }) as never],
    ["hangs", 1013, () => new Promise<void>(() => undefined)],
  ] as const)("T23 a hook that %s harms nobody, and the edit comes back", async (_, code, fail) => {
    let fails = true;
    const { url, events } = await testServer({
      hookTimeoutMs: 50,
      hooks: {
        beforeUpdate: (request) => {
          return fails && wordsIn(request.update).includes("unlucky") ? fail() : undefined;
        },
      },
    });
    const unlucky = await syncedClient(url, "doc");
    const lucky = await syncedClient(url, "doc");
    const codes: number[] = [];
    unlucky.provider.on("connection-close", (event) => codes.push(event?.code ?? 0));
    write(unlucky, "unlucky ");
    await until("it to be sent away", () => codes.length > 0);
    expect(codes[0]).toBe(code);
    const failure = events.find(({ type }) => type === "hookFailed");
    expect(failure).toMatchObject({ hook: "beforeUpdate", name: "doc" });
    write(lucky, "lucky ");
    expect(lucky.provider.wsconnected).toBe(true);
    fails = false;
    await until("both", () => textOf(lucky).length === 14 && textOf(unlucky).length === 14);
  });

  it("T24 is asked about large updates, and about a first content", async () => {
    const { port, server } = await testServer({
      maxInlineBytes: 100,
      authorize: authorizeByName,
      hooks: { beforeUpdate: refuseBad },
    });
    const peer = await peerWith(port, "ann.write");
    const large = writing(7, `bad ${"x".repeat(96)}`);
    peer.send(...large);
    await toldOf(peer, ({ refused }) => refused === "no bad words");
    const other = await peerWith(port, "bob.write");
    const [, , ...first] = writing(8, "bad");
    other.send(116, ...first);
    await toldOf(other, ({ refused }) => refused === "no bad words");
    other.send(...writing(9, `good ${"x".repeat(95)}`));
    await until("the good", async () => {
      return (await server.open("doc").read((doc) => doc.getText("text").length)) === 100;
    });
  });
});
