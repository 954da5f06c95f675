/**
 * One Y.Doc joined to one document on a server, over y-websocket's provider.
 *
 * The provider does the syncing and reconnecting. This adds what it leaves open: names that need
 * escaping, a status that is one value, a promise for "the server's content is here", and people.
 * Tabs do not talk to each other directly (BroadcastChannel is off): an edit that a tab passed on
 * would look like that tab's own, and the connection could not tell what the server has seen.
 *
 * Invariants: 1. after `close()` no listener is called. 2. The Y.Doc belongs to the caller: closing
 * the connection never destroys it.
 */

import { documentNameToPath, parseDocumentName, type DocumentName } from "@coscribe/shared";
import { ObservableV2 } from "lib0/observable";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import DefaultWebSocket from "#web-socket";
import { participantsOf } from "./participants.ts";
import type { ConnectionStatus, Participant, User } from "./status.ts";

/** What {@link connect} takes beside the address. */
export interface ConnectOptions {
  /** The document to join; a new one by default. */
  readonly doc?: Y.Doc;
  /** How others see this participant; nobody by default, which is right for a program. */
  readonly user?: User;
  /** A WebSocket class for platforms that have none; Node and browsers need no help. */
  readonly WebSocket?: typeof WebSocket;
}

/** The events of a {@link Connection}. */
export interface ConnectionEvents {
  /** The status changed; it is also in `connection.status`. */
  status: (status: ConnectionStatus) => void;
  /** Somebody came, left, or changed name or colour. */
  participants: (participants: readonly Participant[]) => void;
}

/**
 * Joins the document `name` on the server at `url` (such as `ws://localhost:1234`).
 * Throws `ProtocolError` for a name that no server would accept; anything that goes wrong later
 * shows in the status.
 */
export function connect(url: string, name: string, options: ConnectOptions = {}): Connection {
  return new Connection(url, parseDocumentName(name), options);
}

/** Made by {@link connect}. */
export class Connection {
  /** The shared document; edit it and the edits travel. */
  readonly doc: Y.Doc;
  /** The document's name. */
  readonly name: DocumentName;
  /** y-protocols' awareness, for editors that draw carets. */
  readonly awareness: Awareness;

  readonly #provider: WebsocketProvider;
  readonly #events = new ObservableV2<ConnectionEvents>();
  #status: ConnectionStatus = { state: "connecting" };

  /** Use {@link connect}. */
  constructor(url: string, name: DocumentName, options: ConnectOptions) {
    this.doc = options.doc ?? new Y.Doc();
    this.name = name;
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(options.user === undefined ? null : { user: options.user });
    this.awareness.on("change", this.#participantsChanged);
    this.#provider = new WebsocketProvider(url, documentNameToPath(name), this.doc, {
      awareness: this.awareness,
      disableBc: true,
      connect: false,
      WebSocketPolyfill: options.WebSocket ?? DefaultWebSocket,
    });
    this.#provider.on("status", this.#providerStatus);
    this.#provider.on("sync", this.#providerSynced);
    this.#provider.on("closed", this.#providerRefused);
    this.#provider.connect();
  }

  /** The state now; `on("status", …)` tells of each change. */
  get status(): ConnectionStatus {
    return this.#status;
  }

  /** True while connected and the server's content has arrived. */
  get isSynced(): boolean {
    return this.#status.state === "connected" && this.#status.isSynced;
  }

  /**
   * Resolves once the server's content is in `doc`, at once if it is. Rejects when the server
   * refuses for good or the connection is closed first; a lost connection only makes it wait.
   */
  async synced(): Promise<void> {
    const settled = settledBy(this.#status);
    if (settled !== undefined) return settled;
    return new Promise((resolve, reject) => {
      const stop = this.on("status", (status) => {
        const outcome = settledBy(status);
        if (outcome === undefined) return;
        stop();
        outcome.then(resolve, reject);
      });
    });
  }

  /** Everybody in the document who shows presence, this participant included. */
  get participants(): readonly Participant[] {
    return participantsOf(this.awareness);
  }

  /** Sets how others see this participant; undefined makes it invisible. */
  setUser(user: User | undefined): void {
    if (user === undefined) this.awareness.setLocalState(null);
    else this.awareness.setLocalState({ ...this.awareness.getLocalState(), user });
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
    this.#provider.destroy();
    this.#setStatus({ state: "closed" });
    this.#events.destroy();
    this.awareness.destroy();
  }

  readonly #providerStatus = ({
    status,
  }: {
    status: "connected" | "disconnected" | "connecting";
  }): void => {
    if (this.#isFinal) return;
    if (status === "disconnected") forgetOthers(this.awareness);
    this.#setStatus(
      status === "connected" ? { state: status, isSynced: false } : { state: status },
    );
  };

  readonly #providerSynced = (isSynced: boolean): void => {
    if (isSynced && this.#status.state === "connected") {
      this.#setStatus({ state: "connected", isSynced });
    }
  };

  readonly #providerRefused = ({ code, reason }: { code: number; reason: string }): void => {
    this.#setStatus({ state: "refused", code, reason });
  };

  readonly #participantsChanged = (): void => {
    this.#events.emit("participants", [this.participants]);
  };

  get #isFinal(): boolean {
    return this.#status.state === "refused" || this.#status.state === "closed";
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status;
    this.#events.emit("status", [status]);
  }
}

/**
 * y-protocols remembers the clocks of those it has removed, and takes them in again only with higher
 * ones: after a reconnection, people who did not move would stay invisible for up to 15 seconds.
 */
function forgetOthers(awareness: Awareness): void {
  for (const clientId of awareness.meta.keys()) {
    const isOther = clientId !== awareness.clientID;
    if (isOther && !awareness.states.has(clientId)) awareness.meta.delete(clientId);
  }
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
