/** What somebody may do who asks by HTTP, as for a session. */

import type { IncomingMessage } from "node:http";
import { ProtocolError, type Access, type DocumentName } from "@coscribe/shared";
import type { AuthorizeRequest } from "../access/authorize.ts";
import type { Authorizer } from "../access/authorizer.ts";
import { tokenIn } from "../access/credentials.ts";
import { allows, type Grant } from "../access/grant.ts";
import type { RequestSource } from "./request-source.ts";

/** Who somebody says they are. */
export function credentialsOf(
  { headers }: Pick<IncomingMessage, "headers">,
  { address }: Pick<RequestSource, "address">,
  document: DocumentName | undefined,
  query: URLSearchParams,
): AuthorizeRequest {
  return { document, headers, query, token: tokenIn(headers, query), address };
}

/**
 * What somebody may do, if that is `least` or more. Rejects as `Authorizer.grant` does, and with ProtocolError
 * `forbidden` where it is less.
 */
export async function grantFor(
  authorizer: Authorizer,
  credentials: AuthorizeRequest,
  least: Access,
): Promise<Grant> {
  const grant = await authorizer.grant(credentials);
  if (allows(grant, least)) return grant;
  throw new ProtocolError("forbidden", `you may ${grant.access} here, and this needs ${least}`);
}
