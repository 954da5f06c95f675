/** What supervisors and passers-by are told of how the server is doing. */

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { createSyncServer } from "@coscribe/server";
import { isFromThisMachine } from "@coscribe/server/internal/http/this-machine";
import { describe, expect, it, onTestFinished } from "vitest";
import { changedLog } from "../../support/changed-log.ts";
import { GatedStore } from "../../support/gated-store.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { makeToken, tokenAuthorize } from "@coscribe/server";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

interface Answer {
  readonly code: number;
  readonly body: Record<string, unknown>;
}

async function ask(origin: string, path: string): Promise<Answer> {
  const response = await fetch(origin.replace("ws", "http") + path);
  return { code: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** A request as Node has it, of a program on this machine; `changed` says what is different. */
function requestWith(changed: {
  headers?: Record<string, string>;
  httpVersion?: string;
  remoteAddress?: string;
}): IncomingMessage {
  const { headers = {}, httpVersion = "1.1", remoteAddress = "127.0.0.1" } = changed;
  const request = { headers: { host: "localhost:1234", ...headers }, httpVersion };
  return { ...request, socket: { remoteAddress } } as unknown as IncomingMessage;
}

describe("how the server is doing", () => {
  it("O6 a server that cannot save lives, and is not ready until it can", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    expect(await ask(url, "/healthz/ready")).toEqual({ code: 200, body: { status: "ready" } });
    const writer = await syncedClient(url, "doc");
    store.mode = "fail";
    writer.doc.getText("text").insert(0, "kept");
    await until("the failure", async () => (await ask(url, "/healthz/ready")).code === 503);
    const { body } = await ask(url, "/healthz/ready");
    expect(body).toMatchObject({
      status: "failing",
      failure: { reason: expect.stringContaining("no space left on the device") },
    });
    expect((await ask(url, "/healthz")).code).toBe(503);
    expect(await ask(url, "/healthz/live")).toEqual({ code: 200, body: { status: "live" } });
    store.release();
    await until("it to be ready", async () => (await ask(url, "/healthz/ready")).code === 200);
  });

  it("O6 a server that closes lives, and is not ready", async () => {
    const store = new GatedStore();
    const server = createSyncServer({ store });
    const httpServer = createServer(server.requestListener());
    server.attach(httpServer);
    httpServer.listen(0, "127.0.0.1");
    await once(httpServer, "listening");
    onTestFinished(() => void httpServer.close());
    const { port } = httpServer.address() as { port: number };
    const origin = `ws://localhost:${port}`;
    const writer = await syncedClient(origin, "doc");
    store.mode = "hold";
    writer.doc.getText("text").insert(0, "x");
    await until("it to be unsaved", () => server.unsavedDocuments().length === 1);
    const closed = server.close();
    expect(await ask(origin, "/healthz/ready")).toEqual({
      code: 503,
      body: { status: "closing" },
    });
    expect(await ask(origin, "/healthz")).toMatchObject({
      code: 503,
      body: { status: "closing" },
    });
    expect((await ask(origin, "/healthz/live")).code).toBe(200);
    store.release();
    await closed;
  });

  it.each([
    ["on this machine", requestWith({}), true],
    ["on it by IPv6", requestWith({ headers: { host: "[::1]:80" }, remoteAddress: "::1" }), true],
    ["elsewhere", requestWith({ remoteAddress: "192.0.2.1" }), false],
    ["that asks for another host", requestWith({ headers: { host: "notes.example" } }), false],
    [
      "of a proxy that says so",
      requestWith({ headers: { "x-forwarded-for": "192.0.2.1" } }),
      false,
    ],
    ["of one that says so by RFC 7239", requestWith({ headers: { forwarded: "for=_x" } }), false],
    ["of a cache", requestWith({ headers: { via: "1.1 varnish" } }), false],
    ["of nginx without a word", requestWith({ httpVersion: "1.0" }), false],
  ])("O7 a request %s counts as of this machine, or does not", (_, request, expected) => {
    expect(isFromThisMachine(request)).toBe(expected);
  });

  it("O7 names of documents are told to this machine alone", async () => {
    const store = lastingStore();
    const open = store.open.bind(store);
    store.open = async (...args) =>
      changedLog(await open(...args), {
        load: async function* () {
          yield { updates: [], through: 1, damage: [{ sequence: 1, problem: "it is missing" }] };
        },
      });
    const { url, port } = await testServer({ store });
    await syncedClient(url, "secret plans");
    expect(await ask(url, "/healthz")).toMatchObject({
      body: { damage: { documents: ["secret plans"], documentCount: 1 } },
    });
    const socket = connect(port, "localhost");
    socket.write("GET /healthz HTTP/1.1\r\nHost: notes.example\r\nConnection: close\r\n\r\n");
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    await once(socket, "close");
    expect(answer).toContain('"documentCount":1');
    expect(answer).not.toContain("secret plans");
  });

  it("O7 so they are to operators, wherever they are, and so are figures", async () => {
    const secret = "a secret of thirty-two bytes or more";
    const { port } = await testServer({ authorize: await tokenAuthorize({ secret }) });
    const status = async (isOperator: boolean | undefined): Promise<number> => {
      const content = { user: "u1", documents: ["*"], access: "write" } as const;
      const token =
        isOperator === undefined ? "" : await makeToken({ ...content, isOperator }, secret);
      // Through a proxy that is not trusted.
      const headers = { Authorization: `Bearer ${token}`, "X-Forwarded-For": "192.0.2.1" };
      return (await fetch(`http://localhost:${port}/metrics`, { headers })).status;
    };
    expect(await status(undefined)).toBe(403);
    expect(await status(false)).toBe(403);
    expect(await status(true)).toBe(200);
  });
});
