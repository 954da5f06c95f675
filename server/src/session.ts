/**
 * One client on one document: decodes what it sends, hands it to the room, and sends it what the
 * room delivers. Whatever is wrong with a client's bytes ends its session and no other.
 *
 * Invariants: 1. nothing is read from the socket before the room is loaded, so an answer is never
 * made from a document that is not there yet. 2. A session is a member of its room exactly while
 * its phase is "open". 3. A reader that is too slow gets nothing until it has caught up, and then
 * one update with everything it missed.
 */

import {
  closeCodes,
  decodeMessages,
  decodePresence,
  emptyPresence,
  encodePresence,
  ProtocolError,
  type CloseCodeName,
  type DocumentName,
  type Message,
} from "@coscribe/shared";
import { Frame } from "./frame.ts";
import { HeldUpdates } from "./held-updates.ts";
import type { Settings } from "./options.ts";
import type { Member, Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { Socket, SocketHandlers } from "./socket.ts";
import { decodeStateVector, type StateVector } from "./update/state-vector.ts";

/** Where a session is in its life. */
type Phase =
  | { readonly phase: "opening" }
  | { readonly phase: "open"; readonly room: Room }
  | { readonly phase: "closed" };

/** Sent to a client that hears nothing else; it changes nothing. */
const keepAlive = new Frame({ type: "presence", update: emptyPresence });

/** How long a challenged client may take to show that it is alive, in milliseconds. */
const challengeMs = 5_000;

/** See the head of this file. */
export class Session implements Member, SocketHandlers {
  /** The document's name. */
  readonly name: DocumentName;
  readonly #socket: Socket;
  readonly #settings: Settings;
  readonly #onClosed: (session: Session) => void;
  readonly #held: HeldUpdates;
  #phase: Phase = { phase: "opening" };
  /** Set while the reader is too slow: what it has been sent, and since when it is behind. */
  #behind: { readonly reach: StateVector; readonly since: number } | undefined;
  /** The vector of a SyncStep1 that came while the reader was too slow for an answer. */
  #unanswered: StateVector | undefined;
  #lastHeardAt: number;
  #lastSentAt: number;
  #cutAt = Infinity;
  #unknownMessages = 0;

  /** A session on `socket`; call {@link enter} next. `onClosed` is called once, at the end. */
  constructor(
    socket: Socket,
    name: DocumentName,
    settings: Settings,
    onClosed: (session: Session) => void,
  ) {
    this.name = name;
    this.#socket = socket;
    this.#settings = settings;
    this.#onClosed = onClosed;
    this.#held = new HeldUpdates(settings.maxHeldBytes);
    this.#lastHeardAt = settings.clock.now();
    this.#lastSentAt = this.#lastHeardAt;
    socket.listen(this);
    settings.onEvent({ type: "sessionOpened", name, remote: socket.remote });
  }

  /** Joins the room, loading the document if it is not open. Never rejects. */
  async enter(rooms: Rooms): Promise<void> {
    try {
      const room = await rooms.enter(this.name, this);
      if (this.#phase.phase === "closed") return room.leave(this);
      this.#phase = { phase: "open", room };
      this.#socket.resume();
      this.#send(room.vectorFrame());
      this.#sendPresence(room);
    } catch {
      // The room has reported why.
      this.end("internalError", "the document could not be loaded; try again later");
    }
  }

  onFrame(bytes: Uint8Array): void {
    this.#lastHeardAt = this.#settings.clock.now();
    this.#cutAt = Infinity;
    if (this.#phase.phase !== "open") return;
    const { room } = this.#phase;
    try {
      const messages = decodeMessages(bytes);
      if (messages instanceof ProtocolError) throw messages;
      for (const message of messages) this.#receive(message, room);
    } catch (error) {
      this.#fail(error);
    }
  }

  onText(): void {
    this.end("textFrame");
  }

  onPong(): void {
    this.#lastHeardAt = this.#settings.clock.now();
    this.#cutAt = Infinity;
  }

  onDrain(): void {
    if (this.#phase.phase !== "open") return;
    const { room } = this.#phase;
    if (this.#behind !== undefined) {
      const { reach } = this.#behind;
      this.#behind = undefined;
      this.#send(room.catchUpFrame(reach));
      this.#sendPresence(room);
    }
    if (this.#unanswered !== undefined) {
      const vector = this.#unanswered;
      this.#unanswered = undefined;
      this.#answer(vector, room);
    }
  }

  onClose(code: number, reason: string): void {
    this.#leave();
    const { remote } = this.#socket;
    const unknownMessages = this.#unknownMessages;
    const { name } = this;
    this.#settings.onEvent({ type: "sessionClosed", name, remote, code, reason, unknownMessages });
    this.#onClosed(this);
  }

  deliver(frame: Frame, reach: () => StateVector): void {
    if (this.#behind !== undefined) return;
    this.#send(frame);
    if (this.#isOverBudget) {
      this.#behind = { reach: reach(), since: this.#settings.clock.now() };
    }
  }

  documentDeleted(): void {
    this.end("documentDeleted");
  }

  challenge(): void {
    this.#cutAt = Math.min(this.#cutAt, this.#settings.clock.now() + challengeMs);
    this.#socket.ping();
  }

  /** Called about every second: finds dead and stuck clients, and keeps quiet ones connected. */
  tick(now: number): void {
    const { pingAfterMs, keepAliveAfterMs, drainTimeoutMs } = this.#settings;
    const silentMs = now - this.#lastHeardAt;
    if (now >= this.#cutAt || silentMs > pingAfterMs * 2 + challengeMs) this.#socket.terminate();
    else if (this.#behind !== undefined && now - this.#behind.since > drainTimeoutMs) {
      this.end("tryAgainLater", `nothing was read for ${drainTimeoutMs} ms`);
    } else {
      if (silentMs > pingAfterMs) this.#socket.ping();
      if (now - this.#lastSentAt > keepAliveAfterMs) this.#send(keepAlive);
    }
  }

  /** Ends the session with a close code. Calling it again does nothing. */
  end(code: CloseCodeName, reason: string = closeCodes[code].reason): void {
    if (this.#phase.phase === "closed") return;
    this.#leave();
    this.#socket.close(closeCodes[code], reason);
  }

  /** Ends the connection at once, without a word. */
  cut(): void {
    this.#socket.terminate();
  }

  /** A peer's mistake ends its session; so does one of ours, which is reported. */
  #fail(error: unknown): void {
    if (error instanceof ProtocolError) return this.end(error.code, error.message);
    this.#settings.onEvent({ type: "sessionFailed", name: this.name, cause: error });
    this.end("internalError");
  }

  #receive(message: Message, room: Room): void {
    switch (message.type) {
      case "syncStep1":
        this.#answer(decodeStateVector(message.stateVector), room);
        break;
      case "syncStep2":
      case "update":
        this.#submit(message.update, room);
        break;
      case "presence": {
        const entries = decodePresence(message.update);
        if (entries instanceof ProtocolError) throw entries;
        const replies = room.show(entries, this);
        if (replies.length > 0) {
          this.#send(new Frame({ type: "presence", update: encodePresence(replies) }));
        }
        break;
      }
      case "queryPresence":
        if (!this.#isOverBudget) this.#send(room.presenceFrame());
        break;
      case "unknown":
        this.#unknownMessages++;
        break;
      default:
        message satisfies never;
    }
  }

  /** However often a client asks, one answer waits for it at a time. */
  #answer(vector: StateVector, room: Room): void {
    if (this.#isOverBudget) this.#unanswered = vector;
    else this.#send(room.missingFrame(vector));
  }

  #submit(update: Uint8Array, room: Room): void {
    if (!room.submit(update, this)) {
      this.#held.hold(update);
      // What it builds on may be with the client: ask for everything that is not here.
      this.#send(room.vectorFrame());
    } else if (!this.#held.isEmpty) {
      for (const held of this.#held.takeAll()) if (!room.submit(held, this)) this.#held.hold(held);
    }
  }

  #sendPresence(room: Room): void {
    const frame = room.presenceFrame();
    if (frame.message.length > keepAlive.message.length) this.#send(frame);
  }

  #send(frame: Frame): void {
    this.#lastSentAt = this.#settings.clock.now();
    this.#socket.send(frame);
  }

  get #isOverBudget(): boolean {
    return this.#socket.queuedBytes > this.#settings.maxQueuedBytes;
  }

  #leave(): void {
    if (this.#phase.phase === "open") this.#phase.room.leave(this);
    this.#phase = { phase: "closed" };
  }
}
