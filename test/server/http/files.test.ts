/** `/api/v1/files` on a real server: real sockets, real requests, and requests made of bytes. */

import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { levelStore, memoryStore } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { nameOf } from "../../contract/file-store.contract.ts";
import { bytes, filled } from "../../contract/store-verbs.ts";
import { GatedStore } from "../../support/gated-store.ts";
import { describeWith } from "../../support/part.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { latin1, pngOf } from "../../support/sample-files.ts";
import { smallDisks } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const png = pngOf(3, 2);

function filesOf({ url }: TestServer): string {
  return `${url.replace("ws:", "http:")}/api/v1/files`;
}

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function send(
  url: string,
  content: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Told> {
  const body = content as Uint8Array<ArrayBuffer>;
  const response = await fetch(url, { method: "POST", body, headers });
  return {
    status: response.status,
    body: (await response.json()) as Told["body"],
    headers: response.headers,
  };
}

function codeIn({ body }: Told): string {
  return (body["error"] as { code: string }).code;
}

async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers });
}

async function contentOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** A connection of bytes, and all that has come back. */
async function raw({ port }: TestServer): Promise<{ socket: Socket; told: () => string }> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  let text = "";
  socket.on("data", (data) => (text += data.toString("latin1")));
  return { socket, told: () => text };
}

const canListOpenFiles = existsSync("/proc/self/fd");

function openFilesBelow(directory: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((number) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${number}`);
      return path.startsWith(directory) ? [path] : [];
    } catch {
      // It was the one that lists them.
      return [];
    }
  });
}

const head = (length: number | "chunked"): string =>
  `POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\n${
    length === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`
  }\r\n\r\n`;

describe("sending a file", () => {
  it("W32 it is answered with its name, its size and its type by its bytes", async () => {
    const server = await testServer();
    const sent = await send(filesOf(server), png, { "Content-Type": "image/png" });
    expect(sent).toMatchObject({
      status: 200,
      body: { hash: nameOf(png), size: png.length, type: "image/png" },
    });
    const again = await send(filesOf(server), png, { "Content-Type": "text/html" });
    expect(again.body).toEqual(sent.body);
    const response = await get(`${filesOf(server)}/${nameOf(png)}`);
    expect(await contentOf(response)).toEqual(png);
    expect(server.events.filter(({ type }) => type === "fileStored")).toHaveLength(2);
  });

  it("W32 on a disk it is there for the next server on the same data", async () => {
    const data = temporaryFolder();
    const first = await testServer({ store: levelStore(data) });
    const large = filled(3_000_000);
    expect((await send(filesOf(first), large)).status).toBe(200);
    await first.server.close();
    const second = await testServer({ store: levelStore(data) });
    const response = await get(`${filesOf(second)}/${nameOf(large)}`);
    expect(Buffer.compare(await contentOf(response), large)).toBe(0);
  });

  it("W32 bytes may come in pieces of any size, their number told or not", async () => {
    const server = await testServer();
    const { socket, told } = await raw(server);
    socket.write(head("chunked"));
    for (const byte of png) socket.write(Buffer.from([0x31, 13, 10, byte, 13, 10]));
    socket.write("0\r\n\r\n");
    await until("the answer", () => told().includes(nameOf(png)));
    expect(told()).toContain('"type":"image/png"');
  });

  it("W33 what comes as an image and is none is refused; anything else is a file", async () => {
    const server = await testServer();
    const script = bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    const refused = await send(filesOf(server), script, { "Content-Type": "image/png" });
    expect([refused.status, codeIn(refused)]).toEqual([415, "notAnImage"]);
    expect((await get(`${filesOf(server)}/${nameOf(script)}`)).status).toBe(404);
    const short = await send(filesOf(server), bytes(""), { "Content-Type": "image/gif; x=1" });
    expect(short.status).toBe(415);
    const asFile = await send(filesOf(server), script, { "Content-Type": "image/svg+xml" });
    expect(asFile).toMatchObject({ status: 200, body: { type: "application/octet-stream" } });
    const other = await send(filesOf(server), latin1("\xff\xd8\xff\xe0 jpeg"), {
      "Content-Type": "image/png",
    });
    expect(other.body).toMatchObject({ type: "image/jpeg" });
  });

  it("W34 one that is too large is refused, whether it says so or not, and leaves nothing", async () => {
    const server = await testServer({ maxFileBytes: 100_000 });
    expect(await (await get(filesOf(server))).json()).toEqual({ maxFileBytes: 100_000 });
    expect((await send(filesOf(server), filled(100_000))).status).toBe(200);
    const told = await send(filesOf(server), filled(100_001));
    expect([told.status, codeIn(told)]).toEqual([413, "fileTooLarge"]);
    expect(JSON.stringify(told.body)).toContain("100000 bytes");
    const { socket, told: answer } = await raw(server);
    socket.write(`${head("chunked")}30d40\r\n`);
    socket.write(filled(0x30d40));
    await until("the refusal", () => answer().includes("fileTooLarge"));
    expect(answer()).toMatch(/^HTTP\/1.1 413 /);
    expect((await get(`${filesOf(server)}/${nameOf(filled(100_001))}`)).status).toBe(404);
  });

  it("W35 one that comes too slowly is refused, and so is one that never ends", async () => {
    const idle = await testServer({ uploadIdleMs: 50 });
    const still = await raw(idle);
    still.socket.write(`${head(10)}half`);
    await until("the refusal", () => still.told().includes("uploadTooSlow"));
    expect(still.told()).toMatch(/^HTTP\/1.1 408 /);
    const patient = await testServer({ uploadTimeoutMs: 100 });
    const drip = await raw(patient);
    drip.socket.write(head(1_000_000));
    const dripping = setInterval(() => drip.socket.write("x"), 5);
    onTestFinished(() => clearInterval(dripping));
    await until("the refusal", () => drip.told().includes("uploadTooSlow"));
  });

  it("W35 a file may take longer than a handshake may", async () => {
    const server = await testServer({ handshakeTimeoutMs: 60, uploadIdleMs: 5_000 });
    const { socket, told } = await raw(server);
    socket.write(`${head(4)}a`);
    // The server looks at its connections once in that time; so they have been looked at since.
    const { socket: other } = await raw(server);
    other.write("GET / HTTP/1.1\r\nHost:");
    await once(other, "close");
    socket.write("bcd");
    await until("the answer", () => told().includes(nameOf(bytes("abcd"))));
  });

  it("W36 more at once than there may be are refused with when to come back", async () => {
    const server = await testServer({ maxUploads: 2 });
    const waiting = [await raw(server), await raw(server)];
    for (const { socket } of waiting) socket.write(`${head(4)}ab`);
    await until("the refusal", async () => {
      const refused = await send(filesOf(server), bytes("one too many"));
      return refused.status === 429 && refused.headers.get("Retry-After") === "5";
    });
    waiting[0]!.socket.destroy();
    await until("the place that it leaves", async () => {
      return (await send(filesOf(server), bytes("now there is room"))).status === 200;
    });
    waiting[1]!.socket.write("cd");
    await until("the other", () => waiting[1]!.told().includes(nameOf(bytes("abcd"))));
  });

  it("W36 nobody takes all places from one address, unless it is this machine's", async () => {
    const server = await testServer({ maxUploadsPerAddress: 1, trustedProxies: ["127.0.0.1"] });
    const { socket } = await raw(server);
    const from = (address: string): Record<string, string> => ({ "X-Forwarded-For": address });
    socket.write(head(4).replace("Host:", "X-Forwarded-For: 192.0.2.1\r\nHost:") + "ab");
    await until("the refusal", async () => {
      return (await send(filesOf(server), bytes("x"), from("192.0.2.1"))).status === 429;
    });
    expect((await send(filesOf(server), bytes("x"), from("192.0.2.2"))).status).toBe(200);
    expect((await send(filesOf(server), bytes("x"))).status).toBe(200);
  });

  it("W37 a page of another origin may neither send nor read, unless it is allowed", async () => {
    const server = await testServer({ allowedOrigins: ["https://notes.example"] });
    const url = filesOf(server);
    const foreign = { Origin: "https://evil.example" };
    const refused = await send(url, png, foreign);
    expect([refused.status, codeIn(refused)]).toEqual([403, "forbidden"]);
    expect(JSON.stringify(refused.body)).toContain("--allow-origin https://evil.example");
    expect(refused.headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect((await get(url, foreign)).status).toBe(403);

    const allowed = { Origin: "https://notes.example" };
    const asked = await fetch(url, {
      method: "OPTIONS",
      headers: { ...allowed, "Access-Control-Request-Method": "POST" },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("Access-Control-Allow-Headers")).toContain("Content-Type");
    const sent = await send(url, png, allowed);
    expect(sent.status).toBe(200);
    expect(sent.headers.get("Access-Control-Allow-Origin")).toBe("https://notes.example");
    const own = { Origin: new URL(url).origin };
    expect((await send(url, png, own)).status).toBe(200);
    expect((await get(`${url}/${nameOf(png)}`, allowed)).status).toBe(200);
  });

  it("W38 a server whose store keeps no files says so", async () => {
    const server = await testServer({ store: new GatedStore() });
    const refused = await send(filesOf(server), png);
    expect([refused.status, codeIn(refused)]).toEqual([404, "filesNotKept"]);
  });

  it("W38 a store that is full, and a disk that refuses, are told as such, and in the log", async () => {
    const full = await testServer({ store: memoryStore({ maxFilesBytes: 1_000 }) });
    const refused = await send(filesOf(full), filled(1_001));
    expect([refused.status, codeIn(refused)]).toEqual([507, "storageFull"]);
    const data = temporaryFolder();
    const broken = await testServer({ store: levelStore(data) });
    writeFileSync(join(data, "files"), "in the way");
    const failed = await send(filesOf(broken), png);
    expect([failed.status, codeIn(failed)]).toEqual([503, "storageFailing"]);
    expect(broken.events.map(({ type }) => type)).toContain("fileFailed");
  });

  it("W38 a server that closes ends what is still coming in, with an answer", async () => {
    const server = await testServer();
    const { socket, told } = await raw(server);
    socket.write(`${head(10)}half`);
    await until("it to come in", async () => {
      return (await send(filesOf(server), bytes("meanwhile"))).status === 200;
    });
    const closing = server.server.close();
    await until("the answer", () => told().includes("serviceRestart"));
    await closing;
  });
});

describeWith("sending a file to a disk that is soon full", smallDisks, (makeSmallDisk) => {
  it("W38 is refused as such, and goes through when there is room", async () => {
    const disk = makeSmallDisk(6);
    const server = await testServer({ store: levelStore(disk.data) });
    await send(filesOf(server), bytes("first"));
    disk.fill();
    const refused = await send(filesOf(server), filled(400_000));
    expect([refused.status, codeIn(refused)]).toEqual([507, "storageFull"]);
    expect(JSON.stringify(refused.body)).toContain("free some space");
    disk.clear();
    expect((await send(filesOf(server), filled(400_000))).status).toBe(200);
  });
});

describe("getting a file", () => {
  const text = bytes("0123456789");

  async function withFile(content: Uint8Array): Promise<{ server: TestServer; url: string }> {
    const server = await testServer();
    await send(filesOf(server), content);
    return { server, url: `${filesOf(server)}/${nameOf(content)}` };
  }

  it("W40 an image is shown, under its type, and can do nothing else", async () => {
    const { url } = await withFile(png);
    const { status, headers } = await get(`${url}?name=${encodeURIComponent("Käfer.png")}`);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(png.length),
      "content-disposition": `inline; filename="K_fer.png"; filename*=UTF-8''K%C3%A4fer.png`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, max-age=31536000, immutable",
      "accept-ranges": "bytes",
      etag: `"${nameOf(png)}"`,
    });
  });

  it.each([
    ["a page", "<!doctype html><script>alert(1)</script>", "application/octet-stream"],
    ["a drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream"],
    ["a PDF", "%PDF-1.7", "application/pdf"],
    ["an archive", "PK\x03\x04\x14\0", "application/zip"],
  ])("W41 %s is saved, never shown, whatever it is called", async (_what, content, type) => {
    const { url } = await withFile(latin1(content));
    const { headers } = await get(`${url}?name=image.png`);
    expect(headers.get("Content-Type")).toBe(type);
    expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename="image\.png"/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it.each([
    ["../../etc/passwd", "_.._etc_passwd"],
    ['a"b\r\nSet-Cookie: x=1', "a_b_Set-Cookie_ x=1"],
    ["photo\u202egnp.exe", "photo_gnp.exe"],
    [".htaccess", "htaccess"],
    ["", nameOf(text).slice(0, 12)],
  ])("W41 the name %j is made safe", async (name, safe) => {
    const { url } = await withFile(text);
    const query = new URLSearchParams({ name });
    const disposition = (await get(`${url}?${query}`)).headers.get("Content-Disposition");
    expect(disposition).toBe(
      `attachment; filename="${safe}"; filename*=UTF-8''${encodeURIComponent(safe)}`,
    );
  });

  it("W41 of a long name the end stays, which tells its kind", async () => {
    const { url } = await withFile(text);
    const response = await get(`${url}?name=${"x".repeat(300)}.pdf`);
    const [, name = ""] =
      /filename="([^"]*)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
    expect(name).toMatch(/^x+\.pdf$/);
    expect(name.length).toBe(120);
  });

  it.each([
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=4-", 206, "456789", "bytes 4-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=8-100", 206, "89", "bytes 8-9/10"],
    ["bytes=-100", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=0-1,4-5", 200, "0123456789", null],
    ["bytes=5-2", 200, "0123456789", null],
    ["lines=1-2", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
  ])("W42 the range %j is answered with %i", async (range, status, content, told) => {
    const { url } = await withFile(text);
    const response = await get(url, { Range: range });
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Range")).toBe(told);
    expect(response.headers.get("Content-Length")).toBe(String(content.length));
    expect(await response.text()).toBe(content);
  });

  it("W42 a range that is not there is refused, with how much there is", async () => {
    const { url } = await withFile(text);
    for (const range of ["bytes=10-", "bytes=-0"]) {
      const response = await get(url, { Range: range });
      expect([response.status, response.headers.get("Content-Range")]).toEqual([416, "bytes */10"]);
    }
    const empty = await withFile(bytes(""));
    expect((await get(empty.url, { Range: "bytes=0-" })).status).toBe(416);
    expect(await (await get(empty.url)).text()).toBe("");
  });

  it("W42 a part is given only to whoever has the rest of the same file", async () => {
    const { url } = await withFile(text);
    const same = await get(url, { Range: "bytes=2-3", "If-Range": `"${nameOf(text)}"` });
    expect([same.status, await same.text()]).toEqual([206, "23"]);
    const other = await get(url, { Range: "bytes=2-3", "If-Range": `"${nameOf(png)}"` });
    expect([other.status, await other.text()]).toEqual([200, "0123456789"]);
  });

  it("W43 who has it already is told so; HEAD tells all but the bytes", async () => {
    const { url } = await withFile(text);
    const known = await get(url, { "If-None-Match": `"x", "${nameOf(text)}"` });
    expect([known.status, await known.text()]).toEqual([304, ""]);
    const told = await fetch(url, { method: "HEAD" });
    expect([told.status, told.headers.get("Content-Length")]).toEqual([200, "10"]);
    expect(await told.text()).toBe("");
  });

  it("W43 what is no file, and any other method, is refused", async () => {
    const { server, url } = await withFile(text);
    for (const hash of [nameOf(png), "x", "..%2F..%2Fetc%2Fpasswd", "%00"]) {
      const response = await get(`${filesOf(server)}/${hash}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "noSuchFile" } });
    }
    expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(405);
  });

  it("W44 a damaged file is not given, is named to the operator, and is whole when it comes again", async () => {
    const data = temporaryFolder();
    const server = await testServer({ store: levelStore(data) });
    const content = filled(200_000);
    const hash = nameOf(content);
    await send(filesOf(server), content);
    const path = join(data, "files", hash.slice(0, 2), hash);
    const stored = readFileSync(path);
    stored[150_000]! ^= 4;
    writeFileSync(path, stored);
    const url = `${filesOf(server)}/${hash}`;
    for (const range of ["bytes=0-9", "bytes=0-"]) {
      const response = await get(url, { Range: range });
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({ error: { code: "fileDamaged" } });
    }
    expect(server.events.map(({ type }) => type)).toContain("fileDamaged");
    expect(server.server.health()).toMatchObject({
      status: "damaged",
      damage: { store: [`the file ${hash} is not what was stored`] },
    });
    expect((await send(filesOf(server), content)).status).toBe(200);
    expect(Buffer.compare(await contentOf(await get(url)), content)).toBe(0);
    expect(server.server.health().status).toBe("ok");
  });

  it("W44 a file that breaks off while it is sent ends the connection, not the answer", async () => {
    const data = temporaryFolder();
    const server = await testServer({ store: levelStore(data) });
    // More than the buffers of sockets take.
    const content = filled(20_000_000);
    const hash = nameOf(content);
    await send(filesOf(server), content);
    const { socket, told } = await raw(server);
    socket.write(`GET /api/v1/files/${hash} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until("its beginning", () => told().includes("\r\n\r\n"));
    socket.pause();
    writeFileSync(join(data, "files", hash.slice(0, 2), hash), "cut");
    const closed = once(socket, "close");
    socket.resume();
    await closed;
    expect(told().length).toBeLessThan(content.length);
  });

  it.skipIf(!canListOpenFiles)(
    "W45 whoever leaves in the middle costs nothing that stays",
    async () => {
      const data = temporaryFolder();
      const server = await testServer({ store: levelStore(data) });
      const content = filled(8_000_000);
      await send(filesOf(server), content);
      const path = `/api/v1/files/${nameOf(content)}`;
      for (let time = 0; time < 30; time++) {
        const { socket, told } = await raw(server);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
        if (time % 2 === 0) await until("its beginning", () => told().includes("\r\n\r\n"));
        socket.destroy();
      }
      await until("all to be closed", () => openFilesBelow(join(data, "files")).length === 0);
    },
  );

  it.skipIf(!canListOpenFiles)(
    "W45 whoever stops reading is cut, and can ask for the rest",
    async () => {
      const data = temporaryFolder();
      const server = await testServer({ store: levelStore(data), clock: hastyClock });
      const content = filled(20_000_000);
      await send(filesOf(server), content);
      const { socket, told } = await raw(server);
      socket.write(`GET /api/v1/files/${nameOf(content)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      await until("its beginning", () => told().includes("\r\n\r\n"));
      socket.pause();
      await until("it to be closed", () => openFilesBelow(join(data, "files")).length === 0);
      const closed = once(socket, "close");
      socket.resume();
      await closed;
      const got = Buffer.byteLength(told(), "latin1") - told().indexOf("\r\n\r\n") - 4;
      expect(got).toBeLessThan(content.length);
      const url = `${filesOf(server)}/${nameOf(content)}`;
      const rest = await get(url, { Range: `bytes=${got}-`, "If-Range": `"${nameOf(content)}"` });
      const parts = [Buffer.from(told().slice(-got), "latin1"), await contentOf(rest)];
      expect(nameOf(Buffer.concat(parts))).toBe(nameOf(content));
    },
  );

  it("W46 below a path everything is there, too", async () => {
    const server = await testServer({ base: "/docs/" });
    expect((await send(filesOf(server), png)).status).toBe(200);
    expect((await get(`${filesOf(server)}/${nameOf(png)}`)).status).toBe(200);
    const root = `http://localhost:${server.port}/api/v1/files`;
    expect((await fetch(root, { method: "POST", body: "x" })).status).toBe(404);
  });
});
