/**
 * The whole system in one process under one seed and one clock: real rooms, sessions and logs,
 * simulated links, and a simulated disk below the real store. Its verbs make a test read like a story.
 */

import { systemClock, type Clock, type ServerEvent } from "@coscribe/server";
import { Connection } from "@coscribe/server/internal/connection/connection";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import { normaliseOptions, type Limits, type Settings } from "@coscribe/server/internal/options";
import { Rooms } from "@coscribe/server/internal/room/rooms";
import { YWebsocketDialect } from "@coscribe/server/internal/session/y-websocket-dialect";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName, type Message } from "@coscribe/shared";
import { expect } from "vitest";
import * as Y from "yjs";
import { Random } from "./random.ts";
import { SimClient } from "./sim-client.ts";
import { SimClock } from "./sim-clock.ts";
import { SimDatabase, SimDisk, type DiskManners } from "./sim-disk.ts";
import { SimLink } from "./sim-link.ts";

/** What can differ between worlds. */
export interface WorldOptions {
  readonly disk?: DiskManners;
  readonly limits?: Partial<Limits>;
}

const listenersOfOthers = new Set(process.listeners("beforeExit"));

/** The one document of the world. */
const request = {
  id: "session",
  name: parseDocumentName("document"),
  wantsStorageStatus: false,
  wantsPresenceStatus: false,
  generation: undefined,
  wantsAccess: false,
  credentials: undefined,
};

/** See the head of this file. */
export class World {
  readonly random: Random;
  readonly clock: SimClock = new SimClock();
  readonly clients: SimClient[] = [];
  readonly events: ServerEvent[] = [];
  readonly #options: WorldOptions;
  /** What survives a crash. */
  readonly #disk = new SimDisk();
  readonly #links: SimLink[] = [];
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
    this.#links.push(link);
    client.connect(link);
    this.#server.accept(link);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** The most that ever waited for one client beyond three of its largest frames, in bytes. */
  get mostQueuedBytes(): number {
    return Math.max(
      ...this.#links.map((link) => link.mostQueuedBytes - 3 * link.largestFrameBytes),
    );
  }

  /** The disk takes nothing until there is peace, see {@link settle}. */
  fillDisk(): void {
    this.#disk.mood = "full";
  }

  /**
   * Stops the server as SIGTERM does, and starts it again. Like the command it gives up after five
   * seconds. Returns as {@link crash} does.
   */
  async restart(): Promise<readonly string[]> {
    const progress = { isClosed: false };
    void this.#server.close().then(() => (progress.isClosed = true));
    for (let tenths = 0; tenths < 50 && !progress.isClosed; tenths++) await this.pass(100);
    return this.crash();
  }

  /**
   * Stops the server as SIGKILL does, and starts it again. Returns the entries that were said to be
   * on disk and are not there.
   */
  async crash(): Promise<readonly string[]> {
    for (const client of this.clients) client.cut();
    this.clock.clear();
    this.#server.crash();
    const onDisk = await this.#entriesOnDisk();
    this.#server = this.#start();
    return this.clients
      .flatMap((client) => client.acknowledged)
      .filter((entry) => !onDisk.has(entry));
  }

  /** Connects everybody and lets time pass until nothing moves any more. */
  async settle(): Promise<void> {
    this.#disk.mood = "calm";
    for (let second = 0; second < 10; second++) {
      // As stock clients do: a connection that the server refused for now is tried again.
      for (const client of this.clients) this.heal(client);
      await this.pass(1_000);
    }
    // Stock clients renew their presence every 15 seconds. Before that, one that was cut does not
    // see those who did not move meanwhile: y-protocols takes no state in again with an old clock.
    for (const client of this.clients) client.move();
    await this.pass(1_000);
    this.#disk.mood = "moody";
  }

  /** Makes the disk forget everything, which no disk should. */
  async wipeDisk(): Promise<void> {
    await this.restart();
    await this.pass(60_000);
    this.#disk.wipe();
  }

  async #entriesOnDisk(): Promise<ReadonlySet<unknown>> {
    const { mood } = this.#disk;
    this.#disk.mood = "calm";
    const manners = { delayMs: 1, failureRate: 0 };
    const database = new SimDatabase(this.#disk, systemClock, this.random, manners);
    const store = storeOn(database, systemClock, this.random);
    const log = await store.open(request.name);
    const { replica, damage } = await loadDocument(log);
    await store.close();
    expect(damage).toEqual([]);
    this.#disk.mood = mood;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    return new Set(doc.getArray("entries").toArray());
  }

  #start(): SimServer {
    const manners = this.#options.disk ?? { delayMs: 20, failureRate: 0 };
    const database = new SimDatabase(this.#disk, this.clock, this.random, manners);
    const settings = normaliseOptions({
      store: storeOn(database, this.clock, this.random),
      clock: this.clock,
      background: inlineBackground,
      onEvent: (event) => this.events.push(event),
      ...this.#options.limits,
    });
    return new SimServer(database, settings);
  }
}

function storeOn(database: SimDatabase, clock: Clock, random: Random): KeyValueStore {
  return new KeyValueStore(database, {
    where: "the simulated disk",
    clock,
    commitIntervalMs: 4,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => random.below(256)),
  });
}

/** Rooms and sessions without HTTP: what `SyncServer` composes, minus sockets. */
class SimServer {
  readonly #database: SimDatabase;
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #connections = new Set<Connection<Message>>();

  constructor(database: SimDatabase, settings: Settings) {
    this.#database = database;
    this.#settings = settings;
    this.#rooms = new Rooms(settings);
    settings.clock.every(1_000, () => {
      for (const connection of this.#connections) connection.tick(settings.clock.now());
    });
  }

  accept(link: SimLink): void {
    const connection = new Connection<Message>(link, this.#settings, () =>
      this.#connections.delete(connection),
    );
    const dialect = new YWebsocketDialect(connection, request, this.#settings);
    this.#connections.add(connection);
    connection.carry(dialect);
    void dialect.session.enter(this.#rooms);
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.end("serviceRestart");
    await this.#rooms.close();
    await this.#settings.store.close();
  }

  crash(): void {
    this.#database.crash();
    // A store lets go of the process when it is closed, and this one never will be.
    for (const listener of process.listeners("beforeExit")) {
      if (!listenersOfOthers.has(listener)) process.off("beforeExit", listener);
    }
  }
}
