/**
 * What it costs to read and edit a document of 10,000 paragraphs on the server, beside the main loop and on it:
 * `npx tsx --conditions=@coscribe/source test/bench/contents.ts`. Compare only within one run.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createSyncServer, levelStore, openGrant } from "@coscribe/server";
import { parseDocumentName } from "@coscribe/shared";

const paragraphs = 10_000;
const rounds = 7;
const sentence = "The quick brown fox jumps over the **lazy** dog and runs on.";
const anybody = { grant: openGrant };

const directory = mkdtempSync(join(tmpdir(), "contents-"));
const server = createSyncServer({ store: levelStore(directory) });
const { contents } = server;
const name = parseDocumentName("long");

function row(what: string, ...columns: readonly string[]): string {
  return what.padEnd(36) + columns.map((column) => column.padStart(13)).join("");
}

/** Milliseconds of processor time that the main thread has had. */
function mainCpuMs(): number {
  const [ns = 0] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8")
    .split(" ")
    .map(Number);
  return ns / 1e6;
}

/**
 * The median of some runs, the first of which only warm up; what the main thread had to do for one; and the
 * longest that the main loop was held, which on a busy machine is mostly others' doing.
 */
async function measured(what: string, work: (round: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  let cpuBefore = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let round = 0; round < rounds; round++) {
    if (round === 2) {
      delay.enable();
      cpuBefore = mainCpuMs();
    }
    const begin = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other is measured
    await work(round);
    times.push(performance.now() - begin);
  }
  delay.disable();
  const cpu = (mainCpuMs() - cpuBefore) / (rounds - 2);
  const median = times.slice(2).toSorted((one, other) => one - other)[
    Math.floor((rounds - 2) / 2)
  ]!;
  const held = delay.max / 1e6;
  console.log(row(what, median.toFixed(0), cpu.toFixed(1), held.toFixed(1)));
}

try {
  const source = Array.from({ length: paragraphs }, (_, i) =>
    `${i}. ${sentence}`.replace(".", ":"),
  );
  await contents.replace(name, "markdown", source.join("\n\n"), anybody);
  const bytes = ((await contents.read(name, "update"))?.body.length ?? 0) / 1024;
  console.log(`${paragraphs} paragraphs, ${bytes.toFixed(0)} KiB encoded`);
  console.log(row("ms", "in all", "main thread", "longest hold"));
  await measured("the version", () => contents.version(name));
  await measured("read as a Yjs update", () => contents.read(name, "update"));
  await measured("the title", () => contents.title(name));
  await measured("read as Markdown", () => contents.read(name, "markdown"));
  await measured("read as HTML", () => contents.read(name, "html"));
  await measured("read as JSON", () => contents.read(name, "json"));
  const told = String((await contents.read(name, "markdown"))?.body);
  const json = String((await contents.read(name, "json"))?.body);
  const word = (round: number): string => `5000: The ${["slow", "quick"][round % 2]} brown`;
  await measured("replaced by the same Markdown", () =>
    contents.replace(name, "markdown", told, anybody),
  );
  await measured("a word replaced, in Markdown", (round) =>
    contents.replace(name, "markdown", told.replace("5000: The quick brown", word(round)), anybody),
  );
  await measured("a word replaced, in JSON", (round) =>
    contents.replace(name, "json", json.replace("5000: The quick brown", word(round)), anybody),
  );
  await measured("a line appended", (round) =>
    contents.append(name, "text", `appended ${round}`, anybody),
  );
} finally {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
}
