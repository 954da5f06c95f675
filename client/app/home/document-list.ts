/** The list on the start page: what was opened on this device, and what it keeps. */

import type { DocumentName } from "@coscribe/shared";
import type { RecentDocument } from "../preferences.ts";
import type { KeptDocument } from "./device-copies.ts";

/** One line of the list. */
export interface ListedDocument {
  readonly name: DocumentName;
  /** What it is called, where this device knows. */
  readonly title: string | undefined;
  /** When it was last opened, in ms since 1970; undefined where only its copy is left. */
  readonly openedAt: number | undefined;
  /** The copy on this device, if there is one. */
  readonly copy: Pick<KeptDocument, "pendingEdits"> | undefined;
}

/** Recent documents in their order, and after them the other ones that this device keeps, by name. */
export function listDocuments(
  recents: readonly RecentDocument[],
  kept: readonly KeptDocument[],
): readonly ListedDocument[] {
  const copies = new Map(kept.map((document) => [document.name, document]));
  const opened = recents.map(({ name, openedAt, title }) => ({
    name,
    title,
    openedAt,
    copy: copies.get(name),
  }));
  for (const { name } of recents) copies.delete(name);
  const others = [...copies.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((copy) => ({ name: copy.name, title: undefined, openedAt: undefined, copy }));
  return [...opened, ...others];
}
