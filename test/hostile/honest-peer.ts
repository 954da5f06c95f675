/** An honest client, by hand: it keeps a document, hears what others do, and writes. */

import {
  decodeMessages,
  decodePresence,
  ProtocolError,
  type Message,
  type PresenceEntry,
} from "@coscribe/shared";
import * as Y from "yjs";
import { RawPeer } from "../support/raw-peer.ts";
import { until } from "../support/until.ts";
import { messages, presence, stateVector } from "./bytes.ts";

/** See the head of this file. */
export class HonestPeer {
  readonly doc: Y.Doc = new Y.Doc();
  /** Everything that others have shown. */
  readonly shown: PresenceEntry[] = [];
  /** Updates that came after the first answer. */
  updates = 0;
  readonly #peer: RawPeer;
  #isSynced = false;
  #asked = 0;
  #answered = 0;

  private constructor(peer: RawPeer, clientId: number) {
    this.#peer = peer;
    this.doc.clientID = clientId;
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(messages.update(update));
    });
  }

  /** A client that has everything of the document called `name`. */
  static async join(port: number, name: string, clientId: number): Promise<HonestPeer> {
    const raw = new RawPeer(port, `/${name}`);
    await raw.opened();
    const peer = new HonestPeer(raw, clientId);
    peer.#send(messages.syncStep1(stateVector([])));
    await peer.until("the document", () => peer.#isSynced);
    return peer;
  }

  /** Waits for something that comes from the server. Fails where the connection ends. */
  async until(what: string, isTrue: () => boolean): Promise<void> {
    await until(what, () => {
      this.#takeMessages();
      if (this.#peer.closed !== undefined) throw new Error(`closed: ${this.#peer.closed.reason}`);
      return isTrue();
    });
  }

  /** Writes at the end of the text. */
  write(text: string): void {
    this.doc.getText("text").insert(this.doc.getText("text").length, text);
  }

  /** The text as this client sees it. */
  get text(): string {
    return this.doc.getText("text").toString();
  }

  /** Shows itself to others. */
  show(name: string): void {
    const state = JSON.stringify({ name });
    this.#send(messages.presence(presence([{ client: this.doc.clientID, clock: 1, state }])));
  }

  /** Resolves when everything written so far is on disk. */
  async saved(): Promise<void> {
    const asked = ++this.#asked;
    this.#send(messages.syncStatus(Uint8Array.of(asked)));
    await this.until("the acknowledgement", () => this.#answered === asked);
  }

  /** Leaves. */
  leave(): void {
    this.#peer.destroy();
  }

  #send(bytes: Uint8Array): void {
    this.#peer.sendFrame(0x82, bytes);
  }

  #takeMessages(): void {
    for (const bytes of this.#peer.messages.splice(0)) {
      const decoded = decodeMessages(bytes);
      if (decoded instanceof ProtocolError) throw decoded;
      for (const message of decoded) this.#take(message);
    }
  }

  #take(message: Message): void {
    if (message.type === "syncStep2" || message.type === "update") {
      Y.applyUpdate(this.doc, message.update, this);
      if (message.type === "syncStep2") this.#isSynced = true;
      else this.updates++;
    } else if (message.type === "syncStatus") {
      this.#answered = message.payload[0] ?? 0;
    } else if (message.type === "presence") {
      const entries = decodePresence(message.update);
      if (entries instanceof ProtocolError) throw entries;
      this.shown.push(...entries);
    }
  }
}

/** The document called `name`, as the bytes that a client which joins now would send on. */
export async function stateOf(port: number, name: string): Promise<Uint8Array> {
  const peer = await HonestPeer.join(port, name, 1);
  peer.leave();
  return Y.encodeStateAsUpdate(peer.doc);
}
