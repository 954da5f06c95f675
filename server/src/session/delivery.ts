/**
 * What a session sends of its document, and what it does when its reader is too slow: nothing more,
 * until the reader has caught up, and then whatever it missed. So what waits for a reader is bounded,
 * however much is written meanwhile.
 *
 * A large document, or a large change of it, is sent piece by piece, as the reader takes it. Until it
 * has got the last one it is sent no other updates: they are in what comes last.
 */

import { emptyPresence, type Echo } from "@coscribe/shared";
import { Bundle, Frame, mostWholeBytes, type SentAs } from "../connection/frame.ts";
import type { FrameSource } from "../connection/transfers.ts";
import type { HandOut, Member } from "../room/member.ts";
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
  /** It is being sent what it lacks, or that is being made ready. */
  #isAnswering = false;
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
    return this.#behind !== undefined || this.#unanswered !== undefined || this.#isAnswering;
  }

  /** Sends messages unless the reader is behind; `reach` is what it has been sent afterwards. */
  deliver(bundle: Bundle, reach: () => StateVector): void {
    if (this.#behind !== undefined || this.#isAnswering) {
      this.#missesPresence = true;
      return;
    }
    this.#channel.sendAll(bundle);
    if (this.#channel.isOverBudget) this.#behind = reach();
  }

  /**
   * Sends a large change as the reader takes it, and whatever comes after it meanwhile; unless it is behind,
   * and gets this with all the rest. Rejects where the document cannot be read.
   */
  deliverLarge(change: HandOut): Later {
    if (this.#behind !== undefined || this.#isAnswering) return undefined;
    this.#isAnswering = true;
    return this.#sendAnswer(change(this.#channel.inflates, () => this.#onLast()));
  }

  /**
   * Sends what a peer with this vector misses: at once, or when the reader has caught up, and the
   * document is in memory. However often it asks, one answer waits. Rejects where the document cannot
   * be read.
   */
  answerSyncStep1(vector: StateVector): Later {
    this.#unanswered = vector;
    return this.#channel.isOverBudget ? undefined : this.#goOn();
  }

  /** Sends everybody's presence; nothing if nobody shows any. */
  sendPresence(): void {
    const frame = this.#room.presenceFrame(this.#member);
    if (frame.byteLength > nobody.byteLength) this.#sendIfRead(frame);
  }

  /** Answers a QueryAwareness, even if nobody shows presence. */
  answerPresenceQuery(): void {
    this.#sendIfRead(this.#room.presenceFrame(this.#member));
  }

  /** Returns what a client has sent to hear whether anybody is there; bytes that wait for it say so too. */
  answerEcho(echo: Echo): void {
    if (!this.#channel.isOverBudget) this.#channel.send(new Frame(echo));
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
    return this.#goOn();
  }

  /**
   * Looks whether the reader has caught up: a socket tells only of what exceeded its own buffer,
   * which a small `maxQueuedBytes` does not.
   */
  tick(): Later {
    const canGoOn = this.isWaiting && !this.#isAnswering && this.#channel.queuedBytes === 0;
    return canGoOn ? this.drained() : undefined;
  }

  /** True while something waits until the reader has caught up. */
  get isWaiting(): boolean {
    return this.isBehind || this.#untilRead !== undefined;
  }

  /** Sends what is due: first what the reader missed, then what it asked for. */
  #goOn(): Later {
    if (this.#isAnswering) return undefined;
    const behind = this.#behind;
    const vector = behind ?? this.#unanswered;
    if (vector !== undefined) {
      if (behind === undefined) this.#unanswered = undefined;
      this.#behind = undefined;
      return this.#sendWhatIsMissing(vector, behind === undefined ? "syncStep2" : "update");
    }
    if (this.#missesPresence) {
      this.#missesPresence = false;
      this.#sendIfRead(this.#room.wholePresenceFrame(this.#member));
    }
    return undefined;
  }

  #sendWhatIsMissing(vector: StateVector, last: SentAs): Later {
    this.#isAnswering = true;
    const reader = { vector, inflates: this.#channel.inflates, last };
    const onLast = (): void => this.#onLast();
    return this.#room.joining.answer(reader, onLast, (answer) => this.#sendAnswer(answer));
  }

  #onLast(): void {
    this.#isAnswering = false;
  }

  #sendAnswer(answer: FrameSource): Later {
    const { queuedBytes, maxQueuedBytes } = this.#channel;
    const frames = framesAtHand(answer, maxQueuedBytes - queuedBytes);
    if (this.#isAnswering) {
      this.#channel.sendFrom(followedBy(frames, answer));
      return undefined;
    }
    if (frames.length > 0) this.#channel.sendAll(new Bundle(frames));
    return this.#goOn();
  }

  /** What a reader that is too slow is not sent, it is sent when it has caught up. */
  #sendIfRead(frame: Frame): void {
    if (!this.#channel.isOverBudget) this.#channel.send(frame);
    else this.#missesPresence = true;
  }
}

/** What `source` has now, as far as it may be sent in one go; `room` more bytes may wait. */
function framesAtHand(source: FrameSource, room: number): readonly Frame[] {
  const frames: Frame[] = [];
  for (let size = 0; size < Math.min(mostWholeBytes, room);) {
    const next = source.next();
    if (!(next instanceof Frame)) break;
    frames.push(next);
    size += next.byteLength;
  }
  return frames;
}

/** First `frames`, then what `source` hands out. */
function followedBy(frames: readonly Frame[], source: FrameSource): FrameSource {
  const waiting = [...frames];
  return { next: () => waiting.shift() ?? source.next() };
}
