/**
 * The updates that one session brings into its room: screened, completed, acknowledged.
 *
 * An update that builds on something unknown is not an offence. Its complete part is taken in, the
 * rest waits here, bounded in bytes and time, and the client is asked for what is missing.
 */

import { Acknowledgements } from "./acknowledgements.ts";
import type { Delivery } from "./delivery.ts";
import { Frame } from "../connection/frame.ts";
import { HeldUpdates } from "./held-updates.ts";
import type { Settings } from "../options.ts";
import type { Member, Room } from "../room/room.ts";

/** The shortest time between two requests for what is missing, in milliseconds. */
const askAgainMs = 1_000;

/** See the head of this file. */
export class Intake {
  readonly #room: Room;
  readonly #member: Member;
  readonly #delivery: Delivery;
  readonly #settings: Settings;
  // Made when needed: most clients ask for nothing, and send nothing that has to wait.
  #held: HeldUpdates | undefined;
  #acknowledgements: Acknowledgements | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Something that waited was given up; only a whole state makes up for it. */
  #hasDropped = false;

  constructor(room: Room, member: Member, delivery: Delivery, settings: Settings) {
    this.#room = room;
    this.#member = member;
    this.#delivery = delivery;
    this.#settings = settings;
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
    if (this.#acknowledgements === undefined) {
      this.#acknowledgements = new Acknowledgements(
        () => this.#room.whenDurable().then(() => this.#delivery.whenRead()),
        (due) => this.#delivery.send(new Frame({ type: "syncStatus", payload: due })),
      );
      this.#acknowledgements.setComplete(this.#isComplete);
    }
    this.#acknowledgements.owe(payload);
  }

  /** Gives up what has waited too long. */
  tick(now: number): void {
    if (this.#held?.isOlderThan(this.#settings.holdTimeoutMs, now) !== true) return;
    this.#held = undefined;
    this.#hasDropped = true;
    this.#ask();
  }

  #taken(update: Uint8Array, isWholeState: boolean, isComplete: boolean): void {
    if (!isComplete) {
      if (!this.#hold(update)) this.#hasDropped = true;
      this.#ask();
    } else {
      if (isWholeState) this.#hasDropped = false;
      this.#submitHeld();
    }
    this.#acknowledgements?.setComplete(this.#isComplete);
  }

  /** True when everything that the client has sent was taken in. */
  get #isComplete(): boolean {
    return this.#held === undefined && !this.#hasDropped;
  }

  #hold(update: Uint8Array): boolean {
    const { maxHeldBytes, clock } = this.#settings;
    const held = this.#held ?? new HeldUpdates(maxHeldBytes, clock);
    if (!held.hold(update)) return false;
    this.#held = held;
    return true;
  }

  /** What came may be what others waited for. */
  #submitHeld(): void {
    const held = this.#held?.takeAll() ?? [];
    this.#held = undefined;
    for (const update of held) if (!this.#room.submit(update, this.#member)) this.#hold(update);
  }

  /** What is missing may be with the client: asks for everything that is not here. */
  #ask(): void {
    const now = this.#settings.clock.now();
    if (now - this.#askedAt < askAgainMs) return;
    this.#askedAt = now;
    this.#delivery.send(this.#room.vectorFrame());
  }
}
