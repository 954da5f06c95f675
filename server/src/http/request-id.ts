/**
 * What a request is called in events, log lines and answers, so that they can be put together; a session
 * has the name of the request that it began with. Says nothing about whose it is.
 */

import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestSource } from "./request-source.ts";

/** The header that tells it, of an answer and between proxies. */
export const requestIdHeader = "X-Request-Id";

/** What a trusted proxy calls a request is taken over where it is nothing odd. */
const proxysId = /^[\w.-]{6,64}$/;

/** Long enough not to be there twice in a log. */
const idLength = 12;

/**
 * Names a request, as the trusted proxy does that it came through, or anew. From then on it has that name in
 * its header, whatever it came with: so whoever is asked about it, such as `authorize`, can tell it, too.
 */
export function nameRequest(
  { headers }: Pick<IncomingMessage, "headers">,
  { isForwarded }: Pick<RequestSource, "isForwarded">,
): string {
  const given = headers["x-request-id"];
  const isTaken = isForwarded && typeof given === "string" && proxysId.test(given);
  const id = isTaken ? given : randomUUID().replaceAll("-", "").slice(0, idLength);
  headers["x-request-id"] = id;
  return id;
}
