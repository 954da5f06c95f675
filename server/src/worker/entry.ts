/** The worker thread: does one job after the other and says how each ended. */

import { parentPort } from "node:worker_threads";
import { ProtocolError, type CloseCodeName } from "@coscribe/shared";
import { newBytes } from "../pages.ts";
import { ContentError, type ContentErrorCode } from "./content/content-error.ts";
import { doJob, type Job, type JobResult } from "./jobs.ts";

/** What the thread is given: an update in slices, and with the last of them what to do with it. */
export interface JobMessage {
  readonly slice: Uint8Array;
  /** Bytes of the whole update. */
  readonly byteLength: number;
  readonly job: Job | undefined;
}

/** What the thread answers. */
export type JobOutcome =
  | { readonly type: "done"; readonly result: JobResult }
  /** `code` is set for a peer's mistake. */
  | { readonly type: "failed"; readonly message: string; readonly code?: CloseCodeName }
  /** What was to be read or written is not as it should be. */
  | { readonly type: "refused"; readonly message: string; readonly code: ContentErrorCode };

/** The beginning of an update. */
let update: Uint8Array | undefined;
let received = 0;

parentPort?.on("message", ({ slice, byteLength, job }: JobMessage) => {
  if (slice.length === byteLength) update = slice;
  else {
    update ??= newBytes(byteLength);
    update.set(slice, received);
    received += slice.length;
  }
  if (job === undefined) return;
  void answer(job, update);
  update = undefined;
  received = 0;
});

/** Nothing else is asked before this is answered. */
async function answer(job: Job, whole: Uint8Array): Promise<void> {
  const outcome = await outcomeOf(job, whole);
  parentPort?.postMessage(outcome, outcome.type === "done" ? buffersOf(outcome.result) : []);
}

async function outcomeOf(job: Job, whole: Uint8Array): Promise<JobOutcome> {
  try {
    return { type: "done", result: await doJob(job, whole) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ContentError) return { type: "refused", message, code: error.code };
    if (error instanceof ProtocolError) return { type: "failed", message, code: error.code };
    return { type: "failed", message };
  }
}

/** Handed over instead of copied. A small array may share its buffer with others and is copied. */
function buffersOf(result: JobResult): ArrayBuffer[] {
  return arraysOf(result).flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}

function arraysOf(result: JobResult): readonly (Uint8Array | Float64Array)[] {
  switch (result.type) {
    case "compact":
      return [result.compacted.update, result.compacted.runs];
    case "screen": {
      const { bytes, runs, deletes, places } = result.screened;
      return [bytes, runs, deletes, places.byClient, places.facts];
    }
    case "convert":
      return result.conversion.update === undefined ? [] : [result.conversion.update];
    case "read":
      return typeof result.told.body === "object" ? [result.told.body] : [];
    case "edit":
      return result.edit.update === undefined ? [] : [result.edit.update];
    default:
      return result satisfies never;
  }
}
