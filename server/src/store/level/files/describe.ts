/** Words for what is damaged or lost in the files of a database. */

import type { DocumentName } from "@coscribe/shared";
import { nameOfKey } from "../../key-value/key-layout.ts";

/** Most names in a sentence. */
const mostNames = 10;

/** Whose records these keys are: `, with records of …`, or nothing where that cannot be told. */
export function describeKeys(keys: readonly Buffer[]): string {
  const names = [...new Set(keys.flatMap((key) => nameOfKey(key) ?? []))];
  if (names.length <= 1) return describeOne(names[0]);
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `, with records of the documents ${names.slice(0, mostNames).map(quoted).join(", ")}${more}`;
}

/** Whose records lie from one key to another. */
export function describeSpan({ from, to }: { readonly from: Buffer; readonly to: Buffer }): string {
  const [first, last] = [nameOfKey(from), nameOfKey(to)];
  if (first === undefined || last === undefined || first === last)
    return describeOne(first ?? last);
  return `, with records of the documents from ${quoted(first)} to ${quoted(last)}`;
}

/** "1 write is missing", "2 writes are missing". */
export function describeMissingWrites(count: number): string {
  return count === 1 ? "1 write is missing" : `${count} writes are missing`;
}

function describeOne(name: DocumentName | undefined): string {
  return name === undefined ? "" : `, with records of the document ${quoted(name)}`;
}

function quoted(name: DocumentName): string {
  return JSON.stringify(name);
}
