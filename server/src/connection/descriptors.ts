/**
 * File descriptors, of which a process has a limited number (`ulimit -n`). Each connection takes one. So
 * does, for a moment, whatever opens a file: a process without any left can neither begin a new log file
 * nor open its database anew. So some are kept back.
 *
 * How many are in use is told by the number that a new connection gets: the system gives the lowest
 * that is free, so all below it are taken.
 */

import { readFileSync } from "node:fs";
import type { Duplex } from "node:stream";

/**
 * Kept back for everything but connections: 34 were seen in use when a worker thread starts, most of
 * them for a moment, for the files of its modules; LevelDB needs some 10 to be opened anew and for what
 * it does beside that; the page's files need some.
 */
const keptBack = 48;

/** Kept back for connections that are accepted only to be told to come back later. */
const forGoodbyes = 16;

/** See the head of this file. */
export class Descriptors {
  /** How many the process may have; Infinity where that is not known. */
  readonly limit: number;

  constructor(limit: number = readLimit()) {
    this.limit = limit;
  }

  /** Whether there are too few for this new connection to stay. */
  areScarce(connection: Duplex): boolean {
    return numberOf(connection) >= this.limit - keptBack - forGoodbyes;
  }

  /** Whether there are too few even to tell it so. */
  areGone(connection: Duplex): boolean {
    return numberOf(connection) >= this.limit - keptBack;
  }
}

/**
 * Node has no public name for it. A connection that is no socket, or on a system without such numbers,
 * counts as the first.
 */
function numberOf(connection: Duplex): number {
  const { _handle: handle } = connection as { _handle?: { readonly fd?: number } | null };
  return handle?.fd ?? 0;
}

/**
 * Linux tells a process its limits. Windows has none that matters; elsewhere Node raises the limit to
 * the most that is allowed, which is far more than the sessions there may be.
 */
function readLimit(): number {
  if (process.platform !== "linux") return Infinity;
  try {
    const limits = readFileSync("/proc/self/limits", "latin1");
    const [, limit] = /^Max open files +(\d+)/m.exec(limits) ?? [];
    return limit === undefined ? Infinity : Number(limit);
  } catch {
    // A sandbox may hide it. Then nothing is kept back, and what fails for want of one is tried again.
    return Infinity;
  }
}
