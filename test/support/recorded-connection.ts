/** A connection of our client whose traffic and save statuses a test can see. */

import { connect, type Connection, type ConnectOptions, type SaveStatus } from "@coscribe/client";
import { onTestFinished } from "vitest";
import { RecordedSockets } from "./recorded-sockets.ts";

/** See the head of this file; `told` has every save status since the beginning. */
export interface RecordedConnection {
  readonly connection: Connection;
  readonly sockets: RecordedSockets;
  readonly told: SaveStatus[];
}

/** Joins the document `doc` on the server at `url`, until the test ends. */
export function recordedConnection(url: string, options: ConnectOptions = {}): RecordedConnection {
  const sockets = new RecordedSockets();
  const connection = connect(url, "doc", { WebSocket: sockets.WebSocket, ...options });
  onTestFinished(() => connection.close());
  const told: SaveStatus[] = [];
  connection.on("saveStatus", (status) => told.push(status));
  return { connection, sockets, told };
}
