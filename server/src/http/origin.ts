/**
 * Which pages may connect. A browser sends the origin of the page with every WebSocket upgrade and
 * lets no page forge it; programs usually send none, and could send anything.
 */

import type { IncomingMessage } from "node:http";
import type { RequestSource } from "./request-source.ts";

/** Host names that mean this machine and nothing else. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "::1" ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** Whether a connection from or to `address` stays on this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopbackHost(address.replace(/^::ffff:/, ""));
}

/**
 * Whether `text` is what browsers send as the origin of a page: a scheme, a host, and a port if it is
 * not the usual one. Programs built on a browser have schemes of their own, such as
 * `capacitor://localhost`.
 */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin } = new URL(text);
  return origin === "null" ? /^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+$/.test(text) : origin === text;
}

/** A request to connect, as far as it counts which page makes it. */
export interface PageRequest {
  /** Of the page; undefined for a program. */
  readonly origin: string | undefined;
  readonly source: RequestSource;
  /** The address of this machine on which it arrived. */
  readonly localAddress: string | undefined;
}

/**
 * Why the page that asks may not connect, in words that name both sides; undefined when it may.
 * Allowed are programs without an origin, the origins in `allowed`, and the page's own server. A
 * connection that arrived on a loopback address, and through no trusted proxy, counts as the own
 * server only under a loopback name: otherwise a foreign page whose name has been pointed at
 * 127.0.0.1 (DNS rebinding) would pass for it.
 */
export function originProblem(
  { origin, source, localAddress }: PageRequest,
  allowed: ReadonlySet<string>,
): string | undefined {
  if (origin === undefined || allowed.has(origin)) return undefined;
  const host = source.host ?? "a host without a name";
  if (!isOrigin(origin)) {
    return `pages without an address, such as files, may not connect; the server is at ${host}`;
  }
  const page = new URL(origin);
  const isLocal = !source.isForwarded && isLoopbackAddress(localAddress);
  if (isOwnServer(page, source) && (!isLocal || isLoopbackHost(page.hostname))) return undefined;
  // The beginning is what is left of it where it is too long for a close frame.
  return `needs --allow-origin ${origin}, where this page is from; the server is at ${host}`;
}

/** The same of a request as Node has it. */
export function requestProblem(
  { headers: { origin }, socket }: IncomingMessage,
  source: RequestSource,
  allowed: ReadonlySet<string>,
): string | undefined {
  // Node keeps it for as long as the socket, once it has been asked for.
  const localAddress = origin === undefined ? undefined : socket.localAddress;
  return originProblem({ origin, source, localAddress }, allowed);
}

/** Whether a page is from where it connects to. Where the protocol is known it counts. */
function isOwnServer(page: URL, { host, protocol }: RequestSource): boolean {
  const own = `${protocol ?? page.protocol}//${host}`;
  return host !== undefined && URL.canParse(own) && isSameOrigin(new URL(own), page);
}

function isSameOrigin(first: URL, second: URL): boolean {
  // A URL leaves out the port that is usual for its protocol. `origin` is no use: it is "null" for
  // protocols that the standard does not know.
  return first.protocol === second.protocol && first.host !== "" && first.host === second.host;
}
