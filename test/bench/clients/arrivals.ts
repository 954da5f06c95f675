/**
 * Reads what members received, after the run: did everything reach everybody, and how long did it
 * take? Every update and every presence state of every member is decoded.
 */

import * as Y from "yjs";
import { readPresence, unwrap, type Dialect } from "./dialect.ts";
import type { Recording } from "./recording.ts";
import { FrameReader, opcode } from "./websocket.ts";

/** What one author sent, as it is looked for at the others. */
export interface Sent {
  readonly clientId: number;
  /** Insertions in order: the author's Yjs clock afterwards, and when the frame was written. */
  readonly insertions: readonly { readonly reach: number; readonly at: number }[];
  /** The last presence clock; undefined for an author without presence. */
  readonly presenceClock: number | undefined;
}

/** What one member received. */
export interface Received {
  readonly updates: readonly Uint8Array[];
  /** For each insertion sent after `since`: milliseconds until the first frame with it was here. */
  readonly latenciesMs: readonly number[];
}

/** How much of one author a member has received so far. */
interface Progress {
  readonly sent: Sent;
  /** The author's Yjs clock. */
  reach: number;
  /** Insertions received. */
  count: number;
  presenceClock: number | undefined;
}

/**
 * Reads one member's recording. Throws if anything of `authors`, who are all the others that sent
 * something, is not in it, or if it came before what it builds on.
 */
export function readArrivals(
  recording: Recording,
  dialect: Dialect,
  authors: readonly Sent[],
  since: number,
): Received {
  const updates: Uint8Array[] = [];
  const latenciesMs: number[] = [];
  const progress = new Map(
    authors.map((author): [number, Progress] => [
      author.clientId,
      { sent: author, reach: 0, count: 0, presenceClock: undefined },
    ]),
  );
  let now = 0;

  const takeUpdate = (update: Uint8Array): void => {
    updates.push(update);
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [clientId, reach] of to) {
      const author = progress.get(clientId);
      if (author === undefined) continue;
      const start = from.get(clientId) ?? 0;
      if (start > author.reach) {
        throw new Error(`a member received client ${clientId} with a gap at ${author.reach}`);
      }
      author.reach = Math.max(author.reach, reach);
      const { insertions } = author.sent;
      for (let sent = insertions[author.count]; sent !== undefined && sent.reach <= reach;) {
        if (sent.at >= since) latenciesMs.push(now - sent.at);
        sent = insertions[++author.count];
      }
    }
  };
  const takePresence = (clientId: number, clock: number): void => {
    const author = progress.get(clientId);
    if (author !== undefined) author.presenceClock = clock;
  };
  const reader = new FrameReader((kind, payload) => {
    if (kind !== opcode.binary || payload === undefined) return;
    const message = unwrap(dialect, payload);
    if (message.type === "presence") readPresence(message.body, takePresence);
    else if (message.type === "update" || message.type === "step2") takeUpdate(message.body);
  });
  for (const { at, bytes } of recording) {
    now = at;
    reader.push(bytes);
  }
  for (const one of progress.values()) expectAll(one);
  return { updates, latenciesMs };
}

function expectAll({ sent, count, presenceClock }: Progress): void {
  const { clientId, insertions, presenceClock: lastClock } = sent;
  if (count === insertions.length && presenceClock === lastClock) return;
  throw new Error(
    `a member received ${count} of ${insertions.length} insertions of client ${clientId}, ` +
      `and presence ${presenceClock} of ${lastClock}`,
  );
}
