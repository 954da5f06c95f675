/**
 * Which requests come from this machine.
 *
 * A proxy on this machine connects from here as well, for anybody. Most say so in a header; those that
 * pass bytes on leave the name that the client has asked for; nginx, unless told otherwise, speaks HTTP/1.0.
 * None of these counts as this machine.
 */

import type { IncomingMessage } from "node:http";
import { isLoopbackAddress, isLoopbackHost } from "./origin.ts";

/** Headers of proxies. */
const forwardingHeader = /^(x-forwarded-.*|x-real-ip|x-client-ip|forwarded|via)$/;

/** Whether a request comes from a program on this machine, and through no proxy. */
export function isFromThisMachine({ headers, httpVersion, socket }: IncomingMessage): boolean {
  return (
    isLoopbackAddress(socket.remoteAddress) &&
    httpVersion === "1.1" &&
    isLoopbackName(headers.host) &&
    !Object.keys(headers).some((name) => forwardingHeader.test(name))
  );
}

function isLoopbackName(host: string | undefined): boolean {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
