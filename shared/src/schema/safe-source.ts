/** Where the bytes of images and files may come from. */

import { safeHref } from "./safe-href.ts";

/** A file that the server keeps, named by the hash of its content. */
const ownFile = /^files\/[0-9a-f]{64}$/;

/**
 * The address of bytes that may be fetched: a file of the server, or one of the web. Undefined for
 * everything else. Total.
 */
export function safeSource(source: unknown): string | undefined {
  const address = safeHref(source);
  if (address === undefined) return undefined;
  return ownFile.test(address) || /^https?:\/\//i.test(address) ? address : undefined;
}
