/**
 * One client's connection: what arrives is handled in turn and no faster than is fair; what leaves is
 * counted; a client that is gone, or reads nothing, is found. Which documents it is about, and what
 * its bytes mean, only its dialect knows.
 *
 * Invariants: 1. nothing is read before {@link Connection.start}. 2. A parcel is handled only when those
 * before it have been. 3. Whatever is thrown while something of this connection is handled ends this
 * connection and nothing else. 4. After {@link Connection.end} nothing is handled.
 */

import { closeCodes, ProtocolError, type CloseCodeName } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import type { Bundle, Frame } from "./frame.ts";
import { burstMs, Inbox } from "./inbox.ts";
import { Liveness } from "./liveness.ts";
import type { Socket, SocketHandlers } from "./socket.ts";
import type { FrameSource } from "./transfers.ts";

/**
 * A client family's way of putting messages into frames, on one connection, and the sessions that
 * they are for. A parcel is a message and whatever tells whose it is.
 */
export interface Dialect<Parcel> {
  /** What a frame holds, in order, or what is wrong with it. Never throws. */
  unpack(frame: Uint8Array): readonly Parcel[] | ProtocolError;
  /** Handles one at once, or later: then nothing else is handled before the promise settles. */
  handle(parcel: Parcel): Promise<void> | undefined;
  /** Everything that waited has been taken. */
  drained(): void;
  /** Sends something that changes nothing, so that the client hears of the server. */
  keepAlive(): void;
  /** Called about every second; less often where it is not {@link isWaiting}. */
  tick(now: number): void;
  /** Something has to be looked after every second. */
  readonly isWaiting: boolean;
  /** Nothing is handled or sent any more. Called once. */
  ended(): void;
  /** The connection is gone. Called once, after {@link ended}. */
  closed(code: number, reason: string): void;
  /** Something of ours went wrong: it is to be reported, and to end what it concerns. */
  failed(cause: unknown): void;
}

/** See the head of this file. */
export class Connection<Parcel> implements SocketHandlers {
  readonly #socket: Socket;
  readonly #settings: Settings;
  readonly #onClosed: (connection: Connection<Parcel>) => void;
  readonly #liveness: Liveness;
  readonly #inbox: Inbox<Parcel>;
  #dialect: Dialect<Parcel> | undefined;
  /** Nothing is handled before something has settled, or a debt is paid. */
  #isHeld = true;
  /** It has brought so much that others go first. */
  #isCurbed = false;
  #isEnded = false;
  /** It needs every tick. */
  #isBusy = true;
  /** Everything that had come was handled at some time since the last thorough tick. */
  #hasSettled = true;
  #readBytes = 0;
  /** What had come when that was so. */
  #settledBytes = 0;

  /** A connection over `socket`; call {@link carry} next. `onClosed` is called once, at the end. */
  constructor(
    socket: Socket,
    settings: Settings,
    onClosed: (connection: Connection<Parcel>) => void,
  ) {
    this.#socket = socket;
    this.#settings = settings;
    this.#onClosed = onClosed;
    this.#liveness = new Liveness(settings);
    this.#inbox = new Inbox(settings);
  }

  /** Says what it carries. Called once, before anything else. */
  carry(dialect: Dialect<Parcel>): void {
    this.#dialect = dialect;
    this.#socket.listen(this);
  }

  /** Begins to read. */
  start(): void {
    this.#isHeld = false;
    this.#readOn();
  }

  /** The other side's address. */
  get remote(): string {
    return this.#socket.remote;
  }

  /** The other side inflates messages that were deflated for everybody. */
  get inflates(): boolean {
    return this.#socket.inflates;
  }

  /** Bytes that wait for the client to read them. */
  get queuedBytes(): number {
    return this.#socket.queuedBytes;
  }

  /** Bytes that have come in so far. */
  get readBytes(): number {
    return this.#socket.readBytes;
  }

  /** Bytes that have left so far. */
  get takenBytes(): number {
    return this.#socket.takenBytes;
  }

  /** Bytes that had come in and were not handled at the last thorough tick. */
  get inboundBytes(): number {
    return this.#readBytes - this.#settledBytes;
  }

  /** Stops reading because of what all connections have brought, or goes on. */
  curb(isCurbed: boolean): void {
    if (isCurbed === this.#isCurbed) return;
    this.#isCurbed = isCurbed;
    if (isCurbed) this.#socket.pause();
    else this.#readOn();
  }

  /** Bytes that may wait for the client. */
  get maxQueuedBytes(): number {
    return this.#settings.maxQueuedBytes;
  }

  /** True when more waits for the client than may. */
  get isOverBudget(): boolean {
    return this.#socket.queuedBytes > this.#settings.maxQueuedBytes;
  }

  onFrame(bytes: Uint8Array): void {
    this.#liveness.heard();
    this.#guard(() => {
      const parcels = this.#dialect?.unpack(bytes) ?? [];
      if (parcels instanceof ProtocolError) throw parcels;
      const now = this.#settings.clock.now();
      this.#inbox.take(parcels, bytes.length, now);
      if (!this.#isHeld) this.#handleInbox(now);
    });
  }

  onText(): void {
    this.end("textFrame");
  }

  onControl(byteLength: number): void {
    this.#liveness.heard();
    const now = this.#settings.clock.now();
    this.#inbox.takeControl(byteLength, now);
    if (!this.#isHeld) this.#pauseIfInDebt(now);
  }

  onDrain(): void {
    this.#guard(() => this.#dialect?.drained());
  }

  onClose(code: number, reason: string): void {
    this.#guard(() => this.#stop());
    this.#guard(() => this.#dialect?.closed(code, reason));
    this.#onClosed(this);
  }

  /** Does something for the client, which pays for the time that it takes. */
  charge<T>(work: () => T): T {
    const { clock } = this.#settings;
    const startedAt = clock.now();
    try {
      return work();
    } finally {
      const stoppedAt = clock.now();
      this.#inbox.charge(stoppedAt - startedAt, stoppedAt);
    }
  }

  /** Ends the connection if this rejects, as whatever is thrown here does. */
  later(work: Promise<void>): void {
    work.catch((error: unknown) => this.#fail(error));
  }

  /** Sends a message, whatever waits. */
  send(frame: Frame): void {
    this.#liveness.sent();
    this.#socket.send(frame);
  }

  /** Sends messages in order, short ones in one system call. */
  sendAll(bundle: Bundle): void {
    this.#liveness.sent();
    this.#socket.sendAll(bundle);
  }

  /** Sends what `source` hands out as the client takes it; see {@link Socket.sendFrom}. */
  sendFrom(source: FrameSource): void {
    this.#liveness.sent();
    this.#socket.sendFrom({ next: () => this.#nextOf(source) });
  }

  /** Asks the client for a sign of life; without one it is soon cut. */
  challenge(): void {
    this.#liveness.challenge(this.#socket.readBytes);
    this.#socket.ping();
  }

  /**
   * Called about every second: finds dead and stuck clients, and keeps quiet ones connected. What a
   * socket has moved is asked in thorough ticks only: for each of many that costs half a microsecond.
   */
  tick(now: number, isThorough = true): void {
    // Of many connections most are quiet most of the time.
    if (!isThorough && !this.#isBusy && this.#liveness.isQuiet) return;
    this.#guard(() => {
      if (!this.#isEnded) this.#dialect?.tick(now);
      this.#isBusy = this.#isHeld || this.#isCurbed || this.#dialect?.isWaiting === true;
      if (!this.#isHeld) this.#inbox.tick(now);
      if (isThorough) this.#countInbound();
      if (this.#isHeld || this.#isCurbed) this.#liveness.excuse(now);
      this.#keepAlive(now, isThorough);
    });
  }

  /** Ends the connection with a close code. Calling it again does nothing. */
  end(code: CloseCodeName, reason: string = closeCodes[code].reason): void {
    if (this.#isEnded) return;
    this.#guard(() => this.#stop());
    this.#socket.close(closeCodes[code], reason);
  }

  /** Ends the connection at once, without a word. */
  cut(): void {
    this.#socket.terminate();
  }

  #nextOf(source: FrameSource): ReturnType<FrameSource["next"]> {
    try {
      const next = source.next();
      this.#liveness.sent();
      return next instanceof Promise ? next.catch((error: unknown) => this.#fail(error)) : next;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #countInbound(): void {
    this.#readBytes = this.#socket.readBytes;
    if (this.#hasSettled) this.#settledBytes = this.#readBytes;
    this.#hasSettled = false;
  }

  #keepAlive(now: number, isThorough: boolean): void {
    const action = this.#liveness.due(now, this.#socket, isThorough);
    switch (action) {
      case "cut":
        return this.cut();
      case "stuck":
        return this.end(
          "tryAgainLater",
          `nothing was read for ${this.#settings.drainTimeoutMs} ms`,
        );
      case "ping":
        return this.#socket.ping();
      case "keepAlive":
        this.#socket.ping();
        return this.#dialect?.keepAlive();
      case undefined:
        return undefined;
      default:
        return action satisfies never;
    }
  }

  #handleInbox(now: number): void {
    const { clock } = this.#settings;
    let startedAt = now;
    for (let next = this.#inbox.next(); next !== undefined; next = this.#inbox.next()) {
      const later = this.#dialect?.handle(next);
      const stoppedAt = clock.now();
      const isLast = later !== undefined || this.#inbox.isEmpty;
      // A frame with many messages is no way to keep others waiting.
      if (!isLast && stoppedAt - startedAt < burstMs) continue;
      this.#inbox.charge(stoppedAt - startedAt, stoppedAt);
      if (later !== undefined) return this.#waitFor(later);
      if (this.#pauseIfInDebt(stoppedAt)) return;
      startedAt = stoppedAt;
    }
    this.#hasSettled = true;
  }

  #waitFor(later: Promise<void>): void {
    this.#hold();
    later.then(
      () => this.#release(),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Returns true, and reads nothing until it is paid, if the client owes time, messages or bytes. */
  #pauseIfInDebt(now: number): boolean {
    const debtMs = this.#inbox.debtMs(now);
    if (debtMs === 0) return false;
    this.#hold();
    this.#settings.clock.after(debtMs, () => this.#release());
    return true;
  }

  #readOn(): void {
    if (!this.#isHeld && !this.#isCurbed) this.#socket.resume();
  }

  #hold(): void {
    this.#isHeld = true;
    this.#socket.pause();
  }

  #release(): void {
    if (this.#isEnded) return;
    this.#guard(() => {
      this.#isHeld = false;
      const now = this.#settings.clock.now();
      if (this.#pauseIfInDebt(now)) return;
      this.#readOn();
      // What had been read before the pause may have come in meanwhile.
      if (!this.#isHeld) this.#handleInbox(now);
    });
  }

  #stop(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#inbox.close();
    this.#dialect?.ended();
  }

  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A peer's mistake ends its connection; so does one of ours, which is reported. */
  #fail(error: unknown): void {
    if (error instanceof ProtocolError) return this.end(error.code, error.message);
    this.#dialect?.failed(error);
    this.end("internalError");
  }
}
