/**
 * How much of what clients send may lie in memory before it has been handled, of all connections
 * together: parts of messages that are not whole yet, and messages that are being screened. Beyond it
 * those that have brought much are not read for a while. One of them always is, so that whoever is
 * nearest to its end gets there and makes room for the next.
 */

/** What a connection has brought that has not been handled. */
export interface Inbound {
  readonly inboundBytes: number;
  /** Stops reading, or goes on. */
  curb(isCurbed: boolean): void;
}

/** Less than this is not much: what people type and paste is always read. */
export const littleBytes: number = 2 ** 20;

/** Stops and lets go on whom it has to, so that about `maxBytes` lie in memory. Called every second. */
export function curbInbound(connections: Iterable<Inbound>, maxBytes: number): void {
  let bytes = 0;
  const large: Inbound[] = [];
  for (const connection of connections) {
    bytes += connection.inboundBytes;
    if (connection.inboundBytes > littleBytes) large.push(connection);
    else connection.curb(false);
  }
  const isOver = bytes > maxBytes;
  const most = large.reduce((sum, { inboundBytes }) => Math.max(sum, inboundBytes), 0);
  let hasReader = false;
  for (const connection of large) {
    const isNearest: boolean = !hasReader && connection.inboundBytes === most;
    hasReader ||= isNearest;
    connection.curb(isOver && !isNearest);
  }
}
