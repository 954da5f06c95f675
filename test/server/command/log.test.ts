/** What the command's log says, and what it never says. */

import { withoutSecrets } from "@coscribe/server/internal/command/log";
import { describe, expect, it } from "vitest";
import { pngOf } from "../../support/sample-files.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { startServer, type ServerProcess } from "../../support/server-process.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { untilSaved } from "../../support/until-saved.ts";

/** Lines of the log that are called so. */
function linesOf({ log }: ServerProcess, message: string): readonly Record<string, unknown>[] {
  return log.filter(({ msg }) => msg === message);
}

describe("the log", () => {
  it("O8 names each session alike on all its lines, and each request as in its answer", async () => {
    const server = await startServer(temporaryFolder(), "--log-level", "debug", "--max-files", "1");
    const port = Number(new URL(server.httpUrl).port);
    const clients = [await syncedClient(server.url, "one"), await syncedClient(server.url, "two")];
    for (const { provider } of clients) provider.destroy();
    await until("their ends", () => linesOf(server, "sessionClosed").length === 2);
    const opened = linesOf(server, "sessionOpened").map(({ session, name }) => [session, name]);
    const closed = linesOf(server, "sessionClosed").map(({ session, name }) => [session, name]);
    expect(new Map(closed as [string, string][])).toEqual(new Map(opened as [string, string][]));
    expect(new Set(opened.map(([session]) => session)).size).toBe(2);
    await new RawPeer(port, "/doc", { Origin: "https://foreign.example" }).ended();
    await until("the refusal", () => linesOf(server, "a connection was refused").length === 1);
    expect(linesOf(server, "a connection was refused")[0]).toMatchObject({
      session: expect.stringMatching(/^[0-9a-f]{12}$/),
      code: 4403,
    });
    const body = new Uint8Array(pngOf(3, 2));
    const answer = await fetch(`${server.httpUrl}/api/v1/files`, { method: "POST", body });
    expect(answer.status).toBe(507);
    const request = answer.headers.get("x-request-id");
    expect(request).toMatch(/^[0-9a-f]{12}$/);
    await until(
      "the failure",
      () => linesOf(server, "a request could not be answered as it should").length > 0,
    );
    expect(linesOf(server, "a request could not be answered as it should")).toMatchObject([
      { request, method: "POST", path: "/api/v1/files", status: 507 },
    ]);
    expect(linesOf(server, "a file could not be written or read")).toMatchObject([{ request }]);
  });

  it("O8 a trusted proxy's name of a request is taken over, of others it is not", async () => {
    const server = await startServer(
      temporaryFolder(),
      "--log-level=debug",
      "--trusted-proxy=127.0.0.1",
    );
    const asked = async (headers: Record<string, string>): Promise<string | null> => {
      return (await fetch(`${server.httpUrl}/healthz`, { headers })).headers.get("x-request-id");
    };
    const forwarded = { "X-Forwarded-For": "192.0.2.1" };
    expect(await asked({ ...forwarded, "X-Request-Id": "proxy-1234" })).toBe("proxy-1234");
    expect(await asked({ ...forwarded, "X-Request-Id": "a b" })).toMatch(/^[0-9a-f]{12}$/);
    expect(await asked({ "X-Request-Id": "proxy-1234" })).toMatch(/^[0-9a-f]{12}$/);
  });

  it("O9 says neither what documents hold nor what lets somebody in", async () => {
    const secret = "hunter2-hunter2";
    const server = await startServer(temporaryFolder(), "--log-level", "debug");
    const port = Number(new URL(server.httpUrl).port);
    const authorization = { Authorization: `Bearer ${secret}` };
    const writer = await syncedClient(server.url, `doc?token=${secret}`);
    writer.doc.getText("text").insert(0, "very private words");
    writer.provider.awareness.setLocalStateField("user", { name: "a private person" });
    await untilSaved(server.url, "doc", writer.doc);
    writer.provider.destroy();
    // A name that none can have, one in which somebody has put a token, a foreign page, and no message.
    const targets = [`/a//b?token=${secret}`, `/doc%3Ftoken=${secret}`, `/doc?token=${secret}`];
    const peers = targets.map((target, at) => {
      const origin = at === 2 ? { Origin: "https://foreign.example" } : {};
      return new RawPeer(port, target, { ...authorization, ...origin });
    });
    await peers[0]!.ended();
    await peers[2]!.ended();
    await peers[1]!.message(0);
    peers[1]!.write(Buffer.from([0xff, 0xff, 0xff]));
    await peers[1]!.ended();
    for (const path of ["/healthz", "/convert/doc", "/convert/a//b", "/api/v1/files", "/metrics"]) {
      const url = `${server.httpUrl}${path}?token=${secret}`;
      // oxlint-disable-next-line no-await-in-loop
      await fetch(url, { method: "POST", headers: authorization, body: "no image" });
    }
    await until("the ends", () => linesOf(server, "sessionClosed").length >= 2);
    expect(await server.stop("SIGTERM")).toBe(0);
    const text = JSON.stringify(server.log);
    expect(linesOf(server, "sessionOpened").length).toBeGreaterThanOrEqual(2);
    expect(linesOf(server, "a connection was refused")).toHaveLength(2);
    for (const word of [secret, "private", "Bearer"]) expect(text).not.toContain(word);
  });

  it.each([
    ["GET /doc?a=1&token=abc.def&b=2", "GET /doc?a=1&token=[secret]&b=2"],
    ["a path /doc?access_token=abc failed", "a path /doc?access_token=[secret] failed"],
    ['{"authorization":"Bearer abc def"}', '{"authorization":"[secret] def"}'],
    ["Authorization: Basic dXNlcjpwYXNz", "Authorization: [secret]"],
    ["asked for coscribe.token.abc, other", "asked for coscribe.token.[secret], other"],
    ["it was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln here", "it was [secret] here"],
    ["sec-websocket-protocol bearer abcdefgh1234", "sec-websocket-protocol bearer [secret]"],
    ["the token bucket of bearers is empty", "the token bucket of bearers is empty"],
  ])("O9 of %j it says %j", (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });
});
