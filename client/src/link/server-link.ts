/**
 * A Y.Doc and its presence, kept in step with one document on a server by y-websocket's provider,
 * which does the syncing and reconnecting.
 *
 * This reads what the provider does not: answers about what is on disk, which generation of the
 * document the server has, why it shows a presence state to nobody, and whether it is still there
 * (`pulse.ts`). What the provider sends passes an outbox, which cuts large updates. Tabs do not talk to each other through it (BroadcastChannel is off): an
 * edit that a tab passed on would look like the server's, and nobody could tell what the server has
 * seen.
 */

import {
  decodeMessages,
  documentNameToPath,
  encodeMessage,
  ProtocolError,
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
import { socketParameters } from "./socket-address.ts";
import { socketsWithOutbox, type OwnedSocket, type SocketOwner } from "./socket-with-outbox.ts";

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
  readonly #stopListening: () => void;
  #token: string | undefined;
  /** The generation that the document's content belongs to, as far as it is known. */
  #known: string | undefined;

  /** Nothing happens before {@link connect}. */
  constructor(options: ServerLinkOptions, events: ServerLinkEvents) {
    const { url, name, doc, awareness, WebSocket, clock } = options;
    this.#events = events;
    this.#stopListening = listenToNetwork({
      lost: () => this.#socket?.pulse.doubt(),
      back: this.#networkBack,
    });
    this.#token = options.token;
    this.#provider = new WebsocketProvider(url, documentNameToPath(name), doc, {
      awareness,
      params: socketParameters(undefined, options.token),
      disableBc: true,
      connect: false,
      WebSocketPolyfill: socketsWithOutbox(WebSocket, (socket) => this.#opening(socket, clock)),
    });
    const provider = this.#provider;
    for (const type of ownTypes) provider.messageHandlers[type] = this.#receive;
    provider.on("status", ({ status }) => {
      if (status === "disconnected") forgetOthers(awareness);
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
      this.#socket?.pulse.begin();
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
    this.#provider.params = socketParameters(known, this.#token);
    this.#provider.connect();
  }

  /** Takes another token for the next socket. */
  setToken(token: string | undefined): void {
    this.#token = token;
    this.#provider.params = socketParameters(this.#known, token);
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
    const pulse = new Pulse(clock, {
      // Not through the outbox: it is to be heard whatever waits there.
      ask: () => {
        if (socket.isOpen) socket.send(encodeMessage({ type: "echo", payload: new Uint8Array() }));
      },
      silenceChanged: this.#events.silenceChanged,
      isUploading: () => this.#isUploading,
    });
    this.#isUploading = false;
    this.#socket = { outbox, pulse, abandon: socket.abandon };
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
    }
  };

  #generationTold(told: string): void {
    this.#known = told;
    this.#provider.params = socketParameters(told, this.#token);
    this.#events.generationTold(told);
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
}

/** SyncStatus, StorageStatus, Generation, PresenceRefused and Echo, which the provider does not know. */
const ownTypes = [102, 110, 111, 112, 113];

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
