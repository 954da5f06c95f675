/** Getting more than was given: by names, by slow requests, and in the moment in which something is taken away. */

import { generateKeyPairSync } from "node:crypto";
import { request as httpRequest } from "node:http";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeToken, tokenAuthorize, type Allowed, type Denied } from "@coscribe/server";
import { exportJWK, SignJWT } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { apiOf } from "../support/api-client.ts";
import { RawPeer } from "../support/raw-peer.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

const secret = "a secret of more than thirty-two bytes";

/** A request whose body comes when the test says so. */
function slowRequest(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): { readonly send: (text: string) => void; readonly answer: Promise<number> } {
  const asked = httpRequest({ host: "127.0.0.1", port, method, path, headers });
  onTestFinished(() => void asked.destroy());
  const answer = new Promise<number>((resolve) => {
    // One that is never sent whole ends with the test.
    asked.on("error", () => resolve(0));
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  asked.flushHeaders();
  return { send: (text) => void asked.end(text), answer };
}

function written(text: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  return doc;
}

describe("what a token or link covers", () => {
  it("H20 a link to a document whose name ends with a star is for that document alone", async () => {
    const { url } = await testServer({
      authorize: await tokenAuthorize({ secret }),
      linkSecret: secret,
    });
    const api = apiOf(url);
    const all = await makeToken({ user: "ann", documents: ["*"], access: "write" }, secret);
    await api("PUT /content/private", { body: "secret", type: "text/plain", token: all });
    for (const name of ["*", "pri*"]) {
      const { status, json } = await api(`POST /links/${name}`, {
        json: { access: "read" },
        token: all,
      });
      expect([status, json.token]).toEqual([403, undefined]);
      expect((await api(`GET /links/${name}`, { token: all })).json).toEqual({ access: [] });
    }
  });

  it.each([
    ["RSA", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["another curve", () => generateKeyPairSync("ec", { namedCurve: "P-384" })],
  ])(
    "H21 a token signed by another kind of key than %s is refused as one that is wrong",
    async (_, make) => {
      const { publicKey } = make();
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const file = join(temporaryFolder(), "key.pem");
      writeFileSync(file, publicKey.export({ type: "spki", format: "pem" }));
      const { url, events } = await testServer({ authorize: await tokenAuthorize({ keys: file }) });
      const token = await new SignJWT({ doc: "*" })
        .setProtectedHeader({ alg: "ES256" })
        .sign(privateKey);
      expect((await apiOf(url)("GET /documents", { token })).status).toBe(401);
      expect(events.filter(({ type }) => type === "authorizeFailed")).toEqual([]);
    },
  );
});

describe("what keys tell", () => {
  it("H21 a token that does not say which of several keys it is signed with is good by any, and wrong by none", async () => {
    const pairs = [1, 2, 3].map(() => generateKeyPairSync("ec", { namedCurve: "P-256" }));
    const keys = await Promise.all(
      pairs.slice(0, 2).map(async ({ publicKey }, at) => {
        return { ...(await exportJWK(publicKey)), kid: `key-${at}` };
      }),
    );
    const file = join(temporaryFolder(), "keys.json");
    writeFileSync(file, JSON.stringify({ keys }));
    const { url, events } = await testServer({ authorize: await tokenAuthorize({ keys: file }) });
    const statuses = await Promise.all(
      pairs.map(async ({ privateKey }) => {
        const made = new SignJWT({ doc: "*" }).setProtectedHeader({ alg: "ES256" });
        return (await apiOf(url)("GET /documents", { token: await made.sign(privateKey) })).status;
      }),
    );
    expect(statuses).toEqual([200, 200, 401]);
    expect(events.filter(({ type }) => type === "authorizeFailed")).toEqual([]);
  });
});

describe("what is taken away in the middle", () => {
  it.each([
    ["PUT", "/api/v1/content/doc", "text/plain", "late"],
    ["POST", "/api/v1/content/doc", "text/plain", "late"],
    ["PATCH", "/api/v1/documents/doc", "application/json", '{"title":"late"}'],
    ["POST", "/api/v1/rename/doc", "application/json", '{"name":"late"}'],
  ])("H22 %s %s is not done once its body has come too late", async (method, path, type, body) => {
    let access: Allowed["access"] = "write";
    const { url, port } = await testServer({
      authorize: () => ({ user: { id: "ann" }, access }),
    });
    const api = apiOf(url);
    await api("PUT /content/doc", { body: "early", type: "text/plain" });
    const slow = slowRequest(port, method, path, {
      "Content-Type": type,
      "Content-Length": String(body.length),
    });
    // The headers have been seen when another request behind them has been answered.
    await api("GET /documents/doc");
    access = "read";
    slow.send(body);
    expect(await slow.answer).toBe(403);
    expect((await api("GET /content.txt/doc")).text.trim()).toBe("early");
    expect((await api("GET /documents/doc")).json.title).not.toBe("late");
  });

  it("H22 a file that has come too late is not kept", async () => {
    let access: Allowed["access"] = "write";
    const { port, events } = await testServer({
      authorize: () => ({ user: { id: "ann" }, access }),
    });
    const asked = (): ReturnType<typeof slowRequest> =>
      slowRequest(port, "POST", "/api/v1/files?document=doc", {
        "Content-Type": "text/plain",
        "Content-Length": "4",
      });
    const [late, early] = [asked(), asked()];
    early.send("here");
    expect(await early.answer).toBe(200);
    access = "read";
    late.send("late");
    expect(await late.answer).toBe(403);
    expect(events.filter(({ type }) => type === "fileStored")).toHaveLength(1);
  });

  it("H23 whoever may do nothing holds no place among the requests by a body that does not come", async () => {
    const { url, port } = await testServer({
      authorize: ({ token }) =>
        token === "ann" ? { user: { id: "ann" }, access: "write" } : { deny: "who are you?" },
    });
    for (const [method, path] of [
      ["POST", "/documents"],
      ["PUT", "/aliases/other"],
    ] as const) {
      const slow = Array.from({ length: 100 }, () => {
        return slowRequest(port, method, `/api/v1${path}`, {
          "Content-Type": "application/json",
          "Content-Length": "2",
        });
      });
      const statuses = await Promise.all(
        Array.from({ length: 20 }, async () => {
          return (await apiOf(url)("GET /documents", { token: "ann" })).status;
        }),
      );
      expect(statuses).toEqual(statuses.map(() => 200));
      for (const { send } of slow.slice(0, 10)) send("{}");
      const answers = await Promise.all(slow.slice(0, 10).map(({ answer }) => answer));
      expect(answers.every((status) => status === 401 || status === 400)).toBe(true);
    }
  });

  it("H24 an answer to the first question that comes after a recheck counts for nothing", async () => {
    const answers: ((answer: Allowed | Denied) => void)[] = [];
    const { port, server } = await testServer({
      authorize: () => new Promise((resolve) => answers.push(resolve)),
    });
    const peer = new RawPeer(port, "/doc?access=1");
    await until("the first question", () => answers.length === 1);
    const rechecked = server.recheck({ user: "ann" });
    answers[0]!({ user: { id: "ann" }, access: "write" });
    await until("the second question", () => answers.length === 2);
    answers[1]!({ deny: "not any more" });
    await rechecked;
    expect(await peer.ended()).toEqual({ code: 4401, reason: "not any more" });
  });

  it("H24 a recheck does not end a session that is being opened", async () => {
    const { port, server } = await testServer({
      authorize: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return { user: { id: "ann" }, access: "write" };
      },
    });
    const peer = new RawPeer(port, "/doc?access=1");
    await until("the session", () => server.health().sessions === 1);
    await server.recheck();
    await peer.message(1);
    expect(peer.closed).toBeUndefined();
  });

  it("H25 whoever came by a name that leads nowhere any more is sent away, and nobody else", async () => {
    const { url, port } = await testServer({
      authorize: ({ document, token }) =>
        token === document || token === "all"
          ? { user: { id: token ?? "" }, access: "write" }
          : { deny: "not yours" },
    });
    const api = apiOf(url);
    await api("PUT /content/old", { body: "x", type: "text/plain", token: "all" });
    await api("POST /rename/old", { json: { name: "new" }, token: "all" });
    const byOld = new RawPeer(port, "/old?token=old");
    const byNew = new RawPeer(port, "/new?token=new");
    await Promise.all([byOld.message(0), byNew.message(0)]);
    expect((await api("DELETE /aliases/old", { token: "all" })).status).toBe(204);
    await byOld.ended();
    expect(byNew.closed).toBeUndefined();
  });
});

describe("ways in by another name", () => {
  it("H39 a name that comes to lead elsewhere while it is asked about lets nobody in there", async () => {
    const waiting: (() => void)[] = [];
    const { url, port } = await testServer({
      authorize: async ({ document, token }) => {
        if (token === "bob" && document === "free") {
          await new Promise<void>((resolve) => waiting.push(resolve));
        }
        return token === "all" || document === "free"
          ? { user: { id: token ?? "" }, access: "write" }
          : { deny: "not yours", signIn: false };
      },
    });
    const api = apiOf(url);
    await api("PUT /content/secret", { body: "x", type: "text/plain", token: "all" });
    const peer = new RawPeer(port, "/free?token=bob");
    const put = api("PUT /content/free", { body: "y", type: "text/plain", token: "bob" });
    await until("both to be asked about", () => waiting.length === 2);
    await api("PUT /aliases/free", { json: { document: "secret" }, token: "all" });
    for (const go of waiting.splice(0)) go();
    expect(await peer.ended()).toEqual({ code: 4403, reason: "not yours" });
    const done = put.then(({ status }) => status);
    await until("an answer", async () => {
      for (const go of waiting.splice(0)) go();
      return (await Promise.race([done, Promise.resolve(0)])) !== 0;
    });
    expect(await done).toBe(503);
    expect((await api("GET /content.txt/secret", { token: "all" })).text.trim()).toBe("x");
  });

  it("H27 a program's hook is asked about edits by HTTP, too, with the client's address", async () => {
    const asked: unknown[] = [];
    const { url } = await testServer({
      hooks: {
        beforeUpdate: ({ document, address }) => {
          asked.push([document, address]);
          return { refuse: "not today" };
        },
      },
    });
    const api = apiOf(url);
    const update = Y.encodeStateAsUpdate(written("text"));
    const replies = [
      await api("PUT /content/doc", { body: "x", type: "text/plain" }),
      await api("POST /content/doc", { body: "x", type: "text/plain" }),
      await api("PATCH /content/doc", { body: update, type: "application/octet-stream" }),
    ];
    expect(replies.map(({ status, json }) => [status, json.detail])).toEqual(
      replies.map(() => [403, "not today"]),
    );
    expect(asked).toEqual(replies.map(() => ["doc", "127.0.0.1"]));
    expect((await api("GET /documents")).json.documents).toEqual([]);
  });

  it("H26 to convert a document by another name of it takes what it takes by its own", async () => {
    const { url } = await testServer({
      authorize: ({ document, token }) =>
        token === document || token === "all"
          ? { user: { id: token ?? "" }, access: "write" }
          : { deny: "not yours" },
    });
    const api = apiOf(url);
    await api("PUT /content/doc", { body: "x", type: "text/plain", token: "all" });
    await api("PUT /aliases/nick", { json: { document: "doc" }, token: "all" });
    const convert = async (token: string): Promise<number> => {
      const address = `${url.replace("ws:", "http:")}/convert/nick?token=${token}`;
      return (await fetch(address, { method: "POST" })).status;
    };
    expect(await convert("nick")).toBe(403);
    expect(await convert("doc")).toBe(200);
    const put = async (token: string): Promise<number> =>
      (await api("POST /files?document=nick", { body: "file", type: "text/plain", token })).status;
    expect(await put("nick")).toBe(403);
    expect(await put("doc")).toBe(200);
  });
});
