/**
 * One WebSocket, reduced to what a connection needs. The only file that knows `ws`.
 *
 * Frames that leave are written ready-made to the connection itself, past `ws`: server
 * frames are not masked, so the same bytes serve every member of a room. `ws` parses what comes in
 * and sends its own control frames, always whole, so the two never mix within a frame. A long
 * message is fragments, between which control frames may stand; other messages wait behind it.
 */

import type { IncomingMessage } from "node:http";
import { Socket as NetSocket } from "node:net";
import type { Duplex } from "node:stream";
import { closeCodes, retryAfter, tokenProtocol, type CloseCode } from "@coscribe/shared";
import * as ws from "ws";
import { WebSocket, WebSocketServer, type RawData, type ServerOptions } from "ws";
import { acceptableOffer } from "./deflate.ts";
import { DeflateFailures } from "./deflate-failures.ts";
import { mostWholeBytes, type Bundle, type Frame } from "./frame.ts";
import { inflateSmallAtOnce } from "./inflate.ts";
import { LargeFrames } from "./large-frames.ts";
import type { Settings } from "../options.ts";
import { Transfer, Transfers, writeTogether, type FrameSource } from "./transfers.ts";

/** What a connection does with its socket. */
export interface Socket {
  /** The client's address, for the operator. */
  readonly remote: string;
  /** It was closed with a code that tells the client not to come back. */
  readonly isRefused: boolean;
  /** The other side inflates messages that were deflated for everybody. */
  readonly inflates: boolean;
  /** Bytes handed over that the operating system has not taken yet. */
  readonly queuedBytes: number;
  /** Bytes that it has taken so far. */
  readonly takenBytes: number;
  /** Something long is on its way, of which not everything has been handed over or taken. */
  readonly isTransferring: boolean;
  /** Bytes that have come in so far, those of messages that are not whole yet too. */
  readonly readBytes: number;
  /** Says who is to be told; nothing is read before {@link resume}. Called once. */
  listen(handlers: SocketHandlers): void;
  /** Starts reading, or goes on. */
  resume(): void;
  /** Stops reading, which in time stops the other side from sending. */
  pause(): void;
  /** Sends one message; does nothing on a socket that is closing. */
  send(frame: Frame): void;
  /** Sends messages in order, short ones in one system call. */
  sendAll(bundle: Bundle): void;
  /**
   * Sends what `source` hands out as the other side takes it, after what has been sent before. Other
   * messages that are sent meanwhile go between.
   */
  sendFrom(source: FrameSource): void;
  /** Asks for a sign of life. */
  ping(): void;
  /** Says goodbye, with at most 123 bytes of UTF-8 as the reason. */
  close(code: CloseCode, reason: string): void;
  /** Cuts the connection without a word. */
  terminate(): void;
}

/** What a socket tells its connection. None of these may throw. */
export interface SocketHandlers {
  /** A binary message. Its bytes may share memory with others', and may be reused afterwards. */
  onFrame(bytes: Uint8Array): void;
  /** A text message, which no Yjs client sends. */
  onText(): void;
  /** A ping or pong of so many bytes; pings are answered already. */
  onControl(byteLength: number): void;
  /** Everything handed over has been taken by the operating system. */
  onDrain(): void;
  /** The connection has ended; nothing comes after this. */
  onClose(code: number, reason: string): void;
}

/** The part of the settings that a connection needs. */
export type SocketSettings = Pick<Settings, "maxFrameBytes" | "compress" | "clock">;

/** Most bytes of a close reason (RFC 6455, section 5.5). */
const mostReasonBytes = 123;

/** A request for a WebSocket, and what came with it. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
  /** What was read behind the request. */
  readonly head: Buffer;
  /** The client's address. */
  readonly remote: string;
}

/** How long a peer may take to answer a close, in milliseconds, before it is cut. */
const closeTimeout = 5_000;

const largeFrames = new LargeFrames(Reflect.get(ws, "Receiver"));

/** Turns upgrade requests into sockets. */
export class SocketAcceptor {
  readonly #server: WebSocketServer;
  /** For those that are turned away: it reads nothing but a close. */
  readonly #deafServer: WebSocketServer;
  readonly #transfers: Transfers;
  readonly #failures: DeflateFailures;
  readonly #compress: boolean;

  constructor({ maxFrameBytes, compress, clock }: SocketSettings) {
    this.#transfers = new Transfers(clock);
    this.#failures = new DeflateFailures(clock);
    this.#compress = compress;
    const common = {
      noServer: true,
      clientTracking: false,
      WebSocket: ServerWebSocket,
      closeTimeout,
    };
    const options: ServerOptions<typeof ServerWebSocket> = {
      ...common,
      // `ws` inflates ten messages at once. That does not keep writes to the disk waiting, for which Node
      // has the same threads: each makes 16 KB at a time. With twelve clients that send 6 MB deflated, an
      // edit was saved in 6 ms, 95 of 100 in 20, as with two at once; then others would wait for them.
      perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
      autoPong: false,
      // Of a deflated message this limits what comes out as well.
      maxPayload: maxFrameBytes,
      // A client that sends a message in pieces sends few; thousands are a way to waste memory.
      maxFragments: 1024,
      handleProtocols: chosenProtocol,
    };
    this.#server = new WebSocketServer(options);
    this.#deafServer = new WebSocketServer({
      ...common,
      maxPayload: 1,
      handleProtocols: chosenProtocol,
    });
  }

  /** Completes the WebSocket handshake, or answers it with an HTTP error of its own. */
  accept(upgrade: UpgradeRequest, onSocket: (socket: Socket) => void): void {
    const { request, connection, head, remote } = upgrade;
    // `ws` refuses a handshake whose offers it does not like; without them it goes on.
    const { headers } = request;
    const offer = acceptableOffer(headers["sec-websocket-extensions"]);
    const client = `${remote} ${headers["user-agent"]} ${request.url}`;
    const canDeflate = offer !== undefined && this.#compress;
    const isOwedPlain = canDeflate && this.#failures.takePlain(client);
    if (isOwedPlain) connection.once("close", () => this.#failures.plainEnded(client));
    if (canDeflate && !isOwedPlain) headers["sec-websocket-extensions"] = offer;
    else delete headers["sec-websocket-extensions"];
    this.#server.handleUpgrade(request, connection, head, (webSocket) => {
      // `ws` makes what its option says.
      const ours = webSocket as ServerWebSocket;
      const socket = new WsSocket(ours, connection, remote, this.#transfers);
      if (socket.inflates) this.#watch(socket, ours, client);
      onSocket(socket);
    });
  }

  /** Notes when deflate seems not to work for `client`. */
  #watch(socket: WsSocket, webSocket: WebSocket, client: string): void {
    webSocket.once("close", (code) => {
      if (socket.hasFailedToInflate(code)) this.#failures.failed(client);
    });
  }

  /** Completes the handshake only to close with a code that a browser shows its page. */
  turnAway({ request, connection, head }: UpgradeRequest, code: CloseCode, reason: string): void {
    this.#deafServer.handleUpgrade(request, connection, head, (webSocket) => {
      webSocket.close(code.code, cutToBytes(reason, mostReasonBytes));
      webSocket.resume();
    });
  }
}

/** What is in the ping behind a deflated message. */
const inflationPing = Buffer.from("inflated?");

/** How connections end that nothing has happened to: closed, left, closed without a reason. */
const ordinaryEnds: readonly number[] = [1000, 1001, 1005];

/** What a WebSocket tells the one that listens to it. */
interface WebSocketListener {
  received(data: RawData, isBinary: boolean): void;
  pinged(data: Buffer): void;
  ponged(data: Buffer): void;
  closed(code: number, reason: Buffer): void;
}

/**
 * A WebSocket that tells one listener of everything at once: as many functions would take 400 bytes with
 * each connection.
 *
 * `ws` closes with 1009 when a message is too large. A y-websocket client would come back and send
 * the same message again, for ever, so it is told in a code that it takes as final.
 */
class ServerWebSocket extends WebSocket {
  /** Who is told. */
  listener: WebSocketListener | undefined;
  /** Whether a message has come. */
  hasReceived = false;
  /** The code of its close tells the client not to come back. */
  isRefused = false;

  override close(code?: number, reason?: string | Buffer): void {
    const { frameTooLarge } = closeCodes;
    const isTooLarge = code === 1009;
    if (isTooLarge) this.hasReceived = true;
    if (isTooLarge || retryAfter(code) === "never") this.isRefused = true;
    if (isTooLarge) super.close(frameTooLarge.code, frameTooLarge.reason);
    else super.close(code, reason);
  }

  /** `ws` says what comes with each. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const [first, second] = args;
    switch (event) {
      case "message":
        this.hasReceived = true;
        this.listener?.received(first as RawData, second as boolean);
        break;
      case "ping":
        this.listener?.pinged(first as Buffer);
        break;
      case "pong":
        this.listener?.ponged(first as Buffer);
        break;
      case "close":
        this.listener?.closed(first as number, second as Buffer);
        break;
      case "error":
        // Always followed by a close, which is where it is dealt with.
        return true;
      default:
        break;
    }
    return super.emit(event, ...args);
  }
}

class WsSocket implements Socket, WebSocketListener {
  readonly remote: string;
  readonly inflates: boolean;
  readonly #webSocket: ServerWebSocket;
  readonly #connection: Duplex;
  readonly #transfers: Transfers;
  #handlers: SocketHandlers | undefined;
  #transfer: Transfer | undefined;
  /** It was sent something deflated, and has shown no sign of life since. */
  #mayFailToInflate = false;
  #isEndedHere = false;
  #isAwaitingDrain = false;
  /** The latest ping that was not answered. */
  #ping: Buffer | undefined;

  constructor(
    webSocket: ServerWebSocket,
    connection: Duplex,
    remote: string,
    transfers: Transfers,
  ) {
    this.#webSocket = webSocket;
    this.#connection = connection;
    this.#transfers = transfers;
    this.remote = remote;
    this.inflates = webSocket.extensions.includes("permessage-deflate");
    if (this.inflates) inflateSmallAtOnce(webSocket);
    largeFrames.takeAsTheyCome(webSocket);
    // Nothing is read before the session is ready for it.
    webSocket.pause();
  }

  get isRefused(): boolean {
    return this.#webSocket.isRefused;
  }

  get queuedBytes(): number {
    return this.#connection.writableLength + (this.#transfer?.waitingBytes ?? 0);
  }

  get isTransferring(): boolean {
    return this.#transfer !== undefined;
  }

  get takenBytes(): number {
    // Counted from the beginning: what Node holds back is among it.
    return bytesWrittenOf(this.#connection) - this.#connection.writableLength;
  }

  get readBytes(): number {
    return bytesReadOf(this.#connection);
  }

  listen(handlers: SocketHandlers): void {
    this.#handlers = handlers;
    this.#webSocket.listener = this;
  }

  resume(): void {
    this.#webSocket.resume();
  }

  pause(): void {
    this.#webSocket.pause();
  }

  send(frame: Frame): void {
    if (!this.#isOpen) return;
    if (this.#transfer?.isExclusive === true || frame.fragmentCount > 1) {
      this.#beginTransfer().queue(frame);
    } else {
      if (frame.wire !== undefined) this.#connection.write(frame.wire);
      else writeTogether(this.#connection, frame.fragment(0));
      this.#awaitDrainIfNeeded();
      if (frame.isDeflated) this.#askWhetherInflated();
    }
  }

  sendAll({ wire, frames, byteLength }: Bundle): void {
    if (!this.#isOpen) return;
    const mustWait = this.#transfer?.isExclusive === true;
    if (wire !== undefined && !mustWait) {
      this.#connection.write(wire);
      this.#awaitDrainIfNeeded();
    } else if (byteLength > mostWholeBytes) {
      const transfer = this.#beginTransfer();
      for (const frame of frames) transfer.queue(frame);
    } else {
      this.#connection.cork();
      for (const frame of frames) this.send(frame);
      this.#connection.uncork();
    }
  }

  sendFrom(source: FrameSource): void {
    if (this.#isOpen) this.#beginTransfer().follow(source);
  }

  ping(): void {
    if (this.#isOpen) this.#webSocket.ping();
  }

  close(code: CloseCode, reason: string): void {
    this.#isEndedHere = true;
    this.#webSocket.resume();
    this.#webSocket.close(code.code, cutToBytes(reason, mostReasonBytes));
  }

  terminate(): void {
    this.#isEndedHere = true;
    this.#webSocket.terminate();
  }

  received(data: RawData, isBinary: boolean): void {
    if (isBinary) this.#handlers?.onFrame(bytesOf(data));
    else this.#handlers?.onText();
  }

  /**
   * Of several pings only the latest needs an answer (RFC 6455, section 5.5.3). So those that come
   * together cost one system call, and answers to somebody who reads none do not pile up.
   */
  pinged(data: Buffer): void {
    if (this.#ping === undefined) queueMicrotask(() => this.#answerPing());
    this.#ping = data;
    this.#handlers?.onControl(data.length);
  }

  ponged(data: Buffer): void {
    if (inflationPing.equals(data)) this.#mayFailToInflate = false;
    this.#handlers?.onControl(data.length);
  }

  closed(code: number, reason: Buffer): void {
    this.#handlers?.onClose(code, reason.toString());
  }

  /** Whether the other side has ended this, with `code`, as if deflate did not work for it. */
  hasFailedToInflate(code: number): boolean {
    const mayHave = this.#mayFailToInflate || !this.#webSocket.hasReceived;
    return mayHave && !this.#isEndedHere && !ordinaryEnds.includes(code);
  }

  /** Whoever answers a ping behind a deflated message has read that. */
  #askWhetherInflated(): void {
    this.#mayFailToInflate = true;
    this.#webSocket.ping(inflationPing);
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN;
  }

  #beginTransfer(): Transfer {
    if (this.#transfer !== undefined) return this.#transfer;
    this.#transfer = new Transfer({
      connection: this.#connection,
      isOpen: () => this.#isOpen,
      onSent: (frame) => {
        if (frame.isDeflated && !this.#mayFailToInflate) this.#askWhetherInflated();
      },
      onEnd: () => {
        this.#transfer = undefined;
        this.#drained();
      },
    });
    this.#transfers.add(this.#transfer);
    return this.#transfer;
  }

  /** A listener of its own would take a hundred bytes with each connection, and few ever need it. */
  #awaitDrainIfNeeded(): void {
    if (this.#isAwaitingDrain || !this.#connection.writableNeedDrain) return;
    this.#isAwaitingDrain = true;
    this.#connection.once("drain", () => {
      this.#isAwaitingDrain = false;
      this.#drained();
      this.#answerPing();
    });
  }

  #drained(): void {
    if (this.#transfer === undefined) this.#handlers?.onDrain();
  }

  #answerPing(): void {
    if (this.#ping === undefined) return;
    if (this.#connection.writableNeedDrain) return this.#awaitDrainIfNeeded();
    if (this.#webSocket.readyState === WebSocket.OPEN) this.#webSocket.pong(this.#ping);
    this.#ping = undefined;
  }
}

/** HTTP servers hand over network sockets, which count; a stream of another kind never moves. */
function bytesReadOf(connection: Duplex): number {
  return connection instanceof NetSocket ? connection.bytesRead : 0;
}

function bytesWrittenOf(connection: Duplex): number {
  return connection instanceof NetSocket ? connection.bytesWritten : 0;
}

/**
 * A browser ends a connection whose server names no subprotocol of those that it offers. One that brings a
 * token is named only where there is no other: what comes back may stand in a log.
 */
function chosenProtocol(offered: ReadonlySet<string>): string | false {
  const names = [...offered];
  return names.find((name) => !name.startsWith(tokenProtocol)) ?? names[0] ?? false;
}

/** `ws` hands over a Buffer unless it is told otherwise, which it is not. */
function bytesOf(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return Array.isArray(data) ? Buffer.concat(data) : data;
}

/** `text` cut to `maxBytes` bytes of UTF-8, never within a character. */
function cutToBytes(text: string, maxBytes: number): string {
  // A decoder that expects more to come keeps the beginning of a character back.
  return new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes), { stream: true });
}
