/** A TCP address that stays while the server behind it dies, moves and comes back. */

import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** See the head of this file. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => this.#pipe(socket));
  }

  /** Listens on a free port, in front of nothing; it ends with the test. */
  static async start(): Promise<Relay> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const relay = new Relay(server);
    onTestFinished(() => {
      relay.cut();
      server.close();
    });
    return relay;
  }

  /** `ws://localhost:…` */
  get url(): string {
    return `ws://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections from now on go to the server at `url`. */
  lead(url: string): void {
    this.#target = Number(new URL(url).port);
  }

  /** Ends every connection without a word, and lets nobody through until `lead`. */
  cut(): void {
    this.#target = undefined;
    for (const socket of this.#sockets) socket.destroy();
  }

  #pipe(near: Socket): void {
    if (this.#target === undefined) {
      near.destroy();
      return;
    }
    const far = connect({ port: this.#target, host: "127.0.0.1" });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
