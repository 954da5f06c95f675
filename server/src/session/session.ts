/**
 * One client on one document: hands the room what the client sends, and sends it what the room
 * delivers. Whatever is wrong with a client's bytes ends its session and no other.
 *
 * Its parts: `intake.ts` (updates in), `delivery.ts` (the document out). How its messages become
 * frames, and when they are handled, is its dialect's and its connection's to know.
 *
 * Invariants: 1. nothing is handled before the room is loaded, so an answer is never made from a
 * document that is not there yet. 2. A session is a member of its room exactly while its phase is
 * "open".
 */

import {
  closeCodes,
  decodePresence,
  encodeAccessStatus,
  encodePresence,
  ProtocolError,
  type CloseCodeName,
  type DocumentName,
  type Message,
  type PresenceEntry,
} from "@coscribe/shared";
import type { AuthorizeRequest } from "../access/authorize.ts";
import { allows, openGrant, type Grant } from "../access/grant.ts";
import { Frame, type Bundle } from "../connection/frame.ts";
import type { Settings } from "../options.ts";
import type { HandOut, Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";
import { updateRefused } from "../update/skip-content.ts";
import { decodeStateVector, type StateVector } from "../update/state-vector.ts";
import type { Channel } from "./channel.ts";
import { Delivery } from "./delivery.ts";
import { Intake } from "./intake.ts";
import { SessionAccess, type AccessListener } from "./session-access.ts";
import { ShownPresence } from "./shown-presence.ts";

/** What a client has asked for in its URL, and what its request is called. */
export interface SessionRequest {
  /** What the session is called in events. */
  readonly id: string;
  readonly name: DocumentName;
  /** The client wants to be told when edits cannot be written to disk. */
  readonly wantsStorageStatus: boolean;
  /** The client wants to be told when its presence is shown to nobody. */
  readonly wantsPresenceStatus: boolean;
  /**
   * The generation that the client's copy belongs to, empty if it has none; undefined if the client
   * does not want to hear of generations.
   */
  readonly generation: string | undefined;
  /** The client wants to be told what it may do. */
  readonly wantsAccess: boolean;
  /** Who it says it is; undefined where nobody has to say so. */
  readonly credentials: AuthorizeRequest | undefined;
}

/** Where a session is in its life. */
type Phase =
  | { readonly phase: "opening" }
  | {
      readonly phase: "open";
      readonly room: Room;
      readonly intake: Intake;
      readonly delivery: Delivery;
    }
  | { readonly phase: "closed" };

/** So often it is tried to enter a document whose name leads elsewhere meanwhile. */
const mostEntries = 3;

/** See the head of this file. */
export class Session implements Member, AccessListener {
  readonly #access: SessionAccess | undefined;
  readonly #request: SessionRequest;
  readonly #channel: Channel;
  readonly #settings: Settings;
  #phase: Phase = { phase: "opening" };
  #unknownMessages = 0;
  /** Made when needed: where nobody has to say who they are, never. */
  #shownPresence: ShownPresence | undefined;

  /** A session over `channel`; call {@link enter} next. */
  constructor(channel: Channel, request: SessionRequest, settings: Settings) {
    this.#request = request;
    this.#channel = channel;
    this.#settings = settings;
    const { authorizer, clock } = settings;
    const { credentials } = request;
    if (credentials !== undefined) {
      this.#access = new SessionAccess(credentials, authorizer, clock, this);
    }
    const { id: session, name } = request;
    settings.onEvent({ type: "sessionOpened", session, name, remote: channel.remote });
  }

  /** The name that it came by. */
  get name(): DocumentName {
    return this.#request.name;
  }

  /** The name of the document that this leads to; the same before it is open. */
  get documentName(): DocumentName {
    return this.#phase.phase === "open" ? this.#phase.room.name : this.name;
  }

  /** Whether it is still being found out what it may do. */
  get isUnknown(): boolean {
    return this.#access?.hasBegun === false;
  }

  /** What it may do. */
  get grant(): Grant {
    return this.#access?.grant ?? openGrant;
  }

  /** Joins the room, if it may, loading the document if it is not open. Never rejects. */
  async enter(rooms: Rooms): Promise<void> {
    try {
      const room = await this.#enterAllowed(rooms);
      // It may have ended meanwhile.
      if (this.#phase.phase === "closed") return room.leave(this);
      if (!this.#isOfGeneration(room.generation)) return room.leave(this);
      this.#open(room);
    } catch (error) {
      // Other errors have been reported by whoever met them.
      if (error instanceof ProtocolError) this.end(error.code, error.message);
      else this.end("internalError", "the document could not be loaded; try again later");
    }
  }

  /** The room of the very document about which it was asked whether it may: its name may lead elsewhere by then. */
  async #enterAllowed(rooms: Rooms): Promise<Room> {
    const { name: asked } = this.#request;
    for (let attempt = 0; attempt < mostEntries; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- again only where the name has come to lead elsewhere
      const { name, accessName } = await rooms.find(asked);
      // oxlint-disable-next-line no-await-in-loop
      await this.#access?.begin(accessName);
      // oxlint-disable-next-line no-await-in-loop
      const room = await rooms.enter(asked, this);
      if (room.name === name || this.#access === undefined) return room;
      room.leave(this);
    }
    throw new ProtocolError("tryAgainLater", "the name leads to one document after the other");
  }

  /** Handles a message at once, or later: then no other may be handled before. May throw. */
  handle(message: Message): Promise<void> | undefined {
    if (this.#phase.phase !== "open") return undefined;
    const { room, intake, delivery } = this.#phase;
    switch (message.type) {
      case "syncStep1":
        return delivery.answerSyncStep1(decodeStateVector(message.stateVector));
      case "syncStep2":
      case "update":
        return this.#take(intake, message);
      case "seed":
        return this.#unlessRefused(intake, () => this.#seed(room, intake, message.update));
      case "presence":
        this.#show(message.update, room);
        return undefined;
      case "queryPresence":
        delivery.answerPresenceQuery();
        return undefined;
      case "syncStatus":
        intake.acknowledge(message.payload);
        return undefined;
      case "echo":
        delivery.answerEcho(message);
        return undefined;
      case "token":
        return this.#access?.ask(message.token);
      case "access": // a server's word to a client; from a client it has no meaning
      case "storageStatus":
      case "generation":
      case "presenceRefused":
      case "seeded":
        this.#unknownMessages++;
        return undefined;
      case "unknown":
        this.#unknownMessages++;
        if (message.mayHideUpdate) intake.missed();
        return undefined;
      default:
        return message satisfies never;
    }
  }

  /** Everything that waited for the client has been taken. */
  drained(): void {
    if (this.#phase.phase === "open") this.#await(this.#phase.delivery.drained());
  }

  /** Something waits for the client, or for what others bring. */
  get isWaiting(): boolean {
    if (this.#phase.phase !== "open") return true;
    return this.#phase.intake.isWaiting || this.#phase.delivery.isWaiting;
  }

  /** Called about every second while it {@link isWaiting}. */
  tick(now: number): void {
    if (this.#phase.phase !== "open") return;
    const { delivery, intake } = this.#phase;
    this.#await(delivery.tick());
    this.#await(this.#unlessRefused(intake, () => intake.tick(now)));
  }

  /** Sends something that changes nothing. */
  keepAlive(): void {
    if (this.#phase.phase === "open") this.#phase.delivery.keepAlive();
  }

  /** Something of ours went wrong with it: it is reported, and the session ends. */
  failed(cause: unknown): void {
    const { id: session, name } = this.#request;
    this.#settings.onEvent({ type: "sessionFailed", session, name, cause });
    this.end("internalError");
  }

  /** Asks once more what it may do. Never rejects. */
  async recheck(): Promise<void> {
    await this.#access?.ask();
  }

  accessChanged(grant: Grant): void {
    this.#tellAccess();
    if (this.#phase.phase === "open" && allows(grant, "write")) this.#phase.intake.allowed();
  }

  accessEnded({ code, message }: ProtocolError): void {
    this.end(code, message);
  }

  /** Leaves the room. */
  leave(): void {
    this.#access?.close();
    const phase = this.#phase;
    this.#phase = { phase: "closed" };
    if (phase.phase === "open") phase.room.leave(this);
  }

  /** A name leads nowhere any more: ends the session for good if it came by that. */
  nameRemoved(alias: DocumentName): void {
    if (this.name === alias && this.documentName !== alias) {
      this.end("documentDeleted", "this name leads to no document any more");
    }
  }

  /** Tells that its connection has ended, with the code of either side. */
  reportClosed(code: number, reason: string): void {
    const { id: session, name } = this.#request;
    const { remote } = this.#channel;
    const closed = { session, name, remote, code, reason, unknownMessages: this.#unknownMessages };
    this.#settings.onEvent({ type: "sessionClosed", ...closed });
  }

  /** There is something that it has yet to be sent of the document. */
  get isBehind(): boolean {
    return this.#phase.phase === "open" && this.#phase.delivery.isBehind;
  }

  deliver(bundle: Bundle, reach: () => StateVector): void {
    if (this.#phase.phase === "open") this.#phase.delivery.deliver(bundle, reach);
  }

  deliverLarge(change: HandOut): void {
    if (this.#phase.phase === "open") this.#await(this.#phase.delivery.deliverLarge(change));
  }

  storageChanged(isFailing: boolean): void {
    if (!this.#request.wantsStorageStatus) return;
    this.#channel.send(new Frame({ type: "storageStatus", isFailing }));
  }

  presenceRefused(reason: string): void {
    if (!this.#request.wantsPresenceStatus) return;
    this.#channel.send(new Frame({ type: "presenceRefused", reason }));
  }

  generationKnown(generation: string): void {
    if (this.#request.generation === undefined) return;
    this.#channel.send(new Frame({ type: "generation", generation }));
  }

  challenge(): void {
    this.#channel.challenge();
  }

  /** Ends the session with a close code. Calling it again does nothing. */
  end(code: CloseCodeName, reason: string = closeCodes[code].reason): void {
    if (this.#phase.phase !== "closed") this.#channel.end(code, reason);
  }

  #open(room: Room): void {
    const channel = this.#channel;
    const delivery = new Delivery(channel, room, this);
    const intake = new Intake({ room, member: this, channel, delivery, settings: this.#settings });
    this.#phase = { phase: "open", room, intake, delivery };
    // Before anything is read: a client counts on being asked before it is answered.
    this.#tellAccess();
    channel.send(room.joining.vectorFrame());
    delivery.sendPresence();
    if (room.isFailing) this.storageChanged(true);
    channel.start();
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
    const replies = room.show(this.#shown(entries), this);
    if (replies.length > 0) {
      this.#channel.send(new Frame({ type: "presence", update: encodePresence(replies) }));
    }
  }

  #shown(entries: readonly PresenceEntry[]): readonly PresenceEntry[] {
    if (this.#access === undefined) return entries;
    const { user } = this.grant;
    if (this.#shownPresence?.isOf(user) !== true) this.#shownPresence = new ShownPresence(user);
    const shown = this.#shownPresence;
    return entries.map((entry) => shown.of(entry));
  }

  /** As `#unlessRefused`, which costs more than it does: this is done for every key that is pressed. */
  #take(
    intake: Intake,
    { update, type }: Extract<Message, { readonly type: "syncStep2" | "update" }>,
  ): Promise<void> | undefined {
    try {
      const later = intake.take(update, type === "syncStep2");
      return later?.catch((error: unknown) => this.#refused(intake, error));
    } catch (error) {
      return this.#refused(intake, error);
    }
  }

  /** The client hears of it when it is on disk; what it sends meanwhile is handled. */
  #seed(room: Room, intake: Intake, update: Uint8Array): Promise<void> | undefined {
    const { maxInlineBytes } = this.#settings;
    if (update.length > maxInlineBytes) {
      throw updateRefused(`a first content may have ${maxInlineBytes} bytes`);
    }
    const told = (isTaken: boolean): void => {
      if (!isTaken) return this.#channel.send(new Frame({ type: "seeded", isTaken }));
      const durable = room.whenDurable();
      this.#await(durable.then(() => this.#channel.send(new Frame({ type: "seeded", isTaken }))));
    };
    const submit = (): Promise<void> | undefined => {
      const isTaken = room.submitFirst(update, this);
      if (typeof isTaken !== "boolean") return isTaken.then(told);
      told(isTaken);
      return undefined;
    };
    const accepted = intake.accept(update);
    return accepted === undefined ? submit() : accepted.then(submit);
  }

  #unlessRefused(intake: Intake, work: () => Promise<void> | undefined): Promise<void> | undefined {
    try {
      return work()?.catch((error: unknown) => this.#refused(intake, error));
    } catch (error) {
      return this.#refused(intake, error);
    }
  }

  /** A client that asked to be told what it may do is told so instead of being closed, and reads on. */
  #refused(intake: Intake, error: unknown): undefined {
    const isRefused = error instanceof ProtocolError && error.code === "forbidden";
    if (!isRefused || !this.#request.wantsAccess) throw error;
    intake.refused();
    this.#tellAccess(error.message);
    return undefined;
  }

  #tellAccess(refused?: string): void {
    if (!this.#request.wantsAccess) return;
    const { user, access } = this.grant;
    const expiresInMs = this.#access?.remainingMs;
    const status = encodeAccessStatus({
      access,
      ...(user !== undefined && { user }),
      ...(expiresInMs !== undefined && { expiresInMs }),
      ...(refused !== undefined && { refused }),
    });
    this.#channel.send(new Frame({ type: "access", status }));
  }

  #await(later: Promise<void> | undefined): void {
    if (later !== undefined) this.#channel.later(later);
  }
}
