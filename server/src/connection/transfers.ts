/**
 * What is long on its way, of all sockets together: long messages, and many messages one after the other.
 * However many clients open a large document at once, everything else waits for a few milliseconds at a
 * time: a turn of the event loop hands the operating system some pieces, and the next one goes on.
 *
 * Nothing is copied: pieces are views on messages that all receivers share. And nothing waits in memory
 * for a slow receiver but the piece that it is being sent.
 */

import type { Duplex } from "node:stream";
import type { Clock, Timer } from "../clock.ts";
import { fragmentBytes, type Frame } from "./frame.ts";

/** So much is handed over at once, or one message more: about a fragment. */
const enoughBytes = fragmentBytes * 0.75;

/** So much of a turn may go by with handing over, in milliseconds. */
const turnMs = 4;

/**
 * So many connections are busy with a fragment at once: what the operating system takes between two
 * turns does not depend on how many wait.
 */
const mostAtOnce = 4;

/**
 * A connection that has not taken its fragment after so many milliseconds is slow. It keeps nobody,
 * and nobody keeps it: its own network holds it back.
 */
const slowMs = 20;

/** Messages that are made, or handed out, one by one as their receiver takes them. */
export interface FrameSource {
  /**
   * The next one; undefined at the end. A promise where it is not ready: then this is called again.
   * Neither throws nor rejects.
   */
  next(): Frame | undefined | Promise<void>;
}

/** Writes pieces in one system call; `onTaken` hears when the last one has been taken. */
export function writeTogether(
  connection: Duplex,
  pieces: readonly Uint8Array[],
  onTaken?: (error?: Error | null) => void,
): void {
  const last = pieces.length - 1;
  connection.cork();
  for (const [index, piece] of pieces.entries()) {
    if (index < last || onTaken === undefined) connection.write(piece);
    else connection.write(piece, onTaken);
  }
  connection.uncork();
}

/** What a transfer has from its socket. */
export interface TransferSurroundings {
  readonly connection: Duplex;
  /** False when the connection takes nothing more; then the transfer ends without a word. */
  readonly isOpen: () => boolean;
  /** A message has been handed over whole. */
  readonly onSent: (frame: Frame) => void;
  /** Everything has been taken. */
  readonly onEnd: () => void;
}

/** Where a transfer stands after {@link Transfer.advance}. */
type Progress = "goesOn" | "isOver";

/** A message, and which of its fragments is next. */
interface Begun {
  readonly frame: Frame;
  readonly index: number;
}

interface NextPieces {
  readonly pieces: readonly Uint8Array[];
  /** The messages that are whole with them. */
  readonly sent: readonly Frame[];
  /** Settles when there may be more, where that is not known yet. */
  readonly later: Promise<void> | undefined;
}

/** What is on its way through one connection: messages in order, then what a source hands out. */
export class Transfer {
  /** True when its connection was slow to take the last piece. */
  isSlow = false;
  readonly #surroundings: TransferSurroundings;
  readonly #frames: Frame[] = [];
  #frameBytes = 0;
  #source: FrameSource | undefined;
  /** A message of which a part has been handed over. */
  #current: Begun | undefined;

  constructor(surroundings: TransferSurroundings) {
    this.#surroundings = surroundings;
  }

  /** False when the connection takes nothing more. */
  get isOpen(): boolean {
    return this.#surroundings.isOpen();
  }

  /** Bytes of messages that have not been handed over yet; what a source may still make does not count. */
  get waitingBytes(): number {
    return this.#frameBytes + (this.#current?.frame.bytesFrom(this.#current.index) ?? 0);
  }

  /** Whether a message that is sent now has to wait for others; between those of a source it need not. */
  get isExclusive(): boolean {
    return this.#current !== undefined || this.#frames.length > 0;
  }

  /** Sends `frame` after those that wait, before what a source hands out later. */
  queue(frame: Frame): void {
    this.#frames.push(frame);
    this.#frameBytes += frame.byteLength;
  }

  /** Sends what `source` hands out, at the end; instead of another source, if there was one. */
  follow(source: FrameSource): void {
    this.#source = source;
  }

  /**
   * Hands over the next piece; `onTaken` hears when it is taken, or will not be. Gives a promise, and
   * has handed over nothing, where there is nothing yet.
   */
  advance(onTaken: (progress: Progress) => void): Promise<void> | undefined {
    const { connection, onSent, onEnd } = this.#surroundings;
    const { pieces, sent, later } = this.#nextPieces();
    if (pieces.length === 0 && later !== undefined) return later;
    const taken = (error?: Error | null): void => {
      const isCut = error instanceof Error;
      // More may have come meanwhile.
      const isOver = !this.isExclusive && this.#source === undefined;
      onTaken(isOver || isCut ? "isOver" : "goesOn");
      if (isOver && !isCut) onEnd();
    };
    if (pieces.length > 0) writeTogether(connection, pieces, taken);
    else taken();
    for (const frame of sent) onSent(frame);
    return undefined;
  }

  /** What is enough for once. */
  #nextPieces(): NextPieces {
    const pieces: Uint8Array[] = [];
    const sent: Frame[] = [];
    for (let size = 0; size < enoughBytes;) {
      const next = this.#current ?? this.#nextFrame();
      if (next === undefined) break;
      if (next instanceof Promise) return { pieces, sent, later: next };
      const { frame, index } = next;
      pieces.push(...(frame.wire === undefined ? frame.fragment(index) : [frame.wire]));
      const isWhole = frame.wire !== undefined || index + 1 === frame.fragmentCount;
      size += frame.bytesFrom(index) - (isWhole ? 0 : frame.bytesFrom(index + 1));
      this.#current = isWhole ? undefined : { frame, index: index + 1 };
      if (isWhole) sent.push(frame);
    }
    return { pieces, sent, later: undefined };
  }

  #nextFrame(): Begun | Promise<void> | undefined {
    const queued = this.#frames.shift();
    if (queued !== undefined) this.#frameBytes -= queued.byteLength;
    const frame = queued ?? this.#source?.next();
    if (frame === undefined) this.#source = undefined;
    return frame === undefined || frame instanceof Promise ? frame : { frame, index: 0 };
  }
}

/** See the head of this file. */
export class Transfers {
  readonly #clock: Clock;
  /** Those that have not begun. */
  readonly #waiting = new Set<Transfer>();
  /** Those that have begun, and have taken what they were handed. */
  readonly #begun = new Set<Transfer>();
  /** Those that are busy with a fragment, and since when; not those that are slow. */
  readonly #busy = new Map<Transfer, number>();
  #scheduled: Timer | undefined;
  #isSoon = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a transfer, in its turn. */
  add(transfer: Transfer): void {
    this.#waiting.add(transfer);
    this.#runSoon();
  }

  #run(): void {
    this.#scheduled = undefined;
    this.#isSoon = false;
    const startedAt = this.#clock.now();
    this.#findSlow(startedAt);
    for (const ready of [this.#begun, this.#waiting]) {
      for (const transfer of ready) {
        if (this.#clock.now() - startedAt >= turnMs) return this.#runSoon();
        if (transfer.isSlow || this.#busy.size < mostAtOnce) {
          ready.delete(transfer);
          this.#advance(transfer);
        } else if (ready === this.#waiting) {
          return this.#runLater();
        }
      }
    }
    if (this.#begun.size > 0) this.#runLater();
  }

  #findSlow(now: number): void {
    for (const [transfer, since] of this.#busy) {
      if (now - since < slowMs) return;
      transfer.isSlow = true;
      this.#busy.delete(transfer);
    }
  }

  #advance(transfer: Transfer): void {
    if (!transfer.isOpen) return;
    const handedAt = this.#clock.now();
    if (!transfer.isSlow) this.#busy.set(transfer, handedAt);
    const goOn = (): void => {
      this.#begun.add(transfer);
      this.#runSoon();
    };
    const later = transfer.advance((progress) => {
      this.#busy.delete(transfer);
      transfer.isSlow = this.#clock.now() - handedAt >= slowMs;
      if (progress === "goesOn") goOn();
      else this.#runSoon();
    });
    if (later === undefined) return;
    this.#busy.delete(transfer);
    void later.then(goOn);
  }

  #runSoon(): void {
    if (this.#isSoon) return;
    this.#scheduled?.cancel();
    this.#scheduled = this.#clock.afterTurn(() => this.#run());
    this.#isSoon = true;
  }

  /** When those that are being slow no longer count. */
  #runLater(): void {
    this.#scheduled ??= this.#clock.after(slowMs, () => this.#run());
  }
}
