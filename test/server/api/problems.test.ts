/** Everything that can go wrong with a request, each provoked once, and told as RFC 9457 has it. */

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createSyncServer,
  JobLimitError,
  memoryStore,
  StoreError,
  type DocumentStore,
} from "@coscribe/server";
import { problems, type ProblemCode } from "@coscribe/server/internal/http/api/problems";
import { MemoryMedium } from "@coscribe/server/internal/store/memory/memory-store";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import * as Y from "yjs";
import { apiOf, type ApiAsk, type ApiReply } from "../../support/api-client.ts";
import { InterruptedStore } from "../../support/interrupted-store.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { root } from "../../support/source-files.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

type Options = NonNullable<Parameters<typeof testServer>[0]>;

const markdown = "text/markdown";
const yjs = "application/x-yjs-update";

/** A store that does something else in places. */
function changedStore(changes: Partial<DocumentStore>): DocumentStore {
  const store = memoryStore();
  return {
    files: store.files,
    metadata: store.metadata!,
    ready: () => store.ready(),
    open: (name, options) => store.open(name, options),
    list: (options) => store.list(options),
    delete: (name) => store.delete(name),
    close: () => store.close(),
    ...changes,
  };
}

/** One that fails at the first write of a document that is made. */
function failingStore(): InterruptedStore {
  const store = new InterruptedStore(new MemoryMedium());
  store.interruption = { atWrite: 1, type: "failure", isWritten: false };
  return store;
}

function incompleteUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "a");
  const before = Y.encodeStateVector(doc);
  doc.getText("text").insert(1, "b");
  return Y.encodeStateAsUpdate(doc, before);
}

const a = { json: { name: "a" } };
const aliases = Array.from({ length: 100 }, (_, at): [string, ApiAsk] => [
  `PUT /aliases/${at}`,
  { json: { document: "a" } },
]);

/** What is asked, one after the other; the last of them is what goes wrong. */
interface Provocation {
  readonly options?: () => Options;
  readonly asks: readonly (readonly [string, ApiAsk?])[];
}

const provocations: Readonly<Partial<Record<ProblemCode, Provocation>>> = {
  badRequest: { asks: [["POST /documents", { body: "{" }]] },
  badDocumentName: { asks: [["GET /documents/a//b"]] },
  badCursor: { asks: [["GET /documents?cursor=x"]] },
  unauthenticated: { options: () => denying(true), asks: [["GET /documents"]] },
  forbidden: { options: () => denying(false), asks: [["GET /documents"]] },
  notFound: { asks: [["GET /nothing"]] },
  documentNotFound: { asks: [["GET /documents/a"]] },
  aliasNotFound: { asks: [["DELETE /aliases/a"]] },
  methodNotAllowed: { asks: [["PUT /documents"]] },
  notAcceptable: {
    asks: [
      ["POST /documents", a],
      ["GET /content/a", { headers: { Accept: "image/*" } }],
    ],
  },
  nameTaken: {
    asks: [
      ["POST /documents", a],
      ["POST /documents", a],
    ],
  },
  notInTrash: { asks: [["POST /documents", a], ["POST /restore/a"]] },
  tooManyAliases: {
    asks: [["POST /documents", a], ...aliases, ["PUT /aliases/x", { json: { document: "a" } }]],
  },
  documentDamaged: {
    options: () => ({
      store: changedStore({
        delete: async () => {
          throw new StoreError("damaged", "some of it is missing");
        },
      }),
    }),
    asks: [["POST /documents", a], ["DELETE /documents/a?permanent=true"]],
  },
  documentDeleted: {
    asks: [["POST /documents", a], ["DELETE /documents/a"], ["GET /content.md/a"]],
  },
  versionChanged: {
    asks: [["PUT /content/a", { body: "x", type: markdown, headers: { "If-Match": '"x"' } }]],
  },
  baseUnknown: { asks: [["PUT /content/a?base=x", { body: "x", type: markdown }]] },
  bodyTooLarge: { asks: [["POST /documents", { json: { title: "x".repeat(70_000) } }]] },
  documentTooLarge: {
    options: () => ({ maxDocumentBytes: 1_000 }),
    asks: [["PUT /content/a", { body: "word ".repeat(1_000), type: markdown }]],
  },
  unsupportedMediaType: { asks: [["PUT /content/a", { body: "x", type: "image/png" }]] },
  contentRefused: { asks: [["PATCH /content/a", { body: "xx", type: yjs }]] },
  incompleteUpdate: { asks: [["PATCH /content/a", { body: incompleteUpdate(), type: yjs }]] },
  tooMuchWork: {
    options: () => ({
      background: {
        ...inlineBackground,
        read: async () => {
          throw new JobLimitError("it took too long");
        },
      },
    }),
    asks: [["POST /documents", a], ["GET /content.md/a"]],
  },
  internalError: {
    options: () => ({
      authorize: () => {
        throw new Error("a bug in a hook");
      },
    }),
    asks: [["GET /documents"]],
  },
  metadataNotKept: {
    options: () => ({ store: lastingStore() }),
    asks: [["POST /documents", a], ["DELETE /documents/a"]],
  },
  linksNotMade: { asks: [["POST /links/a", { json: { access: "read" } }]] },
  storageFailing: {
    options: () => ({ store: failingStore() }),
    asks: [["POST /documents", a]],
  },
  storageFull: {
    options: () => ({
      store: changedStore({
        open: async () => {
          throw new StoreError("write-failed", "the disk is full", { cause: new Error("ENOSPC") });
        },
      }),
    }),
    asks: [["POST /documents", a]],
  },
};

function denying(signIn: boolean): Options {
  return { authorize: () => ({ deny: "not you", signIn }) };
}

/** Begins a request whose body does not come. */
function slow(port: number, client: string): Socket {
  const socket = connect({ host: "127.0.0.1", port });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.write(
    `POST /api/v1/content/doc HTTP/1.1\r\nHost: localhost:${port}\r\nX-Forwarded-For: ${client}\r\n` +
      "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
  );
  return socket;
}

function expectProblem({ status, headers, json, text }: ApiReply, code: ProblemCode): void {
  expect(json, text).toMatchObject({
    type: `urn:coscribe:problem:${code}`,
    title: problems[code].title,
    status: problems[code].status,
    code,
  });
  expect(status).toBe(problems[code].status);
  expect(json.detail).toMatch(/\w/);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.has("retry-after")).toBe([429, 503].includes(status));
  expect(headers.has("www-authenticate")).toBe(status === 401);
}

/** Those that need more than a request after the other. */
const others: readonly ProblemCode[] = [
  ...(["bodyTooSlow", "tooManyRequests", "tryAgainLater", "serviceRestart"] as const),
  // Nobody is there any more to be told.
  "bodyIncomplete",
];

describe("what can go wrong through HTTP", () => {
  it("A50 every problem is one of a list, each with a type of its own, and each is tried", () => {
    const tried = [...Object.keys(provocations), ...others];
    expect(tried.toSorted()).toEqual(Object.keys(problems).toSorted());
  });

  it("A50 every problem stands in API.md, with its status and what it means", () => {
    const text = readFileSync(join(root, "server/API.md"), "utf8");
    const rows = [...text.matchAll(/^\| (\d{3}) +\| `(\w+)` +\| (.*?) +\|$/gm)];
    expect(rows.map(([, status, code, meaning]) => ({ status, code, meaning }))).toEqual(
      Object.entries(problems).map(([code, { status, description }]) => {
        return { status: String(status), code, meaning: description };
      }),
    );
  });

  it.each(Object.entries(provocations))(
    "A50 %s is told with its status, type and reason",
    async (code, { options, asks }) => {
      const ask = apiOf((await testServer(options?.())).url);
      let reply: ApiReply | undefined;
      for (const [what, given] of asks) reply = await ask(what, given);
      expectProblem(reply!, code as ProblemCode);
    },
  );

  it("A50 a body that does not come is waited for so long, and no longer", async () => {
    const { port } = await testServer({ uploadIdleMs: 50 });
    const text = await new Promise<string>((resolve) => {
      slow(port, "127.0.0.1").once("data", (bytes: Buffer) => resolve(bytes.toString()));
    });
    expect(text).toMatch(/^HTTP\/1\.1 408/);
    expect(text).toContain("urn:coscribe:problem:bodyTooSlow");
  });

  it("A51 only so many requests are answered at once, in all and from one address", async () => {
    const { port, url } = await testServer({ trustedProxies: ["127.0.0.1"] });
    const ask = apiOf(url);
    const from = (client: string): Promise<ApiReply> =>
      ask("GET /documents", { headers: { "X-Forwarded-For": client } });
    const untilRefused = async (client: string, code: ProblemCode): Promise<void> => {
      let reply = await from(client);
      await until("a refusal", async () => {
        reply = await from(client);
        return reply.status >= 400;
      });
      expectProblem(reply, code);
    };
    for (let at = 0; at < 16; at++) slow(port, "203.0.113.1");
    await untilRefused("203.0.113.1", "tooManyRequests");
    expect((await from("203.0.113.2")).status).toBe(200);
    for (let at = 0; at < 48; at++) slow(port, `198.51.100.${at}`);
    await untilRefused("203.0.113.2", "tryAgainLater");
  });

  it("A52 a server that closes answers what has begun, and what it is asked in the program's own server", async () => {
    const server = createSyncServer({ store: memoryStore() });
    const http = createServer(server.requestListener());
    onTestFinished(() => void http.close());
    await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;
    const ask = apiOf(`http://127.0.0.1:${port}`);
    expect((await ask("POST /documents", a)).status).toBe(201);
    const begun = new Promise<string>((resolve) => {
      slow(port, "127.0.0.1").once("data", (bytes: Buffer) => resolve(bytes.toString()));
    });
    await new Promise((resolve) => void http.once("request", resolve));
    await server.close();
    expect(await begun).toMatch(/^HTTP\/1\.1 503[\s\S]*urn:coscribe:problem:serviceRestart/);
    expectProblem(await ask("GET /documents"), "serviceRestart");
  });
});
