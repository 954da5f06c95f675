/**
 * Who is in a room, and where: the latest presence entry of each Yjs client ID, never logged.
 *
 * A client ID belongs to the session that showed it first, and only that session changes or removes
 * it: stock clients repeat what they hear of others, so entries for foreign IDs are common, and
 * ignored. When a session ends, its IDs are removed. A removed ID is remembered for a while with its
 * clock, so that a late repetition by somebody else does not bring a ghost back.
 *
 * Clients forget whoever has not been heard of for 30 seconds, and a browser lets the timers of a hidden
 * tab run once a minute. The server knows better who is there: a live connection is the sign of life. It
 * tells a silent owner that its ID was removed, upon which y-protocols announces it anew; and where
 * even that is not answered, it renews by itself what is shown. What others see of the ID then has a
 * clock ahead of its owner's, which is told so when it speaks again.
 *
 * Invariants: 1. every entry has exactly one owner, which has not left. 2. At most
 * `maxIdsPerOwner` IDs per owner and `maxRemembered` removed ones are kept. 3. What is shown of an ID
 * never has a lower clock than before. 4. No owner is told of itself what it has not said itself: it
 * would take an old state for its own.
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
  /** A state of this owner is shown to nobody, for this reason. */
  presenceRefused(reason: string): void;
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

/**
 * After so many milliseconds without a word an owner is asked to renew its entry, and after so many it
 * is renewed without it: stock clients renew theirs after 15 to 18 seconds, and forget others' after 30.
 */
export const renewAfterMs = { asking: 19_000, unasked: 22_000 };

/** An owner that may not have heard the first time is asked twice. A machine that slept has asked nobody. */
const leastTimesAsked = 2;

/** Something that is shown. */
export interface Shown<Owner> {
  /** As others see it. */
  readonly entry: PresenceEntry;
  readonly owner: Owner;
  /** The clock that its owner has given it; lower than the entry's where that was renewed. */
  readonly ownClock: number;
  /** When it was last shown to others, by the clock. */
  readonly shownAt: number;
  /** How often its owner has been asked since to show it again. */
  timesAsked: number;
}

/** See the head of this file. */
export class PresenceLane<Owner extends PresenceOwner> {
  readonly #maxOwnerBytes: number;
  readonly #shown = new Map<number, Shown<Owner>>();
  // The others are made when needed: there are many rooms, and few are busy.
  #idsOf: Map<Owner, readonly number[]> | undefined;
  /** Removed client ID → its last clock; oldest first. */
  #removed: Map<number, number> | undefined;
  /** Client ID → the session that announced it while it was another's, and the clock it is at. */
  #claims: Map<number, { readonly claimant: Owner; readonly clock: number }> | undefined;
  #changed: Map<number, Shown<Owner>> | undefined;

  /** The states of one owner may have `maxOwnerBytes` bytes together. */
  constructor(maxOwnerBytes: number) {
    this.#maxOwnerBytes = maxOwnerBytes;
  }

  /** Who shows this client ID. */
  ownerOf(clientId: number): Owner | undefined {
    return this.#shown.get(clientId)?.owner;
  }

  /**
   * Takes in what `owner` sent at `now`. Returns entries that it should be told at once: those that say
   * its own ID was removed, upon which a client announces itself anew with a higher clock. What is
   * too much is left out, and its owner told. Throws ProtocolError `malformedFrame` for a state that
   * nobody can read.
   */
  receive(owner: Owner, entries: readonly PresenceEntry[], now: number): readonly PresenceEntry[] {
    const replies: PresenceEntry[] = [];
    for (const entry of entries) {
      if (entry.clock > maxClock) continue;
      const shown = this.#shown.get(entry.clientId);
      // A client announces itself alone in its first message; what it repeats comes later.
      const isAnnouncement = entries.length === 1 && this.#idsOf?.has(owner) !== true;
      if (shown === undefined) {
        const removedClock = this.#removed?.get(entry.clientId) ?? -1;
        if (entry.state === null) continue;
        if (entry.clock > removedClock) this.#show(owner, entry, entry.clock, now);
        else if (isAnnouncement) replies.push({ ...entry, clock: removedClock, state: null });
      } else if (shown.owner !== owner) {
        this.#claim(owner, entry, shown, isAnnouncement);
      } else if (entry.state === null && entry.clock >= shown.ownClock) {
        this.#hide(owner, entry.clientId, Math.max(entry.clock, shown.entry.clock));
      } else if (entry.clock > shown.ownClock) {
        const clock = Math.max(entry.clock, shown.entry.clock + 1);
        this.#show(owner, entry, clock, now);
        if (clock > entry.clock) replies.push({ clientId: entry.clientId, clock, state: null });
      }
    }
    return replies;
  }

  /**
   * Looks for what was last shown too long ago by `now`. Returns what its owners should be told, so that
   * they show it again; what they have not shown for longer is shown again with a higher clock.
   */
  renew(now: number): readonly Shown<Owner>[] {
    const asked: Shown<Owner>[] = [];
    for (const [clientId, shown] of this.#shown) {
      const { entry, shownAt, timesAsked } = shown;
      const silentMs = now - shownAt;
      // Whoever has not answered, as some programs never do, is not asked again.
      if (timesAsked < leastTimesAsked) {
        if (silentMs < renewAfterMs.asking) continue;
        shown.timesAsked++;
        asked.push({ ...shown, entry: { ...entry, state: null } });
      } else if (silentMs >= renewAfterMs.unasked) {
        const renewed = { ...entry, clock: entry.clock + 1 };
        this.#put(clientId, { ...shown, entry: renewed, shownAt: now });
      }
    }
    return asked;
  }

  /** Removes everything that `owner` showed. */
  leave(owner: Owner): void {
    for (const [clientId, { claimant }] of this.#claims ?? []) {
      if (claimant === owner) this.#claims?.delete(clientId);
    }
    for (const clientId of this.#idsOf?.get(owner) ?? []) {
      const clock = this.#shown.get(clientId)?.entry.clock ?? 0;
      // Told of a removal with its own clock, a client that is alive announces itself anew.
      this.#hide(owner, clientId, Math.max(clock, this.#claims?.get(clientId)?.clock ?? 0));
      this.#claims?.delete(clientId);
    }
    this.#idsOf?.delete(owner);
  }

  /** Everybody's entries, but those of `except`. */
  all(except?: Owner): readonly PresenceEntry[] {
    const entries: PresenceEntry[] = [];
    for (const { entry, owner } of this.#shown.values()) if (owner !== except) entries.push(entry);
    return entries;
  }

  /** The states that are shown, and by whom. */
  states(): readonly { clientId: number; state: Uint8Array; owner: Owner }[] {
    return [...this.#shown.values()].flatMap(({ entry: { clientId, state }, owner }) =>
      state === null ? [] : [{ clientId, state, owner }],
    );
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

  /** What has changed since the last call, the latest of each ID. A state of null: it was removed. */
  takeChanges(): readonly Shown<Owner>[] {
    const changes = [...(this.#changed?.values() ?? [])];
    this.#changed = undefined;
    return changes;
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

  #show(
    owner: Owner,
    { clientId, clock: ownClock, state }: PresenceEntry,
    clock: number,
    now: number,
  ): void {
    const ids = this.#idsOf?.get(owner) ?? [];
    const isNew = !ids.includes(clientId);
    if (isNew && ids.length >= maxIdsPerOwner) return;
    const problem = state && this.#problemOf(state, clientId, ids);
    if (problem !== null && problem !== undefined) {
      // What was shown before is no longer true.
      if (!isNew) this.#hide(owner, clientId, clock);
      owner.presenceRefused(problem);
      return;
    }
    if (isNew) (this.#idsOf ??= new Map()).set(owner, ids.concat(clientId));
    this.#removed?.delete(clientId);
    // A copy: the state is a view on a frame, and stays for as long as its owner.
    const entry = { clientId, clock, state: state && new Uint8Array(state) };
    this.#put(clientId, { entry, owner, ownClock, shownAt: now, timesAsked: 0 });
  }

  /** Why a state is too much; undefined where it is not. Throws ProtocolError `malformedFrame`. */
  #problemOf(state: Uint8Array, clientId: number, ids: readonly number[]): string | undefined {
    const others = ids.filter((id) => id !== clientId);
    const bytes = others.reduce(
      (sum, id) => sum + (this.#shown.get(id)?.entry.state?.length ?? 0),
      state.length,
    );
    if (bytes > this.#maxOwnerBytes) {
      return `presence states have ${bytes} bytes, ${this.#maxOwnerBytes} are allowed`;
    }
    return checkPresenceState(state);
  }

  #hide(owner: Owner, clientId: number, clock: number): void {
    this.#shown.delete(clientId);
    const ids = this.#idsOf?.get(owner) ?? [];
    (this.#idsOf ??= new Map()).set(
      owner,
      ids.filter((id) => id !== clientId),
    );
    const entry = { clientId, clock, state: null };
    this.#change(clientId, { entry, owner, ownClock: clock, shownAt: 0, timesAsked: 0 });
    const removed = (this.#removed ??= new Map());
    removed.delete(clientId);
    removed.set(clientId, clock);
    const [oldest] = removed.keys();
    if (removed.size > maxRemembered && oldest !== undefined) removed.delete(oldest);
  }

  #put(clientId: number, shown: Shown<Owner>): void {
    this.#shown.set(clientId, shown);
    this.#change(clientId, shown);
  }

  #change(clientId: number, shown: Shown<Owner>): void {
    (this.#changed ??= new Map()).set(clientId, shown);
  }
}
