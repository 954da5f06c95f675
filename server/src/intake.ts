/**
 * The updates that one session brings into its room: screened, completed, acknowledged.
 *
 * An update that builds on something unknown is not an offence. Its complete part is taken in, the
 * rest waits here, bounded in bytes and time, and the client is asked for what is missing.
 */

import { Acknowledgements } from "./acknowledgements.ts";
import type { Delivery } from "./delivery.ts";
import { Frame } from "./frame.ts";
import { HeldUpdates } from "./held-updates.ts";
import type { Settings } from "./options.ts";
import type { Member, Room } from "./room.ts";

/** The shortest time between two requests for what is missing, in milliseconds. */
const askAgainMs = 1_000;

/** See the head of this file. */
export class Intake {
  readonly #room: Room;
  readonly #member: Member;
  readonly #delivery: Delivery;
  readonly #settings: Settings;
  readonly #held: HeldUpdates;
  readonly #acknowledgements: Acknowledgements;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Something that waited was given up; only a whole state makes up for it. */
  #hasDropped = false;

  constructor(room: Room, member: Member, delivery: Delivery, settings: Settings) {
    this.#room = room;
    this.#member = member;
    this.#delivery = delivery;
    this.#settings = settings;
    this.#held = new HeldUpdates(settings.maxHeldBytes, settings.clock);
    this.#acknowledgements = new Acknowledgements(
      () => room.whenDurable().then(() => delivery.whenRead()),
      (payload) => delivery.send(new Frame({ type: "syncStatus", payload })),
    );
  }

  /**
   * Takes in an update; a large one is screened elsewhere, and later: then a promise comes back, and
   * nothing else may be taken in before it has settled. `isWholeState` tells that the update holds
   * everything that the client has and the server had not. Throws, or rejects with, ProtocolError.
   */
  take(update: Uint8Array, isWholeState: boolean): Promise<void> | undefined {
    if (update.length <= this.#settings.maxInlineBytes) {
      this.#taken(update, isWholeState, this.#room.submit(update, this.#member));
      return undefined;
    }
    return this.#room
      .submitLarge(update, this.#member)
      .then((isComplete) => this.#taken(update, isWholeState, isComplete));
  }

  /** The client wants `payload` back when everything it has sent is on disk. */
  acknowledge(payload: Uint8Array): void {
    this.#acknowledgements.owe(payload);
  }

  /** Gives up what has waited too long. */
  tick(now: number): void {
    if (!this.#held.isOlderThan(this.#settings.holdTimeoutMs, now)) return;
    this.#held.takeAll();
    this.#hasDropped = true;
    this.#ask();
  }

  #taken(update: Uint8Array, isWholeState: boolean, isComplete: boolean): void {
    if (!isComplete) {
      if (!this.#held.hold(update)) this.#hasDropped = true;
      this.#ask();
    } else {
      if (isWholeState) this.#hasDropped = false;
      this.#submitHeld();
    }
    this.#acknowledgements.setComplete(this.#held.isEmpty && !this.#hasDropped);
  }

  /** What came may be what others waited for. */
  #submitHeld(): void {
    if (this.#held.isEmpty) return;
    for (const held of this.#held.takeAll()) {
      if (!this.#room.submit(held, this.#member)) this.#held.hold(held);
    }
  }

  /** What is missing may be with the client: asks for everything that is not here. */
  #ask(): void {
    const now = this.#settings.clock.now();
    if (now - this.#askedAt < askAgainMs) return;
    this.#askedAt = now;
    this.#delivery.send(this.#room.vectorFrame());
  }
}
