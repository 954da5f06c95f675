/** A sync server inside the test's process, with real sockets. */

import {
  createSyncServer,
  memoryStore,
  type ListenOptions,
  type ServerEvent,
  type SyncServer,
  type SyncServerOptions,
} from "@coscribe/server";
import { onTestFinished } from "vitest";

/** A listening server and what it has told. */
export interface TestServer {
  readonly server: SyncServer;
  /** `ws://localhost:…`, or `wss:` */
  readonly url: string;
  readonly port: number;
  readonly events: ServerEvent[];
}

/** Listens on a free port, with a memory store by default; it closes with the test. */
export async function testServer(
  options: Partial<SyncServerOptions> = {},
  listening: ListenOptions = {},
): Promise<TestServer> {
  const events: ServerEvent[] = [];
  const server = createSyncServer({
    store: memoryStore(),
    onEvent: (event) => events.push(event),
    ...options,
  });
  onTestFinished(() => server.close());
  const { url, port } = await server.listen({ port: 0, ...listening });
  return { server, url: url.replace("http", "ws"), port, events };
}
