/** A document of 20 MB: a book's worth of paragraphs, inserted all over the place. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { cacheFolder } from "../folders.ts";

const file = join(cacheFolder, "bench-large");
const bytes = 20_000_000;
const paragraphLength = 200;

/** Makes it, unless that has been done: it takes some seconds. */
export async function prepareLarge(): Promise<void> {
  if (existsSync(file)) return;
  console.log("Writing a document of 20 MB (once) …");
  const random = new Random(5);
  const doc = new Y.Doc();
  doc.clientID = 2;
  const text = doc.getText("text");
  doc.transact(() => {
    for (let length = 0; length < bytes; length += paragraphLength) {
      const letter = String.fromCodePoint(97 + random.below(26));
      text.insert(random.below(text.length + 1), letter.repeat(paragraphLength));
    }
  });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, Y.encodeStateAsUpdate(doc));
}

/** The whole document as one update. */
export function readLarge(): Uint8Array {
  return new Uint8Array(readFileSync(file));
}
