/** `POST /convert/NAME` on a real server, with real sockets and, where it counts, a real LevelDB. */

import { request as httpRequest } from "node:http";
import { levelStore, type SyncServerOptions } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { GatedStore } from "../../support/gated-store.ts";
import { startServer } from "../../support/server-process.ts";
import { stockClient, syncedClient, type StockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { untilSaved } from "../../support/until-saved.ts";
import { until } from "../../support/until.ts";
import { element, runs } from "../../shared/convert/trees.ts";

/** What came back. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly error?: { readonly code: string } };
}

async function convert(
  server: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const url = `${server.replace("ws:", "http:")}/convert/${path}`;
  const response = await fetch(url, { method: "POST", headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer["body"],
  };
}

/** Has a client write lines as Tiptap would. */
async function writeLines(url: string, name: string, ...lines: string[]): Promise<StockClient> {
  const client = await syncedClient(url, name);
  const paragraphs = lines.map((line) => element("paragraph", {}, runs([line])));
  client.doc.getXmlFragment("default").push(paragraphs);
  await saved(url, name, client);
  return client;
}

async function saved(url: string, name: string, { doc }: StockClient): Promise<void> {
  const { origin, pathname } = new URL(url);
  await untilSaved(origin, `${pathname}/${name}`.replace(/^\/+/, ""), doc);
}

function flowIn({ doc }: StockClient): string {
  return plainText(readFlow(flowText(doc)).blocks);
}

const nothing = { status: "nothing", roots: [], blocks: 0, placeholders: 0 };

describe("converting through the server", () => {
  it("V10 a document is converted once, on disk, and everybody who is there has it", async () => {
    const data = temporaryFolder();
    const first = await startServer(data);
    const writer = await writeLines(first.url, "notes/today", "one", "two");
    const reader = await syncedClient(first.url, "notes/today");
    const before = writer.doc.getXmlFragment("default").toString();
    const answer = await convert(first.url, "notes/today");
    expect(answer).toMatchObject({
      status: 200,
      body: { status: "converted", roots: ["default"], blocks: 2, placeholders: 0 },
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    await first.stop("SIGKILL");
    const second = await startServer(data);
    const later = await syncedClient(second.url, "notes/today");
    expect(flowIn(later)).toBe("one\ntwo");
    expect(later.doc.getXmlFragment("default").toString()).toBe(before);
    await until("both to have it", () => [writer, reader].every((each) => flowIn(each) !== ""));
    expect([flowIn(writer), flowIn(reader)]).toEqual(["one\ntwo", "one\ntwo"]);
    expect(await convert(second.url, "notes/today")).toMatchObject({ status: 200, body: nothing });
    expect(first.log.map(({ msg }) => msg)).toContain("another editor's document was converted");
  });

  it("V10 of several who ask at once one has it done, and the others are told that it is", async () => {
    const store = levelStore(temporaryFolder());
    const { url, events } = await testServer({ store });
    const client = await writeLines(url, "doc", "once");
    const answers = await Promise.all(Array.from({ length: 6 }, () => convert(url, "doc")));
    const statuses = answers.map(({ status, body }) => `${status} ${String(body["status"])}`);
    expect(statuses.toSorted()).toEqual(["200 converted", ...Array(5).fill("200 nothing")]);
    await until("the flow", () => flowIn(client) !== "");
    expect(flowIn(client)).toBe("once");
    expect(events.filter(({ type }) => type === "documentConverted")).toHaveLength(1);
  });

  it("V10 a large document is converted beside the main loop", async () => {
    const { url } = await testServer({ store: levelStore(temporaryFolder()) });
    const lines = Array.from({ length: 5_000 }, (_, i) => `a paragraph of some words, number ${i}`);
    const client = await writeLines(url, "doc", ...lines);
    expect(await convert(url, "doc")).toMatchObject({ status: 200, body: { blocks: 5_000 } });
    await until("the flow", () => flowIn(client) === lines.join("\n"));
  });

  it("V10 an embedding program can ask, and name the root", async () => {
    const { server, url } = await testServer();
    const client = await syncedClient(url, "doc");
    client.doc.getXmlFragment("elsewhere").push([element("heading", {}, runs(["named"]))]);
    await saved(url, "doc", client);
    expect(await convert(url, "doc")).toMatchObject({ status: 200, body: nothing });
    expect(await server.convertDocument("doc", { from: "elsewhere" })).toEqual({
      roots: ["elsewhere"],
      blocks: 1,
      placeholders: 0,
    });
    await until("the flow", () => flowIn(client) === "named");
    const answer = await convert(url, "doc?from=elsewhere");
    expect(answer.body).toEqual(nothing);
  });

  it("V10 asking for what nobody has written makes no document", async () => {
    const store = levelStore(temporaryFolder());
    const { url } = await testServer({ store });
    expect(await convert(url, "nobody's")).toMatchObject({ status: 200, body: nothing });
    expect(await store.list()).toEqual([]);
  });

  it("V10 it is answered when the conversion is on disk, and not before", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const client = await writeLines(url, "doc", "slow");
    store.mode = "hold";
    let answered = false;
    const asked = convert(url, "doc").finally(() => (answered = true));
    await until("the flow", () => flowIn(client) === "slow");
    expect(answered).toBe(false);
    store.release();
    expect(await asked).toMatchObject({ status: 200, body: { status: "converted" } });
  });

  it("V11 pages of other origins are refused, in the browser of whoever they are shown", async () => {
    const allowed = "https://notes.example";
    const { url } = await testServer({ allowedOrigins: [allowed] });
    const client = await writeLines(url, "doc", "text");
    for (const origin of ["https://evil.example", "null", "http://localhost:1"]) {
      // oxlint-disable-next-line no-await-in-loop
      const refused = await convert(url, "doc", { Origin: origin });
      expect(refused, origin).toMatchObject({
        status: 403,
        body: { error: { code: "forbidden" } },
      });
      expect(refused.headers.get("access-control-allow-origin")).toBe(null);
    }
    expect(flowIn(client)).toBe("");
    const answer = await convert(url, "doc", { Origin: allowed });
    expect(answer).toMatchObject({ status: 200, body: { status: "converted" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(allowed);
    const own = await convert(url, "doc", { Origin: url.replace("ws:", "http:") });
    expect(own).toMatchObject({ status: 200, body: nothing });
  });

  it("V11 a name pointed at this machine by a stranger is no name of it", async () => {
    const { port, url } = await testServer();
    const client = await writeLines(url, "doc", "text");
    const status = await new Promise((resolve, reject) => {
      const headers = { Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` };
      httpRequest({ port, host: "127.0.0.1", method: "POST", path: "/convert/doc", headers })
        .on("response", (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
    expect(flowIn(client)).toBe("");
  });

  it("V11 names that none can have, and other methods, are refused", async () => {
    const { url } = await testServer();
    for (const path of ["", "a//b", "%01", "x".repeat(201)]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await convert(url, path), path).toMatchObject({
        status: 400,
        body: { error: { code: "badDocumentName" } },
      });
    }
    const get = await fetch(`${url.replace("ws:", "http:")}/convert/doc`);
    expect(get.status).toBe(404);
  });

  it("V11 it is below the base, like everything else", async () => {
    const { url } = await testServer({ base: "/docs/" });
    expect(new URL(url).pathname).toBe("/docs");
    await writeLines(url, "a/b", "text");
    expect(await convert(url, "a/b")).toMatchObject({ body: { status: "converted" } });
  });

  it("V11 a document that would become too large stays as it is", async () => {
    const limits: Partial<SyncServerOptions> = { maxDocumentBytes: 4_000 };
    const { url } = await testServer(limits);
    const client = await writeLines(url, "doc", "x".repeat(3_000));
    const answer = await convert(url, "doc");
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "documentTooLarge" } } });
    expect(flowIn(client)).toBe("");
    client.doc.getXmlFragment("default").push([element("paragraph", {})]);
    await saved(url, "doc", client);
  });

  it("V11 a server that closes gives up what it has not begun to write", async () => {
    const server: TestServer = await testServer();
    const client = await writeLines(server.url, "doc", "text");
    client.provider.disconnect();
    const asked = server.server.convertDocument("doc");
    const refused = expect(asked).rejects.toMatchObject({ code: "serviceRestart" });
    await Promise.all([server.server.close(), refused]);
    await expect(server.server.convertDocument("doc")).rejects.toMatchObject({
      code: "serviceRestart",
    });
  });

  it("V12 stock clients go on in the old content, which is not converted a second time", async () => {
    const { url } = await testServer();
    const client = await writeLines(url, "doc", "old");
    await convert(url, "doc");
    await until("the flow", () => flowIn(client) === "old");
    client.doc.getXmlFragment("default").push([element("paragraph", {}, runs(["newer"]))]);
    await saved(url, "doc", client);
    expect(await convert(url, "doc")).toMatchObject({ body: nothing });
    const late = stockClient(url, "doc");
    await until("the late one", () => late.provider.synced);
    expect(late.doc.getXmlFragment("default").length).toBe(2);
    expect(flowIn(late)).toBe("old");
  });
});
