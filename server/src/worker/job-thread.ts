/**
 * The main loop's side of a worker thread: one job at a time, within limits. Authors share it by the
 * size of what they want done.
 *
 * Invariants: 1. every job settles: with its result, with what it threw, with a {@link JobLimitError},
 * or with the reason why it was given up. 2. A thread that exceeded a limit, or whose job was given up,
 * is never given another job. 3. Without jobs there is, after a while, no thread. 4. To hand over an
 * update, however large, keeps the main loop for a millisecond or two at a time.
 */

import { Worker, type ResourceLimits } from "node:worker_threads";
import { ProtocolError } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import { newBytes } from "../pages.ts";
import { ContentError } from "./content/content-error.ts";
import type { JobMessage, JobOutcome } from "./entry.ts";
import { FairQueue } from "./fair-queue.ts";
import { buffersOfJob, type Job, type JobResult } from "./jobs.ts";

/** What one job may use. */
export interface JobLimits {
  /** Milliseconds from its start. */
  readonly timeoutMs: number;
  /** Mebibytes of JavaScript heap; buffers of bytes come on top. */
  readonly heapMebibytes: number;
}

/** Something to be done. */
export interface JobRequest {
  /** The update that it is about, in pieces. They must not change. */
  readonly pieces: readonly Uint8Array[];
  /** Bytes of all pieces. */
  readonly byteLength: number;
  /** Whose it is. */
  readonly author: object;
  /** Says what to do, when its turn has come. */
  readonly make: () => Job;
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
}

/** A job took more time or memory than it may; it would again. */
export class JobLimitError extends Error {
  override readonly name = "JobLimitError";
}

/**
 * A thread that has had nothing to do for this long, in milliseconds, is ended. Another one costs 70 ms
 * of processor time, twenty times what compacting some pages takes. But a thread keeps memory that it
 * once needed: 20 MB after little, 60 MB and more after much.
 */
const idleMs = { afterLittle: 60_000, afterMuch: 2_000 };

/** What a thread has worked on is little up to so many bytes. */
const mostLittleBytes = 4 * 1024 * 1024;

/** So many bytes are handed over in one turn of the event loop, which takes a millisecond or two. */
const sliceBytes = 4 * 1024 * 1024;

/** Without a limit V8 would keep 20 MB more for what a job makes and drops; it is no faster. */
const youngMebibytes = 16;

/** Deeply nested content recurses; Node's default of 4 MiB ends at some 10,000 levels. */
const stackMebibytes = 32;

interface QueuedJob extends JobRequest {
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: unknown) => void;
}

/** See the head of this file. */
export class JobThread {
  readonly #clock: Clock;
  readonly #limits: JobLimits;
  readonly #queue = new FairQueue<QueuedJob>();
  #worker: Worker | undefined;
  /** What the thread has been given, in bytes. */
  #workedBytes = 0;
  #current: QueuedJob | undefined;
  /** Ends the thread; or hands over the next slice. */
  #timer: Timer | undefined;

  constructor(clock: Clock, limits: JobLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Does a job when its turn has come. Rejects with the signal's reason if that gives it up. */
  run(request: JobRequest): Promise<JobResult> {
    const { signal, author, byteLength } = request;
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const onAbort = (): void => this.#giveUp(job);
      const rest = (): void => signal?.removeEventListener("abort", onAbort);
      const job: QueuedJob = {
        ...request,
        resolve: (result) => {
          rest();
          resolve(result);
        },
        reject: (error) => {
          rest();
          reject(error);
        },
      };
      signal?.addEventListener("abort", onAbort);
      this.#queue.push(job, author, byteLength);
      return this.#next();
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
    this.#worker ??= this.#start();
    this.#workedBytes += this.#current.byteLength;
    this.#handOver(this.#worker, this.#current, slicesOf(this.#current.pieces));
  }

  #handOver(worker: Worker, current: QueuedJob, slices: Iterator<Uint8Array<ArrayBuffer>>): void {
    const { value: slice = new Uint8Array(), done } = slices.next();
    const { byteLength } = current;
    const isLast = done === true || slice.length < sliceBytes;
    const job = isLast ? current.make() : undefined;
    if (isLast) this.#startTimeout();
    const message: JobMessage = { slice, byteLength, job };
    const buffers = job === undefined ? [] : buffersOfJob(job);
    worker.postMessage(message, [slice.buffer, ...buffers.filter(isArrayBuffer)]);
    if (isLast) return;
    this.#timer = this.#clock.afterTurn(() => this.#handOver(worker, current, slices));
  }

  #startTimeout(): void {
    const { timeoutMs } = this.#limits;
    this.#timer = this.#clock.after(timeoutMs, () => {
      this.#end();
      this.#settle((job) => job.reject(new JobLimitError(`it took longer than ${timeoutMs} ms`)));
    });
  }

  #start(): Worker {
    this.#workedBytes = 0;
    const worker = startEntry({
      maxOldGenerationSizeMb: this.#limits.heapMebibytes,
      maxYoungGenerationSizeMb: youngMebibytes,
      stackSizeMb: stackMebibytes,
    });
    worker.on("message", (outcome: JobOutcome) => {
      if (worker === this.#worker) this.#settle((job) => finish(job, outcome));
    });
    worker.on("error", (error) => this.#failed(worker, error));
    worker.on("exit", () => this.#failed(worker, new Error("the worker thread ended")));
    // A server that has nothing else to do may end. Listening for messages would undo it.
    worker.unref();
    return worker;
  }

  #failed(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#settle((job) => job.reject(isOutOfMemory(error) ? memoryLimit(error) : error));
  }

  #giveUp(job: QueuedJob): void {
    if (this.#queue.remove(job)) job.reject(job.signal?.reason);
    else if (this.#current === job) {
      this.#end();
      this.#settle(() => job.reject(job.signal?.reason));
    }
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

/** The bytes of `pieces` in slices of {@link sliceBytes}, only the last of which is shorter. */
function* slicesOf(pieces: readonly Uint8Array[]): Generator<Uint8Array<ArrayBuffer>> {
  let left = pieces.reduce((bytes, piece) => bytes + piece.length, 0);
  let slice = newBytes(Math.min(left, sliceBytes));
  let filled = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + slice.length - filled);
      slice.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < slice.length || filled === left) continue;
      yield slice;
      left -= filled;
      slice = newBytes(Math.min(left, sliceBytes));
      filled = 0;
    }
  }
  yield slice;
}

function isArrayBuffer(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function memoryLimit(cause: unknown): JobLimitError {
  return new JobLimitError("it took too much memory", { cause });
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

function finish(job: QueuedJob, outcome: JobOutcome): void {
  if (outcome.type === "done") job.resolve(outcome.result);
  else if (outcome.type === "refused") job.reject(new ContentError(outcome.code, outcome.message));
  else if (outcome.code === undefined) job.reject(new Error(outcome.message));
  else job.reject(new ProtocolError(outcome.code, outcome.message));
}
