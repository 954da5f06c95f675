/** A room with two honest people, measured from a process of its own. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const child = fileURLToPath(new URL("innocent-child.mjs", import.meta.url));

/** How long letters took from one person to the other, in milliseconds. */
export interface Delays {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** See the head of this file. */
export interface InnocentRoom {
  /** How long each letter took since the last call, in milliseconds. */
  delays(): Promise<readonly number[]>;
}

/** Opens the room on the server at `url` (`ws://…`); it ends with the test. */
export async function innocentRoom(url: string): Promise<InnocentRoom> {
  const people = fork(child, [`${url}/innocent`], { stdio: "inherit" });
  onTestFinished(() => void people.kill());
  await once(people, "message");
  return {
    async delays() {
      people.send("report");
      const [delays] = (await once(people, "message")) as [number[]];
      return delays;
    },
  };
}

/** The figures of `delays`. */
export function summaryOf(delays: readonly number[]): Delays {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Infinity;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
