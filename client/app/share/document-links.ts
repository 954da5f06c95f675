/** Asks the server what may be handed on by a link to a document, and for such links. */

import { documentNameToPath, type Access, type DocumentName } from "@coscribe/shared";
import { authorization, tokenOf } from "../access/link-token.ts";
import { serverUrl } from "../page-root.ts";

/** A link that lets others in. */
export interface DocumentLink {
  readonly address: string;
  readonly access: Access;
  /** In milliseconds since 1970; undefined: it does not end. */
  readonly expiresAt: number | undefined;
}

/** What the asker may hand on; nothing where the server makes no links, or is not reached. Never rejects. */
export async function levelsToHandOn(name: DocumentName): Promise<readonly Access[]> {
  try {
    const answer = await ask(name, undefined);
    const { access } = (await answer.json()) as { readonly access?: readonly Access[] };
    return answer.ok && Array.isArray(access) ? access : [];
  } catch {
    return [];
  }
}

/** A new link. Rejects where the server makes none, with what it says. */
export async function makeLink(
  name: DocumentName,
  access: Access,
  expiresAt: number | undefined,
): Promise<DocumentLink> {
  const end = expiresAt === undefined ? null : new Date(expiresAt).toISOString();
  const answer = await ask(name, { access, expiresAt: end });
  const made = (await answer.json()) as {
    readonly token?: string;
    readonly access?: Access;
    readonly expiresAt?: string | null;
    readonly detail?: string;
  };
  if (!answer.ok || made.token === undefined) throw new Error(made.detail ?? String(answer.status));
  return {
    address: addressWith(made.token),
    access: made.access ?? access,
    expiresAt: typeof made.expiresAt === "string" ? Date.parse(made.expiresAt) : undefined,
  };
}

/** The address of the document that is open, without a token, or with one. */
export function addressWith(token: string | undefined): string {
  const { origin, pathname } = location;
  const fragment = token === undefined ? "" : `#token=${encodeURIComponent(token)}`;
  return origin + pathname + fragment;
}

function ask(name: DocumentName, wish: object | undefined): Promise<Response> {
  const root = serverUrl().replace(/^ws/, "http").replace(/\/*$/, "/");
  return fetch(`${root}api/v1/links/${documentNameToPath(name)}`, {
    headers: { ...authorization(tokenOf(name)), "Content-Type": "application/json" },
    cache: "no-store",
    ...(wish !== undefined && { method: "POST", body: JSON.stringify(wish) }),
  });
}
