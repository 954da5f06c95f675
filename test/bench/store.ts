/**
 * What the store on disk costs: loading a long tail, appending one by one and in company, and
 * compacting. Baselines are LevelDB itself through the same binding, in the same run.
 *
 *     npx tsx --conditions=@coscribe/source test/bench/store.ts
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { parseDocumentName } from "@coscribe/shared";
import type { DocumentLog } from "@coscribe/server/internal/store/document-store";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { leveldown, type Level } from "../server/store/raw-level.ts";

/** As many updates as the automerge-paper trace has edits, and about their size. */
const tailLength = 259_778;
const update = new Uint8Array(30).fill(7);

const root = mkdtempSync(join(tmpdir(), "coscribe-bench-"));
// A server has sockets that keep it alive. Without any, the store would not pace its commits.
const alive = setInterval(() => undefined, 60_000);
try {
  await measureTail();
  await measureAppends();
} finally {
  clearInterval(alive);
  rmSync(root, { recursive: true });
}

interface Figures {
  readonly ms: number;
  /** Processor time of the whole process, other threads included. */
  readonly cpuMs: number;
  /** The longest time for which nothing else ran on the event loop. */
  readonly blockedMs: number;
}

async function measure(work: () => Promise<unknown>): Promise<Figures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  return { ms, cpuMs: (user + system) / 1_000, blockedMs: delay.max / 1e6 };
}

function report(title: string, { ms, cpuMs, blockedMs }: Figures, count: number): void {
  const perOne = `${((cpuMs * 1_000) / count).toFixed(1)} µs of processor each`;
  console.log(
    `${title.padEnd(52)} ${ms.toFixed(0).padStart(6)} ms  ${perOne.padStart(28)}  ` +
      `longest block ${blockedMs.toFixed(1)} ms`,
  );
}

async function measureTail(): Promise<void> {
  const directory = join(root, "tail");
  let store = levelStore(directory, { commitIntervalMs: 0 });
  const name = parseDocumentName("automerge-paper");
  let log = await store.open(name);
  report(
    `append ${tailLength} updates, 1,000 at a time`,
    await measure(async () => {
      for (let done = 0; done < tailLength; done += 1_000) {
        const count = Math.min(1_000, tailLength - done);
        await Promise.all(Array.from({ length: count }, () => log.append(update)));
      }
    }),
    tailLength,
  );
  await store.close();

  const raw = await measureRawRead(directory);
  report("read them with LevelDB alone, keys and values", raw, tailLength);
  store = levelStore(directory);
  log = await store.open(name);
  await load(log);
  const loading = await measure(() => load(log));
  report("load them", loading, tailLength);
  console.log(`  load / LevelDB alone: ${(loading.ms / raw.ms).toFixed(2)}`);

  report(
    "compact them",
    await measure(() => log.compact(new Uint8Array(311_000), tailLength)),
    tailLength,
  );
  report("load the base", await measure(() => load(log)), 1);
  await store.close();
}

async function load(log: DocumentLog): Promise<void> {
  for await (const batch of log.load()) if (batch.updates.length > 4_000) throw new Error("large");
}

async function measureRawRead(directory: string): Promise<Figures> {
  return withLevel(directory, async (level) => {
    const read = async (): Promise<void> => {
      let count = 0;
      for await (const [, value] of level.iterator()) count += value.length;
      if (count < tailLength * update.length) throw new Error("incomplete");
    };
    await read();
    return measure(read);
  });
}

/** 300 documents in which 1,500 updates a second arrive, evenly; then as many as the disk takes. */
async function measureAppends(): Promise<void> {
  const single = await withLevel(join(root, "single"), (level) =>
    measure(async () => {
      const write = promisify(level.batch.bind(level));
      for (let count = 0; count < 3_000; count++) {
        const key = Buffer.from(String(count));
        await write([{ type: "put", key, value: Buffer.from(update) }], { sync: true });
      }
    }),
  );
  report("3,000 synced writes of LevelDB, one by one", single, 3_000);

  for (const commitIntervalMs of [0, 4, 10]) {
    const store = levelStore(join(root, `interval-${commitIntervalMs}`), { commitIntervalMs });
    const logs = await Promise.all(
      Array.from({ length: 300 }, (_, index) => store.open(parseDocumentName(`document ${index}`))),
    );
    const paced = await measure(async () => {
      const appends: Promise<number>[] = [];
      const start = performance.now();
      for (let count = 0; count < 3_000;) {
        const due = Math.min(3_000, (performance.now() - start) * 1.5);
        for (; count < due; count++) appends.push(logs[count % 300]!.append(update));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(appends);
    });
    report(`3,000 appends at 1,500/s, commits every ${commitIntervalMs} ms`, paced, 3_000);
    const flat = await measure(() =>
      Promise.all(
        logs.map(async (log) => {
          for (let count = 0; count < 100; count++) await log.append(update);
        }),
      ),
    );
    report(`30,000 appends, each log waiting for its own`, flat, 30_000);
    const perAppend = single.ms / 3_000 / (flat.ms / 30_000);
    console.log(`  appends in the time of one synced write: ${perAppend.toFixed(0)}`);
    await store.close();
  }
}

async function withLevel<T>(directory: string, use: (level: Level) => Promise<T>): Promise<T> {
  const level = leveldown(directory);
  await promisify(level.open.bind(level))();
  try {
    return await use(level);
  } finally {
    await promisify(level.close.bind(level))();
  }
}
