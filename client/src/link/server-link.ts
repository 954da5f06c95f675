/**
 * A Y.Doc and its presence, kept in step with one document on a server by y-websocket's provider,
 * which does the syncing and reconnecting.
 *
 * This reads what the provider does not: answers about what is on disk, which generation of the
 * document the server has, and why it shows a presence state to nobody. What the provider sends passes an outbox, which cuts large updates. Tabs do not talk to each other through it (BroadcastChannel is off): an
 * edit that a tab passed on would look like the server's, and nobody could tell what the server has
 * seen.
 */

import {
  decodeMessages,
  documentNameToPath,
  ProtocolError,
  type DocumentName,
} from "@coscribe/shared";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { Clock } from "../clock.ts";
import type { UploadProgress } from "../saving/save-status.ts";
import { Outbox } from "./outbox.ts";
import { decodeAnswer, encodeQuestion } from "./question.ts";
import { socketsWithOutbox } from "./socket-with-outbox.ts";

/** Where to join what, and how. */
export interface ServerLinkOptions {
  /** `ws://…`, without the document's name. */
  readonly url: string;
  readonly name: DocumentName;
  readonly token: string | undefined;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly WebSocket: typeof WebSocket;
  readonly clock: Clock;
}

/** What a link tells its owner. */
export interface ServerLinkEvents {
  /** A socket is being opened. */
  readonly connecting: () => void;
  /** The socket is open. */
  readonly connected: () => void;
  /** The server's content is in the document, and the client's is on its way to the server. */
  readonly synced: () => void;
  /** The socket is gone; the next one is opened after a pause. */
  readonly disconnected: () => void;
  /** The server has closed the socket with a code that says: do not come back. */
  readonly refused: (code: number, reason: string) => void;
  /** The server has answered {@link ServerLink.ask}. */
  readonly answered: (edits: number) => void;
  /**
   * Something of a large update has moved on its way to the server; undefined: all of it is on disk
   * there.
   */
  readonly uploading: (progress: UploadProgress | undefined) => void;
  /** The server can no longer write, or can again. */
  readonly storageChanged: (isFailing: boolean) => void;
  /** The server shows a presence state of this client to nobody, for this reason. */
  readonly presenceRefused: (reason: string) => void;
  /** The server has told which generation of the document it has. */
  readonly generationTold: (generation: string) => void;
}

/** See the head of this file. */
export class ServerLink {
  readonly #provider: WebsocketProvider;
  readonly #events: ServerLinkEvents;
  #token: string | undefined;
  /** The generation that the document's content belongs to, as far as it is known. */
  #known: string | undefined;
  /** Of the socket that was opened last. */
  #outbox: Outbox | undefined;

  /** Nothing happens before {@link connect}. */
  constructor(options: ServerLinkOptions, events: ServerLinkEvents) {
    const { url, name, doc, awareness, WebSocket, clock } = options;
    this.#events = events;
    this.#token = options.token;
    this.#provider = new WebsocketProvider(url, documentNameToPath(name), doc, {
      awareness,
      params: paramsFor(undefined, options.token),
      disableBc: true,
      connect: false,
      WebSocketPolyfill: socketsWithOutbox(WebSocket, (socket) => {
        this.#outbox = new Outbox(socket, clock, events.uploading);
        return this.#outbox;
      }),
    });
    const provider = this.#provider;
    for (const type of ownTypes) provider.messageHandlers[type] = this.#receive;
    provider.on("status", ({ status }) => {
      if (status === "disconnected") forgetOthers(awareness);
      events[status]();
    });
    // The server sends its SyncStep1 before it reads anything, so the provider has answered it by
    // the time when the answer to its own arrives.
    provider.on("sync", (isSynced) => {
      if (!isSynced) return;
      this.#outbox?.answered();
      events.synced();
    });
    provider.on("closed", ({ code, reason }) => events.refused(code, reason));
  }

  /**
   * Opens the first socket, and from then on the next one whenever one is lost. `known`: the
   * generation that the document's content belongs to, if the server has told. A server that has
   * another one refuses the link before anything is merged.
   */
  connect(known?: string): void {
    this.#known = known;
    this.#provider.params = paramsFor(known, this.#token);
    this.#provider.connect();
  }

  /** Takes another token for the next socket. */
  setToken(token: string | undefined): void {
    this.#token = token;
    this.#provider.params = paramsFor(this.#known, token);
  }

  /** Whether a transaction with this origin brought what the server sent. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#provider;
  }

  /** Sends the number `edits`, which the server returns when everything sent before is on disk. */
  ask(edits: number): void {
    this.#outbox?.ask(encodeQuestion({ about: "edits", number: edits }));
  }

  /** Leaves, after everything that waits to be sent; no event comes after it. */
  close(): void {
    this.#outbox?.flush();
    // The provider waits so long before it sees that it is not to come back.
    this.#provider.maxBackoffTime = 0;
    this.#provider.destroy();
  }

  /** Called by the provider with a frame whose first message it does not know. */
  readonly #receive = (_encoder: unknown, { arr: frame }: { readonly arr: Uint8Array }): void => {
    const messages = decodeMessages(frame);
    if (messages instanceof ProtocolError) return;
    for (const message of messages) {
      if (message.type === "storageStatus") this.#events.storageChanged(message.isFailing);
      else if (message.type === "syncStatus") this.#answered(message.payload);
      else if (message.type === "generation") this.#generationTold(message.generation);
      else if (message.type === "presenceRefused") this.#events.presenceRefused(message.reason);
    }
  };

  #generationTold(told: string): void {
    this.#known = told;
    this.#provider.params = paramsFor(told, this.#token);
    this.#events.generationTold(told);
  }

  #answered(payload: Uint8Array): void {
    const answer = decodeAnswer(payload);
    if (answer?.about === "edits") this.#events.answered(answer.number);
    else if (answer?.about === "pieces") this.#outbox?.acknowledged(answer.number);
  }
}

/** SyncStatus, StorageStatus, Generation and PresenceRefused, which the provider does not know. */
const ownTypes = [102, 110, 111, 112];

/** What a client wants to be told, and what it has. */
function paramsFor(known: string | undefined, token: string | undefined): Record<string, string> {
  return {
    "storage-status": "1",
    "presence-status": "1",
    generation: known ?? "",
    ...(token !== undefined && { token }),
  };
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
