/**
 * The composition root: builds rooms, gate and routes around a store, and connects them to HTTP
 * servers. Knows everybody, decides nothing.
 */

import { once } from "node:events";
import type { IncomingMessage, RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { parseDocumentName, parseStoredDocumentName, type Message } from "@coscribe/shared";
import { backupOperations } from "./backup/serve-backup.ts";
import { stayAwake, type Timer } from "./clock.ts";
import { Descriptors } from "./connection/descriptors.ts";
import { Api } from "./http/api/api.ts";
import { Certificate, type CertificateFiles } from "./http/certificate.ts";
import { FileGate } from "./http/files/file-gate.ts";
import { healthOf, type Health } from "./http/health.ts";
import { makeHttpServer, type HttpServer, type ServerWithConnections } from "./http/http-server.ts";
import type { DocumentHandle, OpenDocumentOptions } from "./handle/document-handle.ts";
import { Handles } from "./handle/handles.ts";
import { createRoutes } from "./http/routes.ts";
import { figuresOf } from "./http/figures.ts";
import { Metrics, type Figure } from "./http/metrics.ts";
import type { Measurements } from "./meter.ts";
import { normaliseOptions, type Settings, type SyncServerOptions } from "./options.ts";
import { Notices } from "./hooks/notices.ts";
import { Webhooks } from "./hooks/webhooks/webhooks.ts";
import { isLoopbackHost } from "./http/origin.ts";
import { Library, type DocumentTitles } from "./library/library.ts";
import { Rooms } from "./room/rooms.ts";
import { SessionCounts } from "./http/session-counts.ts";
import { DocumentContents } from "./content/document-contents.ts";
import { Converter, type ConversionOutcome } from "./content/converter.ts";
import type { Session, SessionRequest } from "./session/session.ts";
import { YWebsocketDialect } from "./session/y-websocket-dialect.ts";
import { Connection } from "./connection/connection.ts";
import { curbInbound } from "./connection/inbound-budget.ts";
import type { Socket } from "./connection/socket.ts";
import { refuse, UpgradeGate } from "./http/upgrade.ts";

/** Where {@link SyncServer.listen} listens. */
export interface ListenOptions {
  /** Default 1234; 0 for any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: only programs on this machine reach it. */
  readonly host?: string;
  /**
   * Allows any other host also where there is no `authorize`, so that everybody who reaches the port can
   * read and change every document.
   */
  readonly open?: boolean;
  /**
   * Speaks TLS with this certificate: https and wss, and nothing else. Files that are renewed are taken up
   * within 10 seconds, for connections that begin then.
   */
  readonly tls?: CertificateFiles | undefined;
}

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** For a browser: `http://localhost:1234`, or `https:`, with the `base` behind it but for its last slash. */
  readonly url: string;
}

/** Where {@link SyncServer.attach} answers. */
export interface AttachOptions {
  /**
   * Document names follow this path: with `/sync/`, the document `a` is at `/sync/a`. Upgrades of
   * other paths are left to the program's own listeners. Default: the option `base`.
   */
  readonly path?: string;
}

/** What {@link SyncServer.convertDocument} converts. */
export interface ConvertOptions {
  /** The name of the root type that the other editor used. */
  readonly from?: string | undefined;
}

/** Whose sessions are meant: those that fit whatever is given. */
export interface SessionFilter {
  /** The id of a user, as `authorize` has given it. */
  readonly user?: string;
  /** The name of a document, or another one by which sessions came to it. */
  readonly document?: string;
}

/** How {@link SyncServer.disconnect} ends sessions. */
export interface DisconnectOptions {
  /** What they are told, in at most 123 bytes of UTF-8. */
  readonly reason?: string;
  /** Whether they may come back once they have signed in again (4401), or not by themselves (4403); false by default. */
  readonly signIn?: boolean;
}

/** What a connection began with, and carries. */
interface Admitted {
  readonly socket: Socket;
  readonly request: SessionRequest;
  readonly session: Session;
}

/** How often clients are checked, in milliseconds. */
const tickMs = 1_000;

/** So often a tick looks thoroughly, see {@link Connection.tick}. */
const ticksPerLook = 4;

/** A shutdown sends clients away in at most so many steps of so many milliseconds. */
const mostSteps = 100;
const stepMs = 20;
/** Fewer clients than this need no spreading. */
const clientsPerStep = 20;

/**
 * Makes a sync server on a store. Throws a TypeError for an option that makes no sense. It does
 * nothing before {@link SyncServer.listen} or {@link SyncServer.attach}.
 */
export function createSyncServer(options: SyncServerOptions): SyncServer {
  return new SyncServer(normaliseOptions(options));
}

/** Made by {@link createSyncServer}. */
export class SyncServer {
  /** Reads and edits documents for programs that are not in them. What they may do is for the caller to say. */
  readonly contents: DocumentContents;
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #library: Library;
  readonly #converter: Converter;
  readonly #handles: Handles;
  /** Undefined where nobody wants to be told. */
  readonly #notices: Notices | undefined;
  readonly #webhooks: Webhooks | undefined;
  readonly #gate: UpgradeGate;
  readonly #counts: SessionCounts;
  readonly #descriptors = new Descriptors();
  readonly #files: FileGate;
  readonly #api: Api | undefined;
  readonly #metrics = new Metrics(() => this.#figures());
  /** Those that are open, and what each was admitted with. */
  readonly #connections = new Map<Connection<Message>, Admitted>();
  readonly #ticker: Timer;
  #tickCount = 0;
  readonly #detach: (() => void)[] = [];
  #http: ServerWithConnections | undefined;
  #isListening = false;
  #closing: Promise<void> | undefined;

  /** Use {@link createSyncServer}. */
  constructor(settings: Settings) {
    this.#settings = settings;
    const { hooks, webhooks } = settings;
    if (webhooks.length > 0) this.#webhooks = new Webhooks(settings);
    if (webhooks.length > 0 || Notices.areNeeded(hooks)) {
      this.#notices = new Notices(settings, (notice) => this.#webhooks?.send(notice));
    }
    this.#rooms = new Rooms(settings, this.#notices && ((room) => this.#notices?.watch(room)));
    this.#converter = new Converter(settings, this.#rooms);
    this.#handles = new Handles(settings, this.#rooms);
    this.contents = new DocumentContents(settings, this.#rooms);
    const titles = titlesIn(this.contents);
    this.#rooms.tellTitles(titles.read);
    this.#library = new Library(settings, this.#rooms, titles, (alias) => {
      for (const session of this.#sessions({})) session.nameRemoved(alias);
    });
    this.#counts = new SessionCounts(settings);
    this.#files = new FileGate(settings, this.#descriptors, this.#rooms);
    if (settings.api) {
      this.#api = new Api({
        settings,
        rooms: this.#rooms,
        library: this.#library,
        contents: this.contents,
      });
    }
    this.#gate = new UpgradeGate(settings, this.#descriptors, (socket, request) =>
      this.#admit(socket, request),
    );
    this.#ticker = settings.clock.every(tickMs, () => this.#tick());
  }

  /**
   * Opens the store and listens. Rejects with the store's error, with Node's (such as EADDRINUSE),
   * with a TypeError for a host other than loopback where there is neither `authorize` nor `open`, or for a
   * certificate that cannot be used; then it may be called again.
   */
  async listen(options: ListenOptions = {}): Promise<ListenAddress> {
    const { port = 1234, host = "127.0.0.1", open = false, tls } = options;
    if (!open && this.#settings.authorizer.isOpen && !isLoopbackHost(host)) {
      throw new TypeError(
        `refusing to listen on ${host}: everybody who reaches it could read and change every ` +
          "document. Say who may with the option authorize (--token-secret, --token-keys), listen on " +
          "127.0.0.1, or say that this is meant with the option open (--open)",
      );
    }
    if (this.#closing !== undefined) throw new Error("the server is closed");
    if (this.#isListening) throw new Error("the server listens already");
    this.#isListening = true;
    try {
      this.#http = await this.#listen(port, host, tls);
    } catch (error) {
      // It may be tried again, with another port.
      this.#isListening = false;
      throw error;
    }
    const { server } = this.#http;
    this.attach(server);
    const address = server.address() as AddressInfo;
    const path = this.#settings.base.slice(0, -1);
    const origin = originOf(tls === undefined ? "http" : "https", host, address.port);
    return { host, port: address.port, url: origin + path };
  }

  async #listen(
    port: number,
    host: string,
    tls: CertificateFiles | undefined,
  ): Promise<ServerWithConnections> {
    const settings = this.#settings;
    const certificate = tls && (await Certificate.read(tls, settings));
    await settings.store.ready();
    const descriptors = this.#descriptors;
    const listener = this.requestListener();
    const made = makeHttpServer({ settings, descriptors, certificate, listener });
    made.server.listen(port, host);
    await once(made.server, "listening");
    this.#rooms.reportStoreDamage();
    return made;
  }

  /**
   * Answers the WebSocket upgrades of a server that belongs to the program. Plain requests stay the
   * program's; {@link requestListener} answers them as `listen` would.
   */
  attach(httpServer: HttpServer, options: AttachOptions = {}): void {
    const { path = this.#settings.base } = options;
    if (!path.startsWith("/") || !path.endsWith("/")) {
      throw new TypeError(`path must begin and end with a slash: ${path}`);
    }
    const onUpgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
      const target = request.url ?? "/";
      if (!target.startsWith(path)) {
        // Somebody else's, unless there is nobody else: then nobody would ever answer.
        const isAlone = httpServer.listenerCount("upgrade") === 1;
        if (isAlone) refuse(connection, "404 Not Found", `documents are below ${path}`);
        return;
      }
      if (this.#closing !== undefined) refuse(connection, "503 Service Unavailable", "closing");
      else this.#gate.handle(request, connection, head, target.slice(path.length - 1));
    };
    httpServer.on("upgrade", onUpgrade);
    this.#webhooks?.start();
    this.#detach.push(() => httpServer.off("upgrade", onUpgrade));
  }

  /**
   * A listener for plain HTTP requests below `base`: `healthz`, `metrics`, `api/v1`, `convert`, and the page if
   * there is one.
   */
  requestListener(): RequestListener {
    const settings = this.#settings;
    const { base, pageDirectory, allowedOrigins, trustedProxies, authorizer, onEvent } = settings;
    const { store, operatorKey } = settings;
    const routes = createRoutes({
      health: () => this.health(),
      metrics: this.#metrics,
      areMetricsOpen: this.#settings.metrics,
      onEvent,
      convert: (name, from) => this.#converter.convert(name, from),
      find: (name) => this.#rooms.find(name),
      base,
      pageDirectory,
      files: this.#files,
      api: this.#api,
      allowedOrigins,
      trustedProxies,
      authorizer,
      operations: { operatorKey, ...backupOperations(store) },
    });
    // The global Request and Response belong to the program.
    const listen = getRequestListener(routes.fetch, { overrideGlobalObjects: false });
    return (request, response) => void listen(request, response);
  }

  /** How the server is doing. */
  health(): Health {
    const { damage = [], files } = this.#settings.store;
    return healthOf({
      rooms: this.#rooms,
      sessions: this.#connections.size,
      storeDamage: [...damage, ...(files?.damage ?? [])],
      isClosing: this.#closing !== undefined,
    });
  }

  /** What the server has measured about itself since it was made. */
  measurements(): Measurements {
    const queuedBytes = [...this.#connections.keys()].map((connection) => connection.queuedBytes);
    return this.#settings.meter.measurements(this.#rooms.residentBytes, queuedBytes);
  }

  #figures(): readonly Figure[] {
    return figuresOf({
      settings: this.#settings,
      rooms: this.#rooms,
      descriptors: this.#descriptors,
      health: this.health(),
      connections: [...this.#connections.keys()],
      certificateExpiresAt: this.#http?.certificateExpiresAt,
    });
  }

  /** The names of the documents with edits that are not on disk. */
  unsavedDocuments(): readonly string[] {
    return this.#rooms.unsaved;
  }

  /**
   * Opens a document for code of this program, which reads and changes it as a Y.Doc and hears what others do. The
   * document stays open, and takes its place among `maxDocuments`, until the handle is closed. Nobody is asked
   * whether the program may. Throws ProtocolError for a name that no document can have, and once the server is closed.
   */
  open(name: string, options: OpenDocumentOptions = {}): DocumentHandle {
    return this.#handles.open(name, options);
  }

  /**
   * Deletes a document for good. Its clients are told so and do not come back by themselves.
   * Resolves to false where there was none. Rejects with ProtocolError for a name that none can
   * have, or with the store's error.
   */
  async deleteDocument(name: string): Promise<boolean> {
    const { name: found } = await this.#rooms.find(parseStoredDocumentName(name));
    return this.#library.remove(found);
  }

  /**
   * Makes a flow of what another editor has left in a document, if its flow is empty: in the root `from`, or
   * in those that Tiptap, BlockNote and y-prosemirror's demos use. On disk when it resolves; everybody who
   * is connected gets it like any edit, and what was there stays. Rejects with ProtocolError as an update
   * would be refused, with `tryAgainLater` while others are writing or the disk does not take it, and with
   * the store's error.
   */
  async convertDocument(name: string, options: ConvertOptions = {}): Promise<ConversionOutcome> {
    return this.#converter.convert(parseDocumentName(name), options.from);
  }

  /**
   * Sets whether a document keeps what is deleted from it (`gc: false` in Yjs), which versions of it
   * need; stored with the document, which is made where there is none. With false, the next compaction
   * drops what is deleted. Rejects with ProtocolError for a name that none can have, or with the store's
   * error; after `write-failed` it may be set or not.
   */
  async setKeepDeleted(name: string, keepDeleted: boolean): Promise<void> {
    return this.#rooms.keepDeleted(parseDocumentName(name), keepDeleted);
  }

  /**
   * Asks `authorize` once more about sessions: all of them, or those of a user or a document. Whoever may no
   * longer be there is sent away, whoever may do less, or more, is told so and stays. Resolves when all have
   * been asked about, after which nothing is taken in any more that is not allowed; within `authorizeTimeoutMs`.
   */
  async recheck(which: SessionFilter = {}): Promise<void> {
    await Promise.all(this.#sessions(which).map((session) => session.recheck()));
  }

  /** Ends sessions: of a user, or on a document, or both; all of them with `{}`. Returns how many these were. */
  disconnect(which: SessionFilter, { reason, signIn = false }: DisconnectOptions = {}): number {
    const found = this.#sessions(which);
    const sessions = found.filter(({ isUnknown }) => which.user === undefined || !isUnknown);
    const code = signIn ? "unauthenticated" : "forbidden";
    // Whose they are is being answered, perhaps from what held until now.
    for (const session of found) if (!sessions.includes(session)) void session.recheck();
    for (const session of sessions) session.end(code, reason ?? "you were disconnected");
    return sessions.length;
  }

  /**
   * Stops listening, tells every client to come back later, brings every edit to disk and closes
   * the store. Waits as long as the disk refuses. Calling it again gives the same promise.
   */
  async close(): Promise<void> {
    if (this.#closing === undefined) {
      const awake = stayAwake();
      this.#closing = this.#close().finally(() => awake.cancel());
    }
    return this.#closing;
  }

  async #close(): Promise<void> {
    const server = this.#http?.server;
    const closed = server?.listening === true ? once(server, "close") : undefined;
    server?.close();
    this.#gate.close();
    await this.#sendAway();
    await this.#converter.close();
    const answered = this.#api?.close();
    this.#handles.close();
    await this.contents.close();
    await answered;
    await this.#files.close();
    await this.#rooms.close();
    await this.#notices?.close();
    await this.#webhooks?.close();
    await this.#settings.store.close();
    this.#ticker.cancel();
    this.#settings.meter.close();
    for (const detach of this.#detach) detach();
    for (const connection of this.#connections.keys()) connection.cut();
    this.#http?.cut();
    await closed;
  }

  /**
   * Ends all connections, spread over up to two seconds: stock clients come back after a fixed time, so
   * those that leave together knock together.
   */
  async #sendAway(): Promise<void> {
    const connections = [...this.#connections.keys()];
    const perStep = Math.max(clientsPerStep, Math.ceil(connections.length / mostSteps));
    for (let sent = 0; sent < connections.length; sent += perStep) {
      if (sent > 0) await this.#pause(stepMs);
      for (const connection of connections.slice(sent, sent + perStep)) {
        connection.end("serviceRestart");
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#settings.clock.after(ms, resolve));
  }

  #admit(socket: Socket, request: SessionRequest): void {
    this.#counts.add(socket.remote);
    const settings = this.#settings;
    const connection = new Connection<Message>(socket, settings, this.#ended);
    const dialect = new YWebsocketDialect(connection, request, settings);
    const { session } = dialect;
    this.#connections.set(connection, { socket, request, session });
    settings.meter.start();
    connection.carry(dialect);
    void session.enter(this.#rooms);
  }

  readonly #ended = (connection: Connection<Message>): void => {
    const admitted = this.#connections.get(connection);
    if (admitted === undefined) return;
    const { socket, request } = admitted;
    this.#connections.delete(connection);
    this.#settings.meter.receivedBytes += socket.readBytes;
    this.#settings.meter.sentBytes += socket.takenBytes;
    this.#counts.remove(socket.remote);
    this.#gate.ended(socket, request);
    if (this.#connections.size === 0) this.#settings.meter.stop();
  };

  /** Those of whom it is not known yet whose they are may be anybody's. */
  #sessions({ user, document }: SessionFilter): readonly Session[] {
    return [...this.#connections.values()]
      .map(({ session }) => session)
      .filter((session) => {
        const names = [session.name, session.documentName];
        return document === undefined || names.some((name) => name === document);
      })
      .filter(({ grant, isUnknown }) => {
        return user === undefined || isUnknown || grant.user?.id === user;
      });
  }

  #tick(): void {
    const now = this.#settings.clock.now();
    const isThorough = this.#tickCount++ % ticksPerLook === 0;
    for (const connection of this.#connections.keys()) connection.tick(now, isThorough);
    if (isThorough) curbInbound(this.#connections.keys(), this.#settings.maxInboundBytesInAll);
  }
}

/** A URL that a browser on this machine can open. */
function originOf(scheme: string, host: string, port: number): string {
  const isAny = host === "0.0.0.0" || host === "::";
  const name = isAny || isLoopbackHost(host) ? "localhost" : host;
  return `${scheme}://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function titlesIn(contents: DocumentContents): DocumentTitles {
  return {
    read: async (name) => {
      const { title = "", isTitleSet = false } = (await contents.called(name)) ?? {};
      return { title, isTitleSet };
    },
    set: (name, title, grant) => contents.setTitle(name, title, { grant }),
  };
}
