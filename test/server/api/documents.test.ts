/** Documents as a whole through HTTP, with real sockets beside it. */

import { describe, expect, it } from "vitest";
import { levelStore, makeToken, tokenAuthorize } from "@coscribe/server";
import { connect } from "@coscribe/client";
import * as Y from "yjs";
import { apiOf, type ApiReply, type AskApi } from "../../support/api-client.ts";
import { stockClient, syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { untilSaved } from "../../support/until-saved.ts";
import { until } from "../../support/until.ts";

async function served(
  options: Parameters<typeof testServer>[0] = {},
): Promise<TestServer & { ask: AskApi }> {
  const server = await testServer(options);
  return { ...server, ask: apiOf(server.url) };
}

async function write(
  url: string,
  name: string,
  text: string,
): Promise<ReturnType<typeof stockClient>> {
  const client = await syncedClient(url, name);
  client.doc.getText("text").insert(0, text);
  await untilSaved(url, name, client.doc);
  return client;
}

const names = (reply: ApiReply): string[] =>
  reply.json.documents.map(({ name }: { name: string }) => name);

describe("documents through HTTP", () => {
  it("A20 a document is made with a name or without one, once, and stays", async () => {
    const data = temporaryFolder();
    const first = await served({ store: levelStore(data) });
    const made = await first.ask("POST /documents", {
      json: { name: "notes/to day", title: "Today" },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe("documents/notes/to%20day");
    expect(made.json).toMatchObject({ name: "notes/to day", title: "Today", isTitleSet: true });
    expect(made.json).toMatchObject({
      createdBy: null,
      deletedAt: null,
      access: "write",
      aliases: [],
    });
    const again = await first.ask("POST /documents", { json: { name: "notes/to day" } });
    expect(again).toMatchObject({ status: 409, json: { code: "nameTaken" } });
    const nameless = await first.ask("POST /documents");
    expect(nameless.json.name).toMatch(/^([a-z2-9]{5}-){2}[a-z2-9]{5}$/);
    const below = await first.ask("POST /documents", { json: { prefix: "notes/" } });
    expect(below.json.name).toMatch(/^notes\/([a-z2-9]{5}-){2}[a-z2-9]{5}$/);
    await first.server.close();
    const second = await served({ store: levelStore(data) });
    expect((await second.ask("GET /documents/notes/to%20day")).json).toEqual(made.json);
    expect(names(await second.ask("GET /documents"))).toHaveLength(3);
  });

  it("A20 of many who make the same document one has made it", async () => {
    const { ask } = await served();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => ask("POST /documents", { json: { name: "one" } })),
    );
    expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201,
      ...Array(7).fill(409),
    ]);
  });

  it("A21 the list comes in pages, by prefix and by title whatever its case and accents", async () => {
    const { ask, url } = await served();
    for (const [name, title] of [
      ["a/1", "Éclair"],
      ["a/2", "eclipse"],
      ["b/1", "Straße"],
      ["b/2", undefined],
    ]) {
      await ask("POST /documents", { json: { name, title } });
    }
    // Made by a socket, without a word to the API.
    await write(url, "c", "text");
    expect(names(await ask("GET /documents"))).toEqual(["a/1", "a/2", "b/1", "b/2", "c"]);
    expect(names(await ask("GET /documents?prefix=a/"))).toEqual(["a/1", "a/2"]);
    expect(names(await ask("GET /documents?search=ECL"))).toEqual(["a/1", "a/2"]);
    expect(names(await ask(`GET /documents?search=${encodeURIComponent("écl")}`))).toHaveLength(2);
    expect(names(await ask("GET /documents?search=b/2"))).toEqual(["b/2"]);
    const all: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page = await ask(`GET /documents?limit=2${query}`);
      all.push(...names(page));
      ({ cursor } = page.json);
    }
    expect(all).toEqual(["a/1", "a/2", "b/1", "b/2", "c"]);
    expect((await ask("GET /documents?cursor=AAAA")).json.code).toBe("badCursor");
    expect((await ask("GET /documents?limit=0")).json.places[0].place).toBe("query/limit");
  });

  it("A22 it is told who changed a document last and when, soon and without a write for each key", async () => {
    const authorize = async ({ token = "" }) => ({
      user: { id: token, name: token.toUpperCase() },
      access: "write" as const,
    });
    const store = levelStore(temporaryFolder());
    const { url, server, ask } = await served({ authorize, store, idleDocumentMs: 100 });
    const before = Date.now();
    const doc = new Y.Doc();
    const connection = connect(url, "doc", { doc, token: "ann" });
    await connection.synced();
    for (const letter of "hello") doc.getText("text").insert(0, letter);
    await connection.whenSaved();
    connection.close();
    const told = async (who: string): Promise<ApiReply["json"]> => {
      let json: ApiReply["json"];
      await until("it to be told", async () => {
        ({ json } = await ask("GET /documents/doc", { token: "bob" }));
        return json.changedBy?.id === who;
      });
      return json;
    };
    const json = await told("ann");
    expect(json).toMatchObject({ createdBy: { id: "ann" }, changedBy: { id: "ann", name: "ANN" } });
    expect(Date.parse(json.changedAt)).toBeGreaterThanOrEqual(before - 1);
    const second = await syncedClient(url, "doc?token=cid");
    second.doc.getText("text").insert(0, "x");
    await until("it to be saved", () => server.unsavedDocuments().length === 0);
    second.provider.destroy();
    expect(await told("cid")).toMatchObject({ createdBy: { id: "ann" } });
  });

  it("A23 a title is set and taken back", async () => {
    const { ask } = await served();
    await ask("POST /documents", { json: { name: "a" } });
    const set = await ask("PATCH /documents/a", { json: { title: "Ærø <b>" } });
    expect(set.json).toMatchObject({ title: "Ærø <b>", isTitleSet: true });
    expect((await ask("GET /documents")).json.documents[0].title).toBe("Ærø <b>");
    const reset = await ask("PATCH /documents/a", { json: { title: null } });
    expect(reset.json).toMatchObject({ title: null, isTitleSet: false });
    for (const title of ["", "a\nb", "x".repeat(201), 7]) {
      expect((await ask("PATCH /documents/a", { json: { title } })).status).toBe(400);
    }
    expect((await ask("PATCH /documents/none", { json: { title: "x" } })).status).toBe(404);
  });

  it("A24 the trash ends sessions, keeps everything, and gives it back", async () => {
    const { url, ask } = await served({ store: levelStore(temporaryFolder()) });
    const writer = await write(url, "a", "kept");
    const codes: unknown[] = [];
    writer.provider.on("connection-close", (event) => codes.push(event?.code));
    const trashed = await ask("DELETE /documents/a");
    expect(trashed).toMatchObject({ status: 200, json: { name: "a" } });
    expect(Date.parse(trashed.json.deletedAt)).toBeGreaterThan(0);
    await until("the session to end", () => codes.length > 0);
    expect(codes[0]).toBe(4404);
    expect(names(await ask("GET /documents"))).toEqual([]);
    expect(names(await ask("GET /documents?deleted=true"))).toEqual(["a"]);
    const refused = connect(url, "a");
    await until("the refusal", () => refused.status.state === "refused");
    for (const [what, body] of [
      ["DELETE /documents/a", undefined],
      ["PATCH /documents/a", { title: "x" }],
      ["POST /copy/a", {}],
      ["POST /rename/a", { name: "b" }],
    ] as const) {
      const { status, json } = await ask(what, { json: body });
      expect({ what, status, code: json.code }).toEqual({
        what,
        status: 410,
        code: "documentDeleted",
      });
    }
    expect((await ask("POST /documents", { json: { name: "a" } })).json.code).toBe("nameTaken");
    expect((await ask("POST /restore/a")).json).toMatchObject({ name: "a", deletedAt: null });
    expect((await ask("POST /restore/a")).json.code).toBe("notInTrash");
    expect(textOf(await syncedClient(url, "a"))).toBe("kept");
  });

  it("A25 what is removed is gone with all that was known of it, also from the trash", async () => {
    const { url, ask } = await served({ store: levelStore(temporaryFolder()) });
    await write(url, "a", "old");
    await ask("PATCH /documents/a", { json: { title: "Old" } });
    await ask("PUT /aliases/nick", { json: { document: "a" } });
    await ask("DELETE /documents/a");
    expect((await ask("DELETE /documents/a?permanent=true")).status).toBe(204);
    expect((await ask("DELETE /documents/a?permanent=true")).json.code).toBe("documentNotFound");
    expect(names(await ask("GET /documents?deleted=true"))).toEqual([]);
    expect((await ask("GET /documents/a")).status).toBe(404);
    expect(textOf(await syncedClient(url, "nick"))).toBe("");
    await write(url, "a", "new");
    expect((await ask("GET /documents/a")).json).toMatchObject({ title: null, deletedAt: null });
    expect(textOf(await syncedClient(url, "a"))).toBe("new");
  });

  it("A26 clients on a document that is renamed go on in the same history, by the old name too", async () => {
    const { url, ask } = await served({ store: levelStore(temporaryFolder()) });
    const stock = await write(url, "old/name", "one ");
    const ours = connect(url, "old/name");
    await ours.synced();
    await ask("PATCH /documents/old/name", { json: { title: "Title" } });
    const renamed = await ask("POST /rename/old/name", { json: { name: "new/name" } });
    expect(renamed).toMatchObject({ status: 200, json: { name: "new/name", title: "Title" } });
    expect(renamed.json.aliases).toEqual(["old/name"]);
    // Typed while they are on their way back.
    stock.doc.getText("text").insert(4, "two ");
    ours.doc.getText("text").insert(0, "zero ");
    await ours.whenSaved();
    const fresh = await syncedClient(url, "new/name");
    await until("all to be there", () => textOf(fresh) === "zero one two ");
    await until("the others to have it", () => textOf(stock) === textOf(fresh));
    expect(ours.doc.getText("text").toString()).toBe("zero one two ");
    expect(names(await ask("GET /documents"))).toEqual(["new/name"]);
    expect((await ask("GET /documents/old/name")).json.name).toBe("new/name");
    const back = await ask("POST /rename/old/name", { json: { name: "old/name" } });
    expect(back.json).toMatchObject({ name: "old/name", title: "Title", aliases: ["new/name"] });
    expect((await ask("POST /documents", { json: { name: "new/name" } })).status).toBe(409);
    ours.close();
  });

  it("A26 a program's handle goes on under the old name, and what it said is saved", async () => {
    const { server, url, ask } = await served({ store: levelStore(temporaryFolder()) });
    const handle = server.open("old");
    await handle.transact((doc) => doc.getText("text").insert(0, "one "));
    const during = handle.transact((doc) => doc.getText("text").insert(4, "two "));
    expect((await ask("POST /rename/old", { json: { name: "new" } })).status).toBe(200);
    await during;
    await handle.transact((doc) => doc.getText("text").insert(8, "three"));
    expect(textOf(await syncedClient(url, "new"))).toBe("one two three");
    await handle.close();
  });

  it("A26 two documents that are to have each other's names do not wait for ever", async () => {
    const { ask } = await served();
    for (const name of ["a", "b"]) await ask("POST /documents", { json: { name } });
    const replies = await Promise.all([
      ask("POST /rename/a", { json: { name: "b" } }),
      ask("POST /rename/b", { json: { name: "a" } }),
      ask("POST /rename/a", { json: { name: "c" } }),
      ask("POST /rename/b", { json: { name: "c" } }),
    ]);
    const codes = replies.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(codes.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(codes.every((status) => [200, 404, 409].includes(status))).toBe(true);
    expect(names(await ask("GET /documents"))).toHaveLength(2);
  });

  it("A27 an alias leads to a document on every way in, until it is removed", async () => {
    const { url, ask } = await served();
    await write(url, "a", "text");
    const put = await ask("PUT /aliases/nick/name", { json: { document: "a" } });
    expect(put).toMatchObject({ status: 200, json: { alias: "nick/name", document: "a" } });
    expect((await ask("PUT /aliases/nick/name", { json: { document: "a" } })).status).toBe(200);
    expect(textOf(await syncedClient(url, "nick/name"))).toBe("text");
    expect((await ask("GET /documents/nick/name")).json).toMatchObject({
      name: "a",
      aliases: ["nick/name"],
    });
    await ask("POST /documents", { json: { name: "b" } });
    for (const [alias, document] of [
      ["nick/name", "b"],
      ["b", "a"],
      ["a", "a"],
    ]) {
      const { json } = await ask(`PUT /aliases/${alias}`, { json: { document } });
      expect(json.code).toBe("nameTaken");
    }
    expect((await ask("PUT /aliases/x", { json: { document: "none" } })).status).toBe(404);
    expect((await ask("DELETE /aliases/nick/name")).status).toBe(204);
    expect((await ask("DELETE /aliases/nick/name")).json.code).toBe("aliasNotFound");
    expect(textOf(await syncedClient(url, "nick/name"))).toBe("");
  });

  it("A27 whoever came by an alias is disconnected with those of its document", async () => {
    const { url, ask, server } = await served();
    await write(url, "a", "text");
    await ask("PUT /aliases/nick", { json: { document: "a" } });
    const byAlias = connect(url, "nick");
    await byAlias.synced();
    expect(server.disconnect({ document: "a" })).toBe(2);
    await until("it to be told", () => byAlias.status.state === "refused");
  });

  it("A24 a program's handle ends with its document, and with one in the trash at once", async () => {
    const { ask, server } = await served();
    const handle = server.open("a");
    await handle.transact((doc) => doc.getText("text").insert(0, "text"));
    await ask("DELETE /documents/a");
    await until("it to end", () => !handle.isOpen);
    const late = server.open("a");
    await until("it to end, too", () => !late.isOpen);
    await expect(late.read(() => 1)).rejects.toMatchObject({ code: "documentDeleted" });
  });

  it("A28 a copy has the text, whoever writes to either afterwards", async () => {
    const { url, ask } = await served({ store: levelStore(temporaryFolder()) });
    const writer = await write(url, "a", "text");
    await ask("PATCH /documents/a", { json: { title: "Title" } });
    const copied = await ask("POST /copy/a", { json: { name: "b" } });
    expect(copied).toMatchObject({ status: 201, json: { name: "b", title: "Title" } });
    writer.doc.getText("text").insert(0, "more ");
    await untilSaved(url, "a", writer.doc);
    expect(textOf(await syncedClient(url, "b"))).toBe("text");
    expect((await ask("POST /copy/a", { json: { name: "b" } })).json.code).toBe("nameTaken");
    expect((await ask("POST /copy/none")).json.code).toBe("documentNotFound");
  });

  it("A29 names with slashes, dots and whatever else are what they are, escaped or not", async () => {
    const { ask, url } = await served();
    for (const name of [
      "a.md",
      "content.md/x",
      "documents/y",
      "ü/日本 %?#&+",
      ".hidden/..x",
      "__proto__",
      "%2F",
      "a%2Fb",
    ]) {
      const path = name.split("/").map(encodeURIComponent).join("/");
      expect((await ask("POST /documents", { json: { name } })).status, name).toBe(201);
      expect((await ask(`GET /documents/${path}`)).json.name).toBe(name);
      expect((await ask(`GET /documents/${encodeURIComponent(name)}`)).json.name).toBe(name);
      await syncedClient(url, path);
    }
    for (const path of [
      "a/../b",
      "a/./b",
      "a//b",
      "a/",
      "/a",
      "a/%2e%2e/b",
      "%00",
      "x".repeat(201),
      "../documents/a.md",
    ]) {
      const { status, json } = await ask(`GET /documents/${path}`);
      expect({ path, status, code: json?.code }).toEqual({
        path,
        status: 400,
        code: "badDocumentName",
      });
    }
    for (const name of ["", "a/../b", "x\u0000", "x".repeat(201), 5, null]) {
      expect((await ask("POST /documents", { json: { name } })).json.code).toBe("badRequest");
    }
  });
});

const secret = "a secret that is thirty-two bytes long, and more";

describe("who may do what through HTTP", () => {
  it("A32 each role may do what it may on a socket, and is told why not", async () => {
    const authorize = await tokenAuthorize({ secret });
    const { ask, url } = await served({ authorize });
    const token = (access: "read" | "comment" | "write", ...documents: string[]): Promise<string> =>
      makeToken({ user: access, documents, access }, secret);
    const [reader, commenter, writer] = await Promise.all([
      token("read", "a", "x/*"),
      token("comment", "a", "x/*"),
      token("write", "a", "x/*"),
    ]);
    const elsewhere = await token("write", "b");
    await ask("POST /documents", { json: { name: "a" }, token: writer });
    const reads = ["GET /documents/a", "GET /documents"];
    const writes: [string, unknown, number][] = [
      ["PATCH /documents/a", { title: "t" }, 200],
      ["POST /documents", { name: "x/made" }, 201],
      ["PUT /aliases/x/nick", { document: "a" }, 200],
      ["DELETE /aliases/x/nick", undefined, 204],
      ["DELETE /documents/a", undefined, 200],
      ["POST /restore/a", undefined, 200],
    ];
    for (const [what, json] of [...reads.map((each) => [each, undefined] as const), ...writes]) {
      const reply = await ask(what, { json });
      expect({ what, status: reply.status, code: reply.json.code }).toEqual({
        what,
        status: 401,
        code: "unauthenticated",
      });
      expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
    for (const mine of [reader, commenter]) {
      for (const what of reads) expect((await ask(what, { token: mine })).status, what).toBe(200);
      for (const [what, json] of writes) {
        const reply = await ask(what, { json, token: mine });
        expect({ what, status: reply.status, code: reply.json.code }).toEqual({
          what,
          status: 403,
          code: "forbidden",
        });
      }
    }
    for (const what of ["GET /documents/a", ...writes.map(([each]) => each)]) {
      const json = writes.find(([each]) => each === what)?.[1];
      expect((await ask(what, { json, token: elsewhere })).status, what).toBe(403);
    }
    for (const [what, json, status] of writes) {
      expect((await ask(what, { json, token: writer })).status, what).toBe(status);
    }
    // Copying takes leave to read the one and to write the other.
    expect((await ask("POST /copy/a", { json: { name: "x/2" }, token: reader })).status).toBe(403);
    expect((await ask("POST /copy/a", { json: { name: "x/2" }, token: writer })).status).toBe(201);
    expect((await ask("POST /rename/a", { json: { name: "b" }, token: writer })).status).toBe(403);
    void url;
  });

  it("A33 the list has what somebody may read, in whole pages, and tells of nothing else", async () => {
    const authorize = await tokenAuthorize({ secret });
    const { ask } = await served({ authorize });
    const everything = await makeToken({ user: "o", documents: ["*"], access: "write" }, secret);
    for (let at = 0; at < 30; at++) {
      const name = `${at % 10 === 0 ? "mine" : "theirs"}/${String(at).padStart(2, "0")}`;
      await ask("POST /documents", { json: { name }, token: everything });
    }
    const mine = await makeToken({ user: "m", documents: ["mine/*"], access: "read" }, secret);
    const first = await ask("GET /documents?limit=2", { token: mine });
    expect(names(first)).toEqual(["mine/00", "mine/10"]);
    expect(first.json.documents[0].access).toBe("read");
    const second = await ask(`GET /documents?limit=2&cursor=${first.json.cursor}`, { token: mine });
    expect(names(second)).toEqual(["mine/20"]);
    expect(second.json.cursor).toBeNull();
    const operator = await makeToken(
      { user: "o", documents: [], access: "read", isOperator: true },
      secret,
    );
    expect(names(await ask("GET /documents", { token: operator }))).toHaveLength(30);
  });

  it("A34 a link to a former name still lets in whom it let in, a made alias only whom the document lets in", async () => {
    const authorize = await tokenAuthorize({ secret });
    const { ask, url } = await served({ authorize });
    const all = await makeToken({ user: "o", documents: ["*"], access: "write" }, secret);
    const former = await makeToken({ user: "f", documents: ["old"], access: "read" }, secret);
    const alias = await makeToken({ user: "a", documents: ["nick"], access: "read" }, secret);
    const named = await makeToken({ user: "n", documents: ["new"], access: "read" }, secret);
    await ask("POST /documents", { json: { name: "old" }, token: all });
    await ask("POST /rename/old", { json: { name: "new" }, token: all });
    await ask("PUT /aliases/nick", { json: { document: "new" }, token: all });
    expect((await ask("GET /documents/old", { token: former })).json.name).toBe("new");
    expect((await ask("GET /documents/new", { token: former })).status).toBe(403);
    expect((await ask("GET /documents/nick", { token: alias })).status).toBe(403);
    expect((await ask("GET /documents/nick", { token: named })).json.name).toBe("new");
    await syncedClient(url, `old?token=${former}`);
    await syncedClient(url, `nick?token=${named}`);
    const refused = connect(url, "nick", { token: alias });
    await until("the refusal", () => refused.status.state === "refused");
  });

  it("A35 foreign pages may do nothing, allowed ones what they may, and a renamed host is no way in", async () => {
    const { ask, port } = await served({ allowedOrigins: ["https://notes.example"] });
    const foreign = { Origin: "https://evil.example" };
    for (const what of [
      "GET /documents",
      "POST /documents",
      "DELETE /documents/a",
      "OPTIONS /documents",
      "GET /none",
    ]) {
      const { status, json, headers } = await ask(what, { headers: foreign });
      expect({ what, status, code: json.code }).toEqual({ what, status: 403, code: "forbidden" });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
    expect(
      (await ask("GET /documents", { headers: { Host: `evil.example:${port}` } })).status,
    ).toBe(403);
    expect((await ask("GET /documents", { headers: { Host: "notes.example" } })).status).toBe(200);
    const allowed = { Origin: "https://notes.example" };
    const preflight = await ask("OPTIONS /documents/a/b", { headers: allowed });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://notes.example");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, PATCH, DELETE, HEAD");
    const listed = await ask("GET /documents", { headers: allowed });
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://notes.example");
    expect(listed.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  it("A36 with `api: false` there is none of it, and files all the same", async () => {
    const { ask } = await served({ api: false });
    expect((await ask("GET /documents")).status).toBe(404);
    expect((await ask("GET /openapi.json")).status).toBe(404);
    expect((await ask("GET /files")).status).toBe(200);
  });
});
