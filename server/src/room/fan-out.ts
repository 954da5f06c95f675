/**
 * What leaves a room: changes and presence gather, and at each flush become one update to be written
 * and at most two messages to be sent, framed once for everybody, to each member but their only author.
 * A large update is sent in pieces, as each member takes them.
 */

import { encodePresence, type PresenceEntry } from "@coscribe/shared";
import { Bundle, Frame } from "../connection/frame.ts";
import type { GrowingDocument } from "../document/replica.ts";
import type { Settings } from "../options.ts";
import type { Change } from "../update/admit-update.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { HandOut, Member } from "./member.ts";
import { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { PresenceLane, type Shown } from "./presence-lane.ts";
import type { ShownState } from "./room-watcher.ts";

/** What a fan-out has from its room. */
export interface FanOutSurroundings {
  readonly members: ReadonlySet<Member>;
  readonly settings: Settings;
  /** What of the document there is. */
  readonly vector: () => StateVector;
  /** Takes the update of a flush, before it is sent. */
  readonly write: (update: Uint8Array) => void;
  /** Told when a change of presence has been sent. */
  readonly presenceSent: () => void;
  /** Makes a large update of the document ready to be sent in pieces. */
  readonly cut: (update: Uint8Array, document: GrowingDocument) => HandOut;
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

  /** What is shown of everybody. */
  get present(): readonly ShownState[] {
    return this.#presence.states();
  }

  /** Takes what `author` changed in `document`; undefined for somebody who has to be sent it, too. */
  add(change: Change, author: Member | undefined, document: GrowingDocument): void {
    this.#outbox.add(change, author, document);
    this.#pace.request();
  }

  /** Takes in presence entries. Returns those that their sender should be told at once. */
  show(entries: readonly PresenceEntry[], member: Member): readonly PresenceEntry[] {
    const now = this.#surroundings.settings.clock.now();
    const replies = this.#presence.receive(member, entries, now);
    if (this.#presence.hasChanges) this.#pace.request();
    return replies;
  }

  /** Who shows this client ID. */
  shownBy(client: number): Member | undefined {
    return this.#presence.ownerOf(client);
  }

  /** Removes everything that a member showed. */
  leave(member: Member): void {
    this.#presence.leave(member);
    if (this.#presence.hasChanges) this.#pace.request();
  }

  /** Renews what members show who are there and say nothing. Called every few seconds. */
  renewPresence(): void {
    // Somebody alone has nobody to be seen by.
    if (this.#surroundings.members.size < 2) return;
    const asked = this.#presence.renew(this.#surroundings.settings.clock.now());
    for (const { owner, entry } of asked) {
      this.#deliver(new Bundle([presenceFrame([entry])]), owner);
    }
    if (this.#presence.hasChanges) this.#pace.request();
  }

  /** What everybody but `member` shows; empty where that is nothing. */
  presenceFrame(member: Member): Frame {
    return presenceFrame(this.#presence.all(member));
  }

  /** The same, with those that were removed of late, for a member who has not heard of that. */
  wholePresenceFrame(member: Member): Frame {
    return presenceFrame([...this.#presence.removed(), ...this.#presence.all(member)]);
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

  /** Whatever goes wrong with one member concerns no other. */
  #deliver(bundle: Bundle, member: Member): void {
    try {
      member.deliver(bundle, this.#reach);
    } catch (cause) {
      member.failed(cause);
    }
  }

  #deliverLarge(change: HandOut, member: Member): void {
    try {
      member.deliverLarge(change);
    } catch (cause) {
      member.failed(cause);
    }
  }

  /** What a member has been sent that has got everything so far. */
  readonly #reach = (): StateVector => new Map(this.#surroundings.vector());

  #flush(): void {
    try {
      this.#flushAll();
    } catch (cause) {
      this.#surroundings.failed(cause);
    }
  }

  #flushAll(): void {
    const { settings, write, presenceSent } = this.#surroundings;
    const { clock, meter } = settings;
    const startedAt = clock.now();
    const news: News[] = [];
    const changes = this.#outbox.take();
    if (changes !== undefined) {
      const { update, onlyAuthor, document } = changes;
      meter.mergeMs.add(clock.now() - startedAt);
      meter.flushBytes.add(update.length);
      write(update);
      if (this.#hasOthersThan(onlyAuthor)) {
        const isLarge = update.length > settings.maxPieceBytes;
        if (isLarge) this.#sendLarge(this.#surroundings.cut(update, document), onlyAuthor);
        else
          news.push({ frame: new Frame({ type: "update", update }), onlyAuthor, own: undefined });
      }
    }
    const shown = this.#presence.takeChanges();
    const [first] = shown;
    if (first !== undefined) {
      const onlyAuthor = shown.every(({ owner }) => owner === first.owner)
        ? first.owner
        : undefined;
      if (this.#hasOthersThan(onlyAuthor)) news.push(presenceNews(shown, onlyAuthor));
    }
    this.#send(news);
    if (first !== undefined) presenceSent();
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

  #sendLarge(change: HandOut, onlyAuthor: Member | undefined): void {
    for (const member of this.#surroundings.members) {
      if (member === onlyAuthor) continue;
      this.#surroundings.settings.meter.deliveries++;
      this.#deliverLarge(change, member);
    }
  }

  /** A member's system call costs more than all else that is done for it: it gets one for both. */
  #send(news: readonly News[]): void {
    if (news.length === 0) return;
    const forMost = new Bundle(news.map(({ frame }) => frame));
    let deliveries = 0;
    for (const member of this.#surroundings.members) {
      const bundle = areForAll(news, member) ? forMost : newsFor(member, news);
      if (bundle === undefined) continue;
      deliveries += bundle.frames.length;
      this.#deliver(bundle, member);
    }
    this.#surroundings.settings.meter.deliveries += deliveries;
  }
}

/** Something that everybody is sent but who made all of it; some get a message of their own. */
interface News {
  readonly frame: Frame;
  readonly onlyAuthor: Member | undefined;
  readonly own: ReadonlyMap<Member, Frame> | undefined;
}

/** Who is shown with a clock ahead of its own is not told of itself, see the lane. */
function presenceNews(shown: readonly Shown<Member>[], onlyAuthor: Member | undefined): News {
  let own: Map<Member, Frame> | undefined;
  for (const { owner, entry, ownClock } of shown) {
    if (entry.clock === ownClock || owner === onlyAuthor || own?.has(owner) === true) continue;
    const others = shown.filter((other) => other.owner !== owner);
    (own ??= new Map()).set(owner, presenceFrame(entriesOf(others)));
  }
  return { frame: presenceFrame(entriesOf(shown)), onlyAuthor, own };
}

function entriesOf(shown: readonly Shown<Member>[]): readonly PresenceEntry[] {
  return shown.map(({ entry }) => entry);
}

function areForAll(news: readonly News[], member: Member): boolean {
  for (const { onlyAuthor, own } of news) {
    if (member === onlyAuthor || own?.has(member) === true) return false;
  }
  return true;
}

/** What of `news` is for `member`, if anything. */
function newsFor(member: Member, news: readonly News[]): Bundle | undefined {
  const frames: Frame[] = [];
  for (const { frame, onlyAuthor, own } of news) {
    if (member === onlyAuthor) continue;
    frames.push(own?.get(member) ?? frame);
  }
  return frames.length === 0 ? undefined : new Bundle(frames);
}

function presenceFrame(entries: readonly PresenceEntry[]): Frame {
  return new Frame({ type: "presence", update: encodePresence(entries) });
}
