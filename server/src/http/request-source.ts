/**
 * Where a request comes from: the client's address, and the address that the client has asked for.
 *
 * Whoever connects is the client, unless that is a trusted proxy: then it is whom the proxy names.
 * Of a chain of proxies each has written down whom it has heard, on the right of what it was told, so
 * the first from the right that is not trusted is the client: what stands left of it, a client may
 * have made up. X-Forwarded-For is read where it is there, and Forwarded (RFC 7239) only where it is
 * not: a proxy that writes one of them lets the other pass as the client has sent it.
 */

import type { IncomingMessage } from "node:http";
import { isIP, SocketAddress } from "node:net";
import { TLSSocket } from "node:tls";
import parseForwarded from "forwarded-parse";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** See the head of this file. */
export interface RequestSource {
  /** The client's IP address, or `unknown` if it has none any more. */
  readonly address: string;
  /** The host that the client has asked for, with a port or without. */
  readonly host: string | undefined;
  /** How it has asked; undefined where a proxy may stand between that does not say. */
  readonly protocol: "http:" | "https:" | undefined;
  /** It came through a trusted proxy. */
  readonly isForwarded: boolean;
}

/** What proxies have written into a request, each list in the order in which it passed them. */
interface Forwarding {
  readonly clients: readonly string[];
  readonly host: string | undefined;
  readonly protocol: string | undefined;
}

/** Reads where a request comes from. */
export function sourceOf(request: IncomingMessage, trusted: TrustedProxies): RequestSource {
  const { headers, socket } = request;
  const peer = plainAddress(socket.remoteAddress ?? "") ?? "unknown";
  const forwarding = trusted.has(peer) ? forwardingOf(request) : undefined;
  if (forwarding === undefined) {
    const protocol = socket instanceof TLSSocket ? "https:" : undefined;
    return { address: peer, host: headers.host, protocol, isForwarded: false };
  }
  return {
    address: clientBehind(peer, forwarding.clients, trusted),
    host: forwarding.host ?? headers.host,
    protocol: protocolOf(forwarding.protocol),
    isForwarded: true,
  };
}

/**
 * What a limit counts by: the address, or the /64 of an IPv6 one, because that many addresses are
 * what one household or one server gets.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front = "", back] = address.split("::");
  const groups = front.split(":").filter((group) => group !== "");
  if (back !== undefined) {
    const behind = back.split(":").filter((group) => group !== "").length;
    groups.push(...Array.from({ length: 8 - groups.length - behind }, () => "0"));
    groups.push(...back.split(":").filter((group) => group !== ""));
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** What trusted proxies have written; undefined where they have written nothing. */
function forwardingOf({ headers }: IncomingMessage): Forwarding | undefined {
  const clients = listOf(headers["x-forwarded-for"]);
  const [host] = listOf(headers["x-forwarded-host"]);
  const [protocol] = listOf(headers["x-forwarded-proto"]);
  if (clients.length > 0 || host !== undefined || protocol !== undefined) {
    return { clients, host, protocol };
  }
  if (headers.forwarded === undefined) return undefined;
  try {
    const hops = parseForwarded(headers.forwarded);
    return {
      clients: hops.map((hop) => hop["for"] ?? ""),
      host: hops[0]?.["host"],
      protocol: hops[0]?.["proto"],
    };
  } catch {
    // Not by RFC 7239, so by nobody who is to be trusted with it.
    return undefined;
  }
}

function clientBehind(peer: string, named: readonly string[], trusted: TrustedProxies): string {
  let client = peer;
  for (const entry of named.toReversed()) {
    if (!trusted.has(client)) break;
    const address = addressIn(entry);
    // A proxy that names nobody, or hides the name: then it is all that is known.
    if (address === undefined) break;
    client = address;
  }
  return client;
}

/** The address in `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`. */
function addressIn(entry: string): string | undefined {
  const [, bracketed, four] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? [];
  return plainAddress(bracketed ?? four ?? entry);
}

/** An address as others write it too: IPv4 as such, IPv6 compressed and without a zone. */
function plainAddress(text: string): string | undefined {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return new SocketAddress({ address, family: "ipv6" }).address;
    default:
      return undefined;
  }
}

function protocolOf(text: string | undefined): RequestSource["protocol"] {
  switch (text?.toLowerCase()) {
    case "https":
    case "wss":
      return "https:";
    case "http":
    case "ws":
      return "http:";
    default:
      return undefined;
  }
}

/** The entries of a header that is a list, in however many lines it came. */
function listOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === "string" ? header : (header ?? []).join(",");
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
