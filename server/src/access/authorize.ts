/** What a program that embeds the server says about who may do what. */

import type { IncomingHttpHeaders } from "node:http";
import type { Access, AccessUser } from "@coscribe/shared";

/** Somebody wants to open a document, or asks for something by HTTP. */
export interface AuthorizeRequest {
  /** The document's name; undefined for what concerns no single one, such as the list of all. */
  readonly document: string | undefined;
  /** Of the request as it came, cookies among them; `x-request-id` has its name in events and in the log. */
  readonly headers: IncomingHttpHeaders;
  /** What stands behind the `?` in its URL. */
  readonly query: URLSearchParams;
  /**
   * The token that came with it: as `Authorization: Bearer TOKEN`, as the subprotocol
   * `coscribe.token.TOKEN`, or as `?token=TOKEN`, the first of these that is there. Of a connection that
   * has brought a newer one since, that.
   */
  readonly token: string | undefined;
  /** The client's address; see `trustedProxies`. */
  readonly address: string;
}

/** Somebody who may do something. */
export interface Allowed {
  /**
   * Who it is, as others in the document see it. Without a name they see the id. Left out where that is not
   * known, as of whoever has a link: they are seen as they say, and what they write is nobody's.
   */
  readonly user?: AccessUser;
  /** What they may do with the document; for a request about no single one, with documents of theirs. */
  readonly access: Access;
  /** Until when, as a date or in milliseconds since 1970; then they are asked for again. For ever if left out. */
  readonly expiresAt?: Date | number;
  /** Whether they run this server: they may see the names of all documents, metrics, and make backups. */
  readonly isOperator?: boolean;
}

/** Somebody who may not. */
export interface Denied {
  /** Why, in a few words that they are shown. */
  readonly deny: string;
  /**
   * Whether to sign in, or to bring another token, would help (4401, 401); otherwise not (4403, 403). True
   * by default where neither a token nor a cookie came.
   */
  readonly signIn?: boolean;
}

/**
 * Says who may do what, for each connection and each request. What it throws or rejects with refuses that one
 * alone, for now, and so does an answer that takes too long.
 */
export type Authorize = (request: AuthorizeRequest) => Allowed | Denied | Promise<Allowed | Denied>;
