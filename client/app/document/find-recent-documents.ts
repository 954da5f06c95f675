/** Finds documents to mention among those that were opened on this device. */

import type { DocumentName } from "@coscribe/shared";
import type { FoundDocument } from "@coscribe/client/ui";
import type { Preferences } from "../preferences.ts";

/** Those but `own` whose title or name has a word that begins with `query`, latest first. */
export function findRecentDocuments(
  preferences: Pick<Preferences, "recentDocuments">,
  own: DocumentName,
  query: string,
): readonly FoundDocument[] {
  const wanted = query.trim().toLowerCase();
  return preferences.recentDocuments
    .filter(({ name }) => name !== own)
    .map(({ name, title }) => ({ id: name, label: title ?? name }))
    .filter(({ id, label }) => hasWord(label, wanted) || hasWord(id, wanted));
}

function hasWord(text: string, beginning: string): boolean {
  const found = text.toLowerCase();
  return (
    found.startsWith(beginning) ||
    new RegExp(`[^\\p{L}\\p{N}]${escaped(beginning)}`, "u").test(found)
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
