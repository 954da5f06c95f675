/**
 * While somebody does their worst in one room, people in another one go on typing. The figures are
 * printed. The one promise about time is that 99 of 100 letters arrive within 100 ms, where the machine
 * has nothing else to do. Since it may have, what letters take on an idle server at the same time is
 * taken off, there are three chances, and beside other tests a second is enough.
 */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RawPeer } from "../support/raw-peer.ts";
import { startServer, type ServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { floods, type Target } from "./corpus/floods.ts";
import { innocentRoom, summaryOf, type Delays } from "./innocent-room.ts";
import { isLong } from "./seeds.ts";

/** How long each flood lasts, and one round at least. */
const floodMs = isLong ? 5_000 : 0;

/** The promise, for a machine that does nothing else; in `npm test` other tests run beside this one. */
const mostMs = isLong ? 100 : 1_000;

/** The number of errors in the server's log. */
const errorLevel = 50;

function targetOf({ url }: ServerProcess): Target {
  const port = Number(new URL(url).port);
  return {
    port,
    async enter(name) {
      const peer = new RawPeer(port, `/${name}`);
      await peer.message(0);
      return peer;
    },
  };
}

/** Resident memory of a process in mebibytes, where the system tells. */
function memoryOf({ process: { pid } }: ServerProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

function tell(what: string, delays: Delays, server: ServerProcess): void {
  const [p50, p99, max] = [delays.p50, delays.p99, delays.max].map((ms) => ms.toFixed(0));
  const figures = `${delays.count} letters took ${p50} ms, p99 ${p99} ms, at most ${max} ms`;
  process.stdout.write(`${what}: ${figures}; the server has ${memoryOf(server)} MiB\n`);
}

/** Every flood in turn; returns how long letters took elsewhere, beyond what the machine caused. */
async function flooded(): Promise<number> {
  const server = await startServer(temporaryFolder());
  const idleServer = await startServer(temporaryFolder());
  const room = await innocentRoom(server.url);
  const idleRoom = await innocentRoom(idleServer.url);
  const target = targetOf(server);
  const all: number[] = [];
  await idleRoom.delays();
  for (const { name, round } of floods) {
    const startedAt = performance.now();
    for (let rounds = 0; rounds === 0 || performance.now() - startedAt < floodMs; rounds++) {
      await round(target, rounds);
    }
    const delays = await room.delays();
    tell(name, summaryOf(delays), server);
    all.push(...delays);
  }
  const summary = summaryOf(all);
  const idle = summaryOf(await idleRoom.delays());
  tell("all floods", summary, server);
  tell("meanwhile on a server that has nothing else to do", idle, idleServer);
  expect(server.log.filter(({ level }) => Number(level) >= errorLevel)).toEqual([]);
  await Promise.all([server.stop("SIGKILL"), idleServer.stop("SIGKILL")]);
  return summary.p99 - idle.p99;
}

describe("while somebody floods one room after the other", () => {
  it(`H6 letters in another room arrive, 99 of 100 within ${mostMs} ms`, async () => {
    const p99s: number[] = [];
    while (p99s.length < 3 && !p99s.some((p99) => p99 < mostMs)) p99s.push(await flooded());
    expect(Math.min(...p99s)).toBeLessThan(mostMs);
  }, 600_000);
});
