/**
 * Which view an address shows, and the address of a document.
 *
 * Views are separate page loads of one HTML file: the browser then announces the new page, warns
 * about unsent edits and keeps the history, and nothing of one document outlives it.
 */

import {
  decodedDocumentName,
  documentNameFault,
  documentNameToPath,
  type DocumentName,
  type DocumentNameFault,
} from "@coscribe/shared";

/** Why there is no document of a name, by the message `name.` and this. */
export type NameFault = DocumentNameFault | "otherAddress";

/** A name that a document can have, or why none can. */
export type NameReading =
  | { readonly name: DocumentName; readonly fault?: undefined }
  | { readonly name?: undefined; readonly fault: NameFault };

/** What the page shows. */
export type Route =
  | { readonly type: "home"; readonly name?: undefined }
  | { readonly type: "document"; readonly name: DocumentName }
  /** An address of a document that cannot exist. */
  | { readonly type: "impossible"; readonly fault: NameFault }
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
  const { name, fault } = nameInPath(below.slice(documentPrefix.length));
  return fault === undefined ? { type: "document", name } : { type: "impossible", fault };
}

/** The path of the page that shows the document `name`. */
export function documentPath(name: DocumentName, home: string): string {
  return home + documentPrefix + documentNameToPath(name);
}

/**
 * The document somebody means who types `text`: a name, or the pasted address of a document of the
 * page whose start page is at `root`.
 */
export function documentNameFromInput(text: string, root: string): NameReading {
  // Composed, because two people who type the same letters must arrive at the same document.
  const typed = text.trim().normalize();
  if (typed.startsWith(root + documentPrefix)) {
    return nameInPath(typed.slice(root.length + documentPrefix.length));
  }
  return /^https?:\/\//i.test(typed) ? { fault: "otherAddress" } : checked(typed);
}

/** Behind the name there may be a query. */
function nameInPath(path: string): NameReading {
  return checked(decodedDocumentName(path.split("?", 1)[0] ?? ""));
}

function checked(name: string): NameReading {
  const fault = documentNameFault(name);
  return fault === undefined ? { name: name as DocumentName } : { fault };
}
