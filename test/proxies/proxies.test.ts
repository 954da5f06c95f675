/**
 * The chapter "Behind a proxy", as it stands: each proxy that is on this machine, with real clients
 * through it. Only in the long run, `npm run test:long -- proxies`.
 */

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { request } from "node:https";
import type { ServerEvent, SyncServerOptions } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { describeWith } from "../support/part.ts";
import { syncedClient, textOf } from "../support/stock-client.ts";
import { testServer, type TestServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import { proxyKinds, type ProxyKind } from "./proxy-kinds.ts";
import { findProxy, RunningProxy } from "./running-proxy.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";

/** Not the proxy's address, but of this machine as well. */
const visitorAddress = "127.0.0.2";
const page = "https://notes.example";

/** A class of sockets that ask for notes.example from an address of their own. */
function socketsOf(
  origin: string,
  headers: Record<string, string> = {},
): typeof globalThis.WebSocket {
  class VisitorSocket extends WebSocket {
    constructor(address: string) {
      // It is handed to `tls.connect`, where this is an option.
      const options: ClientOptions & { readonly servername: string } = {
        origin,
        headers: { Host: "notes.example", ...headers },
        localAddress: visitorAddress,
        servername: "notes.example",
        rejectUnauthorized: false,
      };
      super(address, [], options);
    }
  }
  return VisitorSocket as unknown as typeof globalThis.WebSocket;
}

function visitor(
  { port }: RunningProxy,
  name: string,
  WebSocketPolyfill: typeof globalThis.WebSocket = socketsOf(page),
  path = "",
): { provider: WebsocketProvider; text: Y.Text } {
  const doc = new Y.Doc();
  const url = `wss://127.0.0.1:${port}${path}`;
  const provider = new WebsocketProvider(url, name, doc, { WebSocketPolyfill, disableBc: true });
  onTestFinished(() => provider.destroy());
  return { provider, text: doc.getText("text") };
}

/** A server as the chapter has it started for this proxy. */
async function serverFor(
  { tellsWhoAsks }: ProxyKind,
  options: Partial<SyncServerOptions> = {},
): Promise<TestServer> {
  return testServer({
    ...options,
    trustedProxies: ["127.0.0.1"],
    ...(!tellsWhoAsks && { allowedOrigins: [page] }),
  });
}

function remotesOf(events: readonly ServerEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === "sessionOpened" ? [event.remote] : []));
}

/** What a plain request of the visitor is answered. */
async function answerOf({ port }: RunningProxy, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({
      host: "127.0.0.1",
      port,
      path,
      localAddress: visitorAddress,
      agent: false,
      headers: { Host: "notes.example" },
      servername: "notes.example",
      rejectUnauthorized: false,
    })
      .on("response", (response) => resolve(response.resume()))
      .on("error", reject)
      .end();
  });
}

async function statusOf(proxy: RunningProxy, path: string): Promise<number | undefined> {
  return (await answerOf(proxy, path)).statusCode;
}

/** A connection that speaks HTTP/2, whose settings have come. */
async function http2To({ port }: RunningProxy): Promise<ClientHttp2Session> {
  const session = connectHttp2(`https://127.0.0.1:${port}`, {
    servername: "notes.example",
    rejectUnauthorized: false,
  });
  onTestFinished(() => session.destroy());
  await once(session, "remoteSettings");
  return session;
}

// Apache takes 10 seconds to end while WebSockets are open.
describe.skipIf(!isLong)("behind a proxy", { timeout: 90_000 }, () => {
  describe.each(proxyKinds.map((kind) => [kind.name, kind] as const))("%s", (name, kind) => {
    describeWith(`with ${name}`, findProxy(kind), () => {
      it("P95 people write together, under names of all kinds, and see each other", async () => {
        const { port, url } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        for (const document of ["notes", "plans/next year/50%", "Sales 100%25", "größe+日本?"]) {
          const escaped = document.split("/").map(encodeURIComponent).join("/");
          const ann = visitor(proxy, escaped);
          const ben = visitor(proxy, escaped);
          // oxlint-disable-next-line no-await-in-loop
          await until("both to sync", () => ann.provider.synced && ben.provider.synced);
          ann.provider.awareness.setLocalState({ user: { name: "Ann" } });
          ann.text.insert(0, "through a proxy");
          // oxlint-disable-next-line no-await-in-loop
          await until("the edit", () => ben.text.toString() === "through a proxy");
          // oxlint-disable-next-line no-await-in-loop
          await until("Ann to be seen", () => ben.provider.awareness.getStates().size === 2);
          // oxlint-disable-next-line no-await-in-loop
          expect(textOf(await syncedClient(url, escaped))).toBe("through a proxy");
        }
      });

      it("P95 a name that is sent as it is arrives as it is", async () => {
        const { port, url } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const ann = visitor(proxy, "Sales of a year");
        await until("it to sync", () => ann.provider.synced);
        ann.text.insert(0, "x");
        const direct = await syncedClient(url, "Sales%20of%20a%20year");
        await until("the edit", () => textOf(direct) === "x");
      });

      it("P95 a large document comes through deflated, and whole", async () => {
        const { port } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const ann = visitor(proxy, "large");
        await until("it to sync", () => ann.provider.synced);
        expect(ann.provider.ws).toMatchObject({
          extensions: expect.stringContaining("permessage-deflate"),
        });
        const words = Array.from({ length: 300_000 }, (_, index) => `word ${index} `).join("");
        ann.text.insert(0, words);
        const ben = visitor(proxy, "large");
        await until("it to arrive", () => ben.text.length === words.length);
      });

      it("P95 edits made while the proxy restarts reach everybody", async () => {
        const { port } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const ann = visitor(proxy, "doc");
        const ben = visitor(proxy, "doc");
        await until("both to sync", () => ann.provider.synced && ben.provider.synced);
        ann.text.insert(0, "before ");
        await until("the edit", () => ben.text.toString() === "before ");
        await proxy.stop();
        ann.text.insert(ann.text.length, "meanwhile ");
        await until("both to notice", () => !ann.provider.wsconnected && !ben.provider.wsconnected);
        await proxy.start();
        await until("the edit", () => ben.text.toString() === "before meanwhile ");
        ben.text.insert(ben.text.length, "after");
        await until("the edit", () => ann.text.toString() === "before meanwhile after");
      });

      it("O21 whoever types while it is reloaded loses nothing", async () => {
        const { port } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const ann = visitor(proxy, "doc");
        const ben = visitor(proxy, "doc");
        await until("both to sync", () => ann.provider.synced && ben.provider.synced);
        let reloaded: Promise<void> | undefined;
        for (let word = 0; word < 150; word++) {
          if (word === 20) reloaded = proxy.reload();
          ann.text.insert(ann.text.length, `${word} `);
          // oxlint-disable-next-line no-await-in-loop
          await until("the word", () => ben.text.toString().endsWith(` ${word} `) || word === 0);
        }
        await reloaded;
        expect(ben.text.toString()).toBe(ann.text.toString());
        expect(ann.text.toString().split(" ")).toHaveLength(151);
      });

      it.skipIf(kind.http2 === "nothing")("O22 takes requests by HTTP/2", async () => {
        const { port } = await serverFor(kind);
        const session = await http2To(await RunningProxy.start(kind, port));
        const asked = session.request({ ":path": "/healthz/live", ":authority": "notes.example" });
        const [headers] = (await once(asked, "response")) as [Record<string, unknown>];
        expect(headers[":status"]).toBe(200);
        const { enableConnectProtocol } = session.remoteSettings;
        expect(enableConnectProtocol === true).toBe(kind.http2 === "WebSockets");
      });

      it.skipIf(kind.http2 !== "WebSockets")("O22 takes WebSockets by HTTP/2", async () => {
        const { port } = await serverFor(kind);
        const session = await http2To(await RunningProxy.start(kind, port));
        const stream = session.request({
          ":method": "CONNECT",
          ":protocol": "websocket",
          ":scheme": "https",
          ":authority": "notes.example",
          ":path": "/doc",
          origin: page,
          "sec-websocket-version": "13",
        });
        const [headers] = (await once(stream, "response")) as [Record<string, unknown>];
        expect(headers[":status"]).toBe(200);
        const [frame] = (await once(stream, "data")) as [Buffer];
        // A binary message, of which the first two bytes say SyncStep1.
        expect([frame[0], frame[2], frame[3]]).toEqual([0x82, 0, 0]);
      });

      it("O23 passes on what is below a path", async () => {
        const { port } = await serverFor(kind, { base: "/docs/" });
        const proxy = await RunningProxy.start(kind, port, true);
        const ann = visitor(proxy, "a/b", undefined, "/docs");
        const ben = visitor(proxy, "a/b", undefined, "/docs");
        await until("both to sync", () => ann.provider.synced && ben.provider.synced);
        ann.text.insert(0, "below");
        await until("the edit", () => ben.text.toString() === "below");
        const live = await answerOf(proxy, "/docs/healthz/live");
        expect(live.statusCode).toBe(200);
        expect(live.headers).toHaveProperty("x-request-id");
        // What is elsewhere is somebody else's, or nobody's.
        if ((await answerOf(proxy, "/healthz/live")).headers["x-request-id"] !== undefined) {
          expect(await statusOf(proxy, "/healthz/live")).toBe(404);
        }
      });

      it("P95 the server knows who asks, whatever they write, where the proxy tells", async () => {
        const { port, events } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const forged = { "X-Forwarded-For": "203.0.113.9" };
        const ann = visitor(proxy, "doc");
        const eve = visitor(proxy, "doc", socketsOf(page, forged));
        await until("both to sync", () => ann.provider.synced && eve.provider.synced);
        if (kind.tellsWhoAsks) expect(remotesOf(events)).toEqual([visitorAddress, visitorAddress]);
        else expect(remotesOf(events)).toContain("127.0.0.1");
      });

      it("P95 a foreign page is told why it may not connect", async () => {
        const { port } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        const { provider } = visitor(proxy, "doc", socketsOf("https://foreign.example"));
        const closed = await new Promise((resolve) => provider.once("closed", resolve));
        expect(closed).toEqual({
          code: 4403,
          reason:
            "needs --allow-origin https://foreign.example, where this page is from; " +
            "the server is at notes.example",
        });
      });

      it("P95 how the server is doing is for the machine itself, where that can be set", async () => {
        const { port } = await serverFor(kind);
        const proxy = await RunningProxy.start(kind, port);
        expect(await statusOf(proxy, "/healthz")).toBe(kind.tellsWhoAsks ? 403 : 200);
        expect(await statusOf(proxy, "/nothing")).toBe(404);
      });
    });
  });

  it("O20 whoever says nothing for more than a minute stays connected, through each of them", async () => {
    const visitors = await Promise.all(
      proxyKinds
        .filter((kind) => findProxy(kind).isHere)
        .map(async (kind) => {
          const { port } = await serverFor(kind);
          const { provider } = visitor(await RunningProxy.start(kind, port), "doc");
          await until("it to sync", () => provider.synced);
          return { name: kind.name, provider, socket: provider.ws };
        }),
    );
    // The longest patience of theirs is a minute.
    const end = performance.now() + 70_000;
    await until("time to pass", () => performance.now() > end, 80_000);
    const cut = visitors.filter(({ provider, socket }) => provider.ws !== socket);
    expect(cut.map(({ name }) => name)).toEqual([]);
  });
});
