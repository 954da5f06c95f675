/** The order in which databases have keys. */

/** Compares texts by their bytes in UTF-8; for sorting. */
export function inOrderOfBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
