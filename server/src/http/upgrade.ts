/**
 * HTTP upgrade request → an admitted socket with the name of its document, or a refusal.
 *
 * A foreign page is refused with HTTP 403 before there is a WebSocket. A bad name is refused with a
 * close code instead, because a browser shows a script no HTTP status, and a y-websocket client
 * would try the same for ever.
 */

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { documentNameFromPath, ProtocolError } from "@coscribe/shared";
import type { Descriptors } from "../connection/descriptors.ts";
import type { Settings } from "../options.ts";
import { originProblem } from "./origin.ts";
import type { SessionRequest } from "../session/session.ts";
import { SocketAcceptor, type Socket } from "../connection/socket.ts";

/** Receives what was admitted. Throws ProtocolError to refuse it with a close code. */
export type OnAdmitted = (socket: Socket, request: SessionRequest) => void;

/** See the head of this file. */
export class UpgradeGate {
  readonly #settings: Settings;
  readonly #onAdmitted: OnAdmitted;
  readonly #acceptor: SocketAcceptor;
  readonly #descriptors: Descriptors;

  constructor(settings: Settings, descriptors: Descriptors, onAdmitted: OnAdmitted) {
    this.#settings = settings;
    this.#descriptors = descriptors;
    this.#onAdmitted = onAdmitted;
    this.#acceptor = new SocketAcceptor(settings);
  }

  /** Handles one upgrade; `path` is the request's target without what the server is mounted on. */
  handle(request: IncomingMessage, connection: Duplex, head: Buffer, path: string): void {
    // A connection that breaks off during the handshake must not end the process.
    connection.on("error", ignoreError);
    const problem = originProblem(request, this.#settings.allowedOrigins);
    if (problem !== undefined) {
      this.#report(request, problem);
      refuse(connection, "403 Forbidden", problem);
      return;
    }
    this.#acceptor.accept(request, connection, head, (socket) => {
      try {
        this.#checkDescriptors(connection);
        this.#onAdmitted(socket, sessionRequest(path));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        this.#report(request, error.message);
        socket.close(error.close, error.message);
      }
    });
  }

  #checkDescriptors(connection: Duplex): void {
    if (!this.#descriptors.areScarce(connection)) return;
    const reason = `the server may have only ${this.#descriptors.limit} files open (ulimit -n)`;
    throw new ProtocolError("tryAgainLater", reason);
  }

  #report(request: IncomingMessage, reason: string): void {
    const remote = request.socket.remoteAddress ?? "unknown";
    this.#settings.onEvent({ type: "upgradeRefused", remote, reason });
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

/** What the URL asks for. Throws ProtocolError `badDocumentName`. */
function sessionRequest(path: string): SessionRequest {
  const query = new URLSearchParams(path.split("?").slice(1).join("?"));
  return {
    name: documentNameFromPath(path),
    wantsStorageStatus: query.get("storage-status") === "1",
    wantsPresenceStatus: query.get("presence-status") === "1",
    generation: query.get("generation") ?? undefined,
  };
}

function ignoreError(): void {
  // The connection closes itself, and whoever owns it by then hears of the close.
}
