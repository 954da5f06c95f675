/** Who asks, through proxies and without. */

import type { IncomingMessage } from "node:http";
import { networkOf, sourceOf } from "@coscribe/server/internal/http/request-source";
import { isAddressRange, TrustedProxies } from "@coscribe/server/internal/http/trusted-proxies";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { testServer } from "../../support/test-server.ts";

type Headers = Readonly<Record<string, string>>;

const trusted = new TrustedProxies(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);

/** What is read of a request from `peer`. */
function source(peer: string, headers: Headers): ReturnType<typeof sourceOf> {
  return sourceOf(
    { headers, socket: { remoteAddress: peer } } as unknown as IncomingMessage,
    trusted,
  );
}

describe("where a request comes from", () => {
  it.each<[string, string, Headers]>([
    ["192.0.2.1", "192.0.2.1", {}],
    ["192.0.2.1", "::ffff:192.0.2.1", {}],
    ["192.0.2.1", "192.0.2.1", { "x-forwarded-for": "198.51.100.7" }],
    ["198.51.100.7", "127.0.0.1", { "x-forwarded-for": "198.51.100.7" }],
    ["198.51.100.7", "::ffff:127.0.0.1", { "x-forwarded-for": "198.51.100.7" }],
    ["198.51.100.7", "127.0.0.1", { "x-forwarded-for": "203.0.113.5, 198.51.100.7" }],
    ["198.51.100.7", "127.0.0.1", { "x-forwarded-for": "203.0.113.5,198.51.100.7, 10.1.2.3" }],
    ["10.1.1.1", "127.0.0.1", { "x-forwarded-for": "10.1.1.1, 10.1.2.3" }],
    ["10.1.2.3", "127.0.0.1", { "x-forwarded-for": "unknown, 10.1.2.3" }],
    ["127.0.0.1", "127.0.0.1", { "x-forwarded-for": "203.0.113.5, nonsense" }],
    ["198.51.100.7", "127.0.0.1", { "x-forwarded-for": "198.51.100.7:4711" }],
    ["2001:db8::1", "fd00::1", { "x-forwarded-for": "[2001:DB8:0::1]:4711" }],
    ["2001:db8::1", "fd00::1", { "x-forwarded-for": "2001:db8::1" }],
    ["198.51.100.7", "127.0.0.1", { forwarded: 'for="198.51.100.7:80";proto=https' }],
    ["2001:db8::1", "127.0.0.1", { forwarded: 'for=203.0.113.5, For="[2001:db8::1]:80"' }],
    ["127.0.0.1", "127.0.0.1", { forwarded: "for=_hidden" }],
    ["127.0.0.1", "127.0.0.1", { forwarded: 'for="198.51.100.7' }],
    ["198.51.100.7", "127.0.0.1", { "x-forwarded-for": "198.51.100.7", forwarded: "for=1.2.3.4" }],
  ])("P93 is %s for a connection from %s with %j", (address, peer, headers) => {
    expect(source(peer, headers).address).toBe(address);
  });

  it("P93 whatever a client writes on the left does not change whom the proxy names", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (written) => {
        const headers = { "x-forwarded-for": `${written}, 198.51.100.7` };
        expect(source("127.0.0.1", headers).address).toBe("198.51.100.7");
      }),
    );
  });

  it("P93 the host and the protocol are the proxy's word, if it is trusted", () => {
    const headers = {
      host: "127.0.0.1:1234",
      "x-forwarded-host": "notes.example, inner",
      "x-forwarded-proto": "https",
    };
    expect(source("10.0.0.1", headers)).toEqual({
      address: "10.0.0.1",
      host: "notes.example",
      protocol: "https:",
      isForwarded: true,
    });
    expect(source("192.0.2.1", headers)).toEqual({
      address: "192.0.2.1",
      host: "127.0.0.1:1234",
      protocol: undefined,
      isForwarded: false,
    });
  });

  it("P93 IPv6 addresses are one by their first 64 bits", () => {
    expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf("unknown")).toBe("unknown");
    for (const [address, network] of [
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
      ["2001:db8::6", "2001:db8:0:0::/64"],
      ["2001:db8::1:2:3:4:5", "2001:db8:0:1::/64"],
      ["::1", "0:0:0:0::/64"],
      ["1::", "1:0:0:0::/64"],
    ] as const) {
      expect(networkOf(address)).toBe(network);
    }
  });

  it("P93 ranges are addresses with or without a number of bits", () => {
    for (const text of ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "0.0.0.0/0"]) {
      expect(isAddressRange(text)).toBe(true);
    }
    for (const text of ["localhost", "10.0.0.0/33", "10.0.0/8", "::/129", "1.2.3.4/", "", "/8"]) {
      expect(isAddressRange(text)).toBe(false);
    }
  });

  it("P93 limits, events and log have the address of who is behind a trusted proxy", async () => {
    const { port, events } = await testServer({
      trustedProxies: ["127.0.0.1"],
      maxSessionsPerAddress: 1,
    });
    const from = (address: string): RawPeer =>
      new RawPeer(port, "/doc", { "X-Forwarded-For": address });
    await from("192.0.2.1").message(0);
    const { code, reason } = await from("192.0.2.1").ended();
    expect([code, reason]).toEqual([1013, "your address has its limit of 1 sessions"]);
    await from("192.0.2.2").message(0);
    await from("2001:db8::1").message(0);
    expect((await from("2001:db8::2").ended()).code).toBe(1013);
    const remotes = events.flatMap((event) =>
      "remote" in event ? [`${event.type} ${event.remote}`] : [],
    );
    expect(remotes).toEqual([
      "sessionOpened 192.0.2.1",
      "upgradeRefused 192.0.2.1",
      "sessionOpened 192.0.2.2",
      "sessionOpened 2001:db8::1",
      "upgradeRefused 2001:db8::2",
    ]);
  });
});
