/**
 * What takes more than one write is noted before it begins, so that a crash leaves nothing half done: with the
 * next start a rename is taken back, unless the document counts as the new one already, and a deletion is ended.
 */

import type { DocumentName } from "@coscribe/shared";
import type { DocumentStore } from "../store/document-store.ts";
import type { MetadataChange, MetadataStore } from "../store/metadata-store.ts";
import {
  activities,
  aliasesByDocument,
  aliasKey,
  put,
  read,
  records,
  removeAlias,
  unfinished,
  type Unfinished,
} from "./entries.ts";
import { ownersOfDocument, ownersPrefix, ownersTable } from "./owner-keys.ts";

/** Owners are written so many at once. */
const ownersAtOnce = 1_000;

/**
 * Ends or takes back everything that was begun, or what was begun with one of `names`; nothing of these may be in
 * use. Gives the names of documents with which the disk did not let it: they are in between, and are to stay
 * closed.
 */
export async function finishAll(
  store: DocumentStore,
  metadata: MetadataStore,
  names?: ReadonlySet<string>,
): Promise<Set<string>> {
  const left = new Set<string>();
  for (const { key, value } of await metadata.list(unfinished.name)) {
    if (names?.has(key) === false) continue;
    let begun: Unfinished | undefined;
    try {
      begun = read(unfinished, value);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await finish(store, metadata, key as DocumentName, begun);
    } catch {
      left.add(key);
      if (begun?.type === "rename") left.add(begun.to);
    }
  }
  return left;
}

/** The same for one of them; the logs of its documents must be closed. */
export async function finish(
  store: DocumentStore,
  metadata: MetadataStore,
  name: DocumentName,
  begun: Unfinished,
): Promise<void> {
  switch (begun.type) {
    case "rename":
      await removeLog(store, metadata, begun.isDone ? name : begun.to);
      return metadata.write([put(unfinished, name, undefined)]);
    case "delete":
      await removeLog(store, metadata, name);
      return metadata.write([
        ...(await forgetting(metadata, name)),
        put(unfinished, name, undefined),
      ]);
    default:
      return begun satisfies never;
  }
}

/** Has the owners of one document be those of another, too: of the same history, or of that of `generation`. */
export async function copyOwners(
  metadata: MetadataStore,
  from: DocumentName,
  to: DocumentName,
  generation?: string,
): Promise<void> {
  const prefix = ownersOfDocument(from);
  let after: string | undefined;
  for (;;) {
    const page = { prefix, limit: ownersAtOnce, ...(after !== undefined && { after }) };
    // oxlint-disable-next-line no-await-in-loop -- a page after the other
    const entries = await metadata.list(ownersTable, page);
    if (entries.length === 0) return;
    // oxlint-disable-next-line no-await-in-loop
    await metadata.write(
      entries.map(({ key, value }) => {
        const client = key.slice(key.lastIndexOf("\0") + 1);
        const kept = ownersOfDocument(to) + key.slice(prefix.length);
        const copied = generation && ownersPrefix(to, generation) + client;
        return { table: ownersTable, key: copied ?? kept, value };
      }),
    );
    after = entries.at(-1)?.key;
  }
}

/** What removes everything that is known of a document, with the aliases that lead to it. */
async function forgetting(
  metadata: MetadataStore,
  name: DocumentName,
): Promise<readonly MetadataChange[]> {
  const prefix = aliasKey(name, "");
  const found = await metadata.list(aliasesByDocument, { prefix });
  return [
    put(records, name, undefined),
    put(activities, name, undefined),
    ...found.flatMap(({ key }) => removeAlias(key.slice(prefix.length) as DocumentName, name)),
  ];
}

async function removeLog(
  store: DocumentStore,
  metadata: MetadataStore,
  name: DocumentName,
): Promise<void> {
  try {
    await store.delete(name);
  } catch (error) {
    // What is left of it stays for whoever repairs it.
    if (!isDamage(error)) throw error;
  }
  for (;;) {
    const page = { prefix: ownersOfDocument(name), limit: ownersAtOnce };
    // oxlint-disable-next-line no-await-in-loop -- a page after the other
    const entries = await metadata.list(ownersTable, page);
    if (entries.length === 0) return;
    // oxlint-disable-next-line no-await-in-loop
    await metadata.write(entries.map(({ key }) => ({ table: ownersTable, key, value: undefined })));
  }
}

/** Whether a store rejected something because of damage; told by the code, as there may be two copies of a class. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "damaged";
}

/** For what is no reason to keep people from their document, such as its title. Throws other errors. */
export function undefinedIfDamaged(error: unknown): undefined {
  if (isDamage(error)) return undefined;
  throw error;
}
