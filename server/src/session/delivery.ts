/**
 * What a session sends of its document, and what it does when its reader is too slow: nothing more,
 * until the reader has caught up, and then one update with everything it missed. So what waits for a
 * reader is bounded, however much is written meanwhile.
 */

import { emptyPresence } from "@coscribe/shared";
import { Frame, type Bundle } from "../connection/frame.ts";
import type { Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { Channel } from "./channel.ts";

/** Undefined where it is done; else it settles when it is. */
type Later = Promise<void> | undefined;

/** A presence message that says nothing. */
const nobody = new Frame({ type: "presence", update: emptyPresence });

/** See the head of this file. */
export class Delivery {
  readonly #channel: Channel;
  readonly #room: Room;
  readonly #member: Member;
  /** Set while the reader is too slow: what it has been sent. */
  #behind: StateVector | undefined;
  /** It was not sent a change of presence. */
  #missesPresence = false;
  /** The vector of a SyncStep1 that has not been answered yet. */
  #unanswered: StateVector | undefined;
  /** The answer waits for the document to be deflated. */
  #isDeflating = false;
  /** Called when the reader has caught up. */
  #untilRead: (() => void)[] | undefined;

  /** Sends `member` what there is in `room`. */
  constructor(channel: Channel, room: Room, member: Member) {
    this.#channel = channel;
    this.#room = room;
    this.#member = member;
  }

  /** True when something of the document waits for the reader. */
  get isBehind(): boolean {
    return this.#behind !== undefined || this.#unanswered !== undefined;
  }

  /** Sends messages unless the reader is behind; `reach` is what it has been sent afterwards. */
  deliver(bundle: Bundle, reach: () => StateVector): void {
    if (this.#behind !== undefined) {
      this.#missesPresence = true;
      return;
    }
    this.#channel.sendAll(bundle);
    if (this.#channel.isOverBudget) this.#behind = reach();
  }

  /**
   * Sends what a peer with this vector misses: at once, or when the reader has caught up, and the
   * document is in memory and has been deflated. However often it asks, one answer waits. Rejects
   * where the document cannot be read.
   */
  answer(vector: StateVector): Later {
    this.#unanswered = vector;
    if (this.#channel.isOverBudget || this.#isDeflating) return undefined;
    return this.#room.joining.prepare(vector, this.#channel.inflates, (deflated) => {
      if (deflated === undefined) return this.#answerNow();
      this.#isDeflating = true;
      const goOn = (): Later => {
        this.#isDeflating = false;
        return this.#channel.isOverBudget ? undefined : this.#answerNow();
      };
      // What could not be deflated is sent as it is. Whoever asked goes on meanwhile.
      this.#channel.later(deflated.then(goOn, goOn));
      return undefined;
    });
  }

  /** Sends everybody's presence; nothing if nobody shows any. */
  presence(): void {
    const frame = this.#room.presenceFrame(this.#member);
    if (frame.byteLength > nobody.byteLength) this.#sendIfRead(frame);
  }

  /** Answers a QueryAwareness, even if nobody shows presence. */
  queriedPresence(): void {
    this.#sendIfRead(this.#room.presenceFrame(this.#member));
  }

  /** Sends something that changes nothing. */
  keepAlive(): void {
    this.#channel.send(nobody);
  }

  /** Resolves when the reader is not too slow, or not any more. */
  async whenRead(): Promise<void> {
    if (!this.#channel.isOverBudget) return;
    await new Promise<void>((resolve) => (this.#untilRead ??= []).push(resolve));
  }

  /** Everything that waited has been read. Rejects where the document cannot be read. */
  drained(): Later {
    const untilRead = this.#untilRead ?? [];
    this.#untilRead = undefined;
    for (const resolve of untilRead) resolve();
    const behind = this.#behind;
    if (behind === undefined) return this.#answerIfAsked();
    return this.#room.joining.catchUp(behind, (frame) => {
      // The document had to be read, and another call was faster.
      if (behind !== this.#behind) return undefined;
      this.#behind = undefined;
      this.#channel.send(frame);
      if (this.#missesPresence) this.#sendIfRead(this.#room.wholePresenceFrame(this.#member));
      this.#missesPresence = false;
      return this.#answerIfAsked();
    });
  }

  /**
   * Looks whether the reader has caught up: a socket tells only of what exceeded its own buffer,
   * which a small `maxQueuedBytes` does not.
   */
  tick(): Later {
    const isHeldBack = this.isBehind || this.#untilRead !== undefined;
    const canGoOn = isHeldBack && !this.#isDeflating && this.#channel.queuedBytes === 0;
    return canGoOn ? this.drained() : undefined;
  }

  #answerIfAsked(): Later {
    return this.#unanswered === undefined ? undefined : this.answer(this.#unanswered);
  }

  #answerNow(): Later {
    const vector = this.#unanswered;
    if (vector === undefined) return undefined;
    return this.#room.joining.answer(vector, this.#channel.inflates, (frames) => {
      this.#unanswered = undefined;
      for (const frame of frames) this.#channel.send(frame);
      return undefined;
    });
  }

  /** What a reader that is too slow is not sent, it is sent when it has caught up. */
  #sendIfRead(frame: Frame): void {
    if (!this.#channel.isOverBudget) this.#channel.send(frame);
    else this.#missesPresence = true;
  }
}
