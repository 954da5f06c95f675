/**
 * The updates that one session brings into its room: screened, completed, acknowledged.
 *
 * An update that builds on something unknown is not an offence: a tab may pass on what another one
 * wrote. Its complete part is taken in, the rest waits here, bounded in bytes and time, and the client
 * is asked for everything that is missing. Its answer, a whole state, either closes the gap or shows that the
 * client itself lacks what is missing: what waits for that is no edit that its author can see, so it
 * keeps nothing from being acknowledged, and waits for somebody else to bring the rest.
 */

import { ProtocolError } from "@coscribe/shared";
import { Frame } from "../connection/frame.ts";
import { allows } from "../access/grant.ts";
import type { UpdateGate } from "../hooks/update-gate.ts";
import type { Settings } from "../options.ts";
import type { Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import { submitLarge } from "../room/submit-large.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import type { Channel } from "./channel.ts";
import type { Delivery } from "./delivery.ts";
import { HeldUpdates } from "./held-updates.ts";

/** The shortest and the longest time between two requests for what is missing, in milliseconds. */
const askAgainMs = { first: 1_000, longest: 30_000 };

/** So much of what waits is tried again with each update that comes; more only every second. */
const mostRetriedAtOnce = 4 * 1_024;

/** Who brings updates, and where to. */
export interface IntakeSurroundings {
  readonly room: Room;
  readonly member: Member;
  readonly channel: Channel;
  readonly delivery: Delivery;
  readonly settings: Settings;
}

/** See the head of this file. */
export class Intake {
  readonly #surroundings: IntakeSurroundings;
  // Made when needed: most clients ask for nothing, and send nothing that has to wait.
  #held: HeldUpdates | undefined;
  #acknowledgements: Acknowledgements | undefined;
  /** Something was given up because it was too much; only a whole state makes up for it. */
  #hasDropped = false;
  /** What waits is what the client itself lacks the rest of. */
  #isClientsGap = false;
  /** Something was not taken because the client may not bring it. */
  #isRefused = false;
  /** Something is missing that the client has not been asked for. */
  #mustAsk = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #askPauseMs = askAgainMs.first;
  /** How often the document had changed when what waits was last tried. */
  #triedAt = 0;
  #hasTaken = false;
  /** What had come in at the last tick. */
  #readBytes = 0;

  constructor(surroundings: IntakeSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Takes in an update, at once or later: then a promise comes back, and nothing else may be taken in
   * before it has settled. `isWholeState` tells that the update holds everything that the client has
   * and the server had not. Throws, or rejects with, ProtocolError.
   */
  take(update: Uint8Array, isWholeState: boolean): Promise<void> | undefined {
    const { maxInlineBytes, updateGate } = this.#surroundings.settings;
    this.#hasTaken = true;
    if (update.length > maxInlineBytes) return this.#takeLarge(update, isWholeState);
    if (updateGate !== undefined) return this.#takeIfAccepted(update, isWholeState, updateGate);
    return this.#submit(update, isWholeState);
  }

  /**
   * Returns, or resolves, where the program has nothing against an update that is taken in otherwise. Throws, or
   * rejects with, ProtocolError.
   */
  accept(update: Uint8Array): Promise<void> | undefined {
    const { updateGate } = this.#surroundings.settings;
    return updateGate && this.#ask(update, false, updateGate);
  }

  /** The client may have sent an update that was not understood. Its whole state makes up for it. */
  missed(): void {
    this.#hasDropped = true;
    this.#isClientsGap = false;
    this.#mustAsk = true;
    this.#askIfNeeded();
    this.#acknowledgements?.setComplete(this.#isComplete);
  }

  /**
   * The client may not bring what it has brought. What waited is dropped, and nothing is acknowledged that
   * comes later, until it may: then {@link missed} has it asked for everything.
   */
  refused(): void {
    this.#isRefused = true;
    this.#held = undefined;
    this.#hasDropped = false;
    this.#mustAsk = false;
    this.#acknowledgements?.setComplete(false);
  }

  /** The client may bring again what was refused, if anything was. */
  allowed(): void {
    if (!this.#isRefused) return;
    this.#isRefused = false;
    this.#askPauseMs = 0;
    this.missed();
  }

  /** The client wants `payload` back when everything it has sent is on disk. */
  acknowledge(payload: Uint8Array): void {
    if (this.#acknowledgements === undefined) {
      const { room, channel, delivery } = this.#surroundings;
      this.#acknowledgements = new Acknowledgements(
        () => room.whenDurable().then(() => delivery.whenRead()),
        (due) => channel.send(new Frame({ type: "syncStatus", payload: due })),
      );
      this.#acknowledgements.setComplete(this.#isComplete);
    }
    this.#acknowledgements.owe(payload);
  }

  /**
   * Tries what waits again, and asks again. Ends the session where an update has waited too long,
   * unless the answer is on its way: then a part of a message has come. The next session begins with a
   * whole state. Throws ProtocolError `tryAgainLater`.
   */
  tick(now: number): Promise<void> | undefined {
    if (!this.isWaiting) return undefined;
    const { readBytes } = this.#surroundings.channel;
    const isAnswering = readBytes !== this.#readBytes && !this.#hasTaken;
    this.#readBytes = readBytes;
    this.#hasTaken = false;
    const waitingMs = now - (this.#held?.since ?? now);
    const { holdTimeoutMs } = this.#surroundings.settings;
    if (waitingMs > holdTimeoutMs && !this.#isClientsGap && !isAnswering) {
      throw new ProtocolError("tryAgainLater", "an update builds on what nobody has brought");
    }
    if (this.#hasGrown) this.#mustAsk ||= this.#hasDropped;
    const retried = this.#retry();
    if (retried !== undefined) return retried.then(() => this.#askIfNeeded());
    this.#askIfNeeded();
    return undefined;
  }

  /** True while something waits for what it builds on, or has been given up. */
  get isWaiting(): boolean {
    return this.#held !== undefined || this.#hasDropped;
  }

  /** True when everything that the client has sent and can see was taken in. */
  get #isComplete(): boolean {
    if (this.#isRefused) return false;
    return this.#isClientsGap || (this.#held === undefined && !this.#hasDropped);
  }

  /** The document has changed since what waits was last tried. */
  get #hasGrown(): boolean {
    return this.#surroundings.room.changeCount !== this.#triedAt;
  }

  #submit(update: Uint8Array, isWholeState: boolean): Promise<void> | undefined {
    const { room, member } = this.#surroundings;
    const isComplete = room.submit(update, member);
    if (typeof isComplete === "boolean") return this.#taken(update, isWholeState, isComplete);
    return isComplete.then((complete) => this.#taken(update, isWholeState, complete));
  }

  #takeIfAccepted(
    update: Uint8Array,
    isWholeState: boolean,
    gate: UpdateGate,
  ): Promise<void> | undefined {
    const ask = (isNews: boolean): Promise<void> | undefined => {
      const accepted = isNews ? this.#ask(update, isWholeState, gate) : undefined;
      return accepted === undefined
        ? this.#submit(update, isWholeState)
        : accepted.then(() => this.#submit(update, isWholeState));
    };
    const isNews = this.#surroundings.room.isNews(update);
    return typeof isNews === "boolean" ? ask(isNews) : isNews.then(ask);
  }

  #ask(update: Uint8Array, isWholeState: boolean, gate: UpdateGate): Promise<void> | undefined {
    const { room, member, channel } = this.#surroundings;
    // The room refuses it in any case.
    if (!allows(member.grant, "write")) return undefined;
    const { user } = member.grant;
    const request = { document: room.name, user, address: channel.remote, update, isWholeState };
    const accepted = gate.check(request);
    return accepted && room.keepOpenFor(accepted);
  }

  async #takeLarge(update: Uint8Array, isWholeState: boolean): Promise<void> {
    const { room, member, channel, settings } = this.#surroundings;
    const { updateGate } = settings;
    const isComplete = await submitLarge(room, update, member, {
      accept: updateGate && (() => this.#ask(update, isWholeState, updateGate)),
      charge: (work) => channel.charge(work),
    });
    return this.#taken(update, isWholeState, isComplete);
  }

  #taken(
    update: Uint8Array,
    isWholeState: boolean,
    isComplete: boolean,
  ): Promise<void> | undefined {
    if (isWholeState) {
      this.#hasDropped = false;
      this.#isClientsGap = !isComplete;
      // What was refused is in it, and nobody minds any more.
      if (isComplete) this.#isRefused = false;
      // Whatever waited is in it, and what it lacks is what the client lacks.
      if (!isComplete) this.#held = undefined;
    } else if (!isComplete) {
      this.#isClientsGap = false;
    }
    if (!isComplete) {
      this.#hold(update);
      this.#mustAsk ||= !isWholeState;
      this.#askIfNeeded();
    }
    const isLittle = (this.#held?.byteLength ?? 0) <= mostRetriedAtOnce;
    const retried = isComplete && (isWholeState || isLittle) ? this.#retry() : undefined;
    this.#acknowledgements?.setComplete(this.#isComplete);
    return retried;
  }

  #hold(update: Uint8Array): void {
    const { maxHeldBytes, clock } = this.#surroundings.settings;
    this.#held ??= new HeldUpdates(maxHeldBytes, clock.now());
    this.#triedAt = this.#surroundings.room.changeCount;
    if (!this.#held.hold(update)) this.#hasDropped = true;
    if (this.#held.isEmpty) this.#held = undefined;
  }

  /** What came, from whomever, may be what others waited for. */
  #retry(): Promise<void> | undefined {
    const { room, member, channel } = this.#surroundings;
    const held = this.#held;
    if (held === undefined || !this.#hasGrown) return undefined;
    return room.whenHere(() => {
      channel.charge(() => {
        // One may complete another that waits before it.
        do {
          this.#triedAt = room.changeCount;
          held.retain((update) => room.submit(update, member) !== true);
        } while (room.changeCount !== this.#triedAt && !held.isEmpty);
      });
      if (!held.isEmpty) return;
      if (this.#held === held) this.#held = undefined;
      this.#askPauseMs = askAgainMs.first;
      this.#acknowledgements?.setComplete(this.#isComplete);
    });
  }

  /** What is missing may be with the client: asks for everything that is not here. */
  #askIfNeeded(): void {
    const { room, channel, settings } = this.#surroundings;
    const now = settings.clock.now();
    if (!this.#mustAsk || now - this.#askedAt < this.#askPauseMs) return;
    const isEarly = this.#askedAt === Number.NEGATIVE_INFINITY;
    this.#askPauseMs = isEarly
      ? askAgainMs.first
      : Math.min(this.#askPauseMs * 2, askAgainMs.longest);
    this.#askedAt = now;
    this.#mustAsk = false;
    this.#triedAt = room.changeCount;
    channel.send(room.joining.vectorFrame());
  }
}
