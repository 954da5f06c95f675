/** What a browser has to fetch before a document of the page can be edited. */

import { compressedSize, firstLoadOf } from "../../support/built-page.ts";

/** The target, in bytes compressed with gzip. */
const atMostBytes = 120_000;

/** Each file, and all of them. The page must be built. */
export function describeFirstLoad(): string {
  const files = firstLoadOf("document");
  const all = compressedSize(files);
  const verdict = all <= atMostBytes ? "met" : "MISSED";
  return [
    "first load of a document in the page, gzip",
    ...files.map((file) => `  ${kilobytes(compressedSize([file])).padStart(9)}  ${file}`),
    `  ${verdict}: first load ≤ ${kilobytes(atMostBytes)}: ${kilobytes(all)}`,
  ].join("\n");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}
