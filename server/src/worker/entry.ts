/** The worker thread: does one job after the other and says how each ended. */

import { parentPort } from "node:worker_threads";
import { ProtocolError, type CloseCodeName } from "@coscribe/shared";
import { doJob, type Job, type JobResult } from "./jobs.ts";

/** What the thread answers. */
export type JobOutcome =
  | { readonly type: "done"; readonly result: JobResult }
  /** `code` is set for a peer's mistake. */
  | { readonly type: "failed"; readonly message: string; readonly code?: CloseCodeName };

parentPort?.on("message", (job: Job) => {
  const outcome = outcomeOf(job);
  parentPort?.postMessage(outcome, outcome.type === "done" ? buffersOf(outcome.result) : []);
});

function outcomeOf(job: Job): JobOutcome {
  try {
    return { type: "done", result: doJob(job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ProtocolError) return { type: "failed", message, code: error.code };
    return { type: "failed", message };
  }
}

/** Handed over instead of copied. A small array may share its buffer with others and is copied. */
function buffersOf(result: JobResult): ArrayBuffer[] {
  const arrays =
    result.type === "compact"
      ? [result.update]
      : [
          result.screened.bytes,
          result.screened.runs,
          result.screened.deletes,
          result.screened.places.lines,
        ];
  return arrays.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}
