/**
 * A connection between a simulated client and a real session: keeps order, takes its time, can be
 * cut in mid-flight, and lets the server learn of a cut late, as TCP does.
 */

import type { Clock } from "@coscribe/server";
import type { Bundle, Frame } from "@coscribe/server/internal/connection/frame";
import type { Socket, SocketHandlers } from "@coscribe/server/internal/connection/socket";
import type { FrameSource } from "@coscribe/server/internal/connection/transfers";
import type { CloseCode } from "@coscribe/shared";
import type { Random } from "./random.ts";
import { messageOf } from "./message-of.ts";

/** The client's side of a link. */
export interface LinkEnd {
  onFrame(frame: Uint8Array): void;
  onClose(): void;
}

/** See the head of this file. */
export class SimLink implements Socket {
  readonly remote = "simulated";
  readonly isRefused = false;
  readonly inflates = false;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #client: LinkEnd;
  #server: SocketHandlers | undefined;
  #isResumed = false;
  #isCut = false;
  readonly #unread: Uint8Array[] = [];
  #queuedBytes = 0;
  takenBytes = 0;
  isTransferring = false;
  readBytes = 0;
  /** The most that ever waited for the client. */
  mostQueuedBytes = 0;
  /** The largest frame that was sent to the client. */
  largestFrameBytes = 0;
  #arrivesUp = 0;
  #arrivesDown = 0;

  constructor(clock: Clock, random: Random, client: LinkEnd) {
    this.#clock = clock;
    this.#random = random;
    this.#client = client;
  }

  // The server's side.

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  listen(handlers: SocketHandlers): void {
    this.#server = handlers;
  }

  pause(): void {
    this.#isResumed = false;
  }

  resume(): void {
    this.#isResumed = true;
    while (this.#isResumed) {
      const frame = this.#unread.shift();
      if (frame === undefined) return;
      this.#server?.onFrame(frame);
    }
  }

  send(frame: Frame): void {
    if (this.#isCut) return;
    // Bytes that a test changes later would be a bug of the server; copies would hide it.
    const message = messageOf(frame);
    this.#queuedBytes += message.length;
    this.largestFrameBytes = Math.max(this.largestFrameBytes, message.length);
    this.mostQueuedBytes = Math.max(this.mostQueuedBytes, this.#queuedBytes);
    this.#arrivesDown = this.#arrival(this.#arrivesDown, () => {
      this.#queuedBytes -= message.length;
      this.takenBytes += message.length;
      this.#client.onFrame(message);
      if (this.#queuedBytes === 0 && !this.isTransferring) this.#server?.onDrain();
    });
  }

  sendAll({ frames }: Bundle): void {
    for (const frame of frames) this.send(frame);
  }

  sendFrom(source: FrameSource): void {
    this.isTransferring = true;
    const next = source.next();
    if (next instanceof Promise) void next.then(() => this.sendFrom(source));
    else if (next === undefined) {
      this.isTransferring = false;
      if (this.#queuedBytes === 0) this.#server?.onDrain();
    } else {
      this.send(next);
      this.#arrivesDown = this.#arrival(this.#arrivesDown, () => this.sendFrom(source));
    }
  }

  ping(): void {
    this.#arrivesDown = this.#arrival(this.#arrivesDown, () => {
      this.#arrivesUp = this.#arrival(this.#arrivesUp, () => {
        this.readBytes++;
        this.#server?.onControl(0);
      });
    });
  }

  close(code: CloseCode, reason: string): void {
    this.#arrivesDown = this.#arrival(this.#arrivesDown, () => {
      this.#client.onClose();
      this.#endLater(code.code, reason);
    });
  }

  terminate(): void {
    if (!this.#isCut) this.#client.onClose();
    this.#endLater(1006, "");
  }

  // The client's side.

  /** Sends a frame to the server. */
  transmit(frame: Uint8Array): void {
    this.#arrivesUp = this.#arrival(this.#arrivesUp, () => {
      this.readBytes += frame.length;
      if (this.#isResumed) this.#server?.onFrame(frame);
      else this.#unread.push(frame);
    });
  }

  /** Ends the connection as the client sees it; the server may go on believing in it for a while. */
  cut(): void {
    if (this.#isCut) return;
    this.#endLater(1006, "");
  }

  #endLater(code: number, reason: string): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#clock.after(this.#random.below(2_000), () => this.#server?.onClose(code, reason));
  }

  /** Runs `deliver` after a random delay, but not before what was sent earlier. */
  #arrival(notBefore: number, deliver: () => void): number {
    const at = Math.max(notBefore, this.#clock.now() + this.#random.below(40));
    this.#clock.after(at - this.#clock.now(), () => {
      if (!this.#isCut) deliver();
    });
    return at;
  }
}
