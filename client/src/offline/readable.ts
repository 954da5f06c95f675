/** Tells updates that can be read from what a device has made of them. */

import * as Y from "yjs";

/** Applies what was kept to `doc`; false for anything that is no update. */
export function applyKept(doc: Y.Doc, update: unknown, origin: unknown): boolean {
  if (!isBytes(update)) return false;
  try {
    Y.applyUpdate(doc, update, origin);
    return true;
  } catch {
    return false;
  }
}

/** Whether Yjs can read what was kept. */
export function isReadable(update: unknown): update is Uint8Array {
  return applyKept(new Y.Doc(), update, undefined);
}

/** Not by its constructor: values of IndexedDB can come from another realm. */
function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
