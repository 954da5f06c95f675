/** The command, as built, in a process of its own. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contents, frame, frameHeads, item, join, messages, varUint } from "../../hostile/bytes.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { runCommandHere } from "../../support/command-here.ts";
import { runCommand, startServer } from "../../support/server-process.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { untilSaved } from "../../support/until-saved.ts";
import { until } from "../../support/until.ts";

const portOf = (url: string): number => Number(new URL(url).port);

/** A text of client 1, each letter an item of its own. */
function singleLetters(count: number): Uint8Array {
  const first = item(contents.string("x"));
  const next = (clock: number): Uint8Array => Buffer.from([0x84, 1, ...varUint(clock - 1), 1, 120]);
  const all = Array.from({ length: count }, (_, clock) => (clock === 0 ? first : next(clock)));
  return messages.update(join(1, varUint(count), 1, 0, Buffer.concat(all), 0));
}

describe("the command", () => {
  it("M1 explains itself with --help and tells its version", async () => {
    const help = await runCommand(["--help"]);
    expect(help.code).toBe(0);
    for (const word of ["--port", "--host", "--data", "--open", "COSCRIBE_DATA"]) {
      expect(help.stdout).toContain(word);
    }
    const { version } = JSON.parse(
      readFileSync(new URL("../../../server/package.json", import.meta.url), "utf8"),
    ) as { version: string };
    expect(await runCommand(["--version"])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });

  it.each([
    [["--prot", "1"], {}, "--prot"],
    [["extra"], {}, "extra"],
    [["--port", "70000"], {}, '--port: must be a number from 0 to 65535, not "70000"'],
    [["--log-level", "loud"], {}, "--log-level: must be"],
    [["--data", ""], {}, "--data: must not be empty"],
    [["--host", ""], { HOST: "localhost" }, "--host: must not be empty"],
    [["--base", "/a b/"], {}, "--base: must be a path such as /docs/"],
    [
      ["--allow-origin", "https://a.example", "--allow-origin", "foo"],
      {},
      '--allow-origin: must be an origin such as https://notes.example, without a path, not "foo"',
    ],
    [["--allow-origin", "https://a.example/"], {}, "--allow-origin: must be an origin"],
    [["--trusted-proxy", "10.0.0.0/33"], {}, "--trusted-proxy: must be an IP address or a range"],
    [[], { PORT: "abc" }, 'PORT: must be a number from 0 to 65535, not "abc"'],
    [[], { COSCRIBE_BASE: "a?b" }, "COSCRIBE_BASE: must be a path"],
    [["check", "--data", ""], {}, "--data: must not be empty"],
  ] as const)(
    "M1 refuses %j with %j, names what is wrong and exits with 2",
    async (flags, env, word) => {
      const { code, stderr } = await runCommandHere(flags, env);
      expect(code).toBe(2);
      expect(stderr).toContain(word);
      expect(stderr).toContain("--help");
    },
  );

  it("M2 listens on loopback only, unless it is told --open", async () => {
    const data = temporaryFolder();
    const refused = await runCommand(["--host", "0.0.0.0", "--port", "0", "--data", data]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("refusing to listen on 0.0.0.0");
    const server = await startServer(data, "--host", "0.0.0.0", "--open");
    expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200);
  });

  it("M2 says what to do when its port is taken", async () => {
    const server = await startServer(temporaryFolder());
    const port = String(portOf(server.httpUrl));
    const second = await runCommand(["--port", port, "--data", temporaryFolder()]);
    expect(second.code).toBe(1);
    expect(second.stdout).toContain(`port ${port} is in use`);
  });

  it("M2 says what to do when its data directory is taken", async () => {
    const data = temporaryFolder();
    await startServer(data);
    const second = await runCommand(["--port", "0", "--data", data]);
    expect(second.code).toBe(1);
    expect(second.stdout).toContain(data);
  });

  it("M3 tells how it is doing at /healthz and logs JSON lines outside a terminal", async () => {
    const server = await startServer(temporaryFolder());
    await syncedClient(server.url, "doc");
    const response = await fetch(`${server.httpUrl}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ok",
      documents: 1,
      sessions: 1,
      failingDocuments: 0,
    });
    expect(server.log.at(-1)?.["msg"]).toBe(`Coscribe is ready. Open ${server.httpUrl}`);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "M4 saves everything on %s, tells clients to come back, and exits with 0",
    async (signal) => {
      const data = temporaryFolder();
      const server = await startServer(data);
      const writer = await syncedClient(server.url, "doc");
      const peer = new RawPeer(portOf(server.httpUrl), "/doc");
      await peer.message(0);
      writer.doc.getText("text").insert(0, "the last word");
      await peer.syncMessage(2);
      expect(await server.stop(signal)).toBe(0);
      expect((await peer.ended()).code).toBe(1012);
      writer.provider.destroy();
      const restarted = await startServer(data);
      const reader = await syncedClient(restarted.url, "doc");
      expect(textOf(reader)).toBe("the last word");
    },
  );

  it("M4 does not wait for a compaction, and exits with 0 where all is saved", async () => {
    const data = temporaryFolder();
    const server = await startServer(data, "--log-level", "debug");
    const port = portOf(server.httpUrl);
    const { provider, doc } = await syncedClient(server.url, "small");
    const peer = new RawPeer(port, "/large");
    await peer.message(0);
    // Of so many letters, each for itself, the compact form takes more than a second to make.
    peer.write(frame(frameHeads.binary, singleLetters(1_000_000)));
    peer.write(frame(frameHeads.binary, messages.syncStatus(Uint8Array.of(1))));
    const isSaved = (): boolean => peer.messages.some(([type]) => type === 102);
    await until("the letters to be saved", () => isSaved() || peer.closed !== undefined);
    // Written while the compaction is under way.
    doc.getText("text").insert(0, "the last word");
    await untilSaved(server.url, "small", doc);
    expect(await server.stop("SIGTERM")).toBe(0);
    provider.destroy();
    const events = server.log.map(({ msg }) => msg);
    expect(events).not.toContain("compacted");
    expect(events.filter((event) => /fail/i.test(String(event)))).toEqual([]);
    const restarted = await startServer(data);
    expect(textOf(await syncedClient(restarted.url, "small"))).toBe("the last word");
    const reader = new RawPeer(portOf(restarted.httpUrl), "/large");
    const step1 = await reader.message(0);
    // The server's state vector: one client, with all of its clocks.
    expect([...step1.subarray(3)]).toEqual([1, 1, ...varUint(1_000_000)]);
  });

  it("M4 keeps what it had on disk when it is killed", async () => {
    const data = temporaryFolder();
    const server = await startServer(data);
    const writer = await syncedClient(server.url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    const reader = await syncedClient(server.url, "doc");
    await until("the edit to arrive", () => textOf(reader) === "kept");
    await untilSaved(server.url, "doc", writer.doc);
    await server.stop("SIGKILL");
    for (const { provider } of [writer, reader]) provider.destroy();
    const restarted = await startServer(data);
    expect(textOf(await syncedClient(restarted.url, "doc"))).toBe("kept");
  });

  it("M5 serves the page at / and at /d/NAME, with a policy that lets in nothing foreign", async () => {
    const { httpUrl } = await startServer(temporaryFolder());
    for (const path of ["/", "/d/a%20name", "/d/a/b"]) {
      const response = await fetch(httpUrl + path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toContain("text/html");
      expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
    }
    const html = await (await fetch(httpUrl)).text();
    const [, script] = /src="\.(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
    const asset = await fetch(httpUrl + script);
    expect(asset.status).toBe(200);
    expect(asset.headers.get("cache-control")).toContain("immutable");
    for (const path of ["/assets/../../package.json", "/assets/%2e%2e/page/index.html", "/other"]) {
      expect((await fetch(httpUrl + path)).status).toBe(404);
    }
  });

  it("M5 has browsers ask for a new service worker of the page each time", async () => {
    const { httpUrl } = await startServer(temporaryFolder());
    const response = await fetch(`${httpUrl}/service-worker.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("javascript");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  });
});
