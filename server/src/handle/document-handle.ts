/**
 * A program's way into one document: reads and changes it as a Y.Doc, and hears what others do. It does what a
 * client would do: it is a member of the document's room, and what it writes is screened, saved and sent on like
 * any other edit.
 *
 * Invariants: 1. `transact` resolves only when what it wrote is on disk. 2. A callback that fails, and a change that
 * is refused, change nothing. 3. What is told ends with `closed`.
 */

import { ProtocolError, type AccessUser, type DocumentName } from "@coscribe/shared";
import type * as Yjs from "yjs";
import { openGrant } from "../access/grant.ts";
import type { Timer } from "../clock.ts";
import type { Settings } from "../options.ts";
import type { FlushedChange, RoomWatcher, SavedChanges } from "../room/room-watcher.ts";
import type { Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";
import { submitLarge } from "../room/submit-large.ts";
import { emptyUpdate } from "../update/encode-update.ts";
import { DocumentHandleError } from "./handle-error.ts";
import {
  HandleListeners,
  type DocumentHandleEvents,
  type HandleListener,
  type PresentClient,
} from "./handle-events.ts";
import { HandleMember } from "./handle-member.ts";
import { Mirror, type Changed, type YjsModule } from "./mirror.ts";
import { PresentClients } from "./present-clients.ts";
import { raced, Turns } from "./turns.ts";

/** How `SyncServer.open` opens a document. */
export interface OpenDocumentOptions {
  /**
   * In whose name it writes: others' `change` events and the hooks name this user, whose the Yjs client ID becomes.
   * Nobody's by default.
   */
  readonly user?: AccessUser;
  /**
   * Largest document, in bytes of the server's memory, that `read` and `transact` make a Y.Doc of, in this process; 4
   * MiB by default. One of 3.3 MB that was typed letter by letter at any place took 42 MB and half a second,
   * in which nobody else was served. A larger one rejects with `tooLarge`.
   */
  readonly maxBytes?: number;
  /**
   * How long a callback may run, in milliseconds, before others of the same handle that wait for it reject with
   * `busy`; 30 s by default.
   */
  readonly busyAfterMs?: number;
  /**
   * The copy of Yjs that documents are made with: `import * as Y from "yjs"`. Needed only where the program has
   * two, for instance since it gets its own by `require`.
   */
  readonly yjs?: YjsModule;
}

/** What a handle has from its server. */
export interface HandleSurroundings {
  readonly settings: Settings;
  readonly rooms: Rooms;
  /** Told once when the handle has ended. */
  readonly onClosed: (handle: DocumentHandle) => void;
}

/** The pauses between attempts to load a document that cannot be loaded, in milliseconds. */
const pausesMs = { first: 1_000, longest: 30_000 };

const defaultMaxBytes = 4 * 2 ** 20;
const defaultBusyAfterMs = 30_000;

/** Made by `SyncServer.open`; see the head of this file. */
export class DocumentHandle {
  /** The document's name. */
  readonly name: DocumentName;
  readonly #surroundings: HandleSurroundings;
  readonly #member: HandleMember;
  readonly #watcher: RoomWatcher;
  readonly #listeners: HandleListeners;
  readonly #mirror: Mirror;
  readonly #turns: Turns;
  readonly #presentClients = new PresentClients();
  /** Those who wait for the disk. */
  readonly #unsaved = new Set<(reason: Error) => void>();
  #room: Room | undefined;
  #entering: Promise<Room> | undefined;
  #pauseMs = pausesMs.first;
  #retry: Timer | undefined;
  /** Set once it has ended: what everything rejects with from then on. */
  #end: Error | undefined;
  #closing: Promise<void> | undefined;

  /** Use `SyncServer.open`. */
  constructor(name: DocumentName, options: OpenDocumentOptions, surroundings: HandleSurroundings) {
    const { clock, idleDocumentMs, onEvent } = surroundings.settings;
    const { maxBytes = defaultMaxBytes, busyAfterMs = defaultBusyAfterMs, user, yjs } = options;
    this.name = name;
    this.#surroundings = surroundings;
    this.#member = new HandleMember(
      { ...openGrant, user },
      {
        ended: (reason) => this.end(reason),
        notSaved: (reason) => this.#notSaved(reason),
        roomFailed: (reason) => this.#roomFailed(reason),
      },
    );
    this.#watcher = {
      changed: (change) => this.#tellChange(change),
      presenceChanged: () => this.#tellPresence(),
      saved: (saved) => this.#tellSaved(saved),
      closed: () => undefined,
    };
    this.#listeners = new HandleListeners((type, cause) => {
      onEvent({ type: "hookFailed", hook: type, name, cause });
    });
    this.#mirror = new Mirror({ clock, maxBytes, idleMs: idleDocumentMs, yjs });
    this.#turns = new Turns(clock, busyAfterMs);
    this.#keepEntering();
  }

  /** False once it was closed, the document deleted, or the server closed. */
  get isOpen(): boolean {
    return this.#end === undefined && this.#closing === undefined;
  }

  /** Who is in the document now; nobody before it is loaded. */
  get present(): readonly PresentClient[] {
    return this.#room === undefined ? [] : this.#presentClients.in(this.#room);
  }

  /** Calls `listener` with every event of this type; what comes back ends that. */
  on<Type extends keyof DocumentHandleEvents>(
    type: Type,
    listener: HandleListener<Type>,
  ): () => void {
    return this.#listeners.add(type, listener);
  }

  /**
   * Resolves to what `callback` returns for the document as it is, with everything that anybody has written. The
   * callback may not change it, nor use it later. Rejects with what the callback throws, with DocumentHandleError,
   * and where the document cannot be loaded with ProtocolError or the store's error.
   */
  async read<T>(callback: (doc: Yjs.Doc) => T | Promise<T>): Promise<T> {
    return this.#turns.take(async () => this.#mirror.read(await this.#entered(), callback));
  }

  /**
   * Lets `callback` change the document. Resolves to what it returned when all that it wrote is on disk, however
   * long that takes; others have it by then. What others write while an asynchronous callback runs is not in its
   * document, and merged with what it wrote. Callbacks of one handle run one after the other. Rejects as
   * {@link read} does, and with ProtocolError where the change is refused (`documentTooLarge`, `documentDamaged`,
   * `updateRefused`, `tryAgainLater`): then nothing is changed. After `internalError` and `documentDeleted` what was
   * written may be with others, or not.
   */
  async transact<T>(callback: (doc: Yjs.Doc) => T | Promise<T>): Promise<T> {
    const { value, saved } = await this.#turns.take(async () => {
      const room = await this.#entered();
      const changed = await this.#mirror.change(room, callback);
      const isEmpty = changed.update === undefined;
      if (!isEmpty) await this.#submit(room, changed);
      // Whoever comes next need not wait for the disk.
      const { value: returned } = changed;
      return { value: returned, saved: isEmpty ? undefined : this.#whenSaved(room) };
    });
    await saved;
    return value;
  }

  /** Takes no more calls, waits for those that were made, and leaves the document. Calling it again gives the same. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Leaves the document at once. What was not submitted is not, and rejects with `reason`. */
  end(reason: Error): void {
    if (this.#end !== undefined) return;
    this.#end = reason;
    this.#turns.end(reason);
    if (reason instanceof ProtocolError && reason.code === "documentDeleted")
      this.#notSaved(reason);
    this.#retry?.cancel();
    this.#leave();
    this.#listeners.tell("closed", {
      reason: reason instanceof ProtocolError ? reason : undefined,
    });
    this.#surroundings.onClosed(this);
  }

  async #close(): Promise<void> {
    const closed = new DocumentHandleError("closed", `the handle of ${this.name} is closed`);
    this.#turns.close(closed);
    await this.#turns.whenOver();
    // Where it cannot be saved, who waits for it is told.
    if (this.#room !== undefined) await this.#whenSaved(this.#room).catch(ignore);
    this.end(closed);
  }

  /** The room that it is in. Rejects where the document cannot be loaded. */
  #entered(): Promise<Room> {
    if (this.#room !== undefined) return Promise.resolve(this.#room);
    this.#entering ??= this.#enter().finally(() => (this.#entering = undefined));
    return this.#entering;
  }

  async #enter(): Promise<Room> {
    const { rooms } = this.#surroundings;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- again only where the room has failed meanwhile
      const room = await rooms.enter(this.name, this.#member);
      if (this.#end === undefined && !room.isOpen) continue;
      this.#room = room;
      if (this.#end !== undefined) {
        this.#leave();
        throw this.#end;
      }
      room.watch(this.#watcher);
      this.#pauseMs = pausesMs.first;
      this.#listeners.tell("opened", { generation: room.generation });
      return room;
    }
  }

  /** Enters, again and again where the document cannot be loaded, which the room has reported. */
  #keepEntering(): void {
    this.#entered().catch((error: unknown) => {
      if (this.#end !== undefined) return;
      const isDeleted = error instanceof ProtocolError && error.code === "documentDeleted";
      if (isDeleted) return this.end(error);
      this.#retry = this.#surroundings.settings.clock.after(this.#pauseMs, () =>
        this.#keepEntering(),
      );
      this.#pauseMs = Math.min(this.#pauseMs * 2, pausesMs.longest);
    });
  }

  #whenSaved(room: Room): Promise<void> {
    return raced(room.whenDurable(), this.#unsaved);
  }

  async #submit(
    room: Room,
    { update = emptyUpdate, clientId, clock }: Changed<unknown>,
  ): Promise<void> {
    const { maxInlineBytes } = this.#surroundings.settings;
    try {
      // It may have ended while the callback was running.
      if (this.#end !== undefined) throw this.#end;
      // A client that writes under this ID would have it taken for known.
      if (room.clockOf(clientId) !== clock) throw new ProtocolError("tryAgainLater");
      const isComplete =
        update.length > maxInlineBytes
          ? await submitLarge(room, update, this.#member)
          : await room.submit(update, this.#member);
      // Then the room has lost what the document was made of.
      if (!isComplete) throw new ProtocolError("tryAgainLater");
    } catch (error) {
      // Of a large one some may have been taken in.
      this.#mirror.disown();
      throw error;
    }
  }

  #notSaved(reason: Error): void {
    this.#mirror.disown();
    for (const reject of this.#unsaved) reject(reason);
  }

  #roomFailed(reason: ProtocolError): void {
    // One that is only closed brings everything to disk before.
    if (reason.code !== "serviceRestart") this.#notSaved(reason);
    this.#leave();
    this.#keepEntering();
  }

  #leave(): void {
    this.#mirror.drop();
    const room = this.#room;
    this.#room = undefined;
    room?.unwatch(this.#watcher);
    room?.leave(this.#member);
  }

  #tellChange({ update, authors }: FlushedChange): void {
    if (!this.#listeners.has("change")) return;
    this.#listeners.tell("change", {
      update: new Uint8Array(update),
      authors: [...authors].map((author) => {
        return { user: author.grant.user, isThisHandle: author === this.#member };
      }),
    });
  }

  #tellPresence(): void {
    if (this.#listeners.has("presence")) this.#listeners.tell("presence", this.present);
  }

  #tellSaved({ generation, sequence, isAll }: SavedChanges): void {
    this.#listeners.tell("saved", { generation, sequence, isAll });
  }
}

function ignore(): void {
  // Whoever waits for it is told.
}
