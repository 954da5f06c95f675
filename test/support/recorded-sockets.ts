/** A WebSocket class for a client under test, whose traffic a test can see and wait for. */

import { decodeMessages, type Message } from "@coscribe/shared";
import { WebSocket as NodeWebSocket } from "ws";
import { until } from "./until.ts";

/** See the head of this file. */
export class RecordedSockets {
  /** To be given to the client. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** What the client has sent, on all its sockets. */
  readonly sent: Message[] = [];
  /** What it has received. */
  readonly received: Message[] = [];
  readonly #sockets: NodeWebSocket[] = [];

  constructor() {
    const { sent, received } = this;
    const sockets = this.#sockets;
    class RecordedWebSocket extends NodeWebSocket {
      constructor(...args: ConstructorParameters<typeof NodeWebSocket>) {
        super(...args);
        sockets.push(this);
        this.on("message", (data) => received.push(...messagesIn(data as ArrayBuffer)));
      }

      override send(...args: unknown[]): void {
        sent.push(...messagesIn(args[0] as Uint8Array));
        super.send(args[0] as Uint8Array);
      }
    }
    this.WebSocket = RecordedWebSocket as unknown as typeof globalThis.WebSocket;
  }

  /** How many messages of a type the client has sent. */
  count(type: Message["type"]): number {
    return this.sent.filter((message) => message.type === type).length;
  }

  /** Resolves when the server has handled everything that the client has sent so far. */
  async handled(): Promise<void> {
    const before = this.#presenceCount;
    this.#sockets.at(-1)?.send(Uint8Array.of(3));
    await until("the server to answer", () => this.#presenceCount > before);
  }

  get #presenceCount(): number {
    return this.received.filter(({ type }) => type === "presence").length;
  }
}

function messagesIn(data: ArrayBuffer | Uint8Array): readonly Message[] {
  const messages = decodeMessages(new Uint8Array(data));
  if (messages instanceof Error) throw messages;
  return messages;
}
