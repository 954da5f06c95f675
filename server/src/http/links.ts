/**
 * `/api/v1/documents/NAME/links`: a GET tells what somebody may hand on by a link, a POST makes one. Only where the
 * server has the secret that tokens are signed with.
 *
 * A page that may not connect is refused, as for conversions: the page of a stranger cannot have a link made by a
 * visitor's browser.
 */

import type { IncomingMessage } from "node:http";
import {
  documentNameFromPath,
  ProtocolError,
  type Access,
  type CloseCodeName,
} from "@coscribe/shared";
import * as z from "zod";
import type { Authorizer } from "../access/authorizer.ts";
import { handedOn } from "../access/grant.ts";
import type { Clock } from "../clock.ts";
import { credentialsOf, grantFor } from "./http-access.ts";
import { requestProblem } from "./origin.ts";
import { sourceOf } from "./request-source.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Who makes links, and for whom. */
export interface LinksContext {
  /** Tokens are signed with it; undefined where none are made here. */
  readonly linkSecret: string | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly trustedProxies: TrustedProxies;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
}

/** What is asked for. */
export interface LinksRequest {
  readonly request: IncomingMessage;
  /** `/NAME`, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What came with a POST, which is read once it is known that it may be made; undefined for a GET. */
  readonly body: (() => Promise<string>) | undefined;
}

/** What is answered. */
export interface LinksResponse {
  readonly status: 200 | 201 | FailureStatus;
  readonly body: LinkChoice | LinkAnswer | LinkProblem;
}

/** With 200: what may be handed on; nothing, where that is nothing, or no links are made. */
export interface LinkChoice {
  readonly access: readonly Access[];
}

/** With 201: the token of a link, which comes behind `#token=` in the address of the document. */
export interface LinkAnswer {
  readonly token: string;
  readonly access: Access;
  /** When it ends (RFC 3339); null: never by itself. */
  readonly expiresAt: string | null;
}

/** Otherwise: problem details (RFC 9457). */
export interface LinkProblem {
  /** `urn:coscribe:` and the code with which a WebSocket would be closed, or `noLinks`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

type FailureStatus = 400 | 401 | 403 | 404 | 500 | 503;

const statuses: Partial<Record<CloseCodeName, FailureStatus>> = {
  badDocumentName: 400,
  malformedFrame: 400,
  unauthenticated: 401,
  forbidden: 403,
  tryAgainLater: 503,
};

/** The longest body of a POST, in bytes. */
export const maxLinkBodyBytes = 4_096;

const wishSchema = z.strictObject({
  access: z.enum(["read", "comment", "write"]),
  expiresAt: z.union([z.iso.datetime({ offset: true }), z.null()]).optional(),
});

/** Does what is asked for, and says what came of it. Never rejects. */
export async function answerLinks(
  asked: LinksRequest,
  context: LinksContext,
): Promise<LinksResponse> {
  try {
    return await answer(asked, context);
  } catch (error) {
    // Failures of ours have been reported by whoever met them.
    const { code, message } =
      error instanceof ProtocolError ? error : new ProtocolError("internalError");
    return problem(code, statuses[code] ?? 500, message);
  }
}

async function answer(
  { request, path, query, body }: LinksRequest,
  { linkSecret, allowedOrigins, trustedProxies, authorizer, clock }: LinksContext,
): Promise<LinksResponse> {
  const source = sourceOf(request, trustedProxies);
  const fault = requestProblem(request, source, allowedOrigins);
  if (fault !== undefined) throw new ProtocolError("forbidden", fault);
  const name = documentNameFromPath(path);
  const grant = await grantFor(authorizer, credentialsOf(request, source, name, query), "read");
  const isMaking = linkSecret !== undefined && !authorizer.isOpen;
  if (body === undefined) return { status: 200, body: { access: isMaking ? handedOn(grant) : [] } };
  if (!isMaking) return problem("noLinks", 404, "this server makes no links");
  const wish = wishIn(await body());
  const expiresAt = typeof wish.expiresAt === "string" ? Date.parse(wish.expiresAt) : undefined;
  if (expiresAt !== undefined && expiresAt <= clock.wallTime()) {
    throw new ProtocolError("malformedFrame", "expiresAt is over already");
  }
  // What signs is loaded on use: most servers make no links.
  const { makeLink } = await import("../access/tokens/make-link.ts");
  const made = await makeLink(name, { access: wish.access, expiresAt }, grant, linkSecret);
  const end = made.expiresAt === undefined ? null : new Date(made.expiresAt).toISOString();
  return { status: 201, body: { token: made.token, access: made.access, expiresAt: end } };
}

function wishIn(text: string): z.infer<typeof wishSchema> {
  const wish = wishSchema.safeParse(json(text));
  if (wish.success) return wish.data;
  const [issue] = wish.error.issues;
  const where = issue?.path.join(".") || "the body";
  throw new ProtocolError("malformedFrame", `${where}: ${issue?.message ?? "is not valid"}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError("malformedFrame", "the body is no JSON");
  }
}

function problem(
  code: CloseCodeName | "noLinks",
  status: FailureStatus,
  detail: string,
): LinksResponse {
  return { status, body: { type: `urn:coscribe:${code}`, title: titles[status], status, detail } };
}

const titles: Readonly<Record<FailureStatus, string>> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  500: "Internal server error",
  503: "Service unavailable",
};
