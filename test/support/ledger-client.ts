/**
 * A client that writes numbered entries and keeps a ledger of those that the server has acknowledged
 * as being on disk. It lives in another process than the server, so the ledger survives a kill.
 */

import { WebSocket } from "ws";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";

const syncStatus = 102;

/** See the head of this file. */
export class LedgerClient {
  /** The entries that this client wrote and that were acknowledged. */
  readonly acknowledged: string[] = [];
  readonly doc = new Y.Doc();
  isSynced = false;
  readonly #socket: WebSocket;
  readonly #name: string;
  readonly #written: string[] = [];

  /** Joins a document; `name` is part of every entry, and must be new each time. */
  constructor(url: string, name: string) {
    this.#name = name;
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.on("error", () => undefined);
    this.#socket.on("open", () => {
      this.#send(0, (encoder) => syncProtocol.writeSyncStep1(encoder, this.doc));
    });
    this.#socket.on("message", (data) => this.#receive(new Uint8Array(data as ArrayBuffer)));
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(0, (encoder) => syncProtocol.writeUpdate(encoder, update));
    });
  }

  /** Whether its connection has ended. */
  get isClosed(): boolean {
    return this.#socket.readyState > WebSocket.OPEN;
  }

  /** Entries of everybody in the document, as this client sees it. */
  get entries(): ReadonlySet<unknown> {
    return new Set(this.doc.getArray("entries").map((entry) => String(entry).split(" ")[0]));
  }

  /** Writes one entry of about `size` characters and asks for an acknowledgement. */
  write(size: number): void {
    const entry = `${this.#name}:${this.#written.length}`;
    this.doc.getArray("entries").push([`${entry} ${"x".repeat(size)}`]);
    // Something is deleted too, so that compaction has something to drop.
    this.doc.getText("noise").insert(0, "y".repeat(size));
    this.doc.getText("noise").delete(0, this.doc.getText("noise").length);
    this.#written.push(entry);
    const count = this.#written.length;
    this.#send(syncStatus, (encoder) => {
      encoding.writeVarUint8Array(encoder, Uint8Array.of(count >> 8, count & 0xff));
    });
  }

  /** Leaves. */
  destroy(): void {
    this.#socket.terminate();
    this.doc.destroy();
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === syncStatus) {
      const [high = 0, low = 0] = decoding.readVarUint8Array(decoder);
      this.acknowledged.push(...this.#written.slice(this.acknowledged.length, (high << 8) | low));
    } else if (type === 0) {
      this.#send(0, (encoder) => {
        const kind = syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
        if (kind === syncProtocol.messageYjsSyncStep2) this.isSynced = true;
      });
    }
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    if (encoding.length(encoder) > 1) this.#socket.send(encoding.toUint8Array(encoder));
  }
}
