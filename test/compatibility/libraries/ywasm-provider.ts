/**
 * A provider for ywasm, which has none: y-websocket's protocol over `ws`, written with lib0 and the
 * functions of ywasm alone. No presence, as a program without a user has none.
 */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "ywasm";
import { isRefusal } from "../library.ts";

const messageSync = 0;
const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

/** How long it waits before it connects again. */
const retryMs = 100;

/** Keeps a ywasm document in step with a server. */
export class YwasmProvider {
  /** The close codes from 4400 to 4499 that it was refused with; it stays away after one. */
  readonly refusals: number[] = [];
  /** True from the first SyncStep2 of a connection to its end. */
  isSynced = false;
  readonly #url: string;
  readonly #doc: Y.YDoc;
  readonly #observer: Y.Observer;
  #socket: WebSocket | undefined;
  #retry: NodeJS.Timeout | undefined;
  #shouldConnect = true;

  constructor(url: string, doc: Y.YDoc) {
    this.#url = url;
    this.#doc = doc;
    this.#observer = doc.onUpdate((update: Uint8Array, transaction: Y.YTransaction) => {
      // What came from the server is not sent back to it.
      if (transaction.origin !== this) this.#send(syncUpdate, update);
    });
    this.#open();
  }

  /** Connects, and keeps coming back. */
  connect(): void {
    this.#shouldConnect = true;
    this.#open();
  }

  /** Disconnects, and stays away. */
  disconnect(): void {
    this.#shouldConnect = false;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = undefined;
    this.isSynced = false;
  }

  /** Ends it. */
  destroy(): void {
    this.disconnect();
    this.#observer.free();
  }

  #open(): void {
    if (this.#socket !== undefined) return;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.binaryType = "nodebuffer";
    socket.on("open", () => this.#send(syncStep1, Y.encodeStateVector(this.#doc)));
    socket.on("message", (data: Buffer) => this.#receive(data));
    // A close follows.
    socket.on("error", () => undefined);
    socket.on("close", (code) => this.#closed(socket, code));
  }

  #closed(socket: WebSocket, code: number): void {
    if (isRefusal(code)) {
      this.refusals.push(code);
      this.#shouldConnect = false;
    }
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.isSynced = false;
    if (this.#shouldConnect) this.#retry = setTimeout(() => this.#open(), retryMs);
  }

  #receive(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== messageSync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === syncStep1) this.#send(syncStep2, Y.encodeStateAsUpdate(this.#doc, body));
    else Y.applyUpdate(this.#doc, body, this);
    if (kind === syncStep2) this.isSynced = true;
  }

  #send(kind: number, body: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, body);
    this.#socket.send(encoding.toUint8Array(encoder));
  }
}
