/** `@y/websocket` 4.0.0-3 names a file of types that its package does not contain. */

declare module "@y/websocket" {
  import type { Doc } from "@y/y";

  export class WebsocketProvider {
    constructor(
      serverUrl: string,
      roomname: string,
      doc: Doc,
      options?: {
        readonly WebSocketPolyfill?: typeof globalThis.WebSocket;
        readonly disableBc?: boolean;
      },
    );
    readonly synced: boolean;
    on(event: "connection-close", listener: (event: CloseEvent | null) => void): void;
    connect(): void;
    disconnect(): void;
    destroy(): void;
  }
}
