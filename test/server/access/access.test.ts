/** Who may do what, on sockets. */

import {
  createSyncServer,
  levelStore,
  memoryStore,
  type Allowed,
  type AuthorizeRequest,
} from "@coscribe/server";
import { closeCodes } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { apiOf } from "../../support/api-client.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { stockClient, syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import {
  authorizeByName,
  peerWith,
  Roles,
  statusesOf,
  textAt,
  toldOf,
  writing,
} from "./access-support.ts";

const emptyStep1 = [0, 0, 1, 0];
const syncStatus = (payload: number): number[] => [102, 1, payload];

/** Resolves when the server has handled all that a peer has sent. */
async function handled(peer: RawPeer, mark: number): Promise<void> {
  const echo = [113, 1, mark];
  peer.send(...echo);
  await until("the echo", () => peer.messages.some((bytes) => bytes.equals(Buffer.from(echo))));
}

function hasAcknowledged(peer: RawPeer, payload: number): boolean {
  return peer.messages.some((bytes) => bytes.equals(Buffer.from(syncStatus(payload))));
}

describe("who may connect", () => {
  it("I1 the hook is told the document, headers, query, address, and the token from wherever it stands", async () => {
    const asked: AuthorizeRequest[] = [];
    const { port } = await testServer({
      authorize: (request) => {
        asked.push(request);
        return { user: { id: "ann" }, access: "write" };
      },
    });
    const peers: [string, Record<string, string>][] = [
      ["/a/b%20c?x=1", { Authorization: "Bearer one.two", Cookie: "session=7" }],
      ["/doc", { "Sec-WebSocket-Protocol": "coscribe, coscribe.token.two.three" }],
      ["/doc?token=three", {}],
      ["/doc", {}],
    ];
    for (const [target, headers] of peers) {
      const peer = new RawPeer(port, target, headers);
      await peer.message(0);
    }
    expect(asked.map(({ token }) => token)).toEqual(["one.two", "two.three", "three", undefined]);
    const [first] = asked;
    expect(first).toMatchObject({ document: "a/b c", address: "127.0.0.1" });
    expect(first!.headers.cookie).toBe("session=7");
    expect(first!.query.get("x")).toBe("1");
  });

  it("I1 a subprotocol that brings a token does not come back where there is another one", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const protocol = async (offered: string): Promise<string | undefined> => {
      const peer = new RawPeer(port, "/doc", { "Sec-WebSocket-Protocol": offered });
      await peer.opened();
      return /^Sec-WebSocket-Protocol: (.*?)\r?$/im.exec(peer.response)?.[1];
    };
    expect(await protocol("coscribe.token.ann.read, coscribe")).toBe("coscribe");
    expect(await protocol("coscribe.token.x")).toBe("coscribe.token.x");
  });

  it("I2 who has said nothing is asked to sign in, who may not is refused, each with the reason", async () => {
    const { port } = await testServer({
      authorize: ({ token }) =>
        token === "late" ? { deny: "too late", signIn: true } : { deny: "not you" },
    });
    const end = async (headers: Record<string, string>): Promise<unknown> =>
      new RawPeer(port, "/doc", headers).ended();
    expect(await end({})).toEqual({ code: 4401, reason: "not you" });
    expect(await end({ Cookie: "a=b" })).toEqual({ code: 4403, reason: "not you" });
    expect(await end({ Authorization: "Bearer x" })).toEqual({ code: 4403, reason: "not you" });
    expect(await end({ Authorization: "Bearer late" })).toEqual({ code: 4401, reason: "too late" });
  });

  it("I2 stock clients that are refused stay away", async () => {
    const { url, events } = await testServer({ authorize: authorizeByName });
    const { provider } = stockClient(url, "doc");
    await until("the client to give up", () => !provider.shouldConnect);
    expect(events.filter(({ type }) => type === "sessionClosed")).toMatchObject([{ code: 4401 }]);
  });

  it("I3 a hook that is slow holds up one session, and not for ever", async () => {
    let release: (() => void) | undefined;
    const { port, events } = await testServer({
      authorizeTimeoutMs: 300,
      authorize: async ({ token }) => {
        if (token === "slow") await new Promise<void>((resolve) => (release = resolve));
        if (token === "never") await new Promise(() => undefined);
        return { user: { id: "ann" }, access: "write" };
      },
    });
    const slow = await peerWith(port, "slow");
    const never = await peerWith(port, "never");
    slow.send(...writing(7, "early "));
    const quick = await peerWith(port, "quick");
    await quick.message(1);
    expect(slow.messages).toEqual([]);
    release!();
    await slow.message(1);
    await handled(slow, 1);
    expect(await textAt(port, "quick")).toBe("early ");
    expect(await never.ended()).toMatchObject({ code: closeCodes.tryAgainLater.code });
    expect(events.filter(({ type }) => type === "authorizeFailed")).toHaveLength(1);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("the database is gone"))],
    ["answers nothing", () => undefined],
    ["answers with an access that there is not", () => ({ user: { id: "a" }, access: "own" })],
    [
      "answers with a colour that is none",
      () => ({ user: { id: "a", color: "url(x)" }, access: "read" }),
    ],
    [
      "answers with a time that is none",
      () => ({ user: { id: "a" }, access: "read", expiresAt: Number.NaN }),
    ],
  ])("I3 a hook that %s refuses for now, and says so to the operator", async (_, answer) => {
    const { port, events } = await testServer({ authorize: answer as never });
    const { code, reason } = await new RawPeer(port, "/doc").ended();
    expect(code).toBe(closeCodes.internalError.code);
    expect(reason).not.toContain("database");
    expect(events.filter(({ type }) => type === "authorizeFailed")).toHaveLength(1);
    expect(events.filter(({ type }) => type === "documentOpened")).toEqual([]);
  });

  it("I4 where somebody says who may do what, others than this machine may be served", async () => {
    const server = createSyncServer({ store: memoryStore(), authorize: authorizeByName });
    onTestFinished(() => server.close());
    await expect(server.listen({ host: "0.0.0.0", port: 0 })).resolves.toBeDefined();
  });
});

describe.each(["read", "comment"] as const)("whoever may %s", (access) => {
  it("I5 reads, and no edit of theirs is kept, shown or acknowledged; stock clients are told and stop", async () => {
    const { url, port } = await testServer({ authorize: authorizeByName });
    const writer = await syncedClient(url, "doc?token=ann.write");
    writer.doc.getText("text").insert(0, "hello");
    const reader = await syncedClient(url, `doc?token=bob.${access}`);
    await until("the text", () => textOf(reader) === "hello");
    const closes: unknown[] = [];
    reader.provider.on("connection-close", (event) => closes.push(event?.code));
    reader.doc.getText("text").insert(0, "no ");
    await until("the reader to stop", () => !reader.provider.shouldConnect);
    expect(closes).toContain(4403);
    expect(await textAt(port, "eve.read")).toBe("hello");
    expect(textOf(writer)).toBe("hello");
  });

  it("I5 a client that wants to know is told why, keeps reading, and gets no acknowledgement", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const writer = await peerWith(port, "ann.write");
    const reader = await peerWith(port, `bob.${access}`);
    expect(await toldOf(reader, () => true)).toEqual({
      access,
      user: { id: "bob", name: "BOB" },
    });
    // Nothing that the server lacks is no edit.
    reader.send(0, 1, 2, 0, 0);
    reader.send(...syncStatus(1));
    await until("the acknowledgement", () => hasAcknowledged(reader, 1));
    reader.send(...writing(7, "no "));
    reader.send(...syncStatus(2));
    const { refused } = await toldOf(reader, (status) => status.refused !== undefined);
    expect(refused).toMatch(/you may (only )?read/);
    writer.send(...writing(8, "yes "));
    await until("what others write", () => reader.messages.at(-1)?.includes("yes ") === true);
    await handled(reader, 9);
    expect(hasAcknowledged(reader, 2)).toBe(false);
    expect(await textAt(port, "eve.read")).toBe("yes ");
  });

  it("I5 an update that others brought is no edit, also where it comes again", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const writer = await peerWith(port, "ann.write");
    writer.send(...writing(8, "yes "));
    await handled(writer, 1);
    const reader = await peerWith(port, `bob.${access}`, "/doc");
    reader.send(...writing(8, "yes "));
    await handled(reader, 1);
    expect(reader.closed).toBe(undefined);
  });

  it("I5 an update that builds on what nobody has brought is an edit, too", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "a");
    let second: Uint8Array = new Uint8Array();
    doc.on("update", (update: Uint8Array) => (second = update));
    doc.getText("text").insert(1, "b");
    const reader = await peerWith(port, `bob.${access}`, "/doc");
    await reader.message(0);
    reader.send(0, 2, second.length, ...second);
    expect(await reader.ended()).toMatchObject({ code: 4403 });
  });
});

describe("access that changes", () => {
  it("I6 a writer who may only read now is told at once, and the next edit is refused", async () => {
    const roles = new Roles();
    roles.set("ann", "write");
    roles.set("eve", "read");
    const { port, server } = await testServer({ authorize: roles.authorize });
    const ann = await peerWith(port, "ann");
    ann.send(...writing(7, "one "));
    await handled(ann, 1);
    roles.set("ann", "read");
    await server.recheck({ user: "ann" });
    expect((await toldOf(ann, ({ access }) => access === "read")).refused).toBe(undefined);
    ann.send(...writing(7, "one two "));
    await toldOf(ann, ({ refused }) => refused !== undefined);
    expect(await textAt(port, "eve")).toBe("one ");
  });

  it("I6 who may write again is asked for all of it, and it is kept and acknowledged then", async () => {
    const roles = new Roles();
    roles.set("ann", "read");
    roles.set("eve", "read");
    const { port, server } = await testServer({ authorize: roles.authorize });
    const ann = await peerWith(port, "ann");
    ann.send(...writing(7, "mine "));
    ann.send(...syncStatus(3));
    await toldOf(ann, ({ refused }) => refused !== undefined);
    const before = ann.messages.length - 1;
    roles.set("ann", "write");
    await server.recheck();
    await toldOf(ann, ({ access, refused }) => access === "write" && refused === undefined);
    await ann.syncMessage(0, before);
    ann.send(0, 1, ...writing(7, "mine ").slice(2));
    await until("the acknowledgement", () => hasAcknowledged(ann, 3));
    expect(await textAt(port, "eve")).toBe("mine ");
  });

  it("I7 what was held back is refused when it could be taken in after its author may no longer write", async () => {
    const roles = new Roles();
    roles.set("ann", "write");
    roles.set("bob", "write");
    roles.set("eve", "read");
    const { port, server } = await testServer({ authorize: roles.authorize });
    const base = new Y.Doc();
    base.clientID = 7;
    base.getText("text").insert(0, "base ");
    const first = Y.encodeStateAsUpdate(base);
    const theirs = new Y.Doc();
    theirs.clientID = 8;
    Y.applyUpdate(theirs, first);
    theirs.getText("text").insert(5, "later ");
    const second = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(base));
    const ann = await peerWith(port, "ann");
    ann.send(0, 2, second.length, ...second);
    await handled(ann, 1);
    roles.set("ann", "read");
    await server.recheck({ user: "ann" });
    const bob = await peerWith(port, "bob");
    bob.send(0, 2, first.length, ...first);
    await handled(bob, 1);
    await toldOf(ann, ({ refused }) => refused !== undefined);
    expect(await textAt(port, "eve")).toBe("base ");
  });

  it("I8 who is not let in any more is sent away, of those who were asked about and nobody else", async () => {
    const roles = new Roles();
    roles.set("ann", "write");
    roles.set("bob", "write");
    const { port, server } = await testServer({ authorize: roles.authorize });
    const ann = await peerWith(port, "ann");
    const elsewhere = await peerWith(port, "ann", "/other");
    const bob = await peerWith(port, "bob");
    await Promise.all([ann, elsewhere, bob].map((peer) => peer.message(0)));
    roles.answers.clear();
    await server.recheck({ user: "ann", document: "doc" });
    expect(await ann.ended()).toEqual({ code: 4401, reason: "nobody knows you" });
    expect([elsewhere.closed, bob.closed]).toEqual([undefined, undefined]);
    expect(server.disconnect({ document: "doc" }, { reason: "moved out" })).toBe(1);
    expect(await bob.ended()).toEqual({ code: 4403, reason: "moved out" });
    expect(server.disconnect({}, { signIn: true })).toBe(1);
    expect((await elsewhere.ended()).code).toBe(4401);
  });

  it("I9 a new token on the same socket changes what may be done, unless it is somebody else's", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const token = (text: string): number[] => [115, text.length, ...Buffer.from(text)];
    const ann = await peerWith(port, "ann.read");
    await toldOf(ann, ({ access }) => access === "read");
    ann.send(...token("ann.write"));
    await toldOf(ann, ({ access }) => access === "write");
    ann.send(...writing(7, "now "));
    await handled(ann, 1);
    expect(await textAt(port, "eve.read")).toBe("now ");
    ann.send(...token("bob.write"));
    expect(await ann.ended()).toEqual({
      code: 4403,
      reason: "the new token is somebody else's; connect anew",
    });
    const bob = await peerWith(port, "bob.read");
    bob.send(...token("nonsense"));
    expect((await bob.ended()).code).toBe(4403);
  });
});

describe("who somebody is", () => {
  /** A presence message for one client ID. */
  function presence(client: number, clock: number, state: object): number[] {
    const json = Buffer.from(JSON.stringify(state));
    const entry = [1, client, clock, json.length, ...json];
    return [1, entry.length, ...entry];
  }

  /** The state with `marker` in it that a peer has been shown. */
  async function shown(peer: RawPeer, marker: string): Promise<unknown> {
    const has = (bytes: Buffer): boolean => bytes[0] === 1 && bytes.includes(marker);
    await until(`presence with ${marker}`, () => peer.messages.some(has));
    const text = peer.messages.find(has)!.toString();
    return JSON.parse(text.slice(text.indexOf("{")));
  }

  it("I10 others see the id, name and colour that the server knows, whatever a client says", async () => {
    const answers: Record<string, Allowed> = {
      ann: { user: { id: "u1", name: "Ann", color: "#112233" }, access: "read" },
      bob: { user: { id: "u2" }, access: "write" },
    };
    const { port } = await testServer({ authorize: ({ token }) => answers[token!]! });
    const bob = await peerWith(port, "bob");
    const ann = await peerWith(port, "ann");
    await ann.message(1);
    ann.send(...presence(9, 1, { user: { name: "The Boss", id: "u7" }, at: "one" }));
    expect(await shown(bob, '"one"')).toMatchObject({
      user: { id: "u1", name: "Ann", color: "#112233" },
      at: "one",
    });
    bob.send(...presence(10, 1, { user: "The Boss", at: "two" }));
    expect(await shown(ann, '"two"')).toEqual({ user: { id: "u2", name: "u2" }, at: "two" });
    bob.send(...presence(10, 2, { user: { name: "Ann", color: "#445566" }, at: "three" }));
    expect(await shown(ann, '"three"')).toMatchObject({
      user: { id: "u2", name: "u2", color: "#445566" },
    });
  });

  it("I11 a Yjs client ID is whose it was first, also after a restart, and in no other document", async () => {
    const data = temporaryFolder();
    const start = async (): Promise<Awaited<ReturnType<typeof testServer>>> =>
      testServer({ store: levelStore(data, { commitIntervalMs: 1 }), authorize: authorizeByName });
    const first = await start();
    const ann = await peerWith(first.port, "ann.write");
    ann.send(...writing(7, "hers "));
    ann.send(...syncStatus(1));
    await until("the acknowledgement", () => hasAcknowledged(ann, 1));
    const same = await peerWith(first.port, "bob.write", "/doc");
    await same.message(0);
    same.send(...writing(7, "hers his "));
    const end = await same.ended();
    expect(end).toEqual({
      code: 4403,
      reason: "an edit stands under somebody else's client ID",
    });
    await first.server.close();
    const second = await start();
    const bob = await peerWith(second.port, "bob.write");
    bob.send(...writing(7, "hers his "));
    await toldOf(bob, ({ refused }) => refused !== undefined);
    const elsewhere = await peerWith(second.port, "bob.write", "/other?access=1");
    elsewhere.send(...writing(7, "his "));
    await handled(elsewhere, 1);
    expect(statusesOf(elsewhere).at(-1)?.refused).toBe(undefined);
    const again = await peerWith(second.port, "ann.write");
    again.send(...writing(7, "hers again "));
    await handled(again, 1);
    expect(await textAt(second.port, "eve.read")).toBe("hers again ");
  });

  it("I11 whoever has a link and no name writes with no ID of somebody's, and is shown with none", async () => {
    const answers: Record<string, Allowed> = {
      ann: { user: { id: "u1" }, access: "write" },
      link: { access: "write" },
    };
    const { port } = await testServer({ authorize: ({ token }) => answers[token!]! });
    const ann = await peerWith(port, "ann");
    ann.send(...writing(7, "hers "));
    await handled(ann, 1);
    const guest = await peerWith(port, "link");
    guest.send(...presence(9, 1, { user: { id: "u1", name: "Ann" }, at: "one" }));
    expect(await shown(ann, '"one"')).toMatchObject({ user: { id: "guest:u1", name: "Ann" } });
    guest.send(...writing(8, "theirs "));
    await handled(guest, 2);
    expect(statusesOf(guest).at(-1)?.refused).toBe(undefined);
    guest.send(...writing(7, "hers, forged "));
    await toldOf(guest, ({ refused }) => refused !== undefined);
  });

  it("I11 a document that was deleted and made anew knows nobody", async () => {
    const { port, server } = await testServer({ authorize: authorizeByName });
    const ann = await peerWith(port, "ann.write");
    ann.send(...writing(7, "hers "));
    await handled(ann, 1);
    await server.deleteDocument("doc");
    const bob = await peerWith(port, "bob.write");
    bob.send(...writing(7, "his "));
    await handled(bob, 1);
    expect(await textAt(port, "eve.read")).toBe("his ");
  });

  it("H36 nobody takes a client ID by writing with it before whoever is here with it, nor shows theirs", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const ann = await peerWith(port, "ann.write");
    const bob = await peerWith(port, "bob.write");
    ann.send(...presence(7, 1, { at: "hers" }));
    await shown(bob, '"hers"');
    bob.send(...writing(7, "forged "));
    await toldOf(bob, ({ refused }) => refused !== undefined);
    ann.send(...writing(7, "hers "));
    await handled(ann, 1);
    expect(await textAt(port, "eve.read")).toBe("hers ");
    ann.destroy();
    await until("her to be gone", () => bob.messages.at(-1)?.includes("null") === true);
    bob.send(...presence(7, 90, { at: "forged" }));
    await handled(bob, 2);
    const back = await peerWith(port, "ann.write");
    back.send(...presence(7, 100, { at: "back" }));
    await shown(bob, '"back"');
  });

  it("H37 a copy of a document knows whose the client IDs in it are", async () => {
    const { port, url } = await testServer({ authorize: authorizeByName });
    const ann = await peerWith(port, "ann.write");
    ann.send(...writing(7, "hers "));
    await handled(ann, 1);
    const copied = await apiOf(url)("POST /copy/doc", {
      json: { name: "copy" },
      token: "bob.write",
    });
    expect(copied.status).toBe(201);
    const bob = await peerWith(port, "bob.write", "/copy?access=1");
    bob.send(...writing(7, "hers forged "));
    await toldOf(bob, ({ refused }) => refused !== undefined);
  });

  it("I12 where nobody has to say who they are, nobody is bound, and tabs bring each other's edits", async () => {
    const { port } = await testServer();
    for (const [index, text] of ["one ", "one two "].entries()) {
      const peer = new RawPeer(port, "/doc");
      await peer.message(0);
      peer.send(...writing(7, text));
      await handled(peer, index);
      peer.send(...emptyStep1);
      expect((await peer.syncMessage(1)).includes(text.slice(-4))).toBe(true);
    }
  });
});
