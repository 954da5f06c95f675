/**
 * A WebSocket class for y-websocket's provider, whose sockets send through an {@link Outbox}. It has
 * the members that the provider uses, and no others.
 */

/* oxlint-disable unicorn/prefer-add-event-listener -- the provider sets and clears these members */

import type { Outbox, OutgoingSocket } from "./outbox.ts";

/** Sockets of the class `Platform`; `open` makes the outbox of each. */
export function socketsWithOutbox(
  Platform: typeof WebSocket,
  open: (socket: OutgoingSocket) => Outbox,
): typeof WebSocket {
  class SocketWithOutbox {
    readonly OPEN: number = 1;
    readonly #socket: WebSocket;
    readonly #outbox: Outbox;

    constructor(url: string, protocols: string[]) {
      const socket = new Platform(url, protocols);
      this.#socket = socket;
      this.#outbox = open({
        get bufferedBytes() {
          return socket.bufferedAmount;
        },
        get isOpen() {
          return socket.readyState === socket.OPEN;
        },
        send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
      });
    }

    get readyState(): number {
      return this.#socket.readyState;
    }

    set binaryType(type: BinaryType) {
      this.#socket.binaryType = type;
    }

    set onopen(listener: WebSocket["onopen"]) {
      this.#socket.onopen = listener;
    }

    set onmessage(listener: WebSocket["onmessage"]) {
      this.#socket.onmessage = listener;
    }

    set onerror(listener: WebSocket["onerror"]) {
      this.#socket.onerror = listener;
    }

    set onclose(listener: WebSocket["onclose"]) {
      this.#socket.onclose = listener;
    }

    send(frame: Uint8Array): void {
      this.#outbox.send(frame);
    }

    close(): void {
      this.#outbox.close();
      this.#socket.close();
    }
  }
  return SocketWithOutbox as unknown as typeof WebSocket;
}
