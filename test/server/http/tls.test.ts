/** TLS that the server speaks itself. */

import { writeFileSync } from "node:fs";
import { request } from "node:https";
import { connect } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { createSyncServer, memoryStore, systemClock, type Clock } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { makeCertificate, writeCertificate, type PemPair } from "../../support/certificate.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** A machine's clock, of which a test makes the looks that are 10 s apart. */
function clockWithLooks(): { readonly clock: Clock; readonly look: () => void } {
  const looks: (() => void)[] = [];
  const clock: Clock = {
    ...systemClock,
    every(ms, callback) {
      if (ms !== 10_000) return systemClock.every(ms, callback);
      looks.push(callback);
      return { cancel: () => void looks.splice(looks.indexOf(callback), 1) };
    },
  };
  return { clock, look: () => looks.forEach((callback) => callback()) };
}

/** What `localhost` answers somebody who believes nothing but `ca`. */
async function get(port: number, path: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: "localhost", port, path, ca, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve(text));
    })
      .on("error", reject)
      .end();
  });
}

/** A y-websocket client of a page of `origin`. */
function visitor(url: string, name: string, ca: string, origin: string): WebsocketProvider {
  class TrustingSocket extends WebSocket {
    constructor(address: string) {
      const options: ClientOptions = { ca, origin };
      super(address, [], options);
    }
  }
  const provider = new WebsocketProvider(url, name, new Y.Doc(), {
    WebSocketPolyfill: TrustingSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  onTestFinished(() => provider.destroy());
  return provider;
}

function filesOf(pair: PemPair): PemPair {
  const folder = temporaryFolder();
  const files = { cert: join(folder, "new.pem"), key: join(folder, "new.key") };
  for (const part of ["cert", "key"] as const) writeFileSync(files[part], pair[part]);
  return files;
}

/** The fingerprint of the certificate that a new connection is shown. */
async function shownOn(port: number): Promise<string> {
  const socket = connectTls({ port, host: "localhost", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

describe("TLS", () => {
  it("O1 people write together over wss, on pages that come over https", async () => {
    const pair = makeCertificate();
    const { server, url, port } = await testServer({}, { tls: filesOf(pair) });
    expect(url).toBe(`wss://localhost:${port}`);
    expect(await get(port, "/healthz", pair.cert)).toContain('"status":"ok"');
    const own = `https://localhost:${port}`;
    const [ann, ben] = [0, 1].map(() => visitor(url, "doc", pair.cert, own));
    await until("both to sync", () => ann!.synced && ben!.synced);
    const words = "word ".repeat(400_000);
    ann!.doc.getText("text").insert(0, words);
    await until("the edit", () => ben!.doc.getText("text").length === words.length);
    expect(server.health().sessions).toBe(2);
  });

  it("O1 a page of the same name without TLS is another one", async () => {
    const pair = makeCertificate();
    const { url, port } = await testServer({}, { tls: filesOf(pair) });
    const foreign = visitor(url, "doc", pair.cert, `http://localhost:${port}`);
    const [{ code, reason }] = (await once(
      foreign as unknown as NodeJS.EventEmitter,
      "closed",
    )) as [{ code: number; reason: string }];
    expect(code).toBe(4403);
    expect(reason).toContain(`needs --allow-origin http://localhost:${port}`);
  });

  it("O2 a renewed certificate is shown to whoever comes then, and nobody is cut", async () => {
    const [first, second] = [makeCertificate(), makeCertificate("localhost", 90)];
    const files = filesOf(first);
    const { clock, look } = clockWithLooks();
    const { url, port, events } = await testServer({ clock }, { tls: files });
    const ann = visitor(url, "doc", first.cert, `https://localhost:${port}`);
    await until("Ann to sync", () => ann.synced);
    const before = await shownOn(port);
    writeFileSync(files.cert, second.cert);
    // Only half of it is there.
    look();
    await until("the failure", () => events.some(({ type }) => type === "certificateFailed"));
    expect(await shownOn(port)).toBe(before);
    writeFileSync(files.key, second.key);
    look();
    await until("the renewal", () => events.some(({ type }) => type === "certificateRenewed"));
    expect(await shownOn(port)).not.toBe(before);
    expect(await get(port, "/healthz/live", second.cert)).toContain("live");
    expect(ann.wsconnected).toBe(true);
  });

  it.each<[string, (files: PemPair) => PemPair, string]>([
    ["that is not there", ({ cert }) => ({ cert, key: `${cert}.not` }), "--key, COSCRIBE_KEY"],
    ["that is none", ({ key }) => ({ cert: key, key }), "--cert, COSCRIBE_CERT"],
    [
      "of another certificate",
      ({ cert }) => ({ cert, key: writeCertificate(temporaryFolder()).key }),
      "does not belong to the certificate (--cert",
    ],
  ])(
    "O3 does not start with a file %s, says so, and can be tried again",
    async (_, spoil, words) => {
      const files = writeCertificate(temporaryFolder());
      const server = createSyncServer({ store: memoryStore() });
      onTestFinished(() => server.close());
      const tls = spoil(files);
      await expect(server.listen({ port: 0, tls })).rejects.toThrow(words);
      expect((await server.listen({ port: 0, tls: files })).url).toMatch(/^https:/);
    },
  );

  it("O3 the command names the flag and exits with an error", async () => {
    const { cert } = writeCertificate(temporaryFolder());
    const alone = await runCommand(["--cert", cert, "--port", "99999"], { COSCRIBE_METRICS: "x" });
    expect(alone).toMatchObject({ code: 2 });
    // All at once, with what to write instead.
    expect(alone.stderr).toContain("--key FILE or in COSCRIBE_KEY");
    expect(alone.stderr).toContain('--port: must be a number from 0 to 65535, not "99999"');
    expect(alone.stderr).toContain('COSCRIBE_METRICS: must be true or false, not "x"');
    const data = temporaryFolder();
    const flags = ["--port", "0", "--data", data, "--cert", cert];
    const bad = await runCommand(flags, { COSCRIBE_KEY: cert });
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.stdout).toContain("--key, COSCRIBE_KEY");
  });

  it("O1 the command speaks it with --cert and --key", async () => {
    const folder = temporaryFolder();
    const { cert, key } = writeCertificate(folder);
    const server = await startServer(temporaryFolder(), "--cert", cert, "--key", key);
    expect(server.httpUrl).toMatch(/^https:\/\/localhost:\d+$/);
    expect(await server.stop("SIGTERM")).toBe(0);
  });

  it("O4 closes at once while somebody has connected and says nothing", async () => {
    const { server, port } = await testServer({}, { tls: filesOf(makeCertificate()) });
    const silent = connect(port, "localhost");
    onTestFinished(() => void silent.destroy());
    await once(silent, "connect");
    const gone = once(silent, "close");
    await server.close();
    await gone;
  });
});
