/** Which pages may connect, through proxies and without, and what the others are told. */

import { isOrigin, originProblem, type PageRequest } from "@coscribe/server/internal/http/origin";
import { describe, expect, it } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { testServer } from "../../support/test-server.ts";

const page = "https://notes.example";

/** A request of a page, which arrived on an address of the network; through a proxy, on loopback. */
function pageRequest(
  origin: string,
  host: string,
  protocol?: "http:" | "https:",
  isForwarded = false,
): PageRequest {
  const source = { address: "192.0.2.1", host, protocol, isForwarded };
  return { origin, source, localAddress: isForwarded ? "127.0.0.1" : "192.0.2.9" };
}

describe("the origin of a page", () => {
  it.each([
    ["the same host", pageRequest(page, "notes.example")],
    ["the usual port in the Host header", pageRequest(page, "notes.example:443")],
    ["the usual port of http", pageRequest("http://notes.example", "notes.example:80")],
    ["another port in both", pageRequest("https://notes.example:8443", "notes.example:8443")],
    ["capital letters in the Host header", pageRequest(page, "Notes.Example")],
    ["the protocol that the proxy tells", pageRequest(page, "notes.example", "https:", true)],
    ["that and the usual port", pageRequest(page, "notes.example:443", "https:", true)],
    ["a program's own protocol", pageRequest("app://notes.example", "notes.example")],
    ["IPv6", pageRequest("http://[2001:db8::1]:1234", "[2001:db8::1]:1234")],
  ])("P92 is the server's own with %s", (_, request) => {
    expect(originProblem(request, new Set())).toBeUndefined();
  });

  it.each([
    ["another host", pageRequest(page, "other.example")],
    ["another port", pageRequest(page, "notes.example:8443")],
    [
      "http where the proxy tells https",
      pageRequest("http://notes.example", "notes.example", "https:", true),
    ],
    ["a Host header that is none", pageRequest(page, "a b")],
    ["a host that only begins alike", pageRequest(page, "notes.example.evil")],
    ["a user in the Host header", pageRequest(page, "x@other.example")],
  ])("P92 is a foreign one with %s, which is told with both sides and the flag", (_, request) => {
    const problem = originProblem(request, new Set());
    expect(problem).toContain(`--allow-origin ${request.origin}`);
    expect(problem).toContain(String(request.source.host));
    expect(originProblem(request, new Set([request.origin ?? ""]))).toBeUndefined();
  });

  it("P92 is no address for a file or a frame without one, which no flag can allow", () => {
    for (const origin of ["null", "", "file://", "nonsense"]) {
      expect(originProblem(pageRequest(origin, "notes.example"), new Set())).toContain(
        "pages without an address",
      );
    }
  });

  it("P92 allows what browsers send as an origin, and nothing else", () => {
    for (const origin of [page, "http://localhost:5173", "capacitor://localhost", "tauri://x.y"]) {
      expect(isOrigin(origin)).toBe(true);
    }
    for (const text of [
      "notes.example",
      `${page}/`,
      "https://notes.example:443",
      "null",
      "*",
      "app://a/b",
    ]) {
      expect(isOrigin(text)).toBe(false);
    }
  });

  it("P92 a foreign page is told in the close frame; nothing of what it sends is read", async () => {
    const { port, events } = await testServer();
    const peer = new RawPeer(port, "/doc", { Origin: page });
    await peer.opened();
    peer.sendFrame(0x82, Buffer.alloc(1_000));
    const { code, reason } = await peer.ended();
    expect(code).toBe(4403);
    expect(reason).toBe(
      `needs --allow-origin ${page}, where this page is from; the server is at localhost:${port}`,
    );
    expect(peer.messages).toEqual([]);
    expect(events).toMatchObject([{ type: "upgradeRefused", remote: "127.0.0.1", code, reason }]);
  });

  it("P92 the page of a trusted proxy's host is the server's own, also on loopback", async () => {
    const { port } = await testServer({ trustedProxies: ["127.0.0.1"] });
    const outcomeFor = async (headers: Record<string, string>): Promise<string> => {
      const peer = new RawPeer(port, "/doc", { Origin: page, ...headers });
      return peer.message(0).then(
        () => "greeted",
        () => `${peer.closed?.code}`,
      );
    };
    const asked = { Host: "notes.example", "X-Forwarded-For": "192.0.2.1" };
    expect(await outcomeFor({ ...asked, "X-Forwarded-Proto": "https" })).toBe("greeted");
    expect(await outcomeFor({ ...asked, "X-Forwarded-Proto": "http" })).toBe("4403");
    expect(await outcomeFor({ "X-Forwarded-Host": "notes.example" })).toBe("greeted");
    expect(await outcomeFor({ Forwarded: "for=_x;proto=https;host=notes.example" })).toBe(
      "greeted",
    );
    // Rebound to this machine, and so not through the proxy: no page can send these headers.
    expect(await outcomeFor({ Host: "notes.example" })).toBe("4403");
  });
});
