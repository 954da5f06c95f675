/**
 * Who is in a room, and where: the latest presence entry of each Yjs client ID, never logged.
 *
 * A client ID belongs to the session that showed it first, and only that session changes or removes
 * it: stock clients repeat what they hear of others, so entries for foreign IDs are common, and
 * ignored. When a session ends, its IDs are removed. A removed ID is remembered for a while with its
 * clock, so that a late repetition by somebody else does not bring a ghost back.
 *
 * Invariants: 1. every entry has exactly one owner, which has not left. 2. At most
 * `maxIdsPerOwner` IDs per owner and `maxRemembered` removed ones are kept.
 */

import type { PresenceEntry } from "@coscribe/shared";
import { checkPresenceState } from "./presence-state.ts";

/** Somebody who shows presence. */
export interface PresenceOwner {
  /**
   * Somebody else claims an ID of this owner: a client that came back before its old connection was
   * found dead, or an impostor. An owner that is alive stays the owner; a dead one should leave.
   */
  challenge(): void;
}

/** A tab has one ID; tabs that repeat each other's presence may show a few. */
const maxIdsPerOwner = 8;
const maxRemembered = 1_000;

/**
 * Highest clock that is believed. Clients count up once per change from 0; one that could set 2^53
 * would mute the next owner of its ID for ever.
 */
const maxClock = 2 ** 40;

interface Shown<Owner> {
  readonly entry: PresenceEntry;
  readonly owner: Owner;
}

/** See the head of this file. */
export class PresenceLane<Owner extends PresenceOwner> {
  readonly #maxStateBytes: number;
  readonly #shown = new Map<number, Shown<Owner>>();
  readonly #idsOf = new Map<Owner, Set<number>>();
  /** Removed client ID → its last clock; oldest first. */
  readonly #removed = new Map<number, number>();
  #changed = new Map<number, { readonly entry: PresenceEntry; readonly author: Owner }>();

  /** States may have `maxStateBytes` bytes. */
  constructor(maxStateBytes: number) {
    this.#maxStateBytes = maxStateBytes;
  }

  /**
   * Takes in what `owner` sent. Returns entries that it should be told at once: those that say its
   * own ID was removed, upon which a client announces itself anew with a higher clock. Throws
   * ProtocolError `malformedFrame` for a state that nobody should be sent.
   */
  receive(owner: Owner, entries: readonly PresenceEntry[]): readonly PresenceEntry[] {
    const replies: PresenceEntry[] = [];
    for (const entry of entries) {
      if (entry.clock > maxClock) continue;
      const shown = this.#shown.get(entry.clientId);
      // A client announces itself alone in its first message; what it repeats comes later.
      const isAnnouncement = entries.length === 1 && !this.#idsOf.has(owner);
      if (shown === undefined) {
        const removedClock = this.#removed.get(entry.clientId) ?? -1;
        if (entry.state === null) continue;
        if (entry.clock > removedClock) this.#show(owner, entry);
        else if (isAnnouncement) replies.push({ ...entry, clock: removedClock, state: null });
      } else if (shown.owner !== owner) {
        if (isAnnouncement) shown.owner.challenge();
      } else if (entry.state === null && entry.clock >= shown.entry.clock) {
        this.#hide(owner, entry.clientId, entry.clock);
      } else if (entry.clock > shown.entry.clock) {
        this.#show(owner, entry);
      }
    }
    return replies;
  }

  /** Removes everything that `owner` showed. */
  leave(owner: Owner): void {
    for (const clientId of this.#idsOf.get(owner) ?? []) {
      const clock = this.#shown.get(clientId)?.entry.clock ?? 0;
      this.#hide(owner, clientId, clock);
    }
    this.#idsOf.delete(owner);
  }

  /** Everybody's entries. */
  all(): readonly PresenceEntry[] {
    return [...this.#shown.values()].map(({ entry }) => entry);
  }

  /** True when there is something for {@link takeChanges}. */
  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /**
   * The latest entry of each ID that changed since the last call. `onlyAuthor` is whoever made all
   * the changes, and so has no need of them.
   */
  takeChanges(): {
    readonly entries: readonly PresenceEntry[];
    readonly onlyAuthor: Owner | undefined;
  } {
    const changes = [...this.#changed.values()];
    this.#changed = new Map();
    const author = changes[0]?.author;
    return {
      entries: changes.map(({ entry }) => entry),
      onlyAuthor: changes.every((change) => change.author === author) ? author : undefined,
    };
  }

  #show(owner: Owner, { clientId, clock, state }: PresenceEntry): void {
    if (state !== null) checkPresenceState(state, this.#maxStateBytes);
    let ids = this.#idsOf.get(owner);
    if (ids === undefined) this.#idsOf.set(owner, (ids = new Set()));
    if (!ids.has(clientId) && ids.size >= maxIdsPerOwner) return;
    ids.add(clientId);
    this.#removed.delete(clientId);
    // A copy: the state is a view on a frame, and stays for as long as its owner.
    const entry = { clientId, clock, state: state && new Uint8Array(state) };
    this.#shown.set(clientId, { entry, owner });
    this.#changed.set(clientId, { entry, author: owner });
  }

  #hide(owner: Owner, clientId: number, clock: number): void {
    this.#shown.delete(clientId);
    this.#idsOf.get(owner)?.delete(clientId);
    this.#changed.set(clientId, { entry: { clientId, clock, state: null }, author: owner });
    this.#removed.delete(clientId);
    this.#removed.set(clientId, clock);
    const [oldest] = this.#removed.keys();
    if (this.#removed.size > maxRemembered && oldest !== undefined) this.#removed.delete(oldest);
  }
}
