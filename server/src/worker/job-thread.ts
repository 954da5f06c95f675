/**
 * The main loop's side of a worker thread: one job at a time, in order, within limits.
 *
 * Invariants: 1. every job settles: with its result, with what it threw, or with the reason why the
 * thread ended. 2. A thread that exceeded a limit is never given another job. 3. Without jobs there
 * is, after a while, no thread.
 */

import { Worker, type ResourceLimits } from "node:worker_threads";
import { ProtocolError } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import type { JobOutcome } from "./entry.ts";
import type { Job, JobResult } from "./jobs.ts";

/** What one job may use. */
export interface JobLimits {
  /** Milliseconds from its start. */
  readonly timeoutMs: number;
  /** Mebibytes of JavaScript heap; buffers of bytes come on top. */
  readonly heapMebibytes: number;
}

/**
 * A thread that has had nothing to do for this long, in milliseconds, is ended. Another one costs 70 ms
 * of processor time, twenty times what compacting some pages takes. But a thread keeps memory that it
 * once needed: 20 MB after little, 60 MB and more after much.
 */
const idleMs = { afterLittle: 60_000, afterMuch: 2_000 };

/** What a thread has worked on is little up to so many bytes. */
const mostLittleBytes = 4 * 1024 * 1024;

/** Without a limit V8 would keep 20 MB more for what a job makes and drops; it is no faster. */
const youngMebibytes = 16;

/** Deeply nested content recurses; Node's default of 4 MiB ends at some 10,000 levels. */
const stackMebibytes = 32;

interface QueuedJob {
  readonly make: () => Job;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: unknown) => void;
}

/** See the head of this file. */
export class JobThread {
  readonly #clock: Clock;
  readonly #limits: JobLimits;
  readonly #queue: QueuedJob[] = [];
  #worker: Worker | undefined;
  /** What the thread has been given, in bytes. */
  #workedBytes = 0;
  #current: QueuedJob | undefined;
  #timer: Timer | undefined;

  constructor(clock: Clock, limits: JobLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Does the job that `make` makes when those before it have settled. */
  run(make: () => Job): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ make, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#timer?.cancel();
    this.#current = this.#queue.shift();
    if (this.#current === undefined) {
      const hasDoneLittle = this.#workedBytes <= mostLittleBytes;
      const waitMs = hasDoneLittle ? idleMs.afterLittle : idleMs.afterMuch;
      this.#timer = this.#clock.after(waitMs, () => this.#end());
      return;
    }
    const { timeoutMs } = this.#limits;
    this.#timer = this.#clock.after(timeoutMs, () => {
      this.#end();
      this.#settle((job) => job.reject(new Error(`it took longer than ${timeoutMs} ms`)));
    });
    this.#worker ??= this.#start();
    const job = this.#current.make();
    this.#workedBytes += job.update.length;
    // A whole document is handed over: a copy would wait here for the garbage collector.
    this.#worker.postMessage(job, job.type === "compact" ? ownBufferOf(job.update) : []);
  }

  #start(): Worker {
    this.#workedBytes = 0;
    const worker = startEntry({
      maxOldGenerationSizeMb: this.#limits.heapMebibytes,
      maxYoungGenerationSizeMb: youngMebibytes,
      stackSizeMb: stackMebibytes,
    });
    worker.on("message", (outcome: JobOutcome) => this.#settle((job) => finish(job, outcome)));
    worker.on("error", (error) => this.#failed(worker, error));
    worker.on("exit", () => this.#failed(worker, new Error("the worker thread ended")));
    // A server that has nothing else to do may end. Listening for messages would undo it.
    worker.unref();
    return worker;
  }

  #failed(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#settle((job) => job.reject(error));
  }

  #settle(settle: (job: QueuedJob) => void): void {
    const current = this.#current;
    this.#current = undefined;
    if (current !== undefined) settle(current);
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}

function startEntry(resourceLimits: ResourceLimits): Worker {
  if (!import.meta.url.endsWith(".ts")) {
    return new Worker(new URL("./entry.js", import.meta.url), { resourceLimits });
  }
  // From its sources the server runs under tsx, which a thread has to load for itself.
  const entry = JSON.stringify(new URL("./entry.ts", import.meta.url));
  const start = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${entry}); });`;
  const execArgv = ["--conditions=@coscribe/source"];
  return new Worker(start, { eval: true, execArgv, resourceLimits });
}

function ownBufferOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function finish(job: QueuedJob, outcome: JobOutcome): void {
  if (outcome.type === "done") job.resolve(outcome.result);
  else if (outcome.code === undefined) job.reject(new Error(outcome.message));
  else job.reject(new ProtocolError(outcome.code, outcome.message));
}
