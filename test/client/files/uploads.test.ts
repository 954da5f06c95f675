/** Files of a connection on their way to a real server, from a program. */

import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, Connection, UploadError, type FileUpload } from "@coscribe/client";
import { createSyncServer, memoryStore, type SyncServerOptions } from "@coscribe/server";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import { nameOf } from "../../contract/file-store.contract.ts";
import { bytes, filled } from "../../contract/store-verbs.ts";
import { GatedFiles, storeWith } from "../../support/gated-files.ts";
import { GatedStore } from "../../support/gated-store.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { Relay } from "../../support/relay.ts";
import { pngOf } from "../../support/sample-files.ts";
import { startServer } from "../../support/server-process.ts";
import { startStockServer } from "../../support/stock-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

function blobOf(content: Uint8Array): Blob {
  return new Blob([content as Uint8Array<ArrayBuffer>]);
}

/** A connection to the document `doc`, whose pauses are short. */
function hastyConnection(url: string): Connection {
  const connection = new Connection(new URL(url), parseDocumentName("doc"), {}, hastyClock);
  onTestFinished(() => connection.close());
  return connection;
}

async function synced(url: string): Promise<Connection> {
  const connection = hastyConnection(url);
  await connection.synced();
  return connection;
}

async function saved(connection: Connection): Promise<void> {
  await until("it to be saved", () => connection.saveStatus.state === "saved");
}

async function contentAt(connection: Connection, src: string): Promise<Uint8Array> {
  const response = await fetch(connection.files.urlOf(src)!);
  return new Uint8Array(await response.arrayBuffer());
}

/** How an upload ends: "done", or the code of why not. */
async function endOf(upload: FileUpload): Promise<string> {
  return upload.whenDone().then(
    () => "done",
    (error: unknown) => (error instanceof UploadError ? error.code : String(error)),
  );
}

/** A server that tells what it was asked for by HTTP. */
async function listeningServer(
  options: Partial<SyncServerOptions> = {},
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const server = createSyncServer({ store: memoryStore(), ...options });
  const answer = server.requestListener();
  const asked: string[] = [];
  const httpServer = createServer((request, response) => {
    asked.push(request.method ?? "");
    answer(request, response);
  });
  server.attach(httpServer);
  httpServer.listen(0, "127.0.0.1");
  await once(httpServer, "listening");
  onTestFinished(async () => {
    await server.close();
    httpServer.closeAllConnections();
    httpServer.close();
  });
  return { url: `ws://localhost:${(httpServer.address() as AddressInfo).port}`, asked };
}

describe("a file that is added", () => {
  it("C110 has its name at once, by its bytes its type, and is soon on the server", async () => {
    const { url } = await testServer();
    const connection = await synced(url);
    const png = pngOf(4, 4);
    const file = new File([png as Uint8Array<ArrayBuffer>], "Käfer.txt", { type: "text/plain" });
    const upload = await connection.files.add(file);
    expect(upload).toMatchObject({
      src: `files/${nameOf(png)}`,
      name: "Käfer.txt",
      size: png.length,
      type: "image/png",
    });
    expect(connection.files.urlOf(upload.src)).toMatch(/^blob:/);
    await upload.whenDone();
    expect(upload.state).toEqual({ state: "done" });
    expect(connection.files.all).toEqual([]);
    expect(connection.files.urlOf(upload.src)).toBe(
      `${url.replace("ws:", "http:")}/api/v1/files/${nameOf(png)}`,
    );
    expect(await contentAt(connection, upload.src)).toEqual(png);
    for (const src of ["https://elsewhere.example/x.png", "files/x", ""]) {
      expect(connection.files.urlOf(src)).toBeUndefined();
    }
  });

  it("C110 cannot be opened as a page before it is sent, whatever it says that it is", async () => {
    const connection = hastyConnection("ws://localhost:1");
    const page = new File(["<script>alert(1)</script>"], "page.html", { type: "text/html" });
    const { src } = await connection.files.add(page);
    const response = await fetch(connection.files.urlOf(src)!);
    expect(response.headers.get("Content-Type")).toBe("application/octet-stream");
  });

  it("C110 is found below the path that everything is below", async () => {
    const { server, url } = await testServer({ base: "/docs/" });
    expect(server).toBeDefined();
    const connection = await synced(url);
    const upload = await connection.files.add(blobOf(bytes("below")));
    await upload.whenDone();
    expect(connection.files.urlOf(upload.src)).toContain("/docs/api/v1/files/");
    expect(await contentAt(connection, upload.src)).toEqual(bytes("below"));
  });

  it("C110 can be told how far it has come", async () => {
    const { url } = await testServer();
    const connection = await synced(url);
    const content = filled(3_000_000);
    const told: number[] = [];
    connection.on("uploads", ([upload]) => {
      if (upload?.state.state === "sending") told.push(upload.state.sentBytes);
    });
    const upload = await connection.files.add(blobOf(content));
    await upload.whenDone();
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(content.length);
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it("C110 is sent once, however often it is added, and not at all where the server has it", async () => {
    const files = new GatedFiles();
    const { url, asked } = await listeningServer({ store: storeWith(files) });
    files.mode = "hold";
    const connection = await synced(url);
    const large = blobOf(filled(400_000));
    const [first, second] = await Promise.all([
      connection.files.add(large),
      connection.files.add(large),
    ]);
    expect(second).toBe(first);
    files.release();
    await first.whenDone();
    expect(files.puts).toBe(1);
    await (await connection.files.add(large)).whenDone();
    expect(files.puts).toBe(1);
    expect(asked.filter((method) => method === "POST")).toHaveLength(1);
  });
});

describe("what is said to be saved", () => {
  it("C111 is not while a file is on its way, which counts as an edit", async () => {
    const files = new GatedFiles();
    const { url } = await testServer({ store: storeWith(files) });
    const connection = await synced(url);
    await saved(connection);
    files.mode = "hold";
    const told: string[] = [];
    connection.on("saveStatus", ({ state }) => told.push(state));
    const upload = await connection.files.add(blobOf(bytes("a file")));
    expect(connection.saveStatus).toMatchObject({
      state: "saving",
      pendingEdits: 1,
      files: { count: 1, totalBytes: 6 },
    });
    expect(connection.isSafeToLeave).toBe(false);
    connection.doc.getText("text").insert(0, "an edit");
    expect(connection.saveStatus).toMatchObject({ pendingEdits: 2, files: { count: 1 } });
    const whenSaved = connection.whenSaved();
    await until(
      "the edit to be saved",
      () => connection.saveStatus.state === "saving" && pendingIn(connection) === 1,
    );
    expect(told).not.toContain("saved");
    files.release();
    await whenSaved;
    expect(upload.state.state).toBe("done");
    expect(connection.saveStatus).toEqual({ state: "saved" });
    expect(connection.isSafeToLeave).toBe(true);
  });

  it("C111 tells while the server's disk takes no file, and ends when it does", async () => {
    const files = new GatedFiles();
    const { url } = await testServer({ store: storeWith(files) });
    const connection = await synced(url);
    await saved(connection);
    files.mode = "fail";
    const upload = await connection.files.add(blobOf(bytes("a file")));
    await until("it to be told", () => connection.saveStatus.state === "notSaved");
    expect(connection.saveStatus).toMatchObject({ reason: "storageFailing", pendingEdits: 1 });
    const before = files.puts;
    await until("more attempts", () => files.puts > before + 1);
    files.mode = "pass";
    await upload.whenDone();
    await saved(connection);
  });

  it("C111 is not of a file that a connection leaves behind", async () => {
    const files = new GatedFiles();
    files.mode = "hold";
    const { url } = await testServer({ store: storeWith(files) });
    const connection = await synced(url);
    await saved(connection);
    const upload = await connection.files.add(blobOf(bytes("left")));
    const ends = endOf(upload);
    const whenSaved = connection.whenSaved();
    connection.close();
    expect(await ends).toBe("closed");
    await expect(whenSaved).rejects.toThrow("closed");
    expect(connection.saveStatus).toMatchObject({ state: "offline", pendingEdits: 1 });
    expect(connection.isSafeToLeave).toBe(false);
    await expect(connection.files.add(blobOf(bytes("late")))).rejects.toThrow("closed");
  });
});

describe("a file that cannot be sent", () => {
  it("C112 waits while there is no connection, and is sent when there is", async () => {
    const { url } = await testServer();
    const relay = await Relay.start();
    const connection = hastyConnection(relay.url);
    const upload = await connection.files.add(blobOf(bytes("early")));
    expect(upload.state.state).toBe("waiting");
    expect(connection.saveStatus).toMatchObject({ state: "offline", pendingEdits: 1 });
    relay.lead(url);
    await upload.whenDone();
    await saved(connection);
  });

  it("C112 is sent again when the connection is cut in the middle", async () => {
    const files = new GatedFiles();
    files.mode = "hold";
    const { url } = await testServer({ store: storeWith(files) });
    const relay = await Relay.start();
    relay.lead(url);
    const connection = await synced(relay.url);
    const upload = await connection.files.add(blobOf(filled(500_000)));
    await until("it to arrive", () => files.puts === 1);
    relay.cut();
    await until("that to be noticed", () => upload.state.state === "waiting");
    files.release();
    relay.lead(url);
    await upload.whenDone();
    expect(await contentAt(connection, upload.src)).toEqual(filled(500_000));
  });

  it("C112 gets to a server that is killed while it comes in, and comes back", async () => {
    const data = temporaryFolder();
    const relay = await Relay.start();
    const first = await startServer(data);
    relay.lead(first.url);
    const connection = await synced(relay.url);
    const contents = [1, 2, 3, 4].map((seed) => filled(4_000_000, seed));
    const uploads = await Promise.all(
      contents.map((content) => connection.files.add(blobOf(content))),
    );
    await until("one to be under way", () =>
      uploads.some(({ state }) => state.state === "sending" && state.sentBytes > 0),
    );
    relay.cut();
    await first.stop("SIGKILL");
    const second = await startServer(data);
    relay.lead(second.url);
    await connection.whenSaved();
    for (const [index, { src, state }] of uploads.entries()) {
      expect(state.state).toBe("done");
      expect(Buffer.compare(await contentAt(connection, src), contents[index]!)).toBe(0);
    }
  });

  it("C113 is refused with a code where it is too large; nothing of a large one is sent", async () => {
    const { url, asked } = await listeningServer({ maxFileBytes: 100_000 });
    const connection = await synced(url);
    await saved(connection);
    const adding = connection.files.add(blobOf(filled(5_000_000)));
    await expect(adding).rejects.toMatchObject({ code: "fileTooLarge" });
    expect(connection.files.all).toEqual([]);
    const upload = await connection.files.add(blobOf(filled(150_000)));
    expect(await endOf(upload)).toBe("fileTooLarge");
    expect(upload.state).toMatchObject({ state: "refused", code: "fileTooLarge" });
    expect(connection.files.all).toContain(upload);
    await connection.whenSaved();
    await saved(connection);
    upload.cancel();
    expect(connection.files.all).toEqual([]);
    expect(asked.filter((method) => method === "POST")).toHaveLength(1);
  });

  it("C113 is taken back, also while it is being sent, but not for others that show it", async () => {
    const files = new GatedFiles();
    files.mode = "hold";
    const { url } = await testServer({ store: storeWith(files) });
    const connection = await synced(url);
    await saved(connection);
    const upload = await connection.files.add(blobOf(bytes("shown twice")));
    const again = await connection.files.add(blobOf(bytes("shown twice")));
    const ends = endOf(upload);
    await until("it to arrive", () => files.puts === 1);
    again.cancel();
    expect(connection.saveStatus).toMatchObject({ pendingEdits: 1 });
    upload.cancel();
    expect(await ends).toBe("cancelled");
    expect(connection.saveStatus).toEqual({ state: "saved" });
    const anew = await connection.files.add(blobOf(bytes("shown twice")));
    files.release();
    expect(await endOf(anew)).toBe("done");
  });

  it("C113 is refused by a server that keeps no files, and not said to be saved by a stock one", async () => {
    const { url } = await testServer({ store: new GatedStore() });
    const connection = await synced(url);
    const upload = await connection.files.add(blobOf(bytes("nowhere")));
    expect(await endOf(upload)).toBe("filesNotKept");
    const stock = connect(await startStockServer(), "doc");
    onTestFinished(() => stock.close());
    await stock.synced();
    const waiting = await stock.files.add(blobOf(bytes("nowhere")));
    expect(["waiting", "sending"]).toContain(waiting.state.state);
    expect(stock.isSafeToLeave).toBe(false);
  });
});

function pendingIn({ saveStatus }: Connection): number {
  return saveStatus.state === "saved" ? 0 : saveStatus.pendingEdits;
}
