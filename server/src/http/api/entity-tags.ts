/**
 * Versions of documents as entity tags (RFC 9110, 8.8.3). A document is the same one however it is read, and
 * what is read of it is not: so a tag is the version, and, of what was read, the form behind a dot. Any of them
 * may be named for a change.
 */

import { ApiProblem } from "./problems.ts";

/** The tag of a version, as it was read in the form with this `ending`. */
export function entityTag(version: string, ending?: string): string {
  return ending === undefined ? `"${version}"` : `"${version}.${ending}"`;
}

/** What `If-Match` or `If-None-Match` names: everything, or tags without their quotes. */
export type TagList = "*" | readonly string[];

/** Reads such a header; weak tags are left out where `isStrong`. Throws an ApiProblem for what is none. */
export function tagsIn(header: string | undefined, isStrong: boolean): TagList | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return "*";
  const tags: string[] = [];
  const rest = header.replace(
    /(W\/)?"([\x21\x23-\x7e]*)"/g,
    (_, weak: string | undefined, tag: string) => {
      if (weak === undefined || !isStrong) tags.push(tag);
      return "";
    },
  );
  if (/^[\s,]*$/.test(rest)) return tags;
  throw new ApiProblem("badRequest", `this is no list of entity tags: ${header.slice(0, 100)}`);
}

/** The versions that tags are of. */
export function versionsIn(tags: readonly string[]): readonly string[] {
  return tags.map((tag) => tag.split(".", 1)[0] ?? "");
}
