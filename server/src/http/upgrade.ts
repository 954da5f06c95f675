/**
 * HTTP upgrade request → an admitted socket with the name of its document, or a refusal.
 *
 * A page of a foreign origin, and a name that none can have, are refused with a close code right after
 * the handshake, because a browser shows a script no HTTP status, and a client that is told nothing
 * tries the same for ever. Those that do so all the same wait for their answer; see `refusals.ts`.
 */

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { documentNameFromPath, ProtocolError } from "@coscribe/shared";
import type { Descriptors } from "../connection/descriptors.ts";
import type { Settings } from "../options.ts";
import { credentialsOf } from "./http-access.ts";
import { requestProblem } from "./origin.ts";
import { Refusals, waitAfter, type Visitor } from "./refusals.ts";
import { nameRequest } from "./request-id.ts";
import { networkOf, sourceOf, type RequestSource } from "./request-source.ts";
import type { SessionRequest } from "../session/session.ts";
import { SocketAcceptor, type Socket, type UpgradeRequest } from "../connection/socket.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** Receives what was admitted. Throws ProtocolError to refuse it with a close code. */
export type OnAdmitted = (socket: Socket, request: SessionRequest) => void;

/** A session that was refused after so long begins a new row of refusals, in milliseconds. */
const fineAfterMs = 10_000;

/** Of a path that names no document, so much is remembered. */
const mostPathLength = 256;

/** Somebody who was let in after refusals, and has not shown yet that all is well now. */
interface Suspect {
  readonly count: number;
  readonly since: number;
}

/** A request for a WebSocket and what it is called. */
interface NamedUpgrade extends UpgradeRequest {
  readonly id: string;
}

/** See the head of this file. */
export class UpgradeGate {
  readonly #settings: Settings;
  readonly #onAdmitted: OnAdmitted;
  readonly #acceptor: SocketAcceptor;
  readonly #descriptors: Descriptors;
  readonly #refusals: Refusals;
  readonly #waitingRoom: WaitingRoom;
  readonly #suspects = new WeakMap<Socket, Suspect>();

  constructor(settings: Settings, descriptors: Descriptors, onAdmitted: OnAdmitted) {
    this.#settings = settings;
    this.#descriptors = descriptors;
    this.#onAdmitted = onAdmitted;
    this.#acceptor = new SocketAcceptor(settings);
    this.#refusals = new Refusals(settings.clock);
    this.#waitingRoom = new WaitingRoom(settings.clock);
  }

  /** Handles one upgrade; `path` is the request's target without what the server is mounted on. */
  handle(request: IncomingMessage, connection: Duplex, head: Buffer, path: string): void {
    // A connection that breaks off during the handshake must not end the process.
    connection.on("error", ignoreError);
    const source = sourceOf(request, this.#settings.trustedProxies);
    const id = nameRequest(request, source);
    const asked = this.#read(request, source, path, id);
    const upgrade = { request, connection, head, remote: source.address, id };
    const document = asked instanceof ProtocolError ? path.slice(0, mostPathLength) : asked.name;
    const visitor = { network: networkOf(source.address), document };
    const count = this.#refusals.take(visitor);
    const waitMs = waitAfter(count);
    if (waitMs === 0) {
      this.#answer(upgrade, asked, visitor, count);
    } else if (this.#waitingRoom.hasRoom && !this.#descriptors.areScarce(connection)) {
      this.#waitingRoom.wait(connection, waitMs, (end) => {
        if (end === "due") this.#answer(upgrade, asked, visitor, count);
        else this.#refusals.add(visitor, count);
      });
    } else {
      this.#refusals.add(visitor, count);
      refuse(connection, "503 Service Unavailable", "this was refused before; come back later");
    }
  }

  /** To be called when a session has ended. */
  ended(socket: Socket, { name }: SessionRequest): void {
    if (!socket.isRefused) return;
    const suspect = this.#suspects.get(socket);
    const isRepeated =
      suspect !== undefined && this.#settings.clock.now() - suspect.since < fineAfterMs;
    const visitor = { network: networkOf(socket.remote), document: name };
    this.#refusals.add(visitor, isRepeated ? suspect.count + 1 : 1);
  }

  /** Cuts those that wait for an answer. */
  close(): void {
    this.#waitingRoom.close();
  }

  /** What is asked for, or why it cannot be had. */
  #read(
    request: IncomingMessage,
    source: RequestSource,
    path: string,
    id: string,
  ): SessionRequest | ProtocolError {
    const problem = requestProblem(request, source, this.#settings.allowedOrigins);
    if (problem !== undefined) return new ProtocolError("forbidden", problem);
    try {
      return this.#sessionRequest(request, source, path, id);
    } catch (error) {
      if (error instanceof ProtocolError) return error;
      throw error;
    }
  }

  /** What the URL asks for. Throws ProtocolError `badDocumentName`. */
  #sessionRequest(
    request: IncomingMessage,
    source: RequestSource,
    path: string,
    id: string,
  ): SessionRequest {
    const query = new URLSearchParams(path.split("?").slice(1).join("?"));
    const name = documentNameFromPath(path);
    return {
      id,
      name,
      wantsStorageStatus: query.get("storage-status") === "1",
      wantsPresenceStatus: query.get("presence-status") === "1",
      generation: query.get("generation") ?? undefined,
      wantsAccess: query.get("access") === "1",
      credentials: this.#settings.authorizer.isOpen
        ? undefined
        : credentialsOf(request, source, name, query),
    };
  }

  #answer(
    upgrade: NamedUpgrade,
    asked: SessionRequest | ProtocolError,
    visitor: Visitor,
    count: number,
  ): void {
    if (asked instanceof ProtocolError) {
      this.#refusals.add(visitor, count + 1);
      this.#report(upgrade, asked);
      this.#acceptor.turnAway(upgrade, asked.close, asked.message);
      return;
    }
    this.#acceptor.accept(upgrade, (socket) => {
      if (count > 0) this.#suspects.set(socket, { count, since: this.#settings.clock.now() });
      try {
        this.#checkDescriptors(upgrade.connection);
        this.#onAdmitted(socket, asked);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        this.#report(upgrade, error);
        socket.close(error.close, error.message);
      }
    });
  }

  #checkDescriptors(connection: Duplex): void {
    if (!this.#descriptors.areScarce(connection)) return;
    const reason = `the server may have only ${this.#descriptors.limit} files open (ulimit -n)`;
    throw new ProtocolError("tryAgainLater", reason);
  }

  #report({ id, remote }: NamedUpgrade, { close, message }: ProtocolError): void {
    const { code } = close;
    const refused = { session: id, remote, code, reason: message };
    this.#settings.onEvent({ type: "upgradeRefused", ...refused });
  }
}

/** Ends an upgrade request with an HTTP error and a sentence of text. */
export function refuse(connection: Duplex, status: string, reason: string): void {
  connection.end(
    [
      `HTTP/1.1 ${status}`,
      "Connection: close",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(reason)}`,
      "",
      reason,
    ].join("\r\n"),
  );
}

function ignoreError(): void {
  // The connection closes itself, and whoever owns it by then hears of the close.
}
