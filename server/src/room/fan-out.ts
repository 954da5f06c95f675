/**
 * What leaves a room: changes and presence gather, and at each flush become one update to be written
 * and at most two messages to be sent, framed once for everybody, to each member but their only author.
 */

import { encodePresence, type OutgoingMessage, type PresenceEntry } from "@coscribe/shared";
import { Bundle, Frame } from "../connection/frame.ts";
import type { Settings } from "../options.ts";
import type { Change } from "../update/admit-update.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { Member } from "./member.ts";
import { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { PresenceLane } from "./presence-lane.ts";

/** What a fan-out has from its room. */
export interface FanOutSurroundings {
  readonly members: ReadonlySet<Member>;
  readonly settings: Settings;
  /** What of the document there is. */
  readonly vector: () => StateVector;
  /** Takes the update of a flush, before it is sent. */
  readonly write: (update: Uint8Array) => void;
  /** Told when a flush throws: then what it had is neither written nor sent. */
  readonly failed: (cause: unknown) => void;
}

/** See the head of this file. */
export class FanOut {
  readonly #surroundings: FanOutSurroundings;
  readonly #outbox = new Outbox<Member>();
  readonly #presence: PresenceLane<Member>;
  readonly #pace: Pace;
  /** Resolved with the next flush. */
  #flushed: (() => void)[] | undefined;

  constructor(surroundings: FanOutSurroundings) {
    const { clock, flushIntervalMs, maxPresenceBytes } = surroundings.settings;
    this.#surroundings = surroundings;
    this.#presence = new PresenceLane(maxPresenceBytes);
    this.#pace = new Pace(clock, flushIntervalMs, () => this.#flush());
  }

  /** True when no change waits for the next flush. */
  get isEmpty(): boolean {
    return this.#outbox.isEmpty;
  }

  /** Takes what `author` changed. */
  add(change: Change, author: Member): void {
    this.#outbox.add(change, author);
    this.#pace.request();
  }

  /** Takes in presence entries. Returns those that their sender should be told at once. */
  show(entries: readonly PresenceEntry[], member: Member): readonly PresenceEntry[] {
    const replies = this.#presence.receive(member, entries);
    if (this.#presence.hasChanges) this.#pace.request();
    return replies;
  }

  /** Removes everything that a member showed. */
  leave(member: Member): void {
    this.#presence.leave(member);
    if (this.#presence.hasChanges) this.#pace.request();
  }

  /** Everybody's presence; empty when nobody shows any. */
  presenceFrame(): Frame {
    return new Frame(presenceMessage(this.#presence.all()));
  }

  /** The same, with those that were removed of late, for somebody who has not heard of that. */
  wholePresenceFrame(): Frame {
    return new Frame(presenceMessage([...this.#presence.removed(), ...this.#presence.all()]));
  }

  /** Resolves with the next flush, at once where nothing waits for it. */
  async whenFlushed(): Promise<void> {
    if (this.isEmpty) return;
    await new Promise<void>((resolve) => (this.#flushed ??= []).push(resolve));
  }

  /** Flushes now, if a flush was asked for. */
  flushNow(): void {
    this.#pace.flushNow();
  }

  #flush(): void {
    try {
      this.#flushAll();
    } catch (cause) {
      this.#surroundings.failed(cause);
    }
  }

  #flushAll(): void {
    const { settings, write } = this.#surroundings;
    const { clock, meter } = settings;
    const startedAt = clock.now();
    const news: News[] = [];
    const changes = this.#outbox.take();
    if (changes !== undefined) {
      const { update, onlyAuthor } = changes;
      meter.mergeMs.add(clock.now() - startedAt);
      meter.flushBytes.add(update.length);
      write(update);
      if (this.#hasOthersThan(onlyAuthor))
        news.push(newsOf({ type: "update", update }, onlyAuthor));
    }
    if (this.#presence.hasChanges) {
      const { entries, onlyAuthor } = this.#presence.takeChanges();
      if (this.#hasOthersThan(onlyAuthor)) news.push(newsOf(presenceMessage(entries), onlyAuthor));
    }
    this.#send(news);
    const flushed = this.#flushed ?? [];
    this.#flushed = undefined;
    for (const resolve of flushed) resolve();
    meter.flushMs.add(clock.now() - startedAt);
  }

  /** For somebody who is alone in a document no frame is made. */
  #hasOthersThan(author: Member | undefined): boolean {
    const { members } = this.#surroundings;
    const hasAuthor = author !== undefined && members.has(author);
    return members.size > (hasAuthor ? 1 : 0);
  }

  /** A member's system call costs more than all else that is done for it: it gets one for both. */
  #send(news: readonly News[]): void {
    if (news.length === 0) return;
    const { members, vector } = this.#surroundings;
    const reach = (): StateVector => new Map(vector());
    const forMost = new Bundle(news.map(({ frame }) => frame));
    const authors = news.map(({ except }) => except);
    for (const member of members) {
      const bundle = authors.includes(member) ? newsFor(member, news) : forMost;
      if (bundle !== undefined) member.deliver(bundle, reach);
    }
  }
}

/** Something that everybody is sent but its only author. */
interface News {
  readonly frame: Frame;
  readonly except: Member | undefined;
}

function newsOf(message: OutgoingMessage, except: Member | undefined): News {
  return { frame: new Frame(message), except };
}

/** What of `news` is news for `member`, who made some of it. */
function newsFor(member: Member, news: readonly News[]): Bundle | undefined {
  const others = news.filter(({ except }) => except !== member);
  return others.length === 0 ? undefined : new Bundle(others.map(({ frame }) => frame));
}

function presenceMessage(entries: readonly PresenceEntry[]): OutgoingMessage {
  return { type: "presence", update: encodePresence(entries) };
}
