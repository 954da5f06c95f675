/**
 * `POST /convert/NAME`: makes a flow of what another editor has left in a document.
 *
 * Whoever may write to the document by WebSocket may ask for this. A page that may not connect is
 * refused here, too: browsers name the origin in every POST, so that the page of a stranger cannot have
 * it done by a visitor's browser either.
 */

import type { IncomingMessage } from "node:http";
import { documentNameFromPath, ProtocolError, type CloseCodeName } from "@coscribe/shared";
import type { ConversionOutcome, Converter } from "../content/converter.ts";
import type { Authorizer } from "../access/authorizer.ts";
import { credentialsOf, grantFor } from "./http-access.ts";
import { requestProblem } from "./origin.ts";
import { sourceOf } from "./request-source.ts";
import type { Rooms } from "../room/rooms.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Who converts, and for whom. */
export interface ConversionContext {
  readonly convert: Converter["convert"];
  /** Where a name leads. */
  readonly find: Rooms["find"];
  /** Origins whose pages may ask, beside the server's own. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly trustedProxies: TrustedProxies;
  readonly authorizer: Authorizer;
}

/** What is asked for. */
export interface ConversionRequest {
  readonly request: IncomingMessage;
  /** `/NAME`, percent-encoded. */
  readonly path: string;
  /** `from` is the root that the other editor used. */
  readonly query: URLSearchParams;
}

/** What is answered. */
export interface ConversionResponse {
  readonly status: 200 | FailureStatus;
  /** The origin of a page elsewhere that may read the answer. */
  readonly allowedOrigin: string | undefined;
  readonly body: ConversionAnswer | ConversionFailure;
}

/** With 200: it is done, and on disk. */
export interface ConversionAnswer extends ConversionOutcome {
  /** `nothing`: the flow has something in it already, or nobody has left anything. */
  readonly status: "converted" | "nothing";
}

/** Otherwise. The codes are those with which a WebSocket would be closed. */
export interface ConversionFailure {
  readonly error: { readonly code: CloseCodeName; readonly message: string };
}

type FailureStatus = 400 | 401 | 403 | 409 | 413 | 422 | 500 | 503;

const httpStatuses: Readonly<Record<CloseCodeName, FailureStatus>> = {
  badDocumentName: 400,
  malformedFrame: 400,
  textFrame: 400,
  unauthenticated: 401,
  forbidden: 403,
  documentDeleted: 409,
  documentDamaged: 409,
  frameTooLarge: 413,
  documentTooLarge: 413,
  updateRefused: 422,
  internalError: 500,
  serviceRestart: 503,
  tryAgainLater: 503,
};

/** Does what is asked for, and says what came of it. Never rejects. */
export async function answerConversion(
  { request, path, query }: ConversionRequest,
  { convert, find, allowedOrigins, trustedProxies, authorizer }: ConversionContext,
): Promise<ConversionResponse> {
  const { origin } = request.headers;
  const allowedOrigin = origin !== undefined && allowedOrigins.has(origin) ? origin : undefined;
  try {
    const source = sourceOf(request, trustedProxies);
    const problem = requestProblem(request, source, allowedOrigins);
    if (problem !== undefined) throw new ProtocolError("forbidden", problem);
    const { name, accessName } = await find(documentNameFromPath(path));
    await grantFor(authorizer, credentialsOf(request, source, accessName, query), "write");
    const outcome = await convert(name, query.get("from") ?? undefined);
    const status = outcome.roots.length > 0 ? "converted" : "nothing";
    return { status: 200, allowedOrigin, body: { status, ...outcome } };
  } catch (error) {
    // Failures of ours have been reported by whoever met them.
    const known = error instanceof ProtocolError ? error : new ProtocolError("internalError");
    const { code, message } = known;
    return { status: httpStatuses[code], allowedOrigin, body: { error: { code, message } } };
  }
}
