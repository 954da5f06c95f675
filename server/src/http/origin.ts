/**
 * Which pages may connect. A browser sends the origin of the page with every WebSocket upgrade and
 * lets no page forge it; programs usually send none, and could send anything.
 */

import type { IncomingMessage } from "node:http";

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

/**
 * Why the page that asks may not connect; undefined when it may. Allowed are programs without an
 * origin, the origins in `allowed`, and the page's own server. A connection that arrived on a
 * loopback address counts as the own server only under a loopback name: otherwise a foreign page
 * whose name has been pointed at 127.0.0.1 (DNS rebinding) would pass for it.
 */
export function originProblem(
  request: IncomingMessage,
  allowed: ReadonlySet<string>,
): string | undefined {
  const { origin, host } = request.headers;
  if (origin === undefined || allowed.has(origin)) return undefined;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isOwn = url !== undefined && url.host !== "" && url.host === host;
  const isLocal = isLoopbackAddress(request.socket.localAddress);
  if (isOwn && (!isLocal || isLoopbackHost(url.hostname))) return undefined;
  return `pages of ${JSON.stringify(origin)} may not connect; add that origin to allowedOrigins`;
}

/** Whether a connection from or to `address` stays on this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopbackHost(address.replace(/^::ffff:/, ""));
}
