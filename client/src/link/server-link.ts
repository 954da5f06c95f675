/**
 * A Y.Doc and its presence, kept in step with one document on a server by y-websocket's provider,
 * which does the syncing and reconnecting.
 *
 * This reads what the provider does not: answers about what is on disk, which generation of the
 * document the server has, what this client may do, why a presence state is shown to nobody, and whether the
 * server is still there (`pulse.ts`). What the provider sends passes an outbox, which cuts large updates. Tabs do not talk to each other through it (BroadcastChannel is off): an
 * edit that a tab passed on would look like the server's, and nobody could tell what the server has
 * seen.
 */

import {
  decodeAccessStatus,
  decodeMessages,
  documentNameToPath,
  encodeMessage,
  ProtocolError,
  tokenProtocols,
  type AccessStatus,
  type DocumentName,
} from "@coscribe/shared";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { Clock } from "../clock.ts";
import type { UploadProgress } from "../saving/save-status.ts";
import { CutOffs } from "./cut-offs.ts";
import { LatePieces } from "./late-pieces.ts";
import { listenToNetwork } from "./network-news.ts";
import { maxMessageBytes, Outbox } from "./outbox.ts";
import { Pulse } from "./pulse.ts";
import { decodeAnswer, encodeQuestion } from "./question.ts";
import { Seeding } from "./seeding.ts";
import { socketParameters } from "./socket-address.ts";
import { socketsWithOutbox, type OwnedSocket, type SocketOwner } from "./socket-with-outbox.ts";

/** Where to join what, and how. */
export interface ServerLinkOptions {
  /** `ws://…`, without the document's name. */
  readonly url: string;
  readonly name: DocumentName;
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
  /**
   * Each connection ends when a message of so many bytes is sent on it; undefined: none does any more, or
   * nobody knows.
   */
  readonly cutOff: (bytes: number | undefined) => void;
  /** The socket is open, but the server says nothing though it is asked; or it does again. */
  readonly silenceChanged: (isSilent: boolean) => void;
  /** The server can no longer write, or can again. */
  readonly storageChanged: (isFailing: boolean) => void;
  /** The server shows a presence state of this client to nobody, for this reason. */
  readonly presenceRefused: (reason: string) => void;
  /** The server has said what this client may do. */
  readonly accessTold: (status: AccessStatus) => void;
  /** The server has told which generation of the document it has. */
  readonly generationTold: (generation: string) => void;
}

/** See the head of this file. */
export class ServerLink {
  readonly #provider: WebsocketProvider;
  readonly #events: ServerLinkEvents;
  /** What belongs to the socket that was opened last. */
  #socket: OwnSocket | undefined;
  #isUploading = false;
  readonly #cutOffs = new CutOffs(maxMessageBytes);
  readonly #latePieces = new LatePieces();
  readonly #seeding = new Seeding((frame) => this.#socket?.send(frame));
  readonly #stopListening: () => void;

  /** Nothing happens before {@link connect}. */
  constructor(options: ServerLinkOptions, events: ServerLinkEvents) {
    const { url, name, doc, awareness, WebSocket, clock } = options;
    this.#events = events;
    this.#stopListening = listenToNetwork({
      lost: () => this.#socket?.pulse.doubt(),
      back: this.#networkBack,
    });
    this.#provider = new WebsocketProvider(url, documentNameToPath(name), doc, {
      awareness,
      params: socketParameters(undefined),
      disableBc: true,
      connect: false,
      WebSocketPolyfill: socketsWithOutbox(WebSocket, (socket) => this.#opening(socket, clock)),
    });
    const provider = this.#provider;
    for (const type of ownTypes) provider.messageHandlers[type] = this.#receive;
    provider.on("status", ({ status }) => {
      if (status === "disconnected") {
        forgetOthers(awareness);
        this.#seeding.disconnected();
      }
      events[status]();
    });
    provider.on("connection-close", () => this.#ended(provider.wsconnected));
    // The server sends its SyncStep1 before it reads anything, so the provider has answered it by
    // the time when the answer to its own arrives.
    provider.on("sync", (isSynced) => {
      if (!isSynced) return;
      // To be in step is no success where the next message ends it: the pauses grow.
      provider.wsUnsuccessfulReconnects = this.#cutOffs.ends;
      this.#socket?.outbox.answered();
      events.synced();
      this.#seeding.synced();
      this.#socket?.pulse.begin();
    });
    provider.on("closed", ({ code, reason }) => events.refused(code, reason));
  }

  /**
   * Notes the generation that the document's content belongs to, where the server has told. A server that has
   * another one refuses the link before anything is merged.
   */
  setKnown(generation: string | undefined): void {
    this.#provider.params = socketParameters(generation);
  }

  /**
   * Takes another token: for the connection that there is, if the server says on it what it allows, and for the
   * next ones.
   */
  setToken(token: string | undefined): void {
    const before = this.#provider.protocols;
    const protocols = token === undefined ? [] : [...tokenProtocols(token)];
    this.#provider.protocols = protocols;
    const isOther = String(before) !== String(protocols);
    if (token !== undefined && isOther && this.#socket?.tellsAccess === true) {
      this.#socket.send(encodeMessage({ type: "token", token }));
    }
  }

  /**
   * Opens a socket where there is none, and from then on the next one whenever one is lost; also after the
   * server has refused.
   */
  connect(): void {
    this.#provider.connect();
  }

  /** Whether a transaction with this origin brought what the server sent. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#provider;
  }

  /** Sends the number `edits`, which the server returns when everything sent before is on disk. */
  ask(edits: number): void {
    this.#socket?.outbox.ask(encodeQuestion({ about: "edits", number: edits }));
    this.#socket?.pulse.setAwaited(true);
  }

  /** See {@link Seeding.offer}. */
  seed(update: Uint8Array): Promise<boolean> {
    return this.#seeding.offer(update);
  }

  /** Leaves, after everything that waits to be sent; no event comes after it. */
  close(): void {
    this.#stopListening();
    this.#socket?.outbox.flush();
    // The provider waits so long before it sees that it is not to come back.
    this.#provider.maxBackoffTime = 0;
    this.#provider.destroy();
  }

  #opening(socket: OwnedSocket, clock: Clock): SocketOwner {
    const { maxBytes } = this.#cutOffs;
    const outbox = new Outbox(socket, clock, this.#uploading, this.#latePieces, maxBytes);
    void this.#latePieces.load();
    // Not through the outbox: it is to be heard whatever waits there.
    const send = (frame: Uint8Array): void => {
      if (socket.isOpen) socket.send(frame);
    };
    const pulse = new Pulse(clock, {
      ask: () => send(encodeMessage({ type: "echo", payload: new Uint8Array() })),
      silenceChanged: this.#events.silenceChanged,
      isUploading: () => this.#isUploading,
    });
    this.#isUploading = false;
    this.#socket = { outbox, pulse, abandon: socket.abandon, send, tellsAccess: false };
    return {
      outbox,
      heard: () => pulse.heard(),
      closed: () => {
        pulse.close();
        outbox.close();
      },
    };
  }

  /** A socket has ended, or could not be opened: then the network is to blame for whatever ended before. */
  #ended(wasOpen: boolean): void {
    if (wasOpen) this.#cutOffs.ended(this.#socket?.outbox.largestOpen ?? 0);
    else this.#cutOffs.forget();
    this.#events.cutOff(this.#cutOffs.stuckBytes);
  }

  #arrived(): void {
    if (this.#cutOffs.ends === 0) return;
    this.#cutOffs.forget();
    this.#events.cutOff(undefined);
  }

  readonly #uploading = (progress: UploadProgress | undefined): void => {
    this.#isUploading = progress !== undefined;
    this.#events.uploading(progress);
  };

  /** What has had no answer, or has not opened yet, belongs to a network that is gone. */
  readonly #networkBack = (): void => {
    const { ws, wsconnected } = this.#provider;
    if (ws === null) return;
    if (!wsconnected || this.#socket?.pulse.isSilent === true) this.#socket?.abandon();
    else this.#socket?.pulse.doubt();
  };

  /** Called by the provider with a frame whose first message it does not know. */
  readonly #receive = (_encoder: unknown, { arr: frame }: { readonly arr: Uint8Array }): void => {
    const messages = decodeMessages(frame);
    if (messages instanceof ProtocolError) return;
    for (const message of messages) {
      if (message.type === "storageStatus") this.#events.storageChanged(message.isFailing);
      else if (message.type === "syncStatus") this.#answered(message.payload);
      else if (message.type === "echo") this.#socket?.pulse.echoed();
      else if (message.type === "generation") this.#generationTold(message.generation);
      else if (message.type === "presenceRefused") this.#events.presenceRefused(message.reason);
      else if (message.type === "access") this.#accessTold(message.status);
      else if (message.type === "seeded") this.#seeding.answered(message.isTaken);
    }
  };

  #generationTold(told: string): void {
    this.setKnown(told);
    this.#events.generationTold(told);
  }

  #accessTold(text: string): void {
    const status = decodeAccessStatus(text);
    if (status === undefined) return;
    if (this.#socket !== undefined) this.#socket.tellsAccess = true;
    this.#events.accessTold(status);
  }

  #answered(payload: Uint8Array): void {
    const answer = decodeAnswer(payload);
    if (answer?.about === "edits") {
      this.#socket?.pulse.setAwaited(false);
      this.#socket?.outbox.answeredQuestion();
      this.#arrived();
      this.#events.answered(answer.number);
    } else if (answer?.about === "pieces") {
      this.#arrived();
      this.#socket?.outbox.acknowledged(answer.number);
    }
  }
}

/** A socket's outbox and pulse, and how to be rid of it. */
interface OwnSocket extends Pick<OwnedSocket, "abandon"> {
  readonly outbox: Outbox;
  readonly pulse: Pulse;
  /** Sends a frame past the outbox. */
  readonly send: (frame: Uint8Array) => void;
  /** The server has said on it what this client may do. */
  tellsAccess: boolean;
}

/** SyncStatus, StorageStatus, Generation, PresenceRefused, Echo, Access and Seeded, which the provider does not know. */
const ownTypes = [102, 110, 111, 112, 113, 114, 117];

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
