/**
 * What a session sends, and what it does when its reader is too slow: nothing more, until the
 * reader has caught up, and then one update with everything it missed. So what waits for a reader
 * is bounded, however much is written meanwhile.
 */

import { emptyPresence } from "@coscribe/shared";
import { Frame, type Bundle } from "../connection/frame.ts";
import type { Liveness } from "../connection/liveness.ts";
import type { Settings } from "../options.ts";
import type { Room } from "../room/room.ts";
import type { Socket } from "../connection/socket.ts";
import type { StateVector } from "../update/state-vector.ts";

/** Sent to a client that hears nothing else; it changes nothing. */
const keepAlive = new Frame({ type: "presence", update: emptyPresence });

/** See the head of this file. */
export class Delivery {
  readonly #socket: Socket;
  readonly #liveness: Liveness;
  readonly #settings: Settings;
  /** Set while the reader is too slow: what it has been sent. */
  #behind: StateVector | undefined;
  /** The vector of a SyncStep1 that could not be answered yet. */
  #unanswered: StateVector | undefined;
  /** The answer waits for the document to be deflated. */
  #isDeflating = false;
  /** Called when the reader has caught up. */
  #untilRead: (() => void)[] | undefined;
  /** What waited for the reader at the last look, and since when it has not become less. */
  #stuck: { readonly queuedBytes: number; readonly since: number } | undefined;

  constructor(socket: Socket, liveness: Liveness, settings: Settings) {
    this.#socket = socket;
    this.#liveness = liveness;
    this.#settings = settings;
  }

  /** True when something of the document waits for the reader. */
  get isBehind(): boolean {
    return this.#behind !== undefined || this.#unanswered !== undefined;
  }

  /** Sends `frame`, whatever waits. */
  send(frame: Frame): void {
    this.#liveness.sent();
    this.#socket.send(frame);
  }

  /** Sends something that changes nothing. */
  keepAlive(): void {
    this.send(keepAlive);
  }

  /** Sends messages unless the reader is behind; `reach` is what it has been sent afterwards. */
  deliver(bundle: Bundle, reach: () => StateVector): void {
    if (this.#behind !== undefined) return;
    this.#liveness.sent();
    this.#socket.sendAll(bundle);
    if (this.#isOverBudget) this.#behind = reach();
  }

  /**
   * Sends what a peer with this vector misses: at once, or when the reader has caught up and the
   * document has been deflated. However often it asks, one answer waits.
   */
  answer(vector: StateVector, room: Room): void {
    this.#unanswered = vector;
    if (this.#isOverBudget || this.#isDeflating) return;
    const deflated = this.#socket.inflates ? room.snapshotFor(vector)?.whenDeflated() : undefined;
    if (deflated === undefined) return this.#answerNow(room);
    this.#isDeflating = true;
    const goOn = (): void => {
      this.#isDeflating = false;
      if (!this.#isOverBudget) this.#answerNow(room);
    };
    // What could not be deflated is sent as it is.
    deflated.then(goOn, goOn);
  }

  /** Sends everybody's presence; nothing if nobody shows any. */
  presence(room: Room): void {
    const frame = room.presenceFrame();
    if (frame.byteLength > keepAlive.byteLength) this.#sendIfRead(frame);
  }

  /** Answers a QueryAwareness, even if nobody shows presence. */
  queriedPresence(room: Room): void {
    this.#sendIfRead(room.presenceFrame());
  }

  /** Resolves when the reader is not too slow, or not any more. */
  async whenRead(): Promise<void> {
    if (!this.#isOverBudget) return;
    await new Promise<void>((resolve) => (this.#untilRead ??= []).push(resolve));
  }

  /** Everything that waited has been read. */
  drained(room: Room): void {
    this.#stuck = undefined;
    const behind = this.#behind;
    this.#behind = undefined;
    if (behind !== undefined) {
      this.send(room.catchUpFrame(behind));
      this.presence(room);
    }
    if (this.#unanswered !== undefined) this.answer(this.#unanswered, room);
    const untilRead = this.#untilRead ?? [];
    this.#untilRead = undefined;
    for (const resolve of untilRead) resolve();
  }

  /**
   * Looks whether the reader has caught up: a socket tells only of what exceeded its own buffer,
   * which a small `maxQueuedBytes` does not.
   */
  tick(room: Room): void {
    const isHeldBack =
      this.#behind !== undefined || this.#unanswered !== undefined || this.#untilRead !== undefined;
    if (isHeldBack && this.#socket.queuedBytes === 0) this.drained(room);
  }

  /** True when updates wait and the reader has taken nothing for `drainTimeoutMs`. */
  isStuck(now: number): boolean {
    const { queuedBytes } = this.#socket;
    if (!this.#isOverBudget) {
      this.#stuck = undefined;
      return false;
    }
    if (this.#stuck === undefined || queuedBytes < this.#stuck.queuedBytes) {
      this.#stuck = { queuedBytes, since: now };
    }
    return now - this.#stuck.since > this.#settings.drainTimeoutMs;
  }

  #answerNow(room: Room): void {
    const vector = this.#unanswered;
    if (vector === undefined) return;
    this.#unanswered = undefined;
    const snapshot = room.snapshotFor(vector);
    if (snapshot === undefined) return this.send(room.missingFrame(vector));
    for (const frame of snapshot.frames(this.#socket.inflates)) this.send(frame);
  }

  /** What a reader that is too slow is not sent, it is sent when it has caught up. */
  #sendIfRead(frame: Frame): void {
    if (!this.#isOverBudget) this.send(frame);
  }

  get #isOverBudget(): boolean {
    return this.#socket.queuedBytes > this.#settings.maxQueuedBytes;
  }
}
