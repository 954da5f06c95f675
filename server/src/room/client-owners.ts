/**
 * Whose the Yjs client IDs of a document are: each belongs to the user who was the first to write with it, so
 * that nobody writes in another's name. Kept beside the document's log, and forgotten with its history.
 *
 * Whom nobody knows, such as whoever has a link, owns nothing, and writes with no ID of somebody's.
 */

import { ProtocolError, type DocumentName } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import { ownersPrefix, ownersTable } from "../registry/owner-keys.ts";
import type { MetadataStore } from "../store/metadata-store.ts";
import type { StructRun } from "../update/struct-run.ts";

/** Where owners are kept, and how a failure to do so is told. */
export interface OwnersSurroundings {
  /** Undefined where the store keeps no metadata: then they are known until the document is closed. */
  readonly metadata: MetadataStore | undefined;
  readonly clock: Clock;
}

/** How long after a failed write it is tried again, in milliseconds. */
const retryAfterMs = 1_000;

/** See the head of this file. */
export class ClientOwners {
  readonly #prefix: string;
  readonly #surroundings: OwnersSurroundings;
  readonly #owners = new Map<number, string>();
  #unsaved: Promise<void> | undefined;

  private constructor(prefix: string, surroundings: OwnersSurroundings) {
    this.#prefix = prefix;
    this.#surroundings = surroundings;
  }

  /** Those of one history of a document. Rejects with the store's error. */
  static async load(
    name: DocumentName,
    generation: string,
    surroundings: OwnersSurroundings,
  ): Promise<ClientOwners> {
    const prefix = ownersPrefix(name, generation);
    const owners = new ClientOwners(prefix, surroundings);
    const entries = (await surroundings.metadata?.list(ownersTable, { prefix })) ?? [];
    for (const { key, value } of entries) {
      owners.#owners.set(Number(key.slice(prefix.length)), Buffer.from(value).toString());
    }
    return owners;
  }

  /** Whether all of them are on disk. */
  get isSaved(): boolean {
    return this.#unsaved === undefined;
  }

  /** Whether a client ID belongs to another user than `user`, who may be nobody known. */
  isOthers(client: number, user: string | undefined): boolean {
    const owner = this.#owners.get(client);
    return owner !== undefined && owner !== user;
  }

  /**
   * Throws ProtocolError `forbidden` where some of `runs` are of another user than `user`, who may be nobody known:
   * of whom they belong to, or, where that is nobody yet, of whom `shownBy` says is here with that ID and has only
   * not written yet.
   */
  check(
    runs: readonly StructRun[],
    user: string | undefined,
    shownBy: (client: number) => string | undefined,
  ): void {
    for (const { client } of runs) {
      const owner = this.#owners.get(client) ?? shownBy(client);
      if (owner !== undefined && owner !== user) {
        throw new ProtocolError("forbidden", "an edit stands under somebody else's client ID");
      }
    }
  }

  /** The client IDs of `runs` are those of `user` from now on. */
  bind(runs: readonly StructRun[], user: string): void {
    const added = runs.map(({ client }) => client).filter((client) => !this.#owners.has(client));
    if (added.length === 0) return;
    for (const client of added) this.#owners.set(client, user);
    const before = this.#unsaved;
    const saved: Promise<void> = this.#save(before, added, user).then(() => {
      if (this.#unsaved === saved) this.#unsaved = undefined;
    });
    this.#unsaved = saved;
  }

  /** Resolves when all of them are on disk, however long that takes. */
  async whenDurable(): Promise<void> {
    await this.#unsaved;
  }

  async #save(
    before: Promise<void> | undefined,
    clients: readonly number[],
    user: string,
  ): Promise<void> {
    const { metadata, clock } = this.#surroundings;
    await before;
    const value = Buffer.from(user);
    const changes = [...new Set(clients)].map((client) => {
      return { table: ownersTable, key: `${this.#prefix}${client}`, value };
    });
    for (;;) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- again only after a failure
        await metadata?.write(changes);
        return;
      } catch {
        // The document's own writes fail with it, and are told.
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve) => void clock.after(retryAfterMs, resolve));
      }
    }
  }
}
