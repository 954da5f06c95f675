/** Where a request has its token. */

import type { IncomingHttpHeaders } from "node:http";
import { maxTokenLength, tokenInProtocol } from "@coscribe/shared";

/**
 * The token in a request; undefined where there is none. A browser lets a page set no header of a WebSocket,
 * but subprotocols; and what stands in a URL stands in the logs of proxies, too.
 */
export function tokenIn(
  { authorization, "sec-websocket-protocol": protocols = "" }: IncomingHttpHeaders,
  query: URLSearchParams,
): string | undefined {
  const bearer = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization ?? "")?.[1];
  const token = bearer ?? protocolTokenIn(protocols) ?? query.get("token") ?? "";
  return token === "" || token.length > maxTokenLength ? undefined : token;
}

function protocolTokenIn(protocols: string): string | undefined {
  return protocols
    .split(",")
    .map((protocol) => tokenInProtocol(protocol.trim()))
    .find((token) => token !== undefined);
}
