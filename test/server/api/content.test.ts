/** What stands in documents through HTTP, beside people who write in them. */

import { describe, expect, it } from "vitest";
import { levelStore } from "@coscribe/server";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, readFlow } from "@coscribe/shared/flow";
import * as Y from "yjs";
import { apiOf, type ApiReply, type AskApi } from "../../support/api-client.ts";
import { syncedClient, type StockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

async function served(
  options: Parameters<typeof testServer>[0] = {},
): Promise<TestServer & { ask: AskApi }> {
  const server = await testServer(options);
  return { ...server, ask: apiOf(server.url) };
}

const markdown = "text/markdown";

function flowIn({ doc }: StockClient): string {
  return plainText(readFlow(flowText(doc)).blocks);
}

/** Where words begin; what is no letter counts as one. */
function placeOf(flow: Y.Text, words: string): number {
  const pieces = flow.toDelta().map(({ insert }: { insert: unknown }) => {
    return typeof insert === "string" ? insert : "\uFFFC";
  });
  return pieces.join("").indexOf(words);
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const example = "# Plan\n\nSome *words* and [a link](https://example.org).\n\n- one\n- two\n";

describe("what stands in documents, through HTTP", () => {
  it("A40 a document is read in each form, by `Accept` and by address, as it was written", async () => {
    const { ask, url } = await served({ store: levelStore(temporaryFolder()) });
    const put = await ask("PUT /content/a/b.md", {
      body: example,
      type: "text/markdown; charset=utf-8",
    });
    expect(put).toMatchObject({ status: 201, json: { isChanged: true, leftOut: [] } });
    expect(
      (await ask("PUT /content/a/b.md", { body: example, type: markdown })).json.isChanged,
    ).toBe(false);
    const forms: [string, string, RegExp][] = [
      ["md", markdown, /^# Plan\n\nSome _words_ and \[a link\]\(https:\/\/example\.org\)/],
      ["html", "text/html", /<h1[^>]*>Plan<\/h1>/],
      ["json", "application/json", /"type":"doc"/],
      ["txt", "text/plain", /^Plan\nSome words and a link\./],
      ["docx", docx, /^PK/],
      ["yjs", "application/x-yjs-update", /./s],
    ];
    for (const [ending, type, expected] of forms) {
      const byAddress = await ask(`GET /content.${ending}/a/b.md`);
      const byAccept = await ask("GET /content/a/b.md", { headers: { Accept: type } });
      expect(byAddress.text).toMatch(expected);
      expect(byAddress.headers.get("content-type")?.split(";")[0]).toBe(type);
      expect(byAccept.headers.get("etag")).toBe(byAddress.headers.get("etag"));
      expect(byAddress.headers.get("etag")).toBe(`"${put.json.version}.${ending}"`);
      expect(byAddress.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    }
    const word = await ask("GET /content.docx/a/b.md");
    expect(word.headers.get("content-disposition")).toContain('attachment; filename="Plan.docx"');
    expect((await ask("GET /content/a/b.md")).headers.get("content-type")).toMatch(
      /^text\/markdown/,
    );
    const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (const [accept, type] of [
      [browser, "text/html"],
      ["text/*;q=0.5, application/json", "application/json"],
      ["text/markdown;q=0, text/*", "text/html"],
    ]) {
      const { headers } = await ask("GET /content/a/b.md", { headers: { Accept: accept! } });
      expect(headers.get("content-type")).toMatch(type!);
    }
    const refused = await ask("GET /content/a/b.md", { headers: { Accept: "image/png" } });
    expect(refused).toMatchObject({ status: 406, json: { code: "notAcceptable" } });
    expect(flowIn(await syncedClient(url, "a/b.md"))).toBe(
      "Plan\nSome words and a link.\n- one\n- two",
    );
  });

  it("A40 what was read as JSON, HTML or .docx makes the same document elsewhere", async () => {
    const { ask } = await served();
    await ask("PUT /content/a", { body: example, type: markdown });
    for (const [ending, type] of [
      ["json", "application/json"],
      ["html", "text/html"],
    ]) {
      const { text } = await ask(`GET /content.${ending}/a`);
      expect((await ask(`PUT /content/${ending}`, { body: text, type: type! })).status).toBe(201);
      expect((await ask(`GET /content.md/${ending}`)).text).toBe(
        (await ask("GET /content.md/a")).text,
      );
    }
  });

  it("A41 reading writes nothing, makes nothing, and is answered with 304 where nothing has changed", async () => {
    const { ask } = await served({ store: levelStore(temporaryFolder()) });
    for (const path of ["content", "content.md", "documents"]) {
      const { status, json } = await ask(`GET /${path}/none`);
      expect({ status, code: json.code }).toEqual({ status: 404, code: "documentNotFound" });
    }
    expect((await ask("GET /documents")).json.documents).toEqual([]);
    await ask("PUT /content/a", { body: "one", type: markdown });
    const etag = (await ask("GET /content.md/a")).headers.get("etag")!;
    const headers = { "If-None-Match": `W/${etag}, "other"` };
    const again = await ask("GET /content.md/a", { headers });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: "" });
    expect((await ask("GET /content.html/a", { headers })).status).toBe(200);
    await ask("POST /content/a", { body: "two", type: markdown });
    expect((await ask("GET /content.md/a", { headers })).status).toBe(200);
    const head = await ask("HEAD /content.md/a");
    expect({ status: head.status, text: head.text }).toEqual({ status: 200, text: "" });
  });

  it("A42 a change that names a version is done to that version only", async () => {
    const { ask, url } = await served();
    const first = await ask("PUT /content/a", { body: "one", type: markdown });
    const etag = first.headers.get("etag")!;
    const write = (
      method: string,
      headers: Record<string, string>,
      body = "two",
    ): Promise<ApiReply> => ask(`${method} /content/a`, { body, type: markdown, headers });
    for (const method of ["PUT", "POST"]) {
      const wrong = await write(method, { "If-Match": '"wrong", W/"weak"' });
      expect(wrong).toMatchObject({ status: 412, json: { code: "versionChanged" } });
    }
    expect(
      (await ask("PUT /content/none", { body: "x", type: markdown, headers: { "If-Match": "*" } }))
        .status,
    ).toBe(412);
    expect((await write("PUT", { "If-Match": "nonsense" })).status).toBe(400);
    const read = await ask("GET /content.html/a");
    const second = await write("PUT", { "If-Match": `"x", ${read.headers.get("etag")}` });
    expect(second.status).toBe(200);
    expect((await write("PUT", { "If-Match": etag }, "three")).status).toBe(412);
    const patch = await ask("PATCH /content/a", {
      body: Y.encodeStateAsUpdate(new Y.Doc()),
      type: "application/x-yjs-update",
      headers: { "If-Match": etag },
    });
    expect(patch.status).toBe(412);
    expect((await write("PUT", { "If-Match": "*" }, "three")).status).toBe(200);
    expect(flowIn(await syncedClient(url, "a"))).toBe("three");
  });

  it("A43 of many who write a first content one does it", async () => {
    const { ask, url } = await served({ store: levelStore(temporaryFolder()) });
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        ask("PUT /content/a", {
          body: `by ${at}`,
          type: markdown,
          headers: { "If-None-Match": "*" },
        }),
      ),
    );
    const statuses = replies.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses.slice(1)).toEqual(Array(11).fill(412));
    expect([200, 201]).toContain(statuses[0]);
    expect(flowIn(await syncedClient(url, "a"))).toMatch(/^by \d+$/);
    expect(
      (
        await ask("PUT /content/a", {
          body: "x",
          type: markdown,
          headers: { "If-None-Match": '"v"' },
        })
      ).status,
    ).toBe(400);
  });

  it("A44 people who are typing keep what they type, and see what is written", async () => {
    const { ask, url } = await served();
    await ask("PUT /content/a", { body: "# Title\n\nfirst\n\nsecond\n", type: markdown });
    const person = await syncedClient(url, "a");
    person.provider.disconnect();
    const flow = flowText(person.doc);
    flow.insert(flow.length, " and more");
    await ask("PUT /content/a", {
      body: "# New title\n\nfirst\n\nsecond\n\nthird\n",
      type: markdown,
    });
    person.provider.connect();
    await until(
      "both to be there",
      () => /New title/.test(flowIn(person)) && person.provider.synced,
    );
    const both = flowIn(person);
    expect(both).toContain("and more");
    expect(both).toContain("third");
    await until("the server to have it", async () =>
      (await ask("GET /content.txt/a")).text.includes("and more"),
    );
  });

  it("A48 a change of what was read keeps what others have written, and taken out, since", async () => {
    const { ask, url } = await served();
    await ask("PUT /content/a", { body: "# Title\n\nfirst\n\nsecond\n\nthird\n", type: markdown });
    const read = await ask("GET /content.md/a");
    const person = await syncedClient(url, "a");
    const flow = flowText(person.doc);
    flow.insert(flow.length, " and more");
    const at = placeOf(flow, "second");
    flow.delete(at, "second".length);
    flow.insert(at, "changed");
    const etag = read.headers.get("etag")!;
    await until("it to be there", async () => {
      return (await ask("GET /content.txt/a")).text.includes("changed");
    });
    const body = read.text.replace("Title", "New title").replace("first", "first of all");
    // Twice: what came of the first is no longer what was read.
    for (const base of [etag, etag.replaceAll('"', "")]) {
      const put = await ask(`PUT /content/a?base=${encodeURIComponent(base)}`, {
        body,
        type: markdown,
      });
      expect(put.status).toBe(200);
      if (base !== etag) break;
      const both = await ask("GET /content.md/a");
      expect(both.text).toBe("# New title\n\nfirst of all\n\nchanged\n\nthird and more\n");
    }
    const clients = Y.decodeStateVector(Y.encodeStateVector(person.doc)).size;
    expect(clients).toBeLessThan(5);
  });

  it("A48 what was read too long ago is told, and changes nothing", async () => {
    const { ask } = await served();
    await ask("PUT /content/a", { body: "one", type: "text/plain" });
    const put = await ask("PUT /content/a?base=nonsense", { body: "two", type: "text/plain" });
    expect(put).toMatchObject({ status: 409, json: { code: "baseUnknown" } });
    expect((await ask("GET /content.txt/a")).text).toBe("one\n");
  });

  it("A48 words that were read and are dropped by now make no change of what is left", async () => {
    const { ask, url, events } = await served();
    await ask("PUT /content/a", { body: "one two three", type: "text/plain" });
    const read = await ask("GET /content.txt/a");
    const person = await syncedClient(url, "a");
    const flow = flowText(person.doc);
    flow.delete(placeOf(flow, "two"), 3);
    const filler = person.doc.getMap<string>("filler");
    filler.set("text", "x".repeat(70_000));
    filler.delete("text");
    await until("the compaction", () => events.some(({ type }) => type === "compacted"));
    const base = encodeURIComponent(read.headers.get("etag")!);
    const put = await ask(`PUT /content/a?base=${base}`, { body: "one two 3", type: "text/plain" });
    expect(put).toMatchObject({ status: 409, json: { code: "baseUnknown" } });
  });

  it("A45 text and blocks are put behind what is there, and an update is merged", async () => {
    const { ask, url } = await served({ store: levelStore(temporaryFolder()) });
    expect((await ask("POST /content/a", { body: "one", type: "text/plain" })).status).toBe(201);
    expect((await ask("POST /content/a", { body: "## two", type: markdown })).status).toBe(200);
    expect((await ask("GET /content.md/a")).text).toBe("one\n\n## two\n");
    const other = new Y.Doc();
    other.getText("text").insert(0, "merged");
    const type = "application/x-yjs-update";
    const update = Y.encodeStateAsUpdate(other);
    expect((await ask("PATCH /content/a", { body: update, type })).json.isChanged).toBe(true);
    expect((await ask("PATCH /content/a", { body: update, type })).json.isChanged).toBe(false);
    const client = await syncedClient(url, "a");
    expect(client.doc.getText("text").toString()).toBe("merged");
    other.getText("text").insert(0, "a");
    const before = Y.encodeStateVector(other);
    other.getText("text").insert(1, "b");
    const incomplete = Y.encodeStateAsUpdate(other, before);
    expect((await ask("PATCH /content/a", { body: incomplete, type })).json.code).toBe(
      "incompleteUpdate",
    );
    const garbage = await ask("PATCH /content/a", { body: Uint8Array.of(1, 2, 3), type });
    expect(garbage).toMatchObject({ status: 422, json: { code: "contentRefused" } });
    const whole = await fetch(`${url.replace("ws:", "http:")}/api/v1/content.yjs/a`);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, new Uint8Array(await whole.arrayBuffer()));
    expect(copy.getText("text").toString()).toBe("merged");
  });

  it("A46 what cannot be taken is refused, and nothing of it is there", async () => {
    const { ask } = await served({ maxContentBytes: 1_000, maxFrameBytes: 2_000 });
    const cases: [string, Parameters<AskApi>[1], number, string][] = [
      ["PUT /content/a", { body: "x", type: "image/png" }, 415, "unsupportedMediaType"],
      [
        "PUT /content/a",
        { body: "x", type: markdown, headers: { "Content-Encoding": "gzip" } },
        415,
        "unsupportedMediaType",
      ],
      [
        "PUT /content/a",
        { body: "x", type: "application/x-yjs-update" },
        415,
        "unsupportedMediaType",
      ],
      ["PUT /content/a", {}, 400, "badRequest"],
      ["PUT /content/a", { body: "{", type: "application/json" }, 422, "contentRefused"],
      ["PUT /content/a", { json: { type: "nonsense" } }, 422, "contentRefused"],
      ["PUT /content/a", { body: "x".repeat(1_500), type: markdown }, 413, "bodyTooLarge"],
      ["PUT /content/a", { body: "x".repeat(3_000), type: markdown }, 413, "bodyTooLarge"],
      ["PUT /content/a", { body: "no zip", type: docx }, 422, "contentRefused"],
    ];
    for (const [what, given, status, code] of cases) {
      const reply = await ask(what, given);
      expect({ what, given, status: reply.status, code: reply.json?.code }).toEqual({
        what,
        given,
        status,
        code,
      });
    }
    expect((await ask("GET /documents")).json.documents).toEqual([]);
  });

  it("A47 a document is called as its first heading says unless somebody has said otherwise", async () => {
    const store = levelStore(temporaryFolder());
    const { ask } = await served({ store });
    await ask("PUT /content/a", { body: "# From the text\n\nmore", type: markdown });
    expect((await ask("GET /documents/a")).json).toMatchObject({
      title: "From the text",
      isTitleSet: false,
    });
    expect((await ask("GET /documents?search=FROM")).json.documents).toHaveLength(1);
    await ask("PATCH /documents/a", { json: { title: "Set" } });
    expect((await ask("GET /documents?search=set")).json.documents[0]).toMatchObject({
      title: "Set",
    });
    const reset = await ask("PATCH /documents/a", { json: { title: null } });
    expect(reset.json.title).toBe("From the text");
  });
});
