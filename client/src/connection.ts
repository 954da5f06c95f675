/**
 * One Y.Doc joined to one document on a server, and kept on this device if that is wanted.
 *
 * Brings its parts together: the link that syncs (`server-link.ts`), the tracker that knows what is
 * saved (`save-tracker.ts`), what may be done (`access.ts`), the copy on the device (`offline-copy.ts`), files
 * (`late-files.ts`), people.
 * The document is
 * loaded from the device before the server is asked, so that the server is told of everything in it,
 * and sends only what is missing.
 *
 * Invariants: 1. after `close()` no listener is called. 2. The Y.Doc belongs to the caller: closing
 * the connection never destroys it. 3. A promise that it gives rejects only for those who wait for it.
 */

import { closeCodes, parseDocumentName, type DocumentName } from "@coscribe/shared";
import { ObservableV2 } from "lib0/observable";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import DefaultWebSocket from "#web-socket";
import { Access, type TokenSource } from "./access/access.ts";
import type { ConnectionAccess } from "./access/connection-access.ts";
import { userAs } from "./access/user-of.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { DocumentFiles } from "./files/document-files.ts";
import { LateFiles } from "./files/late-files.ts";
import { withPendingFiles } from "./files/pending-files.ts";
import type { FileUpload } from "./files/upload.ts";
import { nothingLoaded, OfflineCopy, type LoadedCopy } from "./offline/offline-copy.ts";
import { copyDatabaseName, isDeviceStorageHere } from "./offline/copy-rows.ts";

import { ownAwareness, type OwnAwareness } from "./own-awareness.ts";
import { requireOwnYjs } from "./own-yjs.ts";
import { awayField, participantsOf, peopleOf } from "./participants.ts";
import { isSameSaveStatus, type SaveStatus } from "./saving/save-status.ts";
import { SaveTracker } from "./saving/save-tracker.ts";
import { ServerLink } from "./link/server-link.ts";
import type { ConnectionStatus, Participant, Person, User } from "./status.ts";

/** What {@link connect} takes beside the address. */
export interface ConnectOptions {
  /** The document to join; a new one by default. */
  readonly doc?: Y.Doc;
  /** How others see this participant; nobody by default, which is right for a program. */
  readonly user?: User;
  /**
   * Keeps a copy of the document in this browser, so that it opens without a network and no edit is
   * lost with the tab. Off by default: whoever uses the browser next can read the copy. Without
   * IndexedDB, as in Node, it has no effect.
   */
  readonly offline?: boolean;
  /**
   * Tells the server who this is: a token, or a function that gives one or a promise of it. The function is
   * asked before the first connection, again when the token's time is almost over, and when the server does not
   * take it any more. A token travels as a subprotocol of the WebSocket and as a header of requests, never in
   * an address. `setToken` changes it later.
   */
  readonly token?: TokenSource;
  /** A WebSocket class for platforms that have none; Node and browsers need no help. */
  readonly WebSocket?: typeof WebSocket;
}

/** The events of a {@link Connection}. */
export interface ConnectionEvents {
  /** The status changed; it is also in `connection.status`. */
  status: (status: ConnectionStatus) => void;
  /** It changed where the edits are; it is also in `connection.saveStatus`. */
  saveStatus: (status: SaveStatus) => void;
  /** The server has said what this client may do; it is also in `connection.access`. */
  accessChanged: (access: ConnectionAccess) => void;
  /** The function that gives tokens has thrown or rejected; it is asked again after a pause. */
  tokenFailed: (error: unknown) => void;
  /** A file was added, or it changed where one is; they are also in `connection.files.all`. */
  uploads: (uploads: readonly FileUpload[]) => void;
  /** Somebody came, left, or changed name or colour. */
  participants: (participants: readonly Participant[]) => void;
  /**
   * The server shows a presence state of this participant to nobody, nor the one before it, because
   * it breaks a limit: the reason names it. Everything else goes on.
   */
  presenceRefused: (reason: string) => void;
  /**
   * This device has lost a part of its copy of the document. What could be read is in `doc`, goes to
   * the server and is kept; the rest is set aside, see `setAsideCopies`.
   */
  copyUnreadable: () => void;
}

/**
 * Joins the document `name` on the server at `url` (such as `ws://localhost:1234`).
 * Throws `ProtocolError` for a name that no server would accept, `UnusableDocError` for a `doc` of
 * another copy of Yjs, TypeError for what is no URL; anything that goes wrong later shows in the
 * status.
 */
export function connect(url: string, name: string, options: ConnectOptions = {}): Connection {
  return new Connection(new URL(url), parseDocumentName(name), options);
}

/** Made by {@link connect}. */
export class Connection {
  /** The shared document; edit it and the edits travel. */
  readonly doc: Y.Doc;
  /** The document's name. */
  readonly name: DocumentName;
  /** Images and other files of the document, on their way to the server. */
  readonly files: DocumentFiles;

  readonly #access: Access;
  readonly #presence: OwnAwareness;
  /** As the program wants to be seen. */
  #user: User | undefined;
  readonly #link: ServerLink;
  readonly #saves: SaveTracker;
  readonly #copy: OfflineCopy | undefined;
  /** What was on the device; undefined before it is in the document. */
  #loaded: LoadedCopy | undefined;
  readonly #loading: Promise<LoadedCopy>;
  readonly #events = new ObservableV2<ConnectionEvents>();
  readonly #uploads: LateFiles;
  #status: ConnectionStatus = { state: "connecting" };
  #isAway = false;
  /** Of edits and files together, as it was told last. */
  #saveStatus: SaveStatus;

  /** Use {@link connect}. */
  constructor(url: URL, name: DocumentName, options: ConnectOptions, clock: Clock = systemClock) {
    const { doc = new Y.Doc(), user, offline = false, token } = options;
    const { WebSocket = DefaultWebSocket } = options;
    requireOwnYjs(doc);
    this.doc = doc;
    this.name = name;
    this.#presence = ownAwareness(doc, clock);
    this.#user = user;
    this.awareness.setLocalState(user === undefined ? null : { user });
    this.awareness.on("change", this.#participantsChanged);
    this.#access = new Access(token, clock, {
      tokenChanged: this.#tokenChanged,
      tokenFailed: (error) => this.#events.emit("tokenFailed", [error]),
      changed: this.#accessChanged,
      ended: (code, reason) => this.#end(code, reason),
    });
    const place = { url: url.href, name, doc, awareness: this.awareness };
    this.#link = new ServerLink(
      { ...place, WebSocket, clock },
      {
        connecting: () => this.#setStatus({ state: "connecting" }),
        connected: () => this.#setStatus({ state: "connected", isSynced: false }),
        synced: this.#synced,
        disconnected: this.#disconnected,
        refused: this.#refused,
        answered: (edits) => this.#saves.answered(edits),
        uploading: (progress) => this.#saves.uploading(progress),
        cutOff: (bytes) => this.#saves.cutOff(bytes),
        silenceChanged: (isSilent) => this.#saves.silenceChanged(isSilent),
        storageChanged: (isFailing) => this.#saves.storageChanged(isFailing),
        presenceRefused: (reason) => this.#events.emit("presenceRefused", [reason]),
        accessTold: (status) => this.#access.told(status),
        generationTold: (generation) => this.#copy?.setGeneration(generation),
      },
    );
    this.#saves = new SaveTracker(clock, {
      ask: (edits) => this.#link.ask(edits),
      changed: this.#editsChanged,
    });
    const isKeeping = offline && isDeviceStorageHere();
    this.#uploads = new LateFiles(
      { url, documentName: name, isKeeping, clock, token: () => this.#access.token },
      this.#filesChanged,
    );
    this.files = this.#uploads;
    this.#saveStatus = this.#saves.status;
    if (doc.store.clients.size > 0) this.#saves.edited();
    doc.on("update", this.#updated);
    if (isKeeping) {
      const databaseName = copyDatabaseName(url);
      this.#copy = new OfflineCopy(
        { doc, databaseName, documentName: name, clock },
        {
          completeChanged: (isComplete) => this.#saves.keptOnDevice(isComplete),
          unreadable: () => this.#events.emit("copyUnreadable", []),
          edits: () => this.#saves.edits,
        },
      );
      this.#loading = this.#copy.loaded.then(this.#deviceLoaded);
    } else {
      this.#loaded = nothingLoaded;
      this.#loading = Promise.resolve(nothingLoaded);
      this.#access.begin();
    }
  }

  /** y-protocols' awareness, for editors that draw carets. */
  get awareness(): Awareness {
    return this.#presence.awareness;
  }

  /** The state now; `on("status", …)` tells of each change. */
  get status(): ConnectionStatus {
    return this.#status;
  }

  /**
   * What the server says that this client may do; `on("accessChanged", …)` tells of each change. Undefined before
   * it has said so, and with a server that says nothing. After a connection is lost it is what was said on it.
   */
  get access(): ConnectionAccess | undefined {
    return this.#access.now;
  }

  /** True while connected and the server's content has arrived. */
  get isSynced(): boolean {
    return this.#status.state === "connected" && this.#status.isSynced;
  }

  /** Where the edits are now; `on("saveStatus", …)` tells of each change. */
  get saveStatus(): SaveStatus {
    return this.#saveStatus;
  }

  /** False while an edit or a file is neither acknowledged by the server nor kept on this device. */
  get isSafeToLeave(): boolean {
    const { pending } = this.#uploads;
    if (pending !== undefined && !pending.areKeptOnDevice) return false;
    return this.#saves.pendingEdits === 0 || this.#saves.isKeptOnDevice;
  }

  /**
   * Resolves once the server's content is in `doc`, at once if it is. Rejects when the server
   * refuses for good or the connection is closed first; a lost connection only makes it wait.
   */
  synced(): Promise<void> {
    return markHandled(this.#whenSynced());
  }

  /**
   * Resolves once there is content to show, with where it came from: "device" for a document that
   * has been here before, which needs no network; otherwise like {@link synced}.
   */
  loaded(): Promise<"server" | "device"> {
    return markHandled(this.#whenLoaded());
  }

  /**
   * Resolves once every edit made so far is on the server's disk, and every file added so far, but for
   * those that it refuses. Rejects when the server refuses for good or the connection is closed before; a
   * lost connection only makes it wait.
   */
  whenSaved(): Promise<void> {
    return markHandled(this.#whenSaved());
  }

  /**
   * Brings a document that nobody has written to its first content, such as a template: `write` writes it into
   * an empty document of its own. Of all who do this, however many at once, one's is taken, and comes as an edit
   * of the server's. Resolves to whether it was this one, when it is on disk; a lost connection makes it wait,
   * and then it is offered again. Rejects when the server refuses for good or the connection is closed before.
   */
  seed(write: (doc: Y.Doc) => void): Promise<boolean> {
    const doc = new Y.Doc();
    write(doc);
    const update = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    const seeded = this.#link.seed(update);
    return markHandled(Promise.race([seeded, this.#whenEnded().then(() => seeded)]));
  }

  /** Everybody in the document who shows presence, this participant included. */
  get participants(): readonly Participant[] {
    return participantsOf(this.awareness);
  }

  /** The people behind them: those with the same `User.id` are one. */
  get people(): readonly Person[] {
    return peopleOf(this.participants);
  }

  /**
   * Sets how others see this participant; undefined makes it invisible. A server that knows who this is puts its
   * own id and name, and its colour if it has one, in the place of these.
   */
  setUser(user: User | undefined): void {
    this.#user = user;
    this.#showUser();
  }

  /** Tells the others that this participant is here and does not look, or looks again. */
  setAway(isAway: boolean): void {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    const { [awayField]: _before, ...state } = this.awareness.getLocalState() ?? {};
    if (this.awareness.getLocalState() === null) return;
    this.awareness.setLocalState(isAway ? { ...state, [awayField]: true } : state);
  }

  /**
   * Goes on with another token, or another function that gives them: on the connection that there is, and with
   * the next ones. Where the server has refused with 4401 or 4403, it is tried again.
   */
  setToken(token: TokenSource | undefined): void {
    this.#access.setSource(token);
  }

  /** Calls `listener` for each event from now on. Returns the function that stops it. */
  on<Name extends keyof ConnectionEvents>(
    event: Name,
    listener: ConnectionEvents[Name],
  ): () => void {
    this.#events.on(event, listener);
    return () => this.#events.off(event, listener);
  }

  /** Leaves the document. The Y.Doc stays as it is. Calling it again does nothing. */
  close(): void {
    if (this.#status.state === "closed") return;
    this.#saves.close();
    this.#uploads.close();
    this.#saveStatus = withPendingFiles(this.#saves.status, this.#uploads.pending, false);
    this.doc.off("update", this.#updated);
    this.#copy?.close();
    this.#access.close();
    this.#link.close();
    this.#setStatus({ state: "closed" });
    this.#events.destroy();
    this.#presence.destroy();
  }

  async #whenSynced(): Promise<void> {
    return this.#outcomeOf(settledBy);
  }

  /** Rejects when the server refuses for good or the connection is closed; resolves never. */
  async #whenEnded(): Promise<void> {
    return this.#outcomeOf((status) => {
      return status.state === "connected" ? undefined : settledBy(status);
    });
  }

  /** What comes of the first status, from this one on, of which `outcome` says anything. */
  async #outcomeOf(
    outcome: (status: ConnectionStatus) => Promise<void> | undefined,
  ): Promise<void> {
    const now = outcome(this.#status);
    if (now !== undefined) return now;
    return new Promise((resolve, reject) => {
      const stop = this.on("status", (status) => {
        const later = outcome(status);
        if (later === undefined) return;
        stop();
        later.then(resolve, reject);
      });
    });
  }

  async #whenLoaded(): Promise<"server" | "device"> {
    const { isKnown } = this.#loaded ?? (await this.#loading);
    if (isKnown) return "device";
    await this.#whenSynced();
    return "server";
  }

  async #whenSaved(): Promise<void> {
    if (this.#loaded === undefined) await this.#loading;
    await Promise.all([this.#saves.whenSaved(), this.#uploads.whenSettled()]);
  }

  readonly #deviceLoaded = (loaded: LoadedCopy): LoadedCopy => {
    this.#loaded = loaded;
    if (this.#status.state === "closed") return loaded;
    this.#saves.found(loaded.pendingEdits);
    // What waits on the device is not saved, and must be known before anything is said to be.
    void this.#uploads.restored.then(() => {
      if (this.#status.state === "closed") return;
      this.#link.setKnown(loaded.generation);
      this.#access.begin();
    });
    return loaded;
  };

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    const copy = this.#copy;
    if (this.#link.isOrigin(origin)) return copy?.write(update, undefined);
    if (copy?.isOrigin(origin) !== true) {
      this.#saves.edited();
      return copy?.write(update, this.#saves.edits);
    }
    // What the device had at first is counted by the copy; this is what another tab has left.
    if (this.#loaded !== undefined) this.#saves.found(1);
  };

  readonly #synced = (): void => {
    this.#saves.synced();
    this.#copy?.makeKnown();
    void this.#copy?.catchUp();
    this.#setStatus({ state: "connected", isSynced: true });
    this.#uploads.connected();
  };

  readonly #disconnected = (): void => {
    this.#saves.lost();
    this.#uploads.disconnected();
    this.#setStatus({ state: "disconnected" });
  };

  /** The first one opens the first socket. */
  readonly #tokenChanged = (token: string | undefined): void => {
    this.#link.setToken(token);
    if (this.#status.state === "refused") {
      if (!isAboutAccess(this.#status.code)) return;
      this.#status = { state: "disconnected" };
      this.#saves.resumed();
    }
    this.#link.connect();
  };

  readonly #accessChanged = (access: ConnectionAccess): void => {
    if (access.user !== undefined && this.#user !== undefined) this.#showUser();
    this.#saves.allowedChanged(access.refused === undefined);
    this.#events.emit("accessChanged", [access]);
  };

  #showUser(): void {
    const user = this.#user;
    if (user === undefined) return this.awareness.setLocalState(null);
    const away = this.#isAway && { [awayField]: true };
    const state = this.awareness.getLocalState();
    const shown = userAs(this.#access.now?.user, user);
    this.awareness.setLocalState({ ...state, ...away, user: shown });
  }

  readonly #refused = (code: number, reason: string): void => {
    if (!this.#access.refused(code, reason)) this.#end(code, reason);
  };

  #end(code: number, reason: string): void {
    if (refusesTheCopy(code)) this.#copy?.setAside(code);
    this.#uploads.disconnected();
    this.#saves.refused(code, reason);
    this.#setStatus({ state: "refused", code, reason });
  }

  readonly #editsChanged = (status: SaveStatus): void => {
    if (status.state === "saved") this.#copy?.acknowledged(this.#saves.edits);
    this.#tellSaveStatus();
  };

  readonly #filesChanged = (): void => {
    if (this.#status.state === "closed") return;
    this.#tellSaveStatus();
    this.#events.emit("uploads", [this.files.all]);
  };

  #tellSaveStatus(): void {
    const status = withPendingFiles(this.#saves.status, this.#uploads.pending, true);
    if (isSameSaveStatus(status, this.#saveStatus)) return;
    this.#saveStatus = status;
    this.#events.emit("saveStatus", [status]);
  }

  readonly #participantsChanged = (): void => {
    this.#events.emit("participants", [this.participants]);
  };

  #setStatus(status: ConnectionStatus): void {
    if (this.#status.state === "refused" && status.state !== "closed") return;
    this.#status = status;
    this.#events.emit("status", [status]);
  }
}

/**
 * `promise` itself. Should it reject and nobody wait for it, as when something is closed while it was still
 * being opened, that is no unhandled rejection, which would end a Node program. Whoever waits gets the error.
 */
function markHandled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** How `synced()` ends in this state; undefined while it is still open. */
function settledBy(status: ConnectionStatus): Promise<void> | undefined {
  switch (status.state) {
    case "connected":
      return status.isSynced ? Promise.resolve() : undefined;
    case "refused":
      return Promise.reject(new Error(`the server refused (${status.code}): ${status.reason}`));
    case "closed":
      return Promise.reject(new Error("the connection was closed before it had synced"));
    case "connecting":
    case "disconnected":
      return undefined;
    default:
      return status satisfies never;
  }
}

/** True for a close code that may not come again with another token. */
function isAboutAccess(code: number): boolean {
  return code === closeCodes.unauthenticated.code || code === closeCodes.forbidden.code;
}

/**
 * True for a close code with which the server refuses what is in the document: sent again from the
 * device, it would be refused again, and the document could never be opened here.
 */
function refusesTheCopy(code: number): boolean {
  const { documentDeleted, frameTooLarge, documentTooLarge, updateRefused } = closeCodes;
  return [documentDeleted, frameTooLarge, documentTooLarge, updateRefused].some(
    (refusal) => refusal.code === code,
  );
}
