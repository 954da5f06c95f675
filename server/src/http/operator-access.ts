/**
 * Who is told what those know who run the server, such as names of documents and figures: programs on this
 * machine, and whoever is known to be an operator.
 */

import type { IncomingMessage } from "node:http";
import type { Authorizer } from "../access/authorizer.ts";
import { credentialsOf } from "./http-access.ts";
import { sourceOf } from "./request-source.ts";
import { isFromThisMachine } from "./this-machine.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** What it takes to know somebody. */
export interface OperatorContext {
  readonly authorizer: Authorizer;
  readonly trustedProxies: TrustedProxies;
}

/** See the head of this file. Never rejects. */
export async function mayNameDocuments(
  request: IncomingMessage,
  { authorizer, trustedProxies }: OperatorContext,
): Promise<boolean> {
  if (isFromThisMachine(request)) return true;
  if (authorizer.isOpen) return false;
  const query = new URLSearchParams(request.url?.split("?").slice(1).join("?"));
  const credentials = credentialsOf(request, sourceOf(request, trustedProxies), undefined, query);
  // A supervisor that asks without a token is asked for none.
  if (credentials.token === undefined && request.headers.cookie === undefined) return false;
  return authorizer.grant(credentials).then(
    ({ isOperator }) => isOperator,
    () => false,
  );
}
