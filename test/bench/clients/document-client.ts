/**
 * A client on one document: joins it, keeps what it is sent, and can write. What it keeps are bytes;
 * a Y.Doc is made of them when somebody asks.
 */

import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import {
  emptyStep2,
  greeting,
  statusQuestion,
  step1,
  unwrap,
  updateMessage,
  wrap,
} from "./dialect.ts";
import { RawClient } from "./raw-client.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import { clientFrame } from "./websocket.ts";

/** How to join. */
export interface JoinOptions {
  /** What the client has already, as a state vector; nothing by default. */
  readonly vector?: Uint8Array;
  /** False: counts what it is sent and keeps none of it. */
  readonly keepsUpdates?: boolean;
  /** Called with every update, those of the state included. */
  readonly onUpdate?: (update: Uint8Array) => void;
  readonly headers?: Readonly<Record<string, string>>;
  /** Messages above are not kept, only counted. */
  readonly skipAbove?: number;
}

const timeoutMs = 120_000;
const masks = new Random(2);
const nothing = Uint8Array.of(0);

/** See the head of this file. */
export class DocumentClient {
  /** The connection itself. */
  readonly raw: RawClient;
  /** Bytes of all messages with updates up to and with the first SyncStep2. */
  stateBytes = 0;
  #isSynced = false;
  readonly #server: ServerProcess;
  readonly #document: string;
  readonly #updates: Uint8Array[] = [];
  readonly #keepsUpdates: boolean;
  readonly #onUpdate: (update: Uint8Array) => void;
  #onStatus: () => void = () => undefined;

  /** Connects and resolves when the document's state has come; at once where none is kept. */
  static async join(
    server: ServerProcess,
    document: string,
    options: JoinOptions = {},
  ): Promise<DocumentClient> {
    const { dialect, keepsDocuments, query } = server.contestant;
    let client: DocumentClient | undefined;
    const early: [Buffer, number][] = [];
    let synced: () => void = () => undefined;
    const whenSynced = new Promise<void>((resolve) => (synced = resolve));
    const { skipAbove, headers } = options;
    const raw = await RawClient.open({
      port: server.port,
      path: dialect === "hocuspocus" ? "/" : `/${document}${query?.() ?? ""}`,
      ...(headers && { headers }),
      ...(skipAbove !== undefined && { skipAbove }),
      onMessage: (payload, length) => {
        if (client === undefined) early.push([payload, length]);
        else client.#receive(payload, length, synced);
      },
    });
    client = new DocumentClient(raw, server, document, options);
    for (const [payload, length] of early) client.#receive(payload, length, synced);
    for (const message of greeting(dialect)) client.send(message);
    if (!keepsDocuments) return client;
    client.send(step1(options.vector ?? nothing));
    await withTimeout(
      whenSynced,
      () => `${document}: no state came (${raw.ended ?? "still open"})`,
    );
    return client;
  }

  private constructor(
    raw: RawClient,
    server: ServerProcess,
    document: string,
    { keepsUpdates = true, onUpdate = () => undefined }: JoinOptions,
  ) {
    this.raw = raw;
    this.#server = server;
    this.#document = document;
    this.#keepsUpdates = keepsUpdates;
    this.#onUpdate = onUpdate;
  }

  /** `message` as it goes over the wire. */
  frame(message: Uint8Array): Buffer {
    return clientFrame(wrap(this.#server.contestant.dialect, this.#document, message), masks);
  }

  /** Sends a message. */
  send(message: Uint8Array): void {
    this.raw.write(this.frame(message));
  }

  /** Sends an update. */
  write(update: Uint8Array): void {
    this.send(updateMessage(update));
  }

  /** Resolves when the server says that everything sent so far is on disk. Coscribe alone does. */
  async saved(): Promise<void> {
    const answered = new Promise<void>((resolve) => (this.#onStatus = resolve));
    this.send(statusQuestion);
    await withTimeout(answered, () => `no acknowledgement (${this.raw.ended ?? "still open"})`);
  }

  /** Everything received as a document, on top of `start`. */
  document(start: readonly Uint8Array[] = []): Y.Doc {
    const doc = new Y.Doc();
    for (const update of [...start, ...this.#updates]) Y.applyUpdate(doc, update);
    return doc;
  }

  /** Ends the connection. */
  leave(): void {
    this.raw.destroy();
  }

  #receive(payload: Buffer, length: number, synced: () => void): void {
    const isWhole = payload.length === length;
    const message = isWhole
      ? unwrap(this.#server.contestant.dialect, payload)
      : ({ type: kindOf(payload) } as const);
    if (!this.#isSynced && (message.type === "step2" || message.type === "update")) {
      this.stateBytes += length;
    }
    switch (message.type) {
      case "step1":
        return this.send(emptyStep2);
      case "step2":
        if ("body" in message) this.#keep(message.body);
        this.#isSynced = true;
        return synced();
      case "update":
        if ("body" in message) this.#keep(message.body);
        return undefined;
      case "status":
        return this.#onStatus();
      default:
        return undefined;
    }
  }

  #keep(update: Uint8Array): void {
    this.#onUpdate(update);
    if (this.#keepsUpdates) this.#updates.push(update);
  }
}

/** What a message was of which only the beginning is here: nothing but a state is long enough. */
function kindOf(start: Buffer): "step2" | "update" {
  return start[0] === 0 && start[1] === 2 ? "update" : "step2";
}

/** Rejects with what `explain` says when `promise` takes too long. */
async function withTimeout<T>(promise: Promise<T>, explain: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(explain())), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
