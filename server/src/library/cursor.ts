/**
 * Where a page of a list ended. The next page begins behind the last name that was looked at, also where whoever
 * asks may not know of that one: so it is encrypted, for as long as the process lives.
 */

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { parseStoredDocumentName, type DocumentName } from "@coscribe/shared";
import { LibraryError } from "./library-error.ts";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** See the head of this file. */
export class Cursors {
  readonly #key = randomBytes(32);

  /** The cursor behind `name`. */
  after(name: DocumentName): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.#key, iv);
    const sealed = [cipher.update(name, "utf8"), cipher.final()];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString("base64url");
  }

  /** The name in a cursor. Throws LibraryError `badCursor` where it has none of ours. */
  read(cursor: string): DocumentName {
    const bytes = Buffer.from(cursor, "base64url");
    try {
      const iv = bytes.subarray(0, ivBytes);
      const opener = createDecipheriv(algorithm, this.#key, iv, { authTagLength: tagBytes });
      opener.setAuthTag(bytes.subarray(-tagBytes));
      const name = [opener.update(bytes.subarray(ivBytes, -tagBytes)), opener.final()];
      return parseStoredDocumentName(Buffer.concat(name).toString());
    } catch {
      throw new LibraryError("badCursor", "the cursor is from another list or another start");
    }
  }
}
