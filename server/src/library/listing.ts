/**
 * The list of documents, page by page in the order of their names, of what somebody may read.
 *
 * A page looks at a bounded number of documents, so that it takes a bounded time however many there are that
 * do not belong on it; then it is shorter than asked for, and the next one goes on from there.
 */

import type { Access, DocumentName } from "@coscribe/shared";
import type { Registry } from "../registry/registry.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { Cursors } from "./cursor.ts";
import { mostReadPerList, type Titles } from "./titles.ts";
import { described, type DocumentDescription } from "./description.ts";

/** What is asked for. */
export interface ListingQuery {
  /** Only names that begin with this. */
  readonly prefix: string;
  /** Only documents whose title or name has this in it, whatever its case and accents. */
  readonly search: string;
  /** Those in the trash, instead of those that are not. */
  readonly isTrash: boolean;
  /** At most so many. */
  readonly limit: number;
  /** Where the page before ended. */
  readonly cursor: string | undefined;
  /** What whoever asks may do with a document; undefined where it is not to be shown. */
  readonly accessTo: (name: DocumentName) => Promise<Access | undefined>;
}

/** A document, and what whoever asks may do with it. */
export interface ListedDocument extends DocumentDescription {
  readonly access: Access;
}

/** A page of the list. */
export interface ListingPage {
  readonly documents: readonly ListedDocument[];
  /** Of the next page; undefined where there is none. */
  readonly cursor: string | undefined;
}

/** Most documents that a page looks at. */
const mostLookedAt = 5_000;
/** Most of them about which it asks whether they may be read. */
const mostAsked = 500;
/** So many are looked up at once. */
const chunkLength = 100;

/** See the head of this file. */
export class Listing {
  readonly #store: DocumentStore;
  readonly #registry: Registry;
  readonly #titles: Titles;
  readonly #cursors = new Cursors();

  constructor(store: DocumentStore, registry: Registry, titles: Titles) {
    this.#store = store;
    this.#registry = registry;
    this.#titles = titles;
  }

  /** A page. Rejects with LibraryError `badCursor`, and with the store's error. */
  async page(query: ListingQuery): Promise<ListingPage> {
    const { prefix, limit, accessTo, cursor } = query;
    await this.#registry.ready();
    const documents: ListedDocument[] = [];
    let after = cursor === undefined ? undefined : this.#cursors.read(cursor);
    let asked = 0;
    const reading = { left: mostReadPerList };
    for (let lookedAt = 0; lookedAt < mostLookedAt && asked < mostAsked; lookedAt += chunkLength) {
      // oxlint-disable-next-line no-await-in-loop -- a chunk after the other, until there are enough
      const names = await this.#store.list({
        prefix,
        limit: chunkLength,
        ...(after !== undefined && { after }),
      });
      // oxlint-disable-next-line no-await-in-loop
      const found = (
        await Promise.all(names.map((name) => this.#match(name, query, reading)))
      ).flat();
      // oxlint-disable-next-line no-await-in-loop
      const accesses = await Promise.all(found.map(({ name }) => accessTo(name)));
      asked += found.length;
      for (const [index, document] of found.entries()) {
        const access = accesses[index];
        if (access === undefined) continue;
        if (documents.length === limit) {
          return { documents, cursor: this.#cursors.after(documents.at(-1)!.name) };
        }
        documents.push({ ...document, access });
      }
      after = names.at(-1) ?? after;
      if (names.length < chunkLength) return { documents, cursor: undefined };
    }
    return { documents, cursor: after && this.#cursors.after(after) };
  }

  async #match(
    name: DocumentName,
    { search, isTrash, accessTo }: ListingQuery,
    reading: { left: number },
  ): Promise<readonly DocumentDescription[]> {
    if (this.#registry.isHidden(name)) return [];
    const registry = this.#registry;
    const [record, activity] = await Promise.all([registry.record(name), registry.activity(name)]);
    if ((record.deletedAt !== undefined) !== isTrash) return [];
    let known = this.#titles.withKnown(name, activity);
    const isToBeRead = known.title === undefined && !isTrash;
    if (isToBeRead && reading.left > 0) {
      reading.left--;
      // Nobody has documents read that they may not read.
      const mayRead = (await accessTo(name)) !== undefined;
      if (mayRead) known = await this.#titles.with(name, activity);
    }
    const document = described(name, record, known);
    const wanted = folded(search);
    const isFound = [document.title ?? "", name].some((text) => folded(text).includes(wanted));
    return isFound ? [document] : [];
  }
}

/** A text without what tells `É` from `e`. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
