/**
 * How a server is doing, as `/healthz` tells it, and in two words for supervisors: whether it lives, and
 * whether it is ready. A server whose disk is full is not ready, and lives: what waits for the disk is in
 * its memory, and a restart would lose it.
 */

import type { Rooms } from "../room/rooms.ts";
import type { WriteProblem } from "../room/log-writer.ts";

/** Most documents that are named. */
const mostNames = 100;

/** See the head of this file. */
export interface Health {
  /**
   * `failing`: edits cannot be written to disk; they are kept in memory and tried again. `damaged`:
   * something on the disk is not what was written; all else works, and a restart would not help.
   * `closing`: it was told to stop, and brings everything to disk.
   */
  readonly status: "ok" | "failing" | "closing" | "damaged";
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

/** Whether a server takes visitors in, as `/healthz/ready` tells it. */
export interface Readiness {
  readonly status: "ready" | "failing" | "closing";
  /** See {@link Health.failure}. */
  readonly failure?: NonNullable<Health["failure"]>;
}

/** What a server's health is put together from. */
export interface HealthSources {
  readonly rooms: Rooms;
  /** Connected clients. */
  readonly sessions: number;
  readonly storeDamage: readonly string[];
  readonly isClosing: boolean;
}

/** Puts together how a server is doing. */
export function healthOf({ rooms, sessions, storeDamage, isClosing }: HealthSources): Health {
  const { damaged, writeProblems } = rooms;
  const failure = writeProblems.reduce<WriteProblem | undefined>(earlier, undefined);
  const isDamaged = damaged.length > 0 || storeDamage.length > 0;
  return {
    status: statusOf(failure !== undefined, isClosing, isDamaged),
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

/** Whether a server with this health is ready: not while edits cannot be saved, nor when it closes. */
export function readinessOf({ status, failure }: Health): Readiness {
  if (status !== "failing" && status !== "closing") return { status: "ready" };
  return { status, ...(failure !== undefined && { failure }) };
}

/** The same for those who are not to know names of documents. */
export function withoutNames(health: Health): object {
  if (health.damage === undefined) return health;
  const { documentCount, store } = health.damage;
  return { ...health, damage: { documentCount, store } };
}

/** What is worst of it comes first. */
function statusOf(isFailing: boolean, isClosing: boolean, isDamaged: boolean): Health["status"] {
  if (isFailing) return "failing";
  if (isClosing) return "closing";
  return isDamaged ? "damaged" : "ok";
}

function earlier(first: WriteProblem | undefined, second: WriteProblem): WriteProblem {
  return first === undefined || second.since < first.since ? second : first;
}
