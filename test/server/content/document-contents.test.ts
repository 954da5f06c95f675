/** Documents that a program reads and edits while people are in them. */

import { createSyncServer, levelStore, memoryStore, openGrant, type Grant } from "@coscribe/server";
import { JobLimitError } from "@coscribe/server";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { pngOf } from "../../support/sample-files.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { anybody, ContentsWorld, seen, type } from "./contents-world.ts";

function userOf(id: string, access: Grant["access"] = "write"): { grant: Grant } {
  return { grant: { ...openGrant, user: { id }, access } };
}

function vectorOf(update: Uint8Array | string): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVectorFromUpdate(Buffer.from(update)));
}

describe("documents on the server", () => {
  const store = memoryStore();
  const world = new ContentsWorld(() => ({ store }));

  it("Q1 what nobody has written is not there, and reading does not make it", async () => {
    const name = world.name();
    const { contents } = world;
    expect(await contents.read(name, "markdown")).toBe(undefined);
    expect(await contents.read(name, "update")).toBe(undefined);
    expect(await contents.title(name)).toBe(undefined);
    expect(await contents.version(name)).toBe(undefined);
    expect(await store.list()).not.toContain(name);
  });

  it("Q1 a document is read in every format, as it is at that moment", async () => {
    const name = world.name();
    const { contents, url } = world;
    await contents.replace(name, "markdown", "# Plan\n\nsome **bold** words\n", anybody);
    const client = await syncedClient(url, name);
    type(client, "words", "words", " more");
    await until("the words", async () => {
      return String((await contents.read(name, "text"))?.body).includes("more");
    });
    const bodies = await Promise.all(
      (["markdown", "html", "text", "json", "docx", "update"] as const).map(async (format) => {
        return (await contents.read(name, format))!.body;
      }),
    );
    expect(bodies.slice(0, 3)).toEqual([
      "# Plan\n\nsome **bold** words more\n",
      expect.stringContaining("<h1>Plan</h1><p>some <strong>bold</strong> words more</p>"),
      "Plan\nsome bold words more\n",
    ]);
    expect(JSON.parse(String(bodies[3]))).toMatchObject({ type: "doc", content: [{}, {}] });
    expect(Buffer.from(bodies[4]!).subarray(0, 2).toString()).toBe("PK");
    const copy = new Y.Doc();
    Y.applyUpdate(copy, bodies[5] as Uint8Array);
    expect(copy.getText("flow").toString()).toBe("Plansome bold words more");
  });

  it("Q2 the version is another one after a change, and the same without one", async () => {
    const name = world.name();
    const { contents } = world;
    const first = await contents.append(name, "text", "one", anybody);
    const read = await contents.read(name, "json");
    expect(read?.version).toBe(first.version);
    expect(await contents.version(name)).toBe(first.version);
    const second = await contents.append(name, "text", "two", anybody);
    expect(second.version).not.toBe(first.version);
    expect((await contents.read(name, "update"))?.version).toBe(second.version);
    const gone = await contents.replace(name, "text", "one", anybody);
    expect([first.version, second.version]).not.toContain(gone.version);
  });

  it("Q4 what somebody types while another paragraph is rewritten, or the same, stays", async () => {
    const name = world.name();
    const { background, contents, url } = world;
    await contents.replace(name, "markdown", "the first one\n\nthe second one\n", anybody);
    const clients = [await syncedClient(url, name), await syncedClient(url, name)] as const;
    background.meanwhile = async () => {
      type(clients[0], "first", "first", " typed");
      type(clients[1], "second", "the second", " also");
      await until("both", () => clients.every((each) => /typed[^]*also/.test(seen(each))));
    };
    const wanted = "the first one\n\nthe 2nd one, changed\n";
    await contents.replace(name, "markdown", wanted, anybody);
    await until("the change", () => clients.every((each) => seen(each).includes("changed")));
    for (const client of clients) {
      expect(seen(client)).toMatch(/^the first typed one\nthe 2nd also one, changed$/);
    }
    expect((await contents.read(name, "text"))?.body).toBe(`${seen(clients[0])}\n`);
  });

  it("Q5 the same content changes nothing, and nobody is sent anything", async () => {
    const name = world.name();
    const { contents, url } = world;
    await contents.replace(name, "html", "<h2>a</h2><ul><li>b<p>c</p></ul>", anybody);
    const client = await syncedClient(url, name);
    let updates = 0;
    client.doc.on("update", () => updates++);
    for (const format of ["markdown", "html", "text", "json"] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      const { body, version } = (await contents.read(name, format))!;
      // oxlint-disable-next-line no-await-in-loop
      const edited = await contents.replace(name, format, body, { ...anybody, ifMatch: version });
      expect(edited).toEqual({ version, isChanged: false, leftOut: [] });
    }
    await contents.append(name, "text", "end", anybody);
    await until("the end", () => seen(client).includes("end"));
    expect(updates).toBe(1);
  });

  it("Q6 an edit of a version that has gone is refused, also where it goes meanwhile", async () => {
    const name = world.name();
    const { background, contents } = world;
    const { version } = await contents.append(name, "text", "one", anybody);
    const mismatch = { code: "versionMismatch" };
    const of = { ...anybody, ifMatch: version };
    await expect(
      contents.replace(name, "text", "x", { ...anybody, ifMatch: "another" }),
    ).rejects.toMatchObject(mismatch);
    const client = await syncedClient(world.url, name);
    background.meanwhile = async () => {
      type(client, "one", "one", "!");
      await until("it", async () => (await contents.version(name)) !== version);
    };
    await expect(contents.replace(name, "text", "two", of)).rejects.toMatchObject(mismatch);
    await expect(contents.append(name, "text", "two", of)).rejects.toMatchObject(mismatch);
    await expect(contents.apply(name, Uint8Array.of(0, 0), of)).rejects.toMatchObject(mismatch);
    expect((await contents.read(name, "text"))?.body).toBe("one!\n");
  });

  it("Q6 of many who begin one empty document at once one does it", async () => {
    const name = world.name();
    const { background, contents } = world;
    const client = await syncedClient(world.url, name);
    const begin = (i: number) =>
      contents.replace(name, "text", `begun by ${i}`, { ...anybody, onlyIfEmpty: true });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => begin(i)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "notEmpty" });
    }
    await until("it", () => /^begun by \d+$/.test(seen(client)));
    const other = world.name();
    const rival = await syncedClient(world.url, other);
    background.meanwhile = async () => {
      rival.doc.getText("flow").insert(0, "mine");
      await until("it", async () => (await contents.version(other)) !== undefined);
    };
    await expect(
      contents.replace(other, "text", "late", { ...anybody, onlyIfEmpty: true }),
    ).rejects.toMatchObject({ code: "notEmpty" });
    expect(seen(rival)).toBe("mine");
  });

  it("Q7 what is no content of its format is refused with where and why, and changes nothing", async () => {
    const name = world.name();
    const { contents } = world;
    await contents.append(name, "text", "here", anybody);
    const nested = `${'{"type":"doc","content":['.repeat(100_000)}${"]}".repeat(100_000)}`;
    const tables = (depth: number): object =>
      depth === 0
        ? { type: "textblock" }
        : {
            type: "table",
            content: [
              {
                type: "row",
                content: [
                  { type: "place", content: [{ type: "cell", content: [tables(depth - 1)] }] },
                ],
              },
            ],
          };
    const deep = JSON.stringify({ type: "doc", content: [tables(40)] });
    const mark =
      '{"type":"doc","content":[{"type":"textblock","content":[{"type":"text","text":"x","marks":[{"type":"bolt"}]}]}]}';
    const cases = [
      ["json", "{", /JSON/],
      ["json", "[]", /a document is an object/],
      ["json", nested, /content\[0\]\.type: there is no block "doc"/],
      ["json", deep, /nested too deep/],
      ["json", mark, /^content\[0\]\.content\[0\]\.marks\[0\]\.type: there is no mark "bolt"$/],
      ["markdown", Uint8Array.of(0xff, 0xfe, 0x00), /UTF-8/],
      ["docx", "not a docx", /./],
    ] as const;
    for (const [format, content, message] of cases) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(contents.replace(name, format, content, anybody)).rejects.toMatchObject({
        code: "invalidContent",
        message: expect.stringMatching(message) as string,
      });
    }
    expect((await contents.read(name, "text"))?.body).toBe("here\n");
    // Half a letter is none, in a document as everywhere.
    const half =
      '{"type":"doc","content":[{"type":"textblock","content":[{"type":"text","text":"a\\ud83d"}]}]}';
    await contents.replace(name, "json", half, anybody);
    expect((await contents.read(name, "text"))?.body).toBe("a\ufffd\n");
  });

  it("Q8 too much content is refused before it is looked at, and too much work when it is", async () => {
    const name = world.name();
    const { background, contents } = world;
    const much = "x".repeat(8 * 2 ** 20 + 1);
    await expect(contents.append(name, "text", much, anybody)).rejects.toMatchObject({
      code: "contentTooLarge",
    });
    background.meanwhile = () => Promise.reject(new JobLimitError("it took too much memory"));
    await expect(contents.append(name, "text", "x", anybody)).rejects.toMatchObject({
      code: "tooMuchWork",
    });
    expect(await contents.read(name, "text")).toBe(undefined);
  });

  it("Q9 edits of one user stand under one client ID, however many these are", async () => {
    const name = world.name();
    const { contents } = world;
    for (let i = 0; i < 40; i++) {
      // oxlint-disable-next-line no-await-in-loop
      await contents.append(name, "text", `line ${i}`, i % 2 ? userOf("ann") : anybody);
    }
    const { body } = (await contents.read(name, "update"))!;
    expect(vectorOf(body).size).toBe(2);
    const lines = String((await contents.read(name, "text"))!.body)
      .trim()
      .split("\n");
    expect(lines).toEqual(Array.from({ length: 40 }, (_, i) => `line ${i}`));
  });

  it("Q9 an ID under which somebody else has written is not used again", async () => {
    const name = world.name();
    const { contents } = world;
    await contents.append(name, "text", "one", anybody);
    const first = (await contents.read(name, "update"))!.body;
    const [id] = [...vectorOf(first).keys()];
    const rival = new Y.Doc();
    Y.applyUpdate(rival, first as Uint8Array);
    rival.clientID = id!;
    rival.getText("flow").insert(rival.getText("flow").length, "!");
    await contents.apply(name, Y.encodeStateAsUpdate(rival), anybody);
    await contents.append(name, "text", "two", anybody);
    const { body } = (await contents.read(name, "update"))!;
    expect(vectorOf(body).size).toBe(2);
    expect((await contents.read(name, "text"))?.body).toBe("one!\ntwo\n");
  });

  it("Q10 who may not write is refused, whatever it would be", async () => {
    const name = world.name();
    const { contents } = world;
    await contents.append(name, "text", "one", anybody);
    const forbidden = { code: "forbidden" };
    for (const asker of [userOf("ann", "read"), userOf("ann", "comment")]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(contents.replace(name, "text", "one", asker)).rejects.toMatchObject(forbidden);
      // oxlint-disable-next-line no-await-in-loop
      await expect(contents.append(name, "text", "x", asker)).rejects.toMatchObject(forbidden);
      // oxlint-disable-next-line no-await-in-loop
      await expect(contents.apply(name, Uint8Array.of(0, 0), asker)).rejects.toMatchObject(
        forbidden,
      );
    }
  });

  it("Q11 a Yjs update is screened as that of a session, and has to be whole", async () => {
    const name = world.name();
    const { contents } = world;
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    doc.getText("flow").insert(0, "one");
    doc.getText("flow").insert(3, " two");
    await expect(contents.apply(name, Uint8Array.of(9, 9), anybody)).rejects.toMatchObject({
      code: "updateRefused",
    });
    await expect(contents.apply(name, updates[1]!, anybody)).rejects.toMatchObject({
      code: "incompleteUpdate",
    });
    const done = await contents.apply(name, Y.encodeStateAsUpdate(doc), anybody);
    expect(done.isChanged).toBe(true);
    expect((await contents.apply(name, updates[0]!, anybody)).isChanged).toBe(false);
    doc.getText("flow").insert(0, "x".repeat(100_000));
    await contents.apply(name, updates[2]!, anybody);
    expect((await contents.read(name, "text"))?.body).toBe(`${"x".repeat(100_000)}one two\n`);
  });

  it("Q12 pictures whose bytes are in the content are kept as files, and in a .docx again", async () => {
    const name = world.name();
    const { contents } = world;
    const url = `data:image/png;base64,${Buffer.from(pngOf(3, 2)).toString("base64")}`;
    const edited = await contents.replace(
      name,
      "markdown",
      `before\n\n![a red dot](${url})\n\n![no picture](data:image/png;base64,AAAA)\n`,
      anybody,
    );
    expect(edited.leftOut).toEqual([expect.stringContaining("is no PNG")]);
    const { body } = (await contents.read(name, "json"))!;
    expect(body).toMatch(/"src":"files\/[\w-]{43,64}"/);
    const docx = (await contents.read(name, "docx"))!.body;
    expect(Buffer.from(docx).includes(".png")).toBe(true);
    const copy = world.name();
    await contents.replace(copy, "docx", docx, anybody);
    expect((await contents.read(copy, "json"))?.body).toContain(
      /files\/[\w-]+/.exec(String(body))![0],
    );
  });

  it("Q13 a document is called what somebody says, else as its first heading, else as its first line", async () => {
    const name = world.name();
    const { contents, url } = world;
    await contents.append(name, "text", "\n  a  line\n", anybody);
    expect(await contents.title(name)).toBe("a line");
    await contents.append(name, "markdown", `## The _heading_  of ${"😀".repeat(150)}\n`, anybody);
    const title = await contents.title(name);
    expect(title).toMatch(/^The heading of (😀)+$/u);
    expect(title!.length).toBeLessThanOrEqual(200);
    expect((await contents.read(name, "html"))?.title).toBe(title);
    const client = await syncedClient(url, name);
    client.doc.getText("flow").setAttribute("title", "Given");
    await until("it", async () => (await contents.title(name)) === "Given");
  });

  it("Q14 who has gone away is not worked for any more", async () => {
    const name = world.name();
    const { background, contents } = world;
    const asker = new AbortController();
    background.meanwhile = async () => asker.abort(new Error("gone"));
    const { signal } = asker;
    await expect(contents.append(name, "text", "x", { ...anybody, signal })).rejects.toThrow(
      "gone",
    );
    await contents.append(name, "text", "y", anybody);
    expect((await contents.read(name, "text"))?.body).toBe("y\n");
  });
});

describe("documents on the server's disk", () => {
  it("Q3 an edit is answered when it is on disk, and a reading has it before", async () => {
    const store = new GatedStore();
    const { server } = await testServer({ store });
    const name = parseDocumentName("doc");
    store.mode = "hold";
    let isAnswered = false;
    const edit = server.contents.append(name, "text", "slow", anybody);
    void edit.finally(() => (isAnswered = true));
    await until("it to be read", async () => (await server.contents.title(name)) === "slow");
    expect(isAnswered).toBe(false);
    store.release();
    expect(await edit).toMatchObject({ isChanged: true });
  });

  it("Q2 the version is the same after a restart", async () => {
    const directory = temporaryFolder();
    const name = parseDocumentName("doc");
    const versions: unknown[] = [];
    for (let start = 0; start < 2; start++) {
      const server = createSyncServer({ store: levelStore(directory) });
      onTestFinished(() => server.close());
      const { contents } = server;
      if (start === 0) {
        // oxlint-disable-next-line no-await-in-loop
        await contents.append(name, "markdown", "# one\n\ntwo\n", anybody);
        // oxlint-disable-next-line no-await-in-loop
        await contents.replace(name, "markdown", "# 1\n", anybody);
      }
      // oxlint-disable-next-line no-await-in-loop
      versions.push(await contents.version(name));
      // oxlint-disable-next-line no-await-in-loop
      await server.close();
    }
    expect(versions[0]).toMatch(/^[\w-]{22}$/);
    expect(versions[1]).toBe(versions[0]);
  });

  it("Q16 the program is asked about an edit of a client's, and not about its own", async () => {
    const asked: unknown[] = [];
    const { server } = await testServer({
      hooks: {
        beforeUpdate: ({ document, address, user }) => {
          asked.push({ document, address, user });
          return { refuse: "not today" };
        },
      },
    });
    const name = parseDocumentName("doc");
    const client = { ...userOf("ann"), address: "192.0.2.1" };
    const update = Y.encodeStateAsUpdate(new Y.Doc());
    expect(await server.contents.apply(name, update, client)).toMatchObject({ isChanged: false });
    await expect(server.contents.append(name, "text", "x", client)).rejects.toMatchObject({
      code: "forbidden",
      message: "not today",
    });
    expect(asked).toEqual([{ document: "doc", address: "192.0.2.1", user: { id: "ann" } }]);
    await server.contents.append(name, "text", "y", anybody);
    expect((await server.contents.read(name, "text"))?.body).toBe("y\n");
  });

  it("Q14 closing gives up what is under way, and writes nothing of it", async () => {
    const { server } = await testServer();
    const name = parseDocumentName("doc");
    const asked = server.contents.append(name, "text", "x", anybody);
    const closed = server.close();
    await expect(asked).rejects.toMatchObject({ code: "serviceRestart" });
    await closed;
    await expect(server.contents.title(name)).rejects.toMatchObject({ code: "serviceRestart" });
  });
});
