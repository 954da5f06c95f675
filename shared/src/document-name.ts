/**
 * The name of a document, as it stands percent-encoded in the path of a URL.
 *
 * Any name of 1–200 bytes of UTF-8 without control characters is allowed, slashes, spaces and
 * `__proto__` included: names are only ever keys of Maps and of the database, never file paths or
 * object properties. Refused are only names that do not stay what they are on their way: URLs resolve
 * `.` and `..` between slashes, escaped or not, and proxies take empty parts out, so that who asks
 * for `a/../b` or `a//b` would get `b` or `a/b`, and two people would write in one document who believe
 * to be in two.
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

/** The escaped bytes of one character, told by the first of them as in RFC 3629; not always valid. */
const escapedCharacter =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi;

/** What can be wrong with a name; the last two are allowed in names from before. */
export type DocumentNameFault =
  | "empty"
  | "controlCharacter"
  | "notUnicode"
  | "tooLong"
  | "dotPart"
  | "emptyPart";

/** What is wrong with a decoded name; undefined where a document can have it. */
export function documentNameFault(name: string): DocumentNameFault | undefined {
  const stored = storedNameFault(name);
  if (stored !== undefined) return stored;
  const parts = name.split("/");
  if (parts.some((part) => part === "." || part === "..")) return "dotPart";
  return parts.includes("") ? "emptyPart" : undefined;
}

/** Checks a decoded name. Throws {@link ProtocolError} `badDocumentName` with the reason. */
export function parseDocumentName(name: string): DocumentName {
  return named(name, documentNameFault(name));
}

/**
 * Checks a name that may have been given when more names were allowed: nobody can ask for such a
 * document any more, but it can be listed and removed. Throws like {@link parseDocumentName}.
 */
export function parseStoredDocumentName(name: string): DocumentName {
  return named(name, storedNameFault(name));
}

function storedNameFault(name: string): DocumentNameFault | undefined {
  if (name === "") return "empty";
  if (controlCharacter.test(name)) return "controlCharacter";
  const bytes = utf8Length(name);
  if (bytes === undefined) return "notUnicode";
  return bytes > maxDocumentNameBytes ? "tooLong" : undefined;
}

function named(name: string, fault: DocumentNameFault | undefined): DocumentName {
  if (fault !== undefined) throw new ProtocolError("badDocumentName", reasonOf(fault, name));
  return name as DocumentName;
}

function reasonOf(fault: DocumentNameFault, name: string): string {
  switch (fault) {
    case "empty":
      return "the document name is empty";
    case "controlCharacter":
      return "the document name has a control character";
    case "notUnicode":
      return "the document name is not valid Unicode";
    case "tooLong":
      return `the document name has ${utf8Length(name)} bytes, ${maxDocumentNameBytes} are allowed`;
    case "dotPart":
      return "the document name has a part that is only dots";
    case "emptyPart":
      return "the document name has an empty part: no slash may be first, last or beside another";
    default:
      return fault satisfies never;
  }
}

/**
 * The name in a request target such as `/a%20name?x=1`: the path without its first slash and
 * without the query, percent-decoded. What is not percent-encoded UTF-8 is taken as it stands,
 * because stock clients send names unescaped: `/Sales%20100%` is "Sales 100%". Throws
 * {@link ProtocolError} `badDocumentName`.
 */
export function documentNameFromPath(requestTarget: string): DocumentName {
  const path = requestTarget.split("?", 1)[0] ?? "";
  if (!path.startsWith("/")) {
    throw new ProtocolError("badDocumentName", "the URL has no path");
  }
  return parseDocumentName(decodedDocumentName(path.slice(1)));
}

/** A percent-encoded name, decoded as {@link documentNameFromPath} does it, and not checked. */
export function decodedDocumentName(path: string): string {
  return path.replace(escapedCharacter, decodedIfValid);
}

/** `name` as the path of a URL, without a leading slash; slashes in the name stay readable. */
export function documentNameToPath(name: DocumentName): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

/** The character, or `escaped` as it is where the bytes are none, such as half a surrogate pair. */
function decodedIfValid(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

/** Bytes of `text` in UTF-8, or undefined where it has half a surrogate pair. */
function utf8Length(text: string): number | undefined {
  try {
    return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, "_").length;
  } catch {
    return undefined;
  }
}
