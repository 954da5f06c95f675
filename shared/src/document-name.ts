/**
 * The name of a document, as it stands percent-encoded in the path of a URL.
 *
 * Any name of 1–200 bytes of UTF-8 without control characters is allowed, slashes, spaces and
 * `__proto__` included: names are only ever keys of Maps and of the database, never file paths or
 * object properties. Only `.` and `..` between slashes are not: URLs resolve them, escaped or not, so
 * a client that asks for `a/../b` would get `b`.
 */

import { ProtocolError } from "./protocol-error.ts";

declare const brand: unique symbol;

/** A string that has passed {@link parseDocumentName}. */
export type DocumentName = string & { readonly [brand]: "DocumentName" };

/** Longest name, in bytes of UTF-8: an encoded name of 600 characters still fits any URL limit. */
export const maxDocumentNameBytes = 200;

// C0, DEL and C1: invisible, and able to forge lines in a log or a terminal.
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

/** Checks a decoded name. Throws {@link ProtocolError} `badDocumentName` with the reason. */
export function parseDocumentName(name: string): DocumentName {
  if (name === "") throw new ProtocolError("badDocumentName", "the document name is empty");
  if (controlCharacter.test(name)) {
    throw new ProtocolError("badDocumentName", "the document name has a control character");
  }
  if (name.split("/").some((part) => part === "." || part === "..")) {
    throw new ProtocolError("badDocumentName", "the document name has a part that is only dots");
  }
  const bytes = utf8Length(name);
  if (bytes === undefined) {
    throw new ProtocolError("badDocumentName", "the document name is not valid Unicode");
  }
  if (bytes > maxDocumentNameBytes) {
    throw new ProtocolError(
      "badDocumentName",
      `the document name has ${bytes} bytes, ${maxDocumentNameBytes} are allowed`,
    );
  }
  return name as DocumentName;
}

/**
 * The name in a request target such as `/a%20name?x=1`: the path without its first slash and
 * without the query, percent-decoded. Throws {@link ProtocolError} `badDocumentName`.
 */
export function documentNameFromPath(requestTarget: string): DocumentName {
  const path = requestTarget.split("?", 1)[0] ?? "";
  if (!path.startsWith("/")) {
    throw new ProtocolError("badDocumentName", "the URL has no path");
  }
  let name: string;
  try {
    name = decodeURIComponent(path.slice(1));
  } catch (cause) {
    throw new ProtocolError("badDocumentName", "the URL path is not percent-encoded UTF-8", {
      cause,
    });
  }
  return parseDocumentName(name);
}

/** `name` as the path of a URL, without a leading slash; slashes in the name stay readable. */
export function documentNameToPath(name: DocumentName): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

/** Bytes of `text` in UTF-8, or undefined where it has half a surrogate pair. */
function utf8Length(text: string): number | undefined {
  try {
    return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, "_").length;
  } catch {
    return undefined;
  }
}
