/** How a server is doing, as `/healthz` tells it. */

import type { Rooms } from "../room/rooms.ts";
import type { WriteProblem } from "../room/log-writer.ts";

/** Most documents that are named. */
const mostNames = 100;

/** See the head of this file. */
export interface Health {
  /**
   * `failing`: edits cannot be written to disk; they are kept in memory and tried again. `damaged`:
   * something on the disk is not what was written; all else works, and a restart would not help.
   */
  readonly status: "ok" | "failing" | "damaged";
  /** Open documents. */
  readonly documents: number;
  /** Connected clients. */
  readonly sessions: number;
  /** Documents with edits that could not be written. */
  readonly failingDocuments: number;
  /** Why edits cannot be written, and since when (ISO 8601); only while that is so. */
  readonly failure?: { readonly since: string; readonly reason: string };
  /** What is damaged; only where something is. */
  readonly damage?: HealthDamage;
}

/** What is damaged. */
export interface HealthDamage {
  /** Documents that were found damaged when they were opened, the first hundred of them. */
  readonly documents: readonly string[];
  /** How many they are. */
  readonly documentCount: number;
  /** What is wrong with the store as a whole. */
  readonly store: readonly string[];
}

/** Puts together how a server with these rooms and this many sessions is doing. */
export function healthOf(rooms: Rooms, sessions: number, storeDamage: readonly string[]): Health {
  const { damaged, writeProblems } = rooms;
  const failure = writeProblems.reduce<WriteProblem | undefined>(earlier, undefined);
  const isDamaged = damaged.length > 0 || storeDamage.length > 0;
  return {
    status: failure !== undefined ? "failing" : isDamaged ? "damaged" : "ok",
    documents: rooms.open.length,
    sessions,
    failingDocuments: writeProblems.length,
    ...(failure !== undefined && {
      failure: { since: new Date(failure.since).toISOString(), reason: failure.reason },
    }),
    ...(isDamaged && {
      damage: {
        documents: damaged.slice(0, mostNames),
        documentCount: damaged.length,
        store: storeDamage,
      },
    }),
  };
}

function earlier(first: WriteProblem | undefined, second: WriteProblem): WriteProblem {
  return first === undefined || second.since < first.since ? second : first;
}
