/**
 * What a client has yet to send on one socket. A large update leaves in pieces, one when the socket
 * has taken the last, so that whatever has arrived is kept when the connection is cut, messages stay
 * below the limits of proxies, and presence does not wait behind megabytes.
 *
 * The life of a frame here: presence and the client's SyncStep1 leave at once. Updates wait until the
 * server has been told what it lacked, since they may build on that; SyncStep2, which tells it, takes
 * the place of all updates that still wait, since the document it was made of had them all. Questions
 * keep their place behind the updates that they ask about. While nothing waits a frame leaves as it
 * comes.
 *
 * A server that says what is on disk is asked behind each piece, which gives the progress, and is
 * sent the next ones only when it has acknowledged the first.
 *
 * What cuts may not have been loaded when the first large update comes. That one waits for it then, and leaves
 * whole if it cannot be loaded, or at the end.
 *
 * Invariants: 1. updates and questions leave in the order in which they came. 2. After `close`
 * nothing is sent, and nobody is told anything.
 */

import { decodeMessages, encodeMessage, ProtocolError } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import type { UploadProgress } from "../saving/save-status.ts";
import type { LatePieces } from "./late-pieces.ts";
import { encodeQuestion } from "./question.ts";
import { Receipts } from "./receipts.ts";

/** Larger messages are cut: proxies and libraries refuse messages above limits from 128 KiB on. */
export const maxMessageBytes: number = 128 * 1024;

/** The type, subtype and length of a message take fewer. */
const headBytes = 8;

/** Nothing more is given to a socket from which so many bytes have not left. */
const maxBufferedBytes = 2 * maxMessageBytes;

/** Bytes of pieces that a server which acknowledges them has not acknowledged. */
const maxOpenBytes = 8 * maxMessageBytes;

/** A server that has acknowledged nothing for so long is not waited for. */
const patienceMs = 10_000;

/** Sockets do not tell when they have sent something; they are asked this often. */
const pollMs = 50;

/** The socket, as far as an outbox needs it. */
export interface OutgoingSocket {
  /** Bytes that were given to it and have not left. */
  readonly bufferedBytes: number;
  /** False before it has opened, and once it is closing. */
  readonly isOpen: boolean;
  /** Sends a frame; only while it is open. */
  send(frame: Uint8Array): void;
}

/**
 * Told when something of a large update has moved; with undefined when all of it is on the server's
 * disk.
 */
export type OnUpload = (progress: UploadProgress | undefined) => void;

/** A large update, of which the pieces before `next` have been sent. */
interface Pieces {
  readonly type: "pieces";
  readonly iterator: Iterator<Uint8Array, void>;
  readonly next: Uint8Array;
  /** Bytes of the update that are left, as far as is known. */
  readonly leftBytes: number;
  /** What the last piece is sent as. */
  readonly as: "syncStep2" | "update";
}

/** What waits to be sent; what is uncut first for what cuts it. */
type Waiting =
  | { readonly type: "update" | "uncut" | "question"; readonly frame: Uint8Array }
  | Pieces;

/** See the head of this file. */
export class Outbox {
  readonly #socket: OutgoingSocket;
  readonly #clock: Clock;
  readonly #onUpload: OnUpload;
  readonly #late: LatePieces;
  readonly #receipts = new Receipts();
  #waiting: Waiting[] = [];
  /** The server has been told what it lacked. */
  #hasAnswered = false;
  #isClosed = false;
  #nextLook: Timer | undefined;
  /** What the socket had buffered at the last look. */
  #bufferedBytes = 0;
  #acknowledgedAt = Number.NEGATIVE_INFINITY;
  readonly #maxBytes: number;
  #largestOpen = 0;

  /** Messages that can be cut, by `late`, have at most `maxBytes`. */
  constructor(
    socket: OutgoingSocket,
    clock: Clock,
    onUpload: OnUpload,
    late: LatePieces,
    maxBytes: number = maxMessageBytes,
  ) {
    this.#socket = socket;
    this.#clock = clock;
    this.#onUpload = onUpload;
    this.#late = late;
    this.#maxBytes = maxBytes;
  }

  /** Size of the largest update that was sent since the server has acknowledged anything. */
  get largestOpen(): number {
    return this.#largestOpen;
  }

  /** Sends a frame with one message. */
  send(frame: Uint8Array): void {
    const [type, subtype] = frame;
    if (type !== sync || subtype === syncStep1) return this.#socket.send(frame);
    const isAnswer = subtype === syncStep2;
    if (isAnswer) {
      this.#dropUpdates();
      this.#hasAnswered = true;
    }
    const waiting = this.#waitingFor(frame);
    // Of what waited only questions are left now, whose edits are in the answer.
    if (isAnswer) this.#waiting.unshift(waiting);
    else this.#waiting.push(waiting);
    this.#sendWaiting();
  }

  /** Sends a question behind everything that it asks about. */
  ask(frame: Uint8Array): void {
    this.#waiting.push({ type: "question", frame });
    this.#sendWaiting();
  }

  /** The server has everything that the document had when it was connected. */
  answered(): void {
    this.#hasAnswered = true;
    this.#sendWaiting();
  }

  /** The server has acknowledged what was sent before a question. */
  answeredQuestion(): void {
    this.#largestOpen = 0;
  }

  /** The server has acknowledged all pieces up to this number. */
  acknowledged(pieces: number): void {
    this.#largestOpen = 0;
    this.#acknowledgedAt = this.#clock.now();
    this.#receipts.acknowledged(pieces);
    this.#tell();
    this.#sendWaiting();
  }

  /** Gives everything that waits to the socket, whose end sends it before it closes. */
  flush(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#isClosed || !this.#socket.isOpen) return;
      this.#sendNext(next);
    }
  }

  /** Forgets what waits. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
    this.#nextLook?.cancel();
  }

  /** What a new answer to the server's SyncStep1 contains. */
  #dropUpdates(): void {
    for (const waiting of this.#waiting) {
      if (waiting.type === "pieces") this.#receipts.expect(-waiting.leftBytes);
    }
    this.#waiting = this.#waiting.filter(({ type }) => type === "question");
  }

  #waitingFor(frame: Uint8Array): Waiting {
    if (frame.length <= this.#maxBytes) return { type: "update", frame };
    if (this.#late.cut !== undefined) return this.#cut(frame);
    void this.#late.load().then(this.#cutWaiting);
    return { type: "uncut", frame };
  }

  readonly #cutWaiting = (): void => {
    this.#waiting = this.#waiting.map((waiting) =>
      waiting.type === "uncut" ? this.#cut(waiting.frame) : waiting,
    );
    this.#sendWaiting();
  };

  /** Whole where it cannot be cut. */
  #cut(frame: Uint8Array): Waiting {
    return this.#piecesOf(frame) ?? { type: "update", frame };
  }

  #piecesOf(frame: Uint8Array): Pieces | undefined {
    const messages = decodeMessages(frame);
    if (messages instanceof ProtocolError) return undefined;
    const [message] = messages;
    if (message?.type !== "syncStep2" && message?.type !== "update") return undefined;
    const iterator = this.#late.cut?.(message.update, this.#maxBytes - headBytes);
    const next = iterator?.next().value;
    if (iterator === undefined || next === undefined) return undefined;
    const leftBytes = message.update.length;
    this.#receipts.expect(leftBytes);
    return { type: "pieces", iterator, next, leftBytes, as: message.type };
  }

  #sendWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#hasAnswered || !this.#socket.isOpen || this.#isClosed) return;
      if (next.type === "uncut") return;
      if (this.#hasNoRoom(next)) return this.#lookLater();
      this.#sendNext(next);
    }
  }

  #hasNoRoom({ type }: Waiting): boolean {
    if (this.#socket.bufferedBytes > maxBufferedBytes) return true;
    const isPatient = this.#clock.now() - this.#acknowledgedAt < patienceMs;
    return type === "pieces" && isPatient && this.#receipts.openBytes > maxOpenBytes;
  }

  #lookLater(): void {
    if (this.#nextLook !== undefined) return;
    this.#bufferedBytes = this.#socket.bufferedBytes;
    this.#nextLook = this.#clock.after(pollMs, () => {
      this.#nextLook = undefined;
      if (this.#socket.bufferedBytes < this.#bufferedBytes) this.#tell();
      this.#sendWaiting();
    });
  }

  #sendNext(next: Waiting): void {
    if (next.type === "pieces") return this.#sendPiece(next);
    this.#waiting.shift();
    if (next.type === "question") this.#socket.send(next.frame);
    else this.#sendUpdate(next.frame);
  }

  #sendPiece(pieces: Pieces): void {
    const piece = pieces.next;
    const { value: next } = pieces.iterator.next();
    if (next === undefined) this.#waiting.shift();
    else {
      const leftBytes = Math.max(0, pieces.leftBytes - piece.length);
      this.#waiting[0] = { ...pieces, next, leftBytes };
    }
    const type = next === undefined ? pieces.as : "update";
    this.#sendUpdate(encodeMessage({ type, update: piece }));
    const number = this.#receipts.sent(piece.length);
    this.#socket.send(encodeQuestion({ about: "pieces", number }));
    this.#tell();
  }

  #sendUpdate(frame: Uint8Array): void {
    this.#largestOpen = Math.max(this.#largestOpen, frame.length);
    this.#socket.send(frame);
  }

  #tell(): void {
    if (this.#isClosed) return;
    this.#onUpload(this.#receipts.progress(!this.#waiting.some(({ type }) => type === "pieces")));
  }
}

const sync = 0;
const syncStep1 = 0;
const syncStep2 = 1;
