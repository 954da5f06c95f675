/**
 * The whole system in one process under one seed and one clock: real rooms and sessions, simulated
 * links, a store that takes its time. Its verbs make a test read like a story.
 */

import { memoryStore, type DocumentStore, type ServerEvent } from "@coscribe/server";
import { loadDocument } from "@coscribe/server/internal/load-document";
import { normaliseOptions, type Limits, type Settings } from "@coscribe/server/internal/options";
import { Rooms } from "@coscribe/server/internal/rooms";
import { Session } from "@coscribe/server/internal/session";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import * as Y from "yjs";
import { DelayedStore, type DiskManners } from "./delayed-store.ts";
import { Random } from "./random.ts";
import { SimClient } from "./sim-client.ts";
import { SimClock } from "./sim-clock.ts";
import { SimLink } from "./sim-link.ts";

/** What can differ between worlds. */
export interface WorldOptions {
  readonly disk?: DiskManners;
  readonly limits?: Partial<Limits>;
}

/** The one document of the world. */
const request = {
  name: parseDocumentName("document"),
  wantsStorageStatus: false,
  generation: undefined,
};

/** See the head of this file. */
export class World {
  readonly random: Random;
  readonly clock: SimClock = new SimClock();
  readonly clients: SimClient[] = [];
  readonly events: ServerEvent[] = [];
  readonly #options: WorldOptions;
  /** What survives a crash. */
  readonly #disk: DocumentStore = memoryStore();
  #server: SimServer;

  constructor(seed: number, options: WorldOptions = {}) {
    this.random = new Random(seed);
    this.#options = options;
    this.#server = this.#start();
  }

  /** A new client joins the document. */
  join(): SimClient {
    const client = new SimClient(this.random);
    this.clients.push(client);
    this.heal(client);
    return client;
  }

  /** Connects a client that is not connected. */
  heal(client: SimClient): void {
    if (client.isConnected) return;
    const link = new SimLink(this.clock, this.random, client);
    client.connect(link);
    this.#server.accept(link);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Stops the server as SIGTERM does, and starts it again. */
  async restart(): Promise<void> {
    const progress = { isClosed: false };
    void this.#server.close().then(() => (progress.isClosed = true));
    while (!progress.isClosed) await this.pass(100);
    for (const client of this.clients) client.cut();
    this.#server = this.#start();
  }

  /**
   * Stops the server as SIGKILL does, and starts it again. Returns the entries that were said to be
   * on disk and are not there.
   */
  async crash(): Promise<readonly string[]> {
    for (const client of this.clients) client.cut();
    this.clock.clear();
    await this.#server.store.crash();
    const onDisk = await this.#entriesOnDisk();
    this.#server = this.#start();
    return this.clients
      .flatMap((client) => client.acknowledged)
      .filter((entry) => !onDisk.has(entry));
  }

  /** Connects everybody and lets time pass until nothing moves any more. */
  async settle(): Promise<void> {
    for (let second = 0; second < 10; second++) {
      // As stock clients do: a connection that the server refused for now is tried again.
      for (const client of this.clients) this.heal(client);
      await this.pass(1_000);
    }
    // Stock clients renew their presence every 15 seconds. Before that, one that was cut does not
    // see those who did not move meanwhile: y-protocols takes no state in again with an old clock.
    for (const client of this.clients) client.move();
    await this.pass(1_000);
  }

  /** Makes the disk forget everything, which no disk should. */
  async wipeDisk(): Promise<void> {
    await this.restart();
    await this.pass(60_000);
    await this.#disk.delete(request.name);
  }

  async #entriesOnDisk(): Promise<ReadonlySet<unknown>> {
    const log = await this.#disk.open(request.name);
    const { replica } = await loadDocument(log);
    await log.close();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    return new Set(doc.getArray("entries").toArray());
  }

  #start(): SimServer {
    const disk = this.#options.disk ?? { delayMs: 20, failureRate: 0 };
    const store = new DelayedStore(this.#disk, this.clock, this.random, disk);
    const settings = normaliseOptions({
      store,
      clock: this.clock,
      background: inlineBackground,
      onEvent: (event) => this.events.push(event),
      ...this.#options.limits,
    });
    return new SimServer(store, settings);
  }
}

/** Rooms and sessions without HTTP: what `SyncServer` composes, minus sockets. */
class SimServer {
  readonly store: DelayedStore;
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #sessions = new Set<Session>();

  constructor(store: DelayedStore, settings: Settings) {
    this.store = store;
    this.#settings = settings;
    this.#rooms = new Rooms(settings);
    settings.clock.every(1_000, () => {
      for (const session of this.#sessions) session.tick(settings.clock.now());
    });
  }

  accept(link: SimLink): void {
    const session = new Session(link, request, this.#settings, () =>
      this.#sessions.delete(session),
    );
    this.#sessions.add(session);
    void session.enter(this.#rooms);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.end("serviceRestart");
    await this.#rooms.close();
  }
}
