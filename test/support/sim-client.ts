/** A Yjs client in the simulation: y-protocols over a simulated link, editing at random. */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awarenessProtocol from "y-protocols/awareness";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import type { Random } from "./random.ts";
import type { LinkEnd, SimLink } from "./sim-link.ts";
import { editAtRandom } from "./yjs-history.ts";

const syncStatus = 102;

/** See the head of this file. */
export class SimClient implements LinkEnd {
  readonly doc = new Y.Doc();
  /** True once connected and the server's content has arrived. */
  isSynced = false;
  readonly #random: Random;
  readonly #awareness: awarenessProtocol.Awareness;
  /** Entries that this client wrote, and how many of them are known to be on disk. */
  readonly #entries: string[] = [];
  #acknowledged = 0;
  #link: SimLink | undefined;
  #clock = 0;

  constructor(random: Random) {
    this.#random = random;
    this.doc.clientID = 1 + random.below(2 ** 32 - 1);
    this.#awareness = new awarenessProtocol.Awareness(this.doc);
    // A first state has clock 0, which y-protocols does not take in from others.
    this.move();
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(0, (encoder) => syncProtocol.writeUpdate(encoder, update));
    });
    // As stock clients do: whatever changes, somebody else's state included, is repeated.
    this.#awareness.on(
      "update",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
        this.#sendPresence([...added, ...updated, ...removed]);
      },
    );
  }

  get isConnected(): boolean {
    return this.#link !== undefined;
  }

  /** Yjs client IDs of everybody that this client sees, itself included. */
  get seen(): readonly number[] {
    return [...this.#awareness.getStates().keys()].toSorted((a, b) => a - b);
  }

  /** Starts to talk over `link`. */
  connect(link: SimLink): void {
    this.#link = link;
    this.#send(0, (encoder) => syncProtocol.writeSyncStep1(encoder, this.doc));
    this.#sendPresence([this.doc.clientID]);
  }

  /** Loses its connection. */
  cut(): void {
    this.#link?.cut();
    this.onClose();
  }

  /** Changes the document in some way. */
  edit(): void {
    this.doc.transact(() => editAtRandom(this.doc, this.#random));
  }

  /** Writes an entry that nobody deletes, and asks to be told when it is on disk. */
  write(): void {
    const entry = `${this.doc.clientID}:${this.#entries.length}`;
    this.doc.getArray("entries").push([entry]);
    this.#entries.push(entry);
    this.#askWhatIsSaved();
  }

  /** The entries that the server has said to be on disk. */
  get acknowledged(): readonly string[] {
    return this.#entries.slice(0, this.#acknowledged);
  }

  /** True when nothing that it wrote may still be lost. */
  get isAllAcknowledged(): boolean {
    return this.#acknowledged === this.#entries.length;
  }

  /** Moves its caret. */
  move(): void {
    this.#awareness.setLocalState({ caret: this.#clock++ });
  }

  /** Leaves for good. */
  destroy(): void {
    this.cut();
    this.#awareness.destroy();
    this.doc.destroy();
  }

  onFrame(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === syncStatus) {
      const count = decoding.readVarUint(
        decoding.createDecoder(decoding.readVarUint8Array(decoder)),
      );
      this.#acknowledged = Math.max(this.#acknowledged, count);
      return;
    }
    if (type === 1) {
      const update = decoding.readVarUint8Array(decoder);
      awarenessProtocol.applyAwarenessUpdate(this.#awareness, update, this);
      return;
    }
    this.#send(0, (encoder) => {
      const syncType = syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
      if (syncType === syncProtocol.messageYjsSyncStep2) this.isSynced = true;
    });
    // Whatever the server lacked has been sent by now: it asked before it answered.
    if (this.isSynced && this.#acknowledged < this.#entries.length) this.#askWhatIsSaved();
  }

  onClose(): void {
    this.#link = undefined;
    this.isSynced = false;
    const others = this.seen.filter((clientId) => clientId !== this.doc.clientID);
    awarenessProtocol.removeAwarenessStates(this.#awareness, others, this);
  }

  #askWhatIsSaved(): void {
    if (!this.isSynced) return;
    const payload = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, this.#entries.length);
    });
    this.#send(syncStatus, (encoder) => encoding.writeVarUint8Array(encoder, payload));
  }

  #sendPresence(clientIds: readonly number[]): void {
    const update = awarenessProtocol.encodeAwarenessUpdate(this.#awareness, [...clientIds]);
    this.#send(1, (encoder) => encoding.writeVarUint8Array(encoder, update));
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    if (encoding.length(encoder) > 1) this.#link?.transmit(encoding.toUint8Array(encoder));
  }
}
