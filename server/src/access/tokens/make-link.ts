/** Makes tokens for links: for one document, for whoever has the link, and never more than its maker may. */

import { ProtocolError, type Access, type DocumentName } from "@coscribe/shared";
import { canBeLinked, handedOn, type Grant } from "../grant.ts";
import { makeToken } from "./make-token.ts";

/** What a link is to give. */
export interface LinkWish {
  readonly access: Access;
  /** When it is to end, in milliseconds since 1970; undefined: never by itself. */
  readonly expiresAt: number | undefined;
}

/** What it gives. */
export interface MadeLink extends LinkWish {
  readonly token: string;
}

/**
 * A token for the document `name`, signed with `secret`. It names nobody, so that all who have the link are told
 * apart. It ends with the access of who makes it, except where that is an operator, who may do without. Rejects
 * with ProtocolError `forbidden` for what `grant` may not hand on.
 */
export async function makeLink(
  name: DocumentName,
  wish: LinkWish,
  grant: Grant,
  secret: string,
): Promise<MadeLink> {
  const { access } = wish;
  if (!canBeLinked(name)) {
    throw new ProtocolError("forbidden", "no link can be for a name that ends with *");
  }
  if (!handedOn(grant).includes(access)) {
    throw new ProtocolError("forbidden", `you may not let others ${access} here`);
  }
  const own = grant.isOperator ? undefined : grant.expiresAt;
  const ends = [wish.expiresAt, own].filter((end) => end !== undefined);
  const expiresAt = ends.length === 0 ? undefined : Math.floor(Math.min(...ends) / 1_000) * 1_000;
  const token = await makeToken({ documents: [name], access, expiresAt }, secret);
  return { token, access, expiresAt };
}
