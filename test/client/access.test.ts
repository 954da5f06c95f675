/** A client whose server says what it may do. */

import { connect, type Access, type Connection, type ConnectOptions } from "@coscribe/client";
import type { Allowed, AuthorizeRequest, Denied } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { testServer, type TestServer } from "../support/test-server.ts";

/** What each token is worth; a token that is not in it is worth nothing. */
type Worth = Record<string, Allowed | Denied>;

const ada = (access: Access, more: Partial<Allowed> = {}): Allowed => ({
  user: { id: "u-ada", name: "Ada", color: "#112233" },
  access,
  ...more,
});

/** A server that knows what its tokens are worth, which a test may change. */
async function gatedServer(worth: Worth): Promise<TestServer> {
  return testServer({
    authorize: ({ token = "" }: AuthorizeRequest) =>
      worth[token] ?? { deny: "the token is not valid", signIn: true },
  });
}

function join(url: string, options: ConnectOptions): Connection {
  const connection = connect(url, "notes", options);
  onTestFinished(() => connection.close());
  return connection;
}

async function eventually(read: () => unknown): Promise<void> {
  await expect.poll(read, { timeout: 5_000 }).toBeTruthy();
}

describe("access", () => {
  it("C132 the client is told what it may do, as whom and for how long", async () => {
    const { url } = await gatedServer({ t: ada("read", { expiresAt: Date.now() + 3_600_000 }) });
    const connection = join(url, { token: "t" });
    expect(connection.access).toBeUndefined();
    await connection.synced();
    const { access, user, expiresInMs = 0, expiresAt = 0 } = connection.access ?? {};
    expect({ access, user }).toEqual(ada("read"));
    expect(expiresInMs).toBeGreaterThan(3_500_000);
    expect(expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it("C133 an edit that is refused is not saved, stays here, and is saved once it may be made", async () => {
    const worth: Worth = { t: ada("write") };
    const { url, server } = await gatedServer(worth);
    const connection = join(url, { token: "t" });
    await connection.synced();
    connection.doc.getText("text").insert(0, "before ");
    await connection.whenSaved();
    worth["t"] = ada("read");
    await server.recheck();
    await eventually(() => connection.access?.access === "read");
    connection.doc.getText("text").insert(0, "meanwhile ");
    await eventually(() => connection.access?.refused !== undefined);
    expect(connection.saveStatus).toMatchObject({
      state: "notSaved",
      reason: "notAllowed",
      pendingEdits: 1,
    });
    const other = join(url, { token: "t" });
    await other.synced();
    expect(other.doc.getText("text").toString()).toBe("before ");
    worth["t"] = ada("write");
    await server.recheck();
    await connection.whenSaved();
    expect(connection.saveStatus).toEqual({ state: "saved" });
    expect(connection.access).toMatchObject({ access: "write" });
    expect(connection.access?.refused).toBeUndefined();
    await eventually(() => other.doc.getText("text").toString() === "meanwhile before ");
  });

  it("C133 who brings an edit along that may not be made is told so, and stays", async () => {
    const { url } = await gatedServer({ t: ada("comment") });
    const connection = join(url, { token: "t" });
    connection.doc.getText("text").insert(0, "from elsewhere");
    await eventually(() => connection.saveStatus.state === "notSaved");
    expect(connection.saveStatus).toMatchObject({ reason: "notAllowed" });
    expect(connection.access).toMatchObject({ access: "comment", refused: expect.any(String) });
    expect(connection.status.state).toBe("connected");
  });

  it("C134 a new token goes on with the same socket, and after 4401 with another", async () => {
    const worth: Worth = { one: ada("read"), two: ada("write") };
    const { url, server, events } = await gatedServer(worth);
    const sessions = (): number => events.filter(({ type }) => type === "sessionOpened").length;
    const connection = join(url, { token: "one" });
    await connection.synced();
    connection.setToken("two");
    await eventually(() => connection.access?.access === "write");
    expect(sessions()).toBe(1);
    server.disconnect({}, { signIn: true, reason: "the time is over" });
    await eventually(() => connection.status.state === "refused");
    expect(connection.status).toMatchObject({ code: 4401, reason: "the time is over" });
    expect(connection.saveStatus).toMatchObject({ state: "refused", code: 4401 });
    connection.doc.getText("text").insert(0, "kept");
    connection.setToken("two");
    await connection.whenSaved();
    expect(connection.status).toEqual({ state: "connected", isSynced: true });
    expect(sessions()).toBe(2);
  });

  it("C134 a function is asked for another token where the server does not take the first", async () => {
    const { url } = await gatedServer({ good: ada("write") });
    const tokens = ["bad", "good"];
    const connection = join(url, { token: async () => tokens.shift() });
    await connection.synced();
    expect(connection.access?.access).toBe("write");
    expect(tokens).toEqual([]);
  });

  it("C135 who may not, or brings no token that counts, is refused, and told which of the two", async () => {
    const { url } = await gatedServer({ no: { deny: "you have left", signIn: false } });
    const unknown = join(url, { token: () => "bad" });
    const denied = join(url, { token: "no" });
    await eventually(() => [unknown, denied].every(({ status }) => status.state === "refused"));
    expect(unknown.status).toMatchObject({ code: 4401, reason: "the token is not valid" });
    expect(denied.status).toMatchObject({ code: 4403, reason: "you have left" });
  });

  it("C136 others, and the client itself, see who the server says it is", async () => {
    const { url } = await gatedServer({
      t: ada("write"),
      b: { ...ada("read"), user: { id: "b" } },
    });
    const user = { name: "Somebody", color: "#445566", id: "made-up" };
    const connection = join(url, { token: "t", user });
    const other = join(url, { token: "b", user });
    const names = ({ people }: Connection): unknown[] =>
      people.map((person) => ({ ...person.user, isSelf: person.isSelf }));
    await eventually(() => names(connection).length === 2 && names(other).length === 2);
    await eventually(() => connection.people.some((person) => person.user?.id === "b"));
    const both = (isAda: boolean): unknown[] => [
      { name: "b", color: "#445566", id: "b", isSelf: !isAda },
      { name: "Ada", color: "#112233", id: "u-ada", isSelf: isAda },
    ];
    expect(names(connection)).toEqual(both(true));
    expect(names(other)).toEqual(both(false));
    connection.setUser({ name: "Renamed", color: "#abcdef" });
    expect(names(connection)).toEqual(both(true));
  });

  it("C137 a file is brought with the token, for the document", async () => {
    const asked: AuthorizeRequest[] = [];
    const { url } = await testServer({
      authorize: (request) => {
        asked.push(request);
        return ada("write");
      },
    });
    const connection = join(url, { token: "the-token" });
    await connection.synced();
    const upload = await connection.files.add(new Blob(["something"]));
    await upload.whenDone();
    const { document, token, query, headers } = asked.at(-1)!;
    expect({ document, token }).toEqual({ document: "notes", token: "the-token" });
    expect(headers.authorization).toBe("Bearer the-token");
    expect(query.has("token")).toBe(false);
  });
});
