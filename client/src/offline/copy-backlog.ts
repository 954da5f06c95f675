/**
 * What one tab still has to write into a copy, and what it knows about what was written: which
 * records its document contains, and which rows count edits that the server has not acknowledged.
 *
 * After many records, or when nobody knows what is in the copy, the next write has the whole
 * document, in place of the records that it contains.
 */

import * as Y from "yjs";
import type { CopyWrite, WrittenKeys } from "./copy-database.ts";
import type { StoredRecord, UnsavedEdits } from "./copy-rows.ts";

/** A document is rewritten when its copy has more records; y-indexeddb found the same number. */
const maxRecords = 500;

/** A write that was begun. */
export interface BegunWrite extends CopyWrite {
  /** The last edit in it. */
  readonly lastEdit: number;
}

/** See the head of this file. */
export class CopyBacklog {
  readonly #doc: Y.Doc;
  #updates: Uint8Array[] = [];
  /** How many edits the next write has, and the number of the last of them. */
  #edits = 0;
  #lastEdit = 0;
  #mustRewrite: boolean;
  /** Keys of records that the document contains. */
  #contained = new Set<number>();
  /** Keys of `unsaved` rows, each with the number of the last edit that it counts. */
  readonly #unsaved = new Map<number, number>();

  /** The backlog of `doc`; what it brings along has to be written. */
  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#mustRewrite = doc.store.clients.size > 0;
  }

  /** True when there is nothing to write. */
  get isEmpty(): boolean {
    return !this.#mustRewrite && this.#updates.length === 0;
  }

  /** Keys of records that the document contains. */
  get contained(): ReadonlySet<number> {
    return this.#contained;
  }

  /** The document has changed. `edit`: the number of the edit, unless the server has sent it. */
  add(update: Uint8Array, edit: number | undefined): void {
    if (!this.#mustRewrite) this.#updates.push(update);
    if (edit === undefined) return;
    this.#edits++;
    this.#lastEdit = edit;
  }

  /** The next write has the whole document. */
  rewrite(): void {
    this.#mustRewrite = true;
    this.#updates = [];
  }

  /** Nothing is known any more about what was written: the next write has the whole document. */
  startAnew(): void {
    this.rewrite();
    this.#contained = new Set();
    this.#unsaved.clear();
  }

  /** The document contains what was found in the copy, of which `edit` is the last edit. */
  found(records: readonly StoredRecord[], unsaved: readonly UnsavedEdits[], edit: number): void {
    for (const { key } of records) this.#contained.add(key);
    for (const { key } of unsaved) if (!this.#unsaved.has(key)) this.#unsaved.set(key, edit);
  }

  /** Takes what is to be written next. */
  begin(): BegunWrite {
    const isRewrite = this.#mustRewrite || this.#contained.size + this.#updates.length > maxRecords;
    const write = {
      updates: isRewrite ? [Y.encodeStateAsUpdate(this.#doc)] : this.#updates,
      unsavedEdits: this.#edits,
      replaces: isRewrite ? [...this.#contained] : [],
      lastEdit: this.#lastEdit,
    };
    if (isRewrite) this.#contained = new Set();
    this.#mustRewrite = false;
    this.#updates = [];
    this.#edits = 0;
    return write;
  }

  /** A write has succeeded. */
  written({ lastEdit }: BegunWrite, { records, unsaved }: WrittenKeys): void {
    for (const key of records) this.#contained.add(key);
    if (unsaved !== undefined) this.#unsaved.set(unsaved, lastEdit);
  }

  /** A write has failed: its edits are still to be counted. */
  failed({ unsavedEdits }: BegunWrite): void {
    this.#edits += unsavedEdits;
  }

  /** Takes the keys of the rows that count no edit after `edit`. */
  takeAcknowledged(edit: number): readonly number[] {
    const keys = [...this.#unsaved].flatMap(([key, last]) => (last <= edit ? [key] : []));
    for (const key of keys) this.#unsaved.delete(key);
    return keys;
  }
}
