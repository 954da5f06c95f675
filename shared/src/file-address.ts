/**
 * How a file that a server keeps is named: by the SHA-256 of its bytes, in 64 small hexadecimal digits.
 *
 * In documents stands `files/HASH`, relative to whatever the server has its page at, so that a document
 * can move to another server together with its files. HTTP has it below {@link filesPath}.
 */

/** The name of a file; made by {@link parseFileHash}. */
export type FileHash = string & { readonly fileHash: unique symbol };

/** The path of all files, relative to the root of the server's page. */
export const filesPath = "api/v1/files";

const sourcePrefix = "files/";

/** Undefined for what names no file. */
export function parseFileHash(text: string): FileHash | undefined {
  return /^[\da-f]{64}$/.test(text) ? (text as FileHash) : undefined;
}

/** The name of the file with this SHA-256, of 32 bytes. */
export function fileHashOf(digest: Uint8Array): FileHash {
  const digits = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const hash = parseFileHash(digits);
  if (hash === undefined) throw new RangeError(`${digest.length} bytes are no SHA-256`);
  return hash;
}

/** What stands in a document for the file of this name: `files/HASH`. */
export function fileSource(hash: FileHash): string {
  return sourcePrefix + hash;
}

/** The file that a `src` in a document names; undefined where that is none that a server keeps. */
export function fileOfSource(source: string): FileHash | undefined {
  return source.startsWith(sourcePrefix)
    ? parseFileHash(source.slice(sourcePrefix.length))
    : undefined;
}
