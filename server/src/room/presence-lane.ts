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

/** How far a claimant's clock is believed to be ahead: changes while it waits to be recognised. */
const maxClaimedLead = 1_000;

interface Shown<Owner> {
  readonly entry: PresenceEntry;
  readonly owner: Owner;
}

/** See the head of this file. */
export class PresenceLane<Owner extends PresenceOwner> {
  readonly #maxStateBytes: number;
  readonly #shown = new Map<number, Shown<Owner>>();
  readonly #idsOf = new Map<Owner, readonly number[]>();
  // The others are made when needed: there are many rooms, and few are busy.
  /** Removed client ID → its last clock; oldest first. */
  #removed: Map<number, number> | undefined;
  /** Client ID → the session that announced it while it was another's, and the clock it is at. */
  #claims: Map<number, { readonly claimant: Owner; readonly clock: number }> | undefined;
  #changed: Map<number, Shown<Owner>> | undefined;

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
        const removedClock = this.#removed?.get(entry.clientId) ?? -1;
        if (entry.state === null) continue;
        if (entry.clock > removedClock) this.#show(owner, entry);
        else if (isAnnouncement) replies.push({ ...entry, clock: removedClock, state: null });
      } else if (shown.owner !== owner) {
        this.#claim(owner, entry, shown, isAnnouncement);
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
    for (const [clientId, { claimant }] of this.#claims ?? []) {
      if (claimant === owner) this.#claims?.delete(clientId);
    }
    for (const clientId of this.#idsOf.get(owner) ?? []) {
      const clock = this.#shown.get(clientId)?.entry.clock ?? 0;
      // Told of a removal with its own clock, a client that is alive announces itself anew.
      this.#hide(owner, clientId, Math.max(clock, this.#claims?.get(clientId)?.clock ?? 0));
      this.#claims?.delete(clientId);
    }
    this.#idsOf.delete(owner);
  }

  /** Everybody's entries. */
  all(): readonly PresenceEntry[] {
    return [...this.#shown.values()].map(({ entry }) => entry);
  }

  /** Entries that say who was removed of late, as far as that is remembered. */
  removed(): readonly PresenceEntry[] {
    return Array.from(this.#removed ?? [], ([clientId, clock]) => ({
      clientId,
      clock,
      state: null,
    }));
  }

  /** True when there is something for {@link takeChanges}. */
  get hasChanges(): boolean {
    return this.#changed !== undefined;
  }

  /**
   * The latest entry of each ID that changed since the last call. `onlyAuthor` is whoever made all
   * the changes, and so has no need of them.
   */
  takeChanges(): {
    readonly entries: readonly PresenceEntry[];
    readonly onlyAuthor: Owner | undefined;
  } {
    const entries: PresenceEntry[] = [];
    let onlyAuthor: Owner | undefined;
    for (const { entry, owner } of this.#changed?.values() ?? []) {
      onlyAuthor = entries.length === 0 || owner === onlyAuthor ? owner : undefined;
      entries.push(entry);
    }
    this.#changed = undefined;
    return { entries, onlyAuthor };
  }

  /** Notes that `claimant` speaks for an ID that is another's. */
  #claim(
    claimant: Owner,
    { clientId, clock }: PresenceEntry,
    shown: Shown<Owner>,
    isAnnouncement: boolean,
  ): void {
    const claims = (this.#claims ??= new Map());
    const isClaimed = claims.get(clientId)?.claimant === claimant;
    if (!isClaimed && !isAnnouncement) return;
    const believable = Math.min(clock, shown.entry.clock + maxClaimedLead);
    claims.set(clientId, { claimant, clock: believable });
    if (!isClaimed) shown.owner.challenge();
  }

  #show(owner: Owner, { clientId, clock, state }: PresenceEntry): void {
    if (state !== null) checkPresenceState(state, this.#maxStateBytes);
    const ids = this.#idsOf.get(owner) ?? [];
    const isNew = !ids.includes(clientId);
    if (isNew && ids.length >= maxIdsPerOwner) return;
    if (isNew) this.#idsOf.set(owner, [...ids, clientId]);
    this.#removed?.delete(clientId);
    // A copy: the state is a view on a frame, and stays for as long as its owner.
    const entry = { clientId, clock, state: state && new Uint8Array(state) };
    const shown = { entry, owner };
    this.#shown.set(clientId, shown);
    this.#change(shown);
  }

  #hide(owner: Owner, clientId: number, clock: number): void {
    this.#shown.delete(clientId);
    const ids = this.#idsOf.get(owner) ?? [];
    this.#idsOf.set(
      owner,
      ids.filter((id) => id !== clientId),
    );
    this.#change({ entry: { clientId, clock, state: null }, owner });
    const removed = (this.#removed ??= new Map());
    removed.delete(clientId);
    removed.set(clientId, clock);
    const [oldest] = removed.keys();
    if (removed.size > maxRemembered && oldest !== undefined) removed.delete(oldest);
  }

  #change(shown: Shown<Owner>): void {
    (this.#changed ??= new Map()).set(shown.entry.clientId, shown);
  }
}
