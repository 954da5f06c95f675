/** The way from one session to its client: a connection, as the session's dialect shows it. */

import type { CloseCodeName } from "@coscribe/shared";
import type { Bundle, Frame } from "../connection/frame.ts";
import type { FrameSource } from "../connection/transfers.ts";

/** See the head of this file. */
export interface Channel {
  /** The other side's address. */
  readonly remote: string;
  /** The other side inflates messages that were deflated for everybody. */
  readonly inflates: boolean;
  /** Bytes that wait for the client to read them. */
  readonly queuedBytes: number;
  /** Bytes that may wait for it. */
  readonly maxQueuedBytes: number;
  /** Bytes that have come in so far, those of messages that are not whole yet too. */
  readonly readBytes: number;
  /** True when more waits for the client than may. */
  readonly isOverBudget: boolean;
  /** Begins to read what the client sends. */
  start(): void;
  /** Sends a message, whatever waits. */
  send(frame: Frame): void;
  /** Sends messages in order, short ones in one system call. */
  sendAll(bundle: Bundle): void;
  /** Sends what `source` hands out as the client takes it; other messages go between. */
  sendFrom(source: FrameSource): void;
  /** Does something for the client, which pays for the time that it takes. */
  charge<T>(work: () => T): T;
  /** Ends the session if this rejects, with a code for a peer's mistake; else with 1011, reported. */
  later(work: Promise<void>): void;
  /** Asks the client for a sign of life; without one it is soon cut. */
  challenge(): void;
  /** Ends the session with a close code. Calling it again does nothing. */
  end(code: CloseCodeName, reason?: string): void;
}
