/**
 * A WebSocket class for y-websocket's provider, whose sockets send through an {@link Outbox}, and tell
 * when something was heard. It has the members that the provider uses, and no others.
 */

/* oxlint-disable unicorn/prefer-add-event-listener -- the provider sets and clears these members */

import type { Outbox, OutgoingSocket } from "./outbox.ts";

/** Who looks after one socket. */
export interface SocketOwner {
  readonly outbox: Outbox;
  /** A message has come; it is handled next. */
  readonly heard: () => void;
  /** The socket is being closed, or has ended. */
  readonly closed: () => void;
}

/** What an owner may do with its socket. */
export interface OwnedSocket extends OutgoingSocket {
  /** Has the provider open another one now, as if this one had ended: nothing is expected of it. */
  readonly abandon: () => void;
}

/** Sockets of the class `Platform`; `open` says who looks after each. */
export function socketsWithOutbox(
  Platform: typeof WebSocket,
  open: (socket: OwnedSocket) => SocketOwner,
): typeof WebSocket {
  class SocketWithOutbox {
    readonly OPEN: number = 1;
    readonly #socket: WebSocket;
    readonly #owner: SocketOwner;

    constructor(url: string, protocols: string[]) {
      const socket = new Platform(url, protocols);
      this.#socket = socket;
      this.#owner = open({
        get bufferedBytes() {
          return socket.bufferedAmount;
        },
        get isOpen() {
          return socket.readyState === socket.OPEN;
        },
        send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
        abandon: () => socket.onclose?.(lostEvent() as CloseEvent),
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
      const socket = this.#socket;
      const { heard } = this.#owner;
      socket.onmessage =
        listener &&
        ((event) => {
          heard();
          listener.call(socket, event);
        });
    }

    set onerror(listener: WebSocket["onerror"]) {
      this.#socket.onerror = listener;
    }

    set onclose(listener: WebSocket["onclose"]) {
      this.#socket.onclose = listener;
    }

    send(frame: Uint8Array): void {
      this.#owner.outbox.send(frame);
    }

    close(): void {
      this.#owner.closed();
      this.#socket.close();
    }
  }
  return SocketWithOutbox as unknown as typeof WebSocket;
}

/** What a browser says of a socket that ended without a word. Node has no `CloseEvent` before 23. */
function lostEvent(): Event & Pick<CloseEvent, "code" | "reason"> {
  return Object.assign(new Event("close"), { code: 1006, reason: "" });
}
