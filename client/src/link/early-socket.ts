/**
 * A socket that is opened before the code is there that syncs through it, so that the round trips of its
 * handshake pass while that code is on its way.
 */

import { documentNameToPath, tokenProtocols, type DocumentName } from "@coscribe/shared";
import { socketParameters } from "./socket-address.ts";

/** Nobody waits longer for code, and servers close sockets on which nothing comes; in ms. */
const patienceMs = 20_000;

/**
 * Opens a socket to the document `name` on the server at `url`, for a client that has nothing of it yet, with
 * its token if there is one. Returns the class to hand to `connect` as `WebSocket`: its first socket is this one, if it is to have
 * the same address, and tells what has happened to it meanwhile; all others are new.
 */
export function earlySocket(url: string, name: DocumentName, token?: string): typeof WebSocket {
  const query = new URLSearchParams(socketParameters(undefined));
  const address = `${url.replace(/\/+$/, "")}/${documentNameToPath(name)}?${query}`;
  const protocols = token === undefined ? [] : tokenProtocols(token);
  let early: EarlySocket | undefined = new EarlySocket(address, protocols);
  const take = (): EarlySocket | undefined => {
    clearTimeout(timer);
    const taken = early;
    early = undefined;
    return taken;
  };
  const timer = setTimeout(() => take()?.socket.close(), patienceMs);
  // Called with `new`, it gives what it returns.
  return function nextSocket(wanted: string, wantedProtocols: string[]) {
    const taken = take();
    const isSame = String(wantedProtocols) === String(protocols);
    if (isSame && taken?.socket.url === wanted) return taken.handOver();
    taken?.socket.close();
    return new WebSocket(wanted, wantedProtocols);
  } as unknown as typeof WebSocket;
}

const kinds = ["open", "message", "error", "close"] as const;

class EarlySocket {
  readonly socket: WebSocket;
  readonly #missed: Event[] = [];

  constructor(address: string, protocols: readonly string[]) {
    this.socket = new WebSocket(address, [...protocols]);
    this.socket.binaryType = "arraybuffer";
    for (const kind of kinds) this.socket.addEventListener(kind, this.#note);
  }

  /** Whoever listens by the end of this task is told what has happened. */
  handOver(): WebSocket {
    for (const kind of kinds) this.socket.removeEventListener(kind, this.#note);
    queueMicrotask(() => {
      for (const event of this.#missed) this.socket.dispatchEvent(again(event));
    });
    return this.socket;
  }

  readonly #note = (event: Event): void => {
    this.#missed.push(event);
  };
}

/** An event that has been dispatched cannot be dispatched again. */
function again(event: Event): Event {
  if (event instanceof MessageEvent) return new MessageEvent("message", { data: event.data });
  if (!(event instanceof CloseEvent)) return new Event(event.type);
  const { code, reason, wasClean } = event;
  return new CloseEvent("close", { code, reason, wasClean });
}
