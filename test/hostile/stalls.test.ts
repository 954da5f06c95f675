/**
 * Whatever arrives within the limits, nothing keeps the main loop for long. What is measured is the
 * processor time of the server's main thread, so that other programs do not count; since the machine's
 * caches are shared with them, there are three chances.
 */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawPeer } from "../support/raw-peer.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { edges } from "./corpus/limits.ts";
import { isLong } from "./seeds.ts";

/** The promise, in milliseconds. */
const mostMs = 50;

/** After an edit a document may be compacted, written and closed for so long, in milliseconds. */
const restMs = 3_000;

/** What the server has measured since it was last asked. */
interface Report {
  readonly longestMs: number;
  readonly events: readonly string[];
}

interface WatchedServer {
  readonly enter: (name: string) => Promise<RawPeer>;
  readonly report: () => Promise<Report>;
}

async function watchedServer(): Promise<WatchedServer> {
  const path = fileURLToPath(new URL("stall-server.mjs", import.meta.url));
  const child = fork(path, [temporaryFolder()], { stdio: "inherit", execArgv: [] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit").then(() => Promise.reject(new Error("the server ended")));
  ended.catch(() => undefined);
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, "message"), ended])) as [unknown];
    return message;
  };
  const port = Number(await answer());
  return {
    async enter(name) {
      const peer = new RawPeer(port, `/${name}`);
      await peer.message(0);
      return peer;
    },
    async report() {
      child.send("report");
      return (await answer()) as Report;
    },
  };
}

describe.skipIf(!isLong)("the main loop", () => {
  it.each(edges)(
    `R66 is never kept for more than ${mostMs} ms: $name`,
    async ({ name, act }) => {
      const longest: number[] = [];
      while (longest.length < 3 && !longest.some((ms) => ms <= mostMs)) {
        const { enter, report } = await watchedServer();
        await report();
        await act(enter, "edge");
        await new Promise((resolve) => setTimeout(resolve, restMs));
        await enter("edge");
        const { longestMs, events } = await report();
        longest.push(longestMs);
        process.stdout.write(`${name}: at most ${longestMs.toFixed(0)} ms at a time\n`);
        expect(events.filter((type) => /failed|damaged/i.test(type))).toEqual([]);
      }
      expect(Math.min(...longest)).toBeLessThanOrEqual(mostMs);
    },
    180_000,
  );
});
