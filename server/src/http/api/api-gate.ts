/**
 * Who may ask for something: as on a socket, by the name of the document that is asked for; and how many at once.
 *
 * A page that may not connect is refused. Browsers name the origin of a page with every request that changes
 * something, and with none that a page makes to its own server: one whose name has been pointed at this machine
 * (DNS rebinding) could read that way. So where nobody has to say who they are, the name by which the server was
 * asked counts as the origin.
 */

import type { IncomingMessage } from "node:http";
import { ProtocolError, type Access, type DocumentName } from "@coscribe/shared";
import type { Authorizer } from "../../access/authorizer.ts";
import type { Grant } from "../../access/grant.ts";
import type { Place } from "../../registry/registry.ts";
import { credentialsOf, grantFor } from "../http-access.ts";
import { NetworkCounts } from "../network-counts.ts";
import { originProblem, requestProblem } from "../origin.ts";
import { sourceOf, type RequestSource } from "../request-source.ts";
import type { TrustedProxies } from "../trusted-proxies.ts";
import { ApiProblem } from "./problems.ts";

/** What a gate goes by. */
export interface ApiGateOptions {
  /** Origins whose pages may ask, beside the server's own. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly trustedProxies: TrustedProxies;
  readonly authorizer: Authorizer;
  /** Where a name leads. */
  readonly find: (name: DocumentName) => Promise<Place>;
}

/** Requests that are answered at once. */
const mostAtOnce = 64;
/** Those of one network; loopback is exempt, since that is where a proxy on this machine connects from. */
const mostPerNetwork = 16;

/** See the head of this file. */
export class ApiGate {
  readonly #options: ApiGateOptions;
  readonly #counts = new NetworkCounts({ most: mostAtOnce, mostPerNetwork });

  constructor(options: ApiGateOptions) {
    this.#options = options;
  }

  /** Whose page it is that may read the answer, if that is one of another server. */
  allowedOrigin({ headers: { origin } }: IncomingMessage): string | undefined {
    return origin !== undefined && this.#options.allowedOrigins.has(origin) ? origin : undefined;
  }

  /** Where a request comes from. Throws ProtocolError `forbidden` for one of a page that may not ask. */
  source(request: IncomingMessage): RequestSource {
    const { allowedOrigins, trustedProxies, authorizer } = this.#options;
    const source = sourceOf(request, trustedProxies);
    const problem =
      requestProblem(request, source, allowedOrigins) ??
      (authorizer.isOpen ? hostProblem(request, source, allowedOrigins) : undefined);
    if (problem !== undefined) throw new ProtocolError("forbidden", problem);
    return source;
  }

  /** Lets one more in, until what is returned is called. Throws an ApiProblem where it is one too many. */
  enter({ address }: RequestSource): () => void {
    if (this.#counts.isFullFor(address)) throw new ApiProblem("tooManyRequests");
    if (this.#counts.isFull) throw new ApiProblem("tryAgainLater");
    this.#counts.add(address);
    return () => this.#counts.remove(address);
  }

  /** Where a name leads. */
  find(name: DocumentName): Promise<Place> {
    return this.#options.find(name);
  }

  /**
   * What somebody may do under a name as it is, or, without one, with what concerns no document in particular;
   * rejects as `grantFor` does.
   */
  async grant(
    request: IncomingMessage,
    source: RequestSource,
    query: URLSearchParams,
    name: DocumentName | undefined,
    least: Access,
  ): Promise<Grant> {
    const credentials = credentialsOf(request, source, name, query);
    return grantFor(this.#options.authorizer, credentials, least);
  }
}

/** Why the name by which the server was asked is none of its own. */
function hostProblem(
  { headers, socket }: IncomingMessage,
  source: RequestSource,
  allowed: ReadonlySet<string>,
): string | undefined {
  const { protocol, host } = source;
  if (headers.origin !== undefined) return undefined;
  const pages = (protocol === undefined ? ["http:", "https:"] : [protocol])
    .map((scheme) => `${scheme}//${host ?? ""}`)
    .filter((page) => host !== undefined && URL.canParse(page))
    .map((page) => new URL(page).origin);
  const { localAddress } = socket;
  const found = pages.map((origin) => originProblem({ origin, source, localAddress }, allowed));
  if (pages.length === 0) return "the request names no host";
  return found.includes(undefined) ? undefined : found[0];
}
