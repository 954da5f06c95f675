/**
 * Names of documents as paths of files, on any system, and back.
 *
 * Slashes are folders. What some system does not take in a name (`:` and its like, a dot at the start, a space
 * at the end, `CON`) is percent-encoded; so is a dot in a folder, so that the folder of `a.md/b` is never the
 * file of `a`. Names that only differ in what some systems do not tell apart (capitals, composed letters) have
 * that encoded too. A part that is too long goes on in a folder behind one that ends with `%~`.
 */

import type { DocumentName } from "@coscribe/shared";

/** Bytes of a part, of the 255 that systems take; an ending, and what a program adds, has to fit, too. */
const mostPartBytes = 200;

/** What goes on in the folder. */
const goesOn = "%~";

/** Stands for a part of no letters, which documents of earlier versions may have. */
const emptyPart = "%00";

const unsafe = /[%\\:*?"<>|]|^[. ]|[. ]$/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** For each document a path with slashes and without an ending. */
export function filePathsOf(names: readonly DocumentName[]): ReadonlyMap<DocumentName, string> {
  const spellings = new Map<string, Set<string>>();
  for (const name of names) {
    for (const path of beginningsOf(name)) {
      const folded = fold(path);
      spellings.set(folded, (spellings.get(folded) ?? new Set()).add(path));
    }
  }
  const isAmbiguous = (path: string): boolean => (spellings.get(fold(path))?.size ?? 0) > 1;
  return new Map(names.map((name) => [name, filePathOf(name, isAmbiguous)]));
}

function filePathOf(name: DocumentName, isAmbiguous: (path: string) => boolean): string {
  const parts = name.split("/");
  return parts
    .map((part, index) => {
      const isFolder = index < parts.length - 1;
      return encodePart(part, isFolder, isAmbiguous(parts.slice(0, index + 1).join("/")));
    })
    .join("/");
}

/** `a`, `a/b`, `a/b/c` of `a/b/c`. */
function beginningsOf(name: string): readonly string[] {
  const parts = name.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** What systems that do not tell capitals and composed letters apart take for the same. */
function fold(path: string): string {
  return path.normalize("NFC").toLowerCase().normalize("NFC");
}

function encodePart(part: string, isFolder: boolean, isAmbiguous: boolean): string {
  if (part === "") return emptyPart;
  let safe = part.replace(unsafe, encodeLetter);
  if (isFolder) safe = safe.replaceAll(".", encodeLetter);
  if (isAmbiguous) safe = encodeDifferences(safe);
  if (reserved.test(safe)) safe = encodeLetter(safe.charAt(0)) + safe.slice(1);
  return chunksOf(safe).join(`${goesOn}/`);
}

/** Capitals and what is not ASCII, but not the digits of what is encoded already. */
function encodeDifferences(part: string): string {
  return part.replace(/%[\dA-F]{2}|[A-Z]|\P{ASCII}/gu, (letter) =>
    letter.length === 3 && letter.startsWith("%") ? letter : encodeLetter(letter),
  );
}

function encodeLetter(letter: string): string {
  const bytes = [...Buffer.from(letter)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** Parts of a part, none of which is cut within an escape, or begins with a dot or a space. */
function chunksOf(part: string): readonly string[] {
  const chunks: string[] = [];
  let chunk = "";
  for (const [letter] of part.matchAll(/%[\dA-F]{2}|./gsu)) {
    if (chunk !== "" && Buffer.byteLength(chunk + letter) > mostPartBytes) {
      chunks.push(chunk);
      chunk = letter.replace(/[. ]/, encodeLetter);
    } else chunk += letter;
  }
  return [...chunks, chunk];
}

/**
 * The name that a path, with slashes and without an ending, stands for; it need not be one of ours, and may be
 * one that no document can have.
 */
export function nameOfFilePath(path: string): string {
  return path
    .replaceAll(`${goesOn}/`, "")
    .split("/")
    .map((part) => (part === emptyPart ? "" : decoded(part)))
    .join("/");
}

/** Somebody else's `%` stays what it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
