/**
 * One client on one document: decodes what it sends, hands it to the room, and sends it what the
 * room delivers. Whatever is wrong with a client's bytes ends its session and no other.
 *
 * Its parts: `inbox.ts` (one message after the other, and no faster than is fair), `intake.ts`
 * (updates in), `delivery.ts` (frames out), `liveness.ts` (is anybody there).
 *
 * Invariants: 1. nothing is read from the socket before the room is loaded, so an answer is never
 * made from a document that is not there yet. 2. A session is a member of its room exactly while
 * its phase is "open".
 */

import {
  closeCodes,
  decodeMessages,
  decodePresence,
  encodePresence,
  ProtocolError,
  type CloseCodeName,
  type DocumentName,
  type Message,
} from "@coscribe/shared";
import { Delivery } from "./delivery.ts";
import { Frame, type Bundle } from "../connection/frame.ts";
import { Inbox, type MessageHandler } from "./inbox.ts";
import { Intake } from "./intake.ts";
import { Liveness } from "../connection/liveness.ts";
import type { Settings } from "../options.ts";
import type { Member, Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";
import type { Socket, SocketHandlers } from "../connection/socket.ts";
import { decodeStateVector, type StateVector } from "../update/state-vector.ts";

/** What a client has asked for in its URL. */
export interface SessionRequest {
  readonly name: DocumentName;
  /** The client wants to be told when edits cannot be written to disk. */
  readonly wantsStorageStatus: boolean;
  /**
   * The generation that the client's copy belongs to, empty if it has none; undefined if the client
   * does not want to hear of generations.
   */
  readonly generation: string | undefined;
}

/** Where a session is in its life. */
type Phase =
  | { readonly phase: "opening" }
  | { readonly phase: "open"; readonly room: Room; readonly intake: Intake }
  | { readonly phase: "closed" };

/** See the head of this file. */
export class Session implements Member, SocketHandlers, MessageHandler {
  readonly #request: SessionRequest;
  readonly #socket: Socket;
  readonly #settings: Settings;
  readonly #onClosed: (session: Session) => void;
  readonly #liveness: Liveness;
  readonly #delivery: Delivery;
  readonly #inbox: Inbox;
  #phase: Phase = { phase: "opening" };
  #unknownMessages = 0;

  /** A session on `socket`; call {@link enter} next. `onClosed` is called once, at the end. */
  constructor(
    socket: Socket,
    request: SessionRequest,
    settings: Settings,
    onClosed: (session: Session) => void,
  ) {
    this.#request = request;
    this.#socket = socket;
    this.#settings = settings;
    this.#onClosed = onClosed;
    this.#liveness = new Liveness(settings);
    this.#delivery = new Delivery(socket, this.#liveness, settings);
    this.#inbox = new Inbox(socket, settings, this);
    socket.listen(this);
    settings.onEvent({ type: "sessionOpened", name: request.name, remote: socket.remote });
  }

  /** Joins the room, loading the document if it is not open. Never rejects. */
  async enter(rooms: Rooms): Promise<void> {
    try {
      const room = await rooms.enter(this.#request.name, this);
      if (this.#phase.phase === "closed") return room.leave(this);
      if (!this.#isOfGeneration(room.generation)) return room.leave(this);
      const intake = new Intake(room, this, this.#delivery, this.#settings);
      this.#phase = { phase: "open", room, intake };
      // Before anything is read: a client counts on being asked before it is answered.
      this.#delivery.send(room.vectorFrame());
      this.#delivery.presence(room);
      if (room.isFailing) this.storageChanged(true);
      this.#socket.resume();
    } catch (error) {
      // Other errors have been reported by whoever met them.
      if (error instanceof ProtocolError) this.end(error.code, error.message);
      else this.end("internalError", "the document could not be loaded; try again later");
    }
  }

  /** Bytes that wait for the client to read them. */
  get queuedBytes(): number {
    return this.#socket.queuedBytes;
  }

  onFrame(bytes: Uint8Array): void {
    const now = this.#settings.clock.now();
    this.#liveness.heard(now);
    const messages = decodeMessages(bytes);
    if (messages instanceof ProtocolError) this.failed(messages);
    else this.#inbox.take(messages, bytes.length, now);
  }

  handle(message: Message): Promise<void> | undefined {
    if (this.#phase.phase !== "open") return undefined;
    const { room, intake } = this.#phase;
    const fetching = needsDocument(message) ? room.fetch() : undefined;
    if (fetching !== undefined) return fetching.then(() => this.handle(message));
    switch (message.type) {
      case "syncStep1":
        this.#delivery.answer(decodeStateVector(message.stateVector), room);
        return undefined;
      case "syncStep2":
      case "update":
        return intake.take(message.update, message.type === "syncStep2");
      case "presence":
        this.#show(message.update, room);
        return undefined;
      case "queryPresence":
        this.#delivery.queriedPresence(room);
        return undefined;
      case "syncStatus":
        intake.acknowledge(message.payload);
        return undefined;
      case "storageStatus": // a server's word to a client; from a client it has no meaning
      case "generation":
      case "unknown":
        this.#unknownMessages++;
        return undefined;
      default:
        return message satisfies never;
    }
  }

  /** A peer's mistake ends its session; so does one of ours, which is reported. */
  failed(error: unknown): void {
    if (error instanceof ProtocolError) return this.end(error.code, error.message);
    this.#settings.onEvent({ type: "sessionFailed", name: this.#request.name, cause: error });
    this.end("internalError");
  }

  onText(): void {
    this.end("textFrame");
  }

  onPong(): void {
    this.#liveness.heard(this.#settings.clock.now());
  }

  onDrain(): void {
    if (this.#phase.phase === "open") this.#delivery.drained(this.#phase.room);
  }

  onClose(code: number, reason: string): void {
    this.#leave();
    const { remote } = this.#socket;
    const { name } = this.#request;
    const unknownMessages = this.#unknownMessages;
    this.#settings.onEvent({ type: "sessionClosed", name, remote, code, reason, unknownMessages });
    this.#onClosed(this);
  }

  /** There is something that it has yet to be sent of the document. */
  get isBehind(): boolean {
    return this.#delivery.isBehind;
  }

  deliver(bundle: Bundle, reach: () => StateVector): void {
    this.#delivery.deliver(bundle, reach);
  }

  storageChanged(isFailing: boolean): void {
    if (!this.#request.wantsStorageStatus) return;
    this.#delivery.send(new Frame({ type: "storageStatus", isFailing }));
  }

  generationKnown(generation: string): void {
    if (this.#request.generation === undefined) return;
    this.#delivery.send(new Frame({ type: "generation", generation }));
  }

  documentDeleted(): void {
    this.end("documentDeleted");
  }

  challenge(): void {
    this.#liveness.challenge();
    this.#socket.ping();
  }

  /** Called about every second: finds dead and stuck clients, and keeps quiet ones connected. */
  tick(now: number): void {
    if (this.#delivery.isStuck(now)) {
      this.end("tryAgainLater", `nothing was read for ${this.#settings.drainTimeoutMs} ms`);
      return;
    }
    if (this.#phase.phase === "open") {
      this.#delivery.tick(this.#phase.room);
      this.#phase.intake.tick(now);
    }
    this.#inbox.tick(now);
    const action = this.#liveness.due(now);
    switch (action) {
      case "cut":
        return this.cut();
      case "ping":
        return this.#socket.ping();
      case "keepAlive":
        this.#socket.ping();
        return this.#delivery.keepAlive();
      case undefined:
        return undefined;
      default:
        return action satisfies never;
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

  /**
   * Tells the client which generation the document is of, if both want that. Ends the session, and
   * returns false, where the client's copy is of another one: merged, both would be there.
   */
  #isOfGeneration(generation: string | undefined): boolean {
    const asked = this.#request.generation;
    if (asked === undefined || generation === undefined) return true;
    if (asked !== "" && asked !== generation) {
      this.end("documentDeleted", "the document was deleted and made anew");
      return false;
    }
    this.generationKnown(generation);
    return true;
  }

  #show(update: Uint8Array, room: Room): void {
    const entries = decodePresence(update);
    if (entries instanceof ProtocolError) throw entries;
    const replies = room.show(entries, this);
    if (replies.length > 0) {
      this.#delivery.send(new Frame({ type: "presence", update: encodePresence(replies) }));
    }
  }

  #leave(): void {
    if (this.#phase.phase === "open") this.#phase.room.leave(this);
    this.#phase = { phase: "closed" };
    this.#inbox.close();
  }
}

function needsDocument({ type }: Message): boolean {
  return type === "syncStep1" || type === "syncStep2" || type === "update";
}
