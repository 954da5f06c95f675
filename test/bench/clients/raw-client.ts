/**
 * One connection of the driver: a TCP socket that has done the WebSocket handshake. Reading is
 * either live, frame by frame, or a recording. It speaks no protocol; `document-client.ts` does.
 */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { Random } from "../../support/random.ts";
import { Recording } from "./recording.ts";
import { FrameReader, opcode, pongFrame } from "./websocket.ts";

/** What a connection needs to know. */
export interface RawClientOptions {
  readonly port: number;
  /** The request's target, with its first slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Payloads above are counted, and reported with their first bytes only. */
  readonly skipAbove?: number;
  /** Called for each binary message until {@link RawClient.record}. */
  readonly onMessage?: (payload: Buffer, length: number) => void;
}

/** Everything is read into this buffer, which is free again when the callback returns. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);
const masks = new Random(1);

/** See the head of this file. */
export class RawClient {
  /** Bytes received after the handshake, WebSocket heads included. */
  receivedBytes = 0;
  /** The answer to the handshake. */
  response = "";
  /** Why the connection ended, when it has. */
  ended: string | undefined;
  readonly #socket: Socket;
  readonly #reader: FrameReader;
  #head: Buffer = Buffer.alloc(0);
  #recording: Recording | undefined;
  #onOpen: () => void = () => undefined;
  #onEnd: (reason: string) => void = () => undefined;

  /** Connects; resolves when the handshake is done. */
  static async open(options: RawClientOptions): Promise<RawClient> {
    const client = new RawClient(options);
    await new Promise<void>((resolve, reject) => {
      client.#onOpen = resolve;
      client.#onEnd = (reason) => reject(new Error(`no connection to ${options.path}: ${reason}`));
    });
    client.#onEnd = () => undefined;
    return client;
  }

  private constructor({ port, path, headers, skipAbove, onMessage }: RawClientOptions) {
    this.#reader = new FrameReader((kind, payload, length) => {
      if (kind === opcode.binary) onMessage?.(payload, length);
      else if (kind === opcode.ping) this.write(pongFrame(payload, masks));
      else if (kind === opcode.close) this.ended = closeReason(payload);
    }, skipAbove);
    const take = (count: number, buffer: Uint8Array): boolean => {
      this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, count));
      return true;
    };
    this.#socket = connect({
      host: "127.0.0.1",
      port,
      noDelay: true,
      onread: { buffer: readBuffer, callback: take },
    });
    this.#socket.on("error", (error) => (this.ended ??= error.message));
    this.#socket.on("close", () => this.#onEnd((this.ended ??= "the connection ended")));
    const lines = {
      Host: `127.0.0.1:${port}`,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
  }

  /** From now on nothing is parsed, and pings stay unanswered; see {@link showLife}. */
  record(): Recording {
    return (this.#recording = new Recording());
  }

  /** Sends a pong that nobody asked for. To be called every 20 s while recording. */
  showLife(): void {
    this.write(pongFrame(Buffer.alloc(0), masks));
  }

  /** Writes bytes as they are; returns false while the system does not take them. */
  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes);
  }

  /** Writes several at once, in one system call. */
  writeAll(all: readonly Uint8Array[]): void {
    this.#socket.cork();
    for (const bytes of all) this.#socket.write(bytes);
    this.#socket.uncork();
  }

  /** Resolves when everything written has been taken by the system. */
  async drained(): Promise<void> {
    if (this.#socket.writableNeedDrain) await once(this.#socket, "drain");
  }

  /** Stops reading, so that what comes piles up on the other side. */
  pause(): void {
    this.#socket.pause();
  }

  /** Ends the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.response === "") return this.#takeHead(bytes);
    this.receivedBytes += bytes.length;
    if (this.#recording !== undefined) this.#recording.add(bytes, performance.now());
    else this.#reader.push(Buffer.from(bytes));
  }

  #takeHead(bytes: Buffer): void {
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.response = this.#head.subarray(0, end).toString();
    if (!this.response.startsWith("HTTP/1.1 101")) {
      this.ended = this.response;
      return this.destroy();
    }
    const rest = this.#head.subarray(end + 4);
    this.#head = Buffer.alloc(0);
    this.#onOpen();
    if (rest.length > 0) this.#take(rest);
  }
}

function closeReason(payload: Buffer): string {
  if (payload.length < 2) return "closed without a code";
  return `closed with ${payload.readUInt16BE(0)} ${payload.subarray(2).toString()}`;
}
