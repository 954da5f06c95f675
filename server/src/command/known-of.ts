/** What a store that no server has open knows of documents beside their text, and which one a name leads to. */

import type { DocumentName } from "@coscribe/shared";
import { systemClock } from "../clock.ts";
import type { Registry } from "../registry/registry.ts";

/** What is known of a document; of what is not there is nothing. */
export interface Known {
  /** As somebody has said, else as its first heading. */
  readonly title?: string;
  /** In milliseconds since 1970, as are others. */
  readonly changedAt?: number;
  readonly deletedAt?: number;
}

/** What is known of the document of this name. */
export async function knownOf(registry: Registry, name: DocumentName): Promise<Known> {
  const [record, activity] = await Promise.all([registry.record(name), registry.activity(name)]);
  const { changedAt, title } = activity;
  const { deletedAt } = record;
  return {
    ...(title !== undefined && title !== "" && { title }),
    ...(changedAt !== undefined && { changedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

/** The document that a name leads to, as a server would find it. Rejects where that is deleted. */
export async function placeOf(registry: Registry, name: DocumentName): Promise<DocumentName> {
  const place = await registry.find(name);
  if (!place.isDeleted) return place.name;
  throw new Error("it is deleted; a running server can restore it");
}

/** Notes that a document was changed now, and made, if nobody has seen it before. */
export async function noteChange(registry: Registry, name: DocumentName): Promise<void> {
  const now = systemClock.wallTime();
  const activity = await registry.activity(name);
  // What it is called is read when a server is asked for it.
  const unknown = { title: undefined, isTitleSet: undefined };
  await registry.see(name, { createdAt: now, ...activity, changedAt: now, ...unknown });
}
