/**
 * What is done with documents as a whole. What is said to be done is on disk.
 *
 * A document that is moved to another name is copied there, with its history's identity and whose its client IDs
 * are, while it is closed; then, in one write, it counts as the new one and the old name leads to it; then the
 * old log is removed. The clients on it come back by the old name and go on in the same history. A crash at
 * any moment leaves it under one of the names, whole (see `registry/unfinished.ts`).
 *
 * Rejects with LibraryError, with ProtocolError where a document cannot be opened, and with the store's error.
 */

import type { AccessUser, DocumentName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import { copyLog, writeDocument } from "../document/copy-log.ts";
import type { Settings } from "../options.ts";
import {
  activities,
  put,
  putAlias,
  read,
  records,
  removeAlias,
  unfinished,
  type Alias,
  type DocumentRecord,
  type Unfinished,
} from "../registry/entries.ts";
import type { Registry } from "../registry/registry.ts";
import { copyOwners, finish, isDamage, undefinedIfDamaged } from "../registry/unfinished.ts";
import type { ReadTitle } from "../room/activity-recorder.ts";
import type { Rooms } from "../room/rooms.ts";
import type { DocumentLog, OpenOptions } from "../store/document-store.ts";
import type { MetadataChange, MetadataStore } from "../store/metadata-store.ts";
import { Titles } from "./titles.ts";
import { described, type DocumentDescription } from "./description.ts";
import { LibraryError } from "./library-error.ts";
import { Listing, type ListingPage, type ListingQuery } from "./listing.ts";
import { newDocumentName } from "./new-name.ts";

/** Who does something; undefined where nobody has to say so. */
export type Actor = AccessUser | undefined;

/** What a new document begins with. */
export interface NewDocument {
  /** One is made up when left out. */
  readonly name?: DocumentName | undefined;
  readonly title?: string | undefined;
  /** What stands in it; nothing when left out. */
  readonly text?: CopiedText;
}

/** What stands in a document, and where it is from. */
interface CopiedText {
  readonly update: Uint8Array;
  readonly from: DocumentName;
}

/** What documents are called, which stands in them. */
export interface DocumentTitles {
  readonly read: ReadTitle;
  /** On disk when it resolves. */
  readonly set: (name: DocumentName, title: string | undefined, grant: Grant) => Promise<unknown>;
}

/** Most names that lead to one document. */
const mostAliases = 100;

/** See the head of this file. */
export class Library {
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #registry: Registry;
  readonly #listing: Listing;
  readonly #titles: Titles;
  readonly #texts: DocumentTitles | undefined;
  readonly #nameRemoved: (alias: DocumentName) => void;
  /** The last of what is done, one after the other, with what is known of each document. */
  readonly #turns = new Map<DocumentName, Promise<unknown>>();

  /**
   * Without `texts`, documents are called as is written down, and nobody calls them otherwise. `nameRemoved` is
   * told of names that lead nowhere any more.
   */
  constructor(
    settings: Settings,
    rooms: Rooms,
    texts?: DocumentTitles,
    nameRemoved: (alias: DocumentName) => void = ignore,
  ) {
    this.#nameRemoved = nameRemoved;
    this.#settings = settings;
    this.#rooms = rooms;
    this.#registry = rooms.registry;
    this.#texts = texts;
    this.#titles = new Titles(texts?.read);
    this.#listing = new Listing(settings.store, rooms.registry, this.#titles);
  }

  /** A page of the list. */
  async list(query: ListingQuery): Promise<ListingPage> {
    return this.#listing.page(query);
  }

  /** What is known of a document, in the trash or not. */
  async describe(name: DocumentName): Promise<DocumentDescription> {
    await this.#checkExists(name);
    const registry = this.#registry;
    const [record, activity] = await Promise.all([registry.record(name), registry.activity(name)]);
    const isOpen = record.deletedAt === undefined;
    return described(name, record, isOpen ? await this.#titles.with(name, activity) : activity);
  }

  /** Whether there is a document of this name, in the trash or not. */
  async exists(name: DocumentName): Promise<boolean> {
    return this.#registry.exists(name);
  }

  /** The other names that lead to a document. */
  async aliasesOf(name: DocumentName): Promise<readonly DocumentName[]> {
    return this.#registry.aliasesOf(name);
  }

  /** Makes a document. */
  async create(begin: NewDocument, grant: Grant): Promise<DocumentDescription> {
    const { name = newDocumentName(), title, text } = begin;
    const { user: by } = grant;
    await this.#checkFree(name);
    await this.#rooms.hold(name, "serviceRestart", async () => {
      await this.#checkFree(name);
      await this.#withLog(name, {}, async (log) => {
        const { metadata } = this.#registry;
        // Before the text: nobody writes in it in another's name.
        if (text && metadata) await copyOwners(metadata, text.from, name, log.generation);
        await writeDocument(log, text?.update);
      });
      const now = this.#settings.clock.wallTime();
      const activity = {
        createdAt: now,
        createdBy: by,
        changedAt: now,
        changedBy: by,
        ...(text === undefined && { title: "", isTitleSet: false }),
      };
      await this.#registry.see(name, activity);
    });
    return title === undefined ? this.describe(name) : this.setTitle(name, title, grant);
  }

  /** Makes a document that has in it what another one has. */
  async copy(from: DocumentName, begin: NewDocument, grant: Grant): Promise<DocumentDescription> {
    await this.#checkOpen(from);
    const update = await this.#rooms.encoded(from);
    return this.create({ ...begin, text: { update, from } }, grant);
  }

  /** Calls a document something; with undefined, what its first heading says. */
  async setTitle(
    name: DocumentName,
    title: string | undefined,
    grant: Grant,
  ): Promise<DocumentDescription> {
    await this.#checkOpen(name);
    if (this.#texts !== undefined) {
      await this.#texts.set(name, title, grant);
      await this.#rooms.called(name, await this.#texts.read(name));
    }
    return this.describe(name);
  }

  /** Puts a document into the trash, and ends the sessions on it. */
  async trash(name: DocumentName, by: Actor): Promise<DocumentDescription> {
    await this.#inTurn(name, async () => {
      await this.#checkOpen(name);
      const deletedAt = this.#settings.clock.wallTime();
      await this.#rooms.hold(name, "documentDeleted", async () => {
        await this.#changeRecord(name, (record) => ({ ...record, deletedAt, deletedBy: by }));
      });
    });
    return this.describe(name);
  }

  /** Takes a document out of the trash. */
  async restore(name: DocumentName): Promise<DocumentDescription> {
    await this.#inTurn(name, async () => {
      const { deletedAt } = await this.describe(name);
      if (deletedAt === undefined) {
        throw new LibraryError("notInTrash", "the document is not in the trash");
      }
      await this.#changeRecord(name, (record) => {
        return { ...record, deletedAt: undefined, deletedBy: undefined };
      });
    });
    return this.describe(name);
  }

  /**
   * Removes a document for good, with everything that is known of it, and ends the sessions on it. Gives false
   * where there was none. Rejects with `damaged` for one that is: its files may be what it is repaired from.
   * Where the disk leaves it half removed, it stays closed until that is ended: what would be written until then
   * would be removed with it.
   */
  async remove(name: DocumentName): Promise<boolean> {
    return this.#inTurn(name, () =>
      this.#rooms.hold(name, "documentDeleted", async () => {
        const { metadata } = this.#registry;
        const existed =
          metadata === undefined
            ? await this.#settings.store.delete(name)
            : await this.#removeNoted(metadata, name);
        if (existed) this.#rooms.deleted(name);
        return existed;
      }),
    );
  }

  /** Moves a document to another name; the old one leads to it from then on. */
  async rename(from: DocumentName, to: DocumentName): Promise<DocumentDescription> {
    const metadata = this.#checkKept();
    if (from === to) return this.describe(from);
    await this.#checkMayMove(from, to);
    // Always in this order, so that no two wait for each other.
    const [first, second] = from < to ? [from, to] : [to, from];
    await this.#inTurn(first, () =>
      this.#inTurn(second, () =>
        this.#rooms.hold(first, "serviceRestart", () =>
          this.#rooms.hold(second, "serviceRestart", async () => {
            await this.#checkMayMove(from, to);
            const show = this.#registry.hide(from, to);
            try {
              await this.#move(metadata, from, to);
            } finally {
              show();
            }
          }),
        ),
      ),
    );
    return this.describe(to);
  }

  /** Makes another name lead to a document. Does nothing where it does so already. */
  async addAlias(name: DocumentName, alias: DocumentName): Promise<void> {
    const metadata = this.#checkKept();
    await this.#inTurn(name, async () => {
      await this.#checkOpen(name);
      if ((await this.#registry.alias(alias))?.to === name) return;
      await this.#checkFree(alias);
      // Who was there, where nobody has written yet, comes back to the document that it leads to now.
      await this.#rooms.hold(alias, "serviceRestart", async () => {
        await this.#checkFree(alias);
        await this.#checkAliases(name);
        await metadata.write(putAlias(alias, { to: name, isFormer: false }));
      });
    });
  }

  /** Has a name lead nowhere, and ends the sessions that came by it. */
  async removeAlias(alias: DocumentName): Promise<void> {
    const metadata = this.#checkKept();
    const { to } = await this.#aliasIn(alias);
    const isRemoved = await this.#inTurn(to, async () => {
      // The document may have got another name meanwhile.
      if ((await this.#aliasIn(alias)).to !== to) return false;
      await metadata.write(removeAlias(alias, to));
      return true;
    });
    if (!isRemoved) return this.removeAlias(alias);
    this.#nameRemoved(alias);
  }

  async #aliasIn(alias: DocumentName): Promise<Alias> {
    const entry = await this.#registry.alias(alias);
    if (entry === undefined) throw new LibraryError("aliasNotFound", "no document has this alias");
    return entry;
  }

  /** Removes a document that is closed. What fails is tried once more, and left to be ended later if it must be. */
  async #removeNoted(metadata: MetadataStore, name: DocumentName): Promise<boolean> {
    const { store } = this.#settings;
    const begun: Unfinished = { type: "delete" };
    const existed = await this.#registry.exists(name);
    try {
      if (existed) await metadata.write([put(unfinished, name, begun)]);
      await store.delete(name);
      await finish(store, metadata, name, begun);
    } catch (error) {
      try {
        if (!isDamage(error)) await finish(store, metadata, name, begun);
        else await metadata.write([put(unfinished, name, undefined)]);
      } catch {
        this.#registry.block(name);
        throw error;
      }
      if (isDamage(error)) throw error;
    }
    return existed;
  }

  async #move(metadata: MetadataStore, from: DocumentName, to: DocumentName): Promise<void> {
    const { store, background } = this.#settings;
    const begun = { type: "rename", to, isDone: false } as const;
    try {
      await metadata.write([put(unfinished, from, begun)]);
      await this.#withLog(from, {}, (source) =>
        this.#withLog(to, { generation: source.generation }, (target) =>
          copyLog(source, target, background),
        ),
      );
      await copyOwners(metadata, from, to);
      await metadata.write([
        ...(await this.#movedEntries(from, to)),
        put(unfinished, from, { ...begun, isDone: true }),
      ]);
      await finish(store, metadata, from, { ...begun, isDone: true });
    } catch (error) {
      if (!(await this.#settle(metadata, from, to))) throw error;
    }
  }

  /** After a failure: ends or takes back a move, whichever the disk says, and tells whether it is done. */
  async #settle(metadata: MetadataStore, from: DocumentName, to: DocumentName): Promise<boolean> {
    try {
      // What failed to be written may be there all the same.
      const value = await metadata.get(unfinished.name, from);
      if (value !== undefined) {
        await finish(this.#settings.store, metadata, from, read(unfinished, value));
      }
      return (await this.#registry.alias(from))?.to === to;
    } catch {
      // It is gone on with later; what would be written until then could be taken back with it.
      this.#registry.block(from, to);
      return false;
    }
  }

  /** What makes everything that is known of `from` be known of `to`, and the old name an alias. */
  async #movedEntries(from: DocumentName, to: DocumentName): Promise<readonly MetadataChange[]> {
    const registry = this.#registry;
    const [record, activity, aliases] = await Promise.all([
      registry.record(from),
      registry.activity(from),
      registry.aliasesOf(from),
    ]);
    const moved = await Promise.all(
      aliases.map(async (alias) => {
        const entry = await registry.alias(alias).catch(undefinedIfDamaged);
        const isFormer = entry?.isFormer === true;
        const added = alias === to ? [] : putAlias(alias, { to, isFormer });
        return [...removeAlias(alias, from), ...added];
      }),
    );
    return [
      put(records, from, undefined),
      put(activities, from, undefined),
      put(records, to, { ...record, isMoved: true }),
      put(activities, to, activity),
      ...moved.flat(),
      ...putAlias(from, { to, isFormer: true }),
    ];
  }

  async #withLog(
    name: DocumentName,
    options: OpenOptions,
    work: (log: DocumentLog) => Promise<void>,
  ): Promise<void> {
    const { store, keepDeleted } = this.#settings;
    const log = await store.open(name, { keepDeleted, ...options });
    try {
      await work(log);
    } finally {
      await log.close();
    }
  }

  /** To be called {@link #inTurn}. */
  async #changeRecord(
    name: DocumentName,
    change: (record: DocumentRecord) => DocumentRecord,
  ): Promise<void> {
    this.#checkKept();
    const record = await this.#registry.record(name);
    await this.#registry.write([put(records, name, change(record))]);
  }

  /** Does one thing after the other with what is known of a document. To be called before it is held. */
  async #inTurn<T>(name: DocumentName, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(name);
    const mine = (async () => {
      await before?.catch(ignore);
      return work();
    })();
    this.#turns.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(name) === mine) this.#turns.delete(name);
    }
  }

  async #checkMayMove(from: DocumentName, to: DocumentName): Promise<void> {
    await this.#checkOpen(from);
    // To a name that leads to it already, such as one that it had.
    const alias = await this.#registry.alias(to);
    if (alias?.to !== from) await this.#checkFree(to);
    await this.#checkAliases(from);
  }

  async #checkAliases(name: DocumentName): Promise<void> {
    const { length } = await this.#registry.aliasesOf(name);
    if (length < mostAliases) return;
    const reason = `${mostAliases} names lead to the document, as many as may; remove some`;
    throw new LibraryError("tooManyAliases", reason);
  }

  async #checkFree(name: DocumentName): Promise<void> {
    const [alias, isTaken] = await Promise.all([
      this.#registry.alias(name),
      this.#registry.exists(name),
    ]);
    if (alias === undefined && !isTaken) return;
    throw new LibraryError("nameTaken", "there is a document of that name");
  }

  async #checkExists(name: DocumentName): Promise<void> {
    if (await this.#registry.exists(name)) return;
    throw new LibraryError("documentNotFound", "there is no document of that name");
  }

  /** It is there, and not in the trash. */
  async #checkOpen(name: DocumentName): Promise<void> {
    await this.#checkExists(name);
    if ((await this.#registry.record(name)).deletedAt === undefined) return;
    throw new LibraryError("documentGone", "the document is in the trash");
  }

  #checkKept(): MetadataStore {
    const { metadata } = this.#registry;
    if (metadata !== undefined) return metadata;
    throw new LibraryError("metadataNotKept", "this server keeps nothing beside documents");
  }
}

function ignore(): void {
  // Whoever asked for it is told.
}
