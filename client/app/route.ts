/**
 * Which view an address shows, and the address of a document.
 *
 * Views are separate page loads of one HTML file: the browser then announces the new page, warns
 * about unsent edits and keeps the history, and nothing of one document outlives it.
 */

import {
  documentNameFromPath,
  documentNameToPath,
  parseDocumentName,
  ProtocolError,
  type DocumentName,
} from "@coscribe/shared";

/** What the page shows. */
export type Route =
  | { readonly type: "home" }
  | { readonly type: "document"; readonly name: DocumentName }
  /** An address of a document that cannot exist; `reason` says why. */
  | { readonly type: "impossible"; readonly reason: string }
  /** An address of nothing. */
  | { readonly type: "missing" };

/** Behind the path of the start page, and in front of the name of a document. */
const documentPrefix = "d/";

/** The view for the path of the page's address; `home` is the path of the start page. */
export function routeOf(pathname: string, home: string): Route {
  if (!pathname.startsWith(home)) return { type: "missing" };
  const below = pathname.slice(home.length);
  if (["", "d", documentPrefix].includes(below)) return { type: "home" };
  if (!below.startsWith(documentPrefix)) return { type: "missing" };
  try {
    const path = below.slice(documentPrefix.length - 1);
    return { type: "document", name: documentNameFromPath(path) };
  } catch (error) {
    if (error instanceof ProtocolError) return { type: "impossible", reason: error.message };
    throw error;
  }
}

/** The path of the page that shows the document `name`. */
export function documentPath(name: DocumentName, home: string): string {
  return home + documentPrefix + documentNameToPath(name);
}

/**
 * The document somebody means who types `text`: a name, or the pasted address of a document of the
 * page whose start page is at `root`. Throws `ProtocolError` with the reason where there can be no such document.
 */
export function documentNameFromInput(text: string, root: string): DocumentName {
  // Composed, because two people who type the same letters must arrive at the same document.
  const typed = text.trim().normalize();
  if (typed.startsWith(root + documentPrefix)) {
    return documentNameFromPath(typed.slice(root.length + documentPrefix.length - 1));
  }
  if (/^https?:\/\//i.test(typed)) {
    throw new ProtocolError(
      "badDocumentName",
      "that is the address of something else than a document of this server",
    );
  }
  return parseDocumentName(typed);
}
