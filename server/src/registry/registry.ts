/**
 * What is known of documents beside their text, and which document a name leads to.
 *
 * Invariants: 1. a name is free, a document's, or an alias of one, and no alias leads to an alias. 2. Whatever
 * takes more than one write has been ended or taken back before anything is read.
 *
 * It is asked when a document is opened, not when it is written to. Rejects with the store's errors.
 */

import { ProtocolError, type DocumentName } from "@coscribe/shared";
import type { DocumentStore } from "../store/document-store.ts";
import type { MetadataChange, MetadataStore } from "../store/metadata-store.ts";
import {
  activities,
  aliases,
  aliasesByDocument,
  aliasKey,
  put,
  read,
  records,
  type Alias,
  type DocumentActivity,
  type DocumentRecord,
  type Table,
} from "./entries.ts";
import { finishAll, undefinedIfDamaged } from "./unfinished.ts";

/** Where a name leads. */
export interface Place {
  /** The name of the document. */
  readonly name: DocumentName;
  /**
   * The name under which somebody has to be allowed to come in this way: the one that was asked for, also where
   * the document has another one by now, because that is what a link and its token say; but the document's own
   * where an alias was made beside it.
   */
  readonly accessName: DocumentName;
  /** It can be restored and nothing else. */
  readonly isDeleted: boolean;
}

/** See the head of this file. */
export class Registry {
  readonly #store: DocumentStore;
  /** Names that are not to be shown, because something is being done with their documents. */
  readonly #hidden = new Set<DocumentName>();
  /** The names that are in between, once that is known. */
  #ready: Promise<Set<string>> | undefined;
  #goingOn: Promise<void> | undefined;

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** Undefined where the store keeps none: then names lead to documents as they are, and nothing is known. */
  get metadata(): MetadataStore | undefined {
    return this.#store.metadata;
  }

  /** Ends what was begun before the last crash. The other methods do so themselves. */
  async ready(): Promise<Set<string>> {
    const { metadata } = this;
    if (metadata === undefined) return new Set();
    this.#ready ??= finishAll(this.#store, metadata).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Where a name leads. Rejects with ProtocolError `tryAgainLater` for one that is in between. */
  async find(asked: DocumentName): Promise<Place> {
    const { metadata } = this;
    const between = await this.ready();
    if (between.has(asked) && metadata !== undefined) {
      this.#goingOn ??= this.#goOn(between, metadata).finally(() => (this.#goingOn = undefined));
      await this.#goingOn;
    }
    if (between.has(asked)) {
      const reason = "the disk does not let what was begun with the document be ended";
      throw new ProtocolError("tryAgainLater", reason);
    }
    if (metadata === undefined) return { name: asked, accessName: asked, isDeleted: false };
    const [alias, record] = await Promise.all([this.alias(asked), this.record(asked)]);
    if (alias === undefined) {
      return { name: asked, accessName: asked, isDeleted: record.deletedAt !== undefined };
    }
    const { to: name, isFormer } = alias;
    const { deletedAt } = await this.record(name);
    return { name, accessName: isFormer ? asked : name, isDeleted: deletedAt !== undefined };
  }

  /** Whether a document is in between, and not to be shown. */
  isHidden(name: DocumentName): boolean {
    return this.#hidden.has(name);
  }

  /** Hides documents until what is returned is called. */
  hide(...names: readonly DocumentName[]): () => void {
    for (const name of names) this.#hidden.add(name);
    return () => {
      for (const name of names) this.#hidden.delete(name);
    };
  }

  /** Keeps documents closed, because the disk leaves them in between, until it lets that be ended. */
  block(...names: readonly DocumentName[]): void {
    void this.#ready?.then((between) => {
      for (const name of names) between.add(name);
    });
  }

  /** Whether there is a document of this very name, in the trash or not. */
  async exists(name: DocumentName): Promise<boolean> {
    await this.ready();
    const [first] = await this.#store.list({ prefix: name, limit: 1 });
    return first === name;
  }

  /** What a name leads to that is no document's own. */
  async alias(name: DocumentName): Promise<Alias | undefined> {
    await this.ready();
    return this.#read(aliases, name);
  }

  /** The names that lead to a document beside its own, in the order of their bytes. */
  async aliasesOf(name: DocumentName): Promise<readonly DocumentName[]> {
    await this.ready();
    const prefix = aliasKey(name, "");
    const found = (await this.metadata?.list(aliasesByDocument, { prefix })) ?? [];
    return found.map(({ key }) => key.slice(prefix.length) as DocumentName);
  }

  /** What somebody has decided about a document. One that is damaged says nothing. */
  async record(name: DocumentName): Promise<DocumentRecord> {
    await this.ready();
    return (await this.#read(records, name).catch(undefinedIfDamaged)) ?? {};
  }

  /** What was seen of a document; the same holds. */
  async activity(name: DocumentName): Promise<DocumentActivity> {
    await this.ready();
    return (await this.#read(activities, name).catch(undefinedIfDamaged)) ?? {};
  }

  /** Keeps what was seen of a document; on disk when it resolves. */
  async see(name: DocumentName, activity: DocumentActivity): Promise<void> {
    await this.metadata?.write([put(activities, name, activity)]);
  }

  /** Makes changes; on disk when it resolves. */
  async write(changes: readonly MetadataChange[]): Promise<void> {
    await this.metadata?.write(changes);
  }

  async #read<Entry>(table: Table<Entry>, key: string): Promise<Entry | undefined> {
    const value = await this.metadata?.get(table.name, key);
    return value && read(table, value);
  }

  /** Ends what the disk has left in between, if it lets it by now. */
  async #goOn(between: Set<string>, metadata: MetadataStore): Promise<void> {
    const names = new Set(between);
    const left = await finishAll(this.#store, metadata, names);
    for (const name of names) if (!left.has(name)) between.delete(name);
  }
}
