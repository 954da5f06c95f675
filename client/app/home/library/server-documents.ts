/** The documents that the server has, and what can be done with them there: `/api/v1`. */

import {
  documentNameToPath,
  parseStoredDocumentName,
  type Access,
  type DocumentName,
} from "@coscribe/shared";
import { authorization, tokenOf } from "../../access/link-token.ts";
import { serverUrl } from "../../page-root.ts";

/** A document as the server tells of it. */
export interface ServerDocument {
  readonly name: DocumentName;
  readonly title: string | undefined;
  /** In ms since 1970. */
  readonly changedAt: number | undefined;
  /** What they are called who changed it last. */
  readonly changedBy: string | undefined;
  readonly access: Access;
}

/** A part of the list. */
export interface ServerPage {
  readonly documents: readonly ServerDocument[];
  /** Of the next part; undefined where there is none. */
  readonly cursor: string | undefined;
}

/** As the server writes it. */
interface Told {
  readonly name: string;
  readonly title: string | null;
  readonly changedAt: string | null;
  readonly changedBy: { readonly id: string; readonly name?: string } | null;
  readonly access: Access;
}

/** So many at once. */
const pageLength = 100;

/** A part of the list, of documents with `search` in their title or name. Rejects where there is none to be had. */
export async function listOnServer(
  search: string,
  cursor: string | undefined,
): Promise<ServerPage> {
  const query = new URLSearchParams({ limit: String(pageLength), search });
  if (cursor !== undefined) query.set("cursor", cursor);
  const answer = await ask("GET", `documents?${query}`, undefined);
  const told = (await answer.json()) as {
    readonly documents: readonly Told[];
    readonly cursor: string | null;
  };
  return { documents: told.documents.map(documentIn), cursor: told.cursor ?? undefined };
}

/** Makes a document with the same content, a name of its own, and another title. */
export async function copyOnServer(name: DocumentName, title: string): Promise<ServerDocument> {
  const answer = await ask("POST", `copy/${documentNameToPath(name)}`, name, { title });
  return documentIn((await answer.json()) as Told);
}

/** Calls a document something; an empty title takes the one that it has away. */
export async function renameOnServer(name: DocumentName, title: string): Promise<void> {
  const path = `documents/${documentNameToPath(name)}`;
  await ask("PATCH", path, name, { title: title === "" ? null : title });
}

/** Puts a document into the server's trash. Does nothing where the server has none. */
export async function deleteOnServer(name: DocumentName): Promise<void> {
  await ask("DELETE", `documents/${documentNameToPath(name)}`, name);
}

/** Takes it out again. */
export async function restoreOnServer(name: DocumentName): Promise<void> {
  await ask("POST", `restore/${documentNameToPath(name)}`, name);
}

/** Rejects with what the server says where it does not do it. */
async function ask(
  method: string,
  what: string,
  name: DocumentName | undefined,
  body?: object,
): Promise<Response> {
  const root = serverUrl().replace(/^ws/, "http").replace(/\/*$/, "/");
  const answer = await fetch(`${root}api/v1/${what}`, {
    method,
    headers: {
      ...authorization(tokenOf(name)),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    cache: "no-store",
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.ok) return answer;
  const { detail } = (await answer.json().catch(() => ({}))) as { readonly detail?: string };
  throw new Error(detail ?? String(answer.status));
}

function documentIn(told: Told): ServerDocument {
  const { name, title, changedAt, changedBy, access } = told;
  return {
    name: parseStoredDocumentName(name),
    title: title ?? undefined,
    changedAt: changedAt === null ? undefined : Date.parse(changedAt),
    changedBy: changedBy?.name ?? changedBy?.id,
    access,
  };
}
