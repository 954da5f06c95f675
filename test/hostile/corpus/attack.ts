/** One thing that somebody hostile sends, and what must come of it. */

import { frame, frameHeads, messages } from "../bytes.ts";

/** What comes of an attack; in every case nothing of it is stored, sent on or acknowledged. */
export type Outcome =
  /** The session is closed with this code. */
  | number
  /** It stays open, as if nothing had come. */
  | "ignored"
  /** It stays open, is asked for what is missing, and gets no acknowledgement. */
  | "held";

/** See the head of this file. */
export interface Attack {
  readonly name: string;
  /** The bytes on the connection, after the handshake; made when they are needed. */
  readonly wire: () => readonly Uint8Array[];
  readonly outcome: Outcome;
}

/** The client whose text the attacks are after: "honest text" in the root type "text". */
export const victim = 1_000;

/** Sends each of `payloads` as a WebSocket message. */
export function sends(
  name: string,
  outcome: Outcome,
  payloads: () => readonly Uint8Array[],
): Attack {
  const wire = (): Uint8Array[] => payloads().map((bytes) => frame(frameHeads.binary, bytes));
  return { name, wire, outcome };
}

/** Sends each of `updates` as an Update. */
export function sendsUpdates(
  name: string,
  outcome: Outcome,
  updates: () => readonly Uint8Array[],
): Attack {
  return sends(name, outcome, () => updates().map(messages.update));
}
