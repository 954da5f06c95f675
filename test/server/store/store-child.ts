/**
 * A process with a store, run by `store-process.ts`.
 *
 * - `ready DIRECTORY`: opens the store, prints "open" or the error's code, and stays.
 * - `fill DIRECTORY`: appends until that fails, prints how many were acknowledged and with what code
 *   this append and another one failed, then how many updates it can still read.
 * - `leave DIRECTORY`: appends three updates one after the other, prints their sequences, and comes to its end without
 *   closing anything.
 * - `starve DIRECTORY`: writes some megabytes and opens them anew. Then it uses up all file descriptors and
 *   prints with what codes a load, another store and an append fail, gives them free again, and prints how
 *   many updates it can load and the sequence of another append.
 * - `reclaim DIRECTORY`: loads a document of which much is dead, prints "failed" when its space could
 *   not be given back, and then "appended" when an update has been.
 * - `work DIRECTORY`: until it is killed, appends numbers to a document, compacts it and deletes
 *   another one, printing what was acknowledged.
 */

import { closeSync, openSync } from "node:fs";
import type { DocumentLog } from "@coscribe/server";
import { parseDocumentName } from "@coscribe/shared";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { StoreError } from "@coscribe/server/internal/store/store-error";
import { hastyClock } from "../../support/hasty-clock.ts";
import { filled } from "../../contract/store-verbs.ts";

const [task = "", directory = ""] = process.argv.slice(2);
const numbers = parseDocumentName("numbers");
const encoder = new TextEncoder();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function codeOf(error: unknown): string {
  return error instanceof StoreError ? error.code : String(error);
}

async function ready(): Promise<void> {
  try {
    await levelStore(directory).ready();
    print("open");
  } catch (error) {
    print(codeOf(error));
  }
}

async function leave(): Promise<void> {
  const log = await levelStore(directory, { commitIntervalMs: 200 }).open(numbers);
  for (let count = 1; count <= 3; count++) print(String(await log.append(encoder.encode("x"))));
}

async function fill(): Promise<void> {
  const store = levelStore(directory);
  const log = await store.open(numbers);
  let acknowledged = 0;
  try {
    for (;;) acknowledged = await log.append(filled(10_000, acknowledged));
  } catch (error) {
    print(String(acknowledged));
    print(codeOf(error));
  }
  await log.append(encoder.encode("x")).catch((error: unknown) => print(codeOf(error)));
  let readable = 0;
  for await (const { updates } of log.load()) readable += updates.length;
  print(String(readable));
  await store.close();
}

async function starve(): Promise<void> {
  const count = 3_000;
  const before = levelStore(directory, { commitIntervalMs: 0 });
  const written = await before.open(numbers);
  // What does not compress, so that it takes several tables.
  for (let index = 0; index < count; index += 100) {
    const some = Array.from({ length: 100 }, (_, more) =>
      written.append(filled(4_000, index + more)),
    );
    // oxlint-disable-next-line no-await-in-loop -- so that LevelDB begins new logs meanwhile
    await Promise.all(some);
  }
  await before.close();

  const store = levelStore(directory, { commitIntervalMs: 0, clock: hastyClock });
  const log = await store.open(numbers, { onDamage: (_, { problem }) => print(problem) });
  const taken = takeAllDescriptors();
  print(`load: ${await load(log)}`);
  print(
    `ready: ${await levelStore(`${directory}-other`)
      .ready()
      .then(() => "open", codeOf)}`,
  );
  print(`append: ${await appendUntilFailed(log)}`);
  for (const descriptor of taken) closeSync(descriptor);
  let sequence: number | undefined;
  while (sequence === undefined) {
    // oxlint-disable-next-line no-await-in-loop -- until it has been opened anew
    sequence = await log.append(encoder.encode("after")).catch(undefinedIfDiskFailed);
  }
  print(`loaded: ${await load(log)}`);
  print(`all there: ${Number(await load(log)) === sequence && sequence > count}`);
  await store.close();
}

function undefinedIfDiskFailed(error: unknown): undefined {
  if (codeOf(error) !== "write-failed") throw error;
}

function takeAllDescriptors(): readonly number[] {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    return taken;
  }
}

/** How many updates there are, or why that is not known. */
async function load(log: DocumentLog): Promise<string> {
  let count = 0;
  try {
    for await (const { updates, damage } of log.load()) {
      count += updates.length;
      if (damage !== undefined) return `damaged: ${JSON.stringify(damage)}`;
    }
    return String(count);
  } catch (error) {
    return codeOf(error);
  }
}

/** LevelDB needs no file until its log is full. */
async function appendUntilFailed(log: DocumentLog): Promise<string> {
  try {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let index = 0; ; index++) await log.append(filled(100_000, index));
  } catch (error) {
    return codeOf(error);
  }
}

async function reclaim(): Promise<void> {
  let onFailed: (cause: unknown) => void = () => undefined;
  const failure = new Promise<unknown>((resolve) => (onFailed = resolve));
  const store = levelStore(directory, { clock: hastyClock, onReclaimFailed: onFailed });
  // Nothing that the store waits for keeps the process alive.
  const alive = setInterval(() => undefined, 1_000);
  const log = await store.open(numbers);
  for await (const { damage } of log.load()) if (damage !== undefined) print("damaged");
  print(`failed: ${codeOf(await failure)}`);
  while (!(await log.append(encoder.encode("after")).then(Boolean, () => false)));
  print("appended");
  await store.close();
  clearInterval(alive);
}

/** Its time is fast, so that space is given back several times in its short life. */
async function work(): Promise<void> {
  const store = levelStore(directory, { commitIntervalMs: 0, clock: hastyClock });
  const log = await store.open(numbers);
  let last = 0;
  for await (const { through } of log.load()) last = through;
  void churn();
  for (;;) {
    const appended = Array.from({ length: 50 }, (_, index) =>
      log.append(encoder.encode(String(last + index + 1))),
    );
    last = await appended.at(-1)!;
    print(`appended ${last}`);
    if (last % 3_000 === 0) {
      const through = last - 10;
      void log
        .compact(encoder.encode(`1 to ${through}`), through)
        .then(() => print(`compacted ${through}`));
    }
  }

  /** Deletes and re-creates a document again and again. */
  async function churn(): Promise<never> {
    const name = parseDocumentName("churned");
    for (;;) {
      const churned = await store.open(name);
      const { generation } = churned;
      await Promise.all(
        Array.from({ length: 2_500 }, () => churned.append(encoder.encode(generation))),
      );
      await churned.close();
      print(`created ${generation}`);
      await store.delete(name);
      print(`deleted ${generation}`);
    }
  }
}

const tasks = new Map([
  ["ready", ready],
  ["fill", fill],
  ["leave", leave],
  ["starve", starve],
  ["reclaim", reclaim],
  ["work", work],
]);
const run = tasks.get(task);
if (run === undefined) throw new Error(`no such task: ${task}`);
await run();
