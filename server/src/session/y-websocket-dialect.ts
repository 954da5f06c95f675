/** How y-websocket's clients speak: a connection has one session, and a frame holds its messages. */

import { decodeMessages, type Message, type ProtocolError } from "@coscribe/shared";
import type { Connection, Dialect } from "../connection/connection.ts";
import type { Settings } from "../options.ts";
import { Session, type SessionRequest } from "./session.ts";

/** See the head of this file. */
export class YWebsocketDialect implements Dialect<Message> {
  /** The one session of this connection; it has yet to enter its room. */
  readonly session: Session;

  constructor(connection: Connection<Message>, request: SessionRequest, settings: Settings) {
    this.session = new Session(connection, request, settings);
  }

  unpack(frame: Uint8Array): readonly Message[] | ProtocolError {
    return decodeMessages(frame);
  }

  handle(message: Message): Promise<void> | undefined {
    return this.session.handle(message);
  }

  drained(): void {
    this.session.drained();
  }

  keepAlive(): void {
    this.session.keepAlive();
  }

  tick(now: number): void {
    this.session.tick(now);
  }

  get isWaiting(): boolean {
    return this.session.isWaiting;
  }

  ended(): void {
    this.session.leave();
  }

  closed(code: number, reason: string): void {
    this.session.reportClosed(code, reason);
  }

  failed(cause: unknown): void {
    this.session.failed(cause);
  }
}
