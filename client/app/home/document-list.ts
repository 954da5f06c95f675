/** The list on the start page: what was opened on this device, what it keeps, and what the server has. */

import type { DocumentName } from "@coscribe/shared";
import type { RecentDocument } from "../preferences.ts";
import type { KeptDocument } from "./device-copies.ts";
import type { ServerDocument } from "./library/server-documents.ts";

/** One line of the list. */
export interface ListedDocument {
  readonly name: DocumentName;
  /** What it is called, where this device or the server knows. */
  readonly title: string | undefined;
  /** When it was last opened here, in ms since 1970; undefined where it was not, or that is forgotten. */
  readonly openedAt: number | undefined;
  /** The copy on this device, if there is one. */
  readonly copy: Pick<KeptDocument, "pendingEdits"> | undefined;
  /** What the server tells of it; undefined where it has none, or was not asked. */
  readonly server?: ServerDocument | undefined;
  /** It is kept on top. */
  readonly isPinned?: boolean;
}

/** What a list is put together of. */
export interface ListSources {
  readonly recents: readonly RecentDocument[];
  readonly kept: readonly KeptDocument[];
  readonly server: readonly ServerDocument[];
  /** Names of those that are kept on top. */
  readonly pinned: readonly string[];
  /** Names of those that were taken off the list, unless they were opened since. */
  readonly hidden: readonly string[];
  /** What titles or names are to have in them. */
  readonly search: string;
}

/** First what is kept on top, then the others, the latest first, and at last those of no known time, by name. */
export function listDocuments(sources: ListSources): readonly ListedDocument[] {
  const { recents, kept, server, pinned, hidden, search } = sources;
  const recentByName = new Map(recents.map((each) => [each.name, each]));
  const keptByName = new Map(kept.map((each) => [each.name, each]));
  const serverByName = new Map(server.map((each) => [each.name, each]));
  const wanted = folded(search);
  const all = [
    ...new Set([recentByName, keptByName, serverByName].flatMap((map) => [...map.keys()])),
  ]
    .filter((name) => {
      // Whoever searches for it wants it back.
      return (
        search !== "" || recentByName.has(name) || keptByName.has(name) || !hidden.includes(name)
      );
    })
    .map((name): ListedDocument => {
      const recent = recentByName.get(name);
      const onServer = serverByName.get(name);
      return {
        name,
        title: recent?.title ?? onServer?.title,
        openedAt: recent?.openedAt,
        copy: keptByName.get(name),
        server: onServer,
        isPinned: pinned.includes(name),
      };
    })
    .filter(({ name, title = "" }) => [name, title].some((text) => folded(text).includes(wanted)));
  return all.toSorted(
    (a, b) =>
      Number(b.isPinned) - Number(a.isPinned) ||
      timeOf(b) - timeOf(a) ||
      a.name.localeCompare(b.name),
  );
}

function timeOf({ openedAt = 0, server }: ListedDocument): number {
  return Math.max(openedAt, server?.changedAt ?? 0);
}

/** A text without what tells `É` from `e`. */
function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
