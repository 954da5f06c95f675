/**
 * A peer made of bytes: a TCP socket, the WebSocket handshake and frames written by hand from RFC
 * 6455, and messages written by hand from PROTOCOL.md. It uses no WebSocket, Yjs or lib0 code, as a
 * program in another language would not, and it can send what no library lets one send.
 */

import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { frameHeadAt } from "./frame-head.ts";
import { until } from "./until.ts";

/** How a connection ended. */
export interface RawClose {
  /** The close code, or 1006 when the connection just ended. */
  readonly code: number;
  readonly reason: string;
}

/** See the head of this file. */
export class RawPeer {
  /** The payload of each binary message that came, in order. */
  readonly messages: Buffer[] = [];
  /** For each pong that came, how many fragments of an unfinished message had come before. */
  readonly pongs: number[] = [];
  /** Set when the connection has ended. */
  closed: RawClose | undefined;
  /** Breaks off when a deflated message comes, as some system WebSockets do that offered to inflate. */
  failsOnDeflated = false;
  /** The answer to the handshake, up to the empty line. */
  response = "";
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #closeFrame: RawClose | undefined;
  /** The fragments of a message that is not finished. */
  #fragments: Buffer[] = [];

  constructor(port: number, target: string, headers: Readonly<Record<string, string>> = {}) {
    this.#socket = connect({ host: "127.0.0.1", port });
    const lines = {
      Host: `localhost:${port}`,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`GET ${target} HTTP/1.1\r\n${head.join("")}\r\n`);
    this.#socket.on("data", (chunk) => this.#take(chunk));
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.closed = this.#closeFrame ?? { code: 1006, reason: "" };
    });
    onTestFinished(() => this.destroy());
  }

  /** Resolves when the handshake has been answered. */
  async opened(): Promise<void> {
    await until("the handshake", () => this.response !== "" || this.closed !== undefined);
  }

  /** Resolves to message `index`, when it has come. */
  async message(index: number): Promise<Buffer> {
    await until(
      `message ${index}`,
      () => this.messages.length > index || this.closed !== undefined,
    );
    const message = this.messages[index];
    if (message === undefined) throw new Error(`closed: ${JSON.stringify(this.closed)}`);
    return message;
  }

  /** Resolves to the first SyncStep1 (0), SyncStep2 (1) or Update (2) after message `after`. */
  async syncMessage(kind: 0 | 1 | 2, after = -1): Promise<Buffer> {
    const found = (): Buffer | undefined =>
      this.messages.slice(after + 1).find((message) => message[0] === 0 && message[1] === kind);
    await until(`a sync message ${kind}`, () => found() !== undefined || this.closed !== undefined);
    const message = found();
    if (message === undefined) throw new Error(`closed: ${JSON.stringify(this.closed)}`);
    return message;
  }

  /** Resolves when the connection has ended. */
  async ended(): Promise<RawClose> {
    await until("the connection to end", () => this.closed !== undefined);
    return this.closed ?? { code: 1006, reason: "" };
  }

  /** Sends one binary message of these bytes. */
  send(...bytes: number[]): void {
    this.sendFrame(0x82, Uint8Array.from(bytes));
  }

  /** Sends one frame; `head` is its first byte: FIN and reserved bits, and the opcode. */
  sendFrame(head: number, payload: Uint8Array): void {
    const mask = randomBytes(4);
    const length =
      payload.length < 126
        ? Buffer.of(0x80 | payload.length)
        : payload.length < 0x10000
          ? Buffer.of(0x80 | 126, payload.length >> 8, payload.length & 0xff)
          : longLength(payload.length);
    const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
    this.write(Buffer.concat([Buffer.of(head), length, mask, masked]));
  }

  /** Writes bytes to the connection as they are. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Stops reading, so that what comes piles up on the other side. */
  pause(): void {
    this.#socket.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#socket.resume();
  }

  /** Ends the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.response === "") {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.response = this.#received.subarray(0, end).toString();
      this.#received = this.#received.subarray(end + 4);
    }
    while (this.#takeFrame());
  }

  /** Takes one whole frame off what was received. A server's frames are not masked. */
  #takeFrame(): boolean {
    const bytes = this.#received;
    const head = frameHeadAt(bytes, 0);
    if (head === undefined || bytes.length < head.size + head.length) return false;
    if (this.failsOnDeflated && (head.first & 0x40) !== 0) {
      this.destroy();
      return false;
    }
    const opcode = head.first & 0x0f;
    const isFinal = (head.first & 0x80) !== 0;
    const payload = bytes.subarray(head.size, head.size + head.length);
    this.#received = bytes.subarray(head.size + head.length);
    if (opcode === 0x0 || opcode === 0x2) {
      this.#fragments.push(payload);
      if (isFinal) this.messages.push(Buffer.concat(this.#fragments.splice(0)));
    } else if (opcode === 0xa) this.pongs.push(this.#fragments.length);
    else if (opcode === 0x8) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#closeFrame = { code, reason: payload.subarray(2).toString() };
      this.sendFrame(0x88, payload);
    } else if (opcode === 0x9) this.sendFrame(0x8a, payload);
    return true;
  }
}

function longLength(length: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x80 | 127;
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}
