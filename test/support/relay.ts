/** A TCP address that stays while the server behind it dies, moves and comes back. */

import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** See the head of this file. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #pairs = new Set<readonly [near: Socket, far: Socket]>();
  #target: number | undefined;
  #isMute = false;
  /** Bytes that clients have been passed on. */
  passedBytes = 0;
  /** How many bytes a client gets every ten milliseconds; as many as there are where it is undefined. */
  bytesPerTick: number | undefined;

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

  /** Connections stay open, and new ones are accepted, but nothing passes any more, until `speak`. */
  mute(): void {
    this.#isMute = true;
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause();
      far.pause();
    }
  }

  /** Connections that are open stay so for ever, but nothing passes on them; new ones work. */
  strand(): void {
    this.mute();
    this.#pairs.clear();
    this.#isMute = false;
  }

  /** What waited passes, and so does what comes. */
  speak(): void {
    this.#isMute = false;
    for (const [near, far] of this.#pairs) {
      near.pipe(far);
      far.resume();
    }
  }

  #pipe(near: Socket): void {
    if (this.#target === undefined) {
      near.destroy();
      return;
    }
    const far = connect({ port: this.#target, host: "127.0.0.1" });
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    near.on("close", () => this.#pairs.delete(pair));
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
      if (socket === far) this.#trickle(socket, other);
      else if (!this.#isMute) socket.pipe(other);
    }
    if (this.#isMute) far.pause();
  }

  /** Passes on no more than a slow network would. */
  #trickle(from: Socket, to: Socket): void {
    let waiting: Buffer = Buffer.alloc(0);
    const passOn = (): void => {
      const passed = waiting.subarray(0, this.bytesPerTick ?? waiting.length);
      waiting = waiting.subarray(passed.length);
      this.passedBytes += passed.length;
      if (passed.length > 0) to.write(passed);
      if (waiting.length === 0 && !this.#isMute) from.resume();
    };
    from.on("data", (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      if (this.bytesPerTick === undefined) passOn();
      else from.pause();
    });
    const ticking = setInterval(passOn, 10);
    from.on("close", () => clearInterval(ticking));
  }
}
