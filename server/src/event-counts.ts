/** How often what events tell of has happened. There are few events, and none for a message. */

import { closeCodes } from "@coscribe/shared";
import { Buckets } from "./buckets.ts";
import type { ServerEvent } from "./server-event.ts";

/** The codes that are told apart. Clients can close with any, and would make a figure of each. */
const knownCodes: ReadonlySet<number> = new Set(
  [1000, 1001, 1002, 1005, 1006, 1007, 1009].concat(
    Object.values(closeCodes).map(({ code }) => code),
  ),
);

/** Failures that are told from the beginning, so that the first one shows as a rise. */
const failureKinds: readonly string[] =
  "write compaction document conversion file session request authorize hook webhook certificate internal".split(
    " ",
  );

/** See the head of this file. */
export class EventCounts {
  /** How many sessions there were. */
  sessionsOpened = 0;
  /** How many ended, by close code. */
  readonly closes: Record<string, number> = {};
  /** How many connections were refused before they became sessions, by close code. */
  readonly refusals: Record<string, number> = {};
  /** How many documents were loaded. */
  documentsOpened = 0;
  /** How often something failed, by its kind. */
  readonly failures: Record<string, number> = Object.fromEntries(
    failureKinds.map((kind) => [kind, 0]),
  );
  /** Milliseconds of compactions. */
  readonly compactionMs: Buckets = new Buckets();

  /** Counts an event. */
  add(event: ServerEvent): void {
    switch (event.type) {
      case "sessionOpened":
        this.sessionsOpened++;
        break;
      case "sessionClosed":
        raise(this.closes, knownCodes.has(event.code) ? String(event.code) : "other");
        break;
      case "upgradeRefused":
        raise(this.refusals, String(event.code));
        break;
      case "documentOpened":
        this.documentsOpened++;
        break;
      case "compacted":
        this.compactionMs.add(event.ms);
        break;
      case "internalError":
        raise(this.failures, "internal");
        break;
      default: {
        const [, kind] = /^(.+)Failed$/.exec(event.type) ?? [];
        if (kind !== undefined) raise(this.failures, kind);
      }
    }
  }
}

function raise(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
