/** Real worker threads, and what becomes of jobs that take too long or are wanted no more. */

import { systemClock } from "@coscribe/server";
import { Replica } from "@coscribe/server/internal/document/replica";
import type { UpdatePieces } from "@coscribe/server/internal/update/encode-update";
import { threadBackground } from "@coscribe/server/internal/worker/background";
import { JobLimitError, JobThread } from "@coscribe/server/internal/worker/job-thread";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { contents, item, join, repeat, update } from "../../hostile/bytes.ts";
import { contentOf, docOf } from "../../support/yjs-history.ts";

function replicaOf(state: Uint8Array): Replica {
  const replica = new Replica();
  replica.add(replica.admit(state).change);
  return replica;
}

/** Takes Yjs several seconds: each deletion looks through all that were made before it. */
function slow(): Uint8Array {
  const ranges = Array.from({ length: 60_000 }, (_, index) => [599_990 - index * 9, 1] as const);
  const structs = [item(contents.string(repeat(join(120), 600_000)))];
  return update([{ client: 1, structs }], [{ client: 1, ranges }]);
}

function text(length: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "x".repeat(length));
  return Y.encodeStateAsUpdate(doc);
}

/** An update as a room hands it over; that the deletes are elsewhere does not matter here. */
function asPieces(state: Uint8Array): UpdatePieces {
  const deletesAt = state.length;
  return { pieces: [state, Uint8Array.of(0)], byteLength: state.length + 1, deletesAt };
}

describe("a worker thread", () => {
  it("R62 gives up a compaction under way or waiting, and goes on with others", async () => {
    const background = threadBackground(systemClock);
    const [running, waiting] = [new AbortController(), new AbortController()];
    const given = [
      background.compact(asPieces(slow()), false, running.signal),
      background.compact(asPieces(slow()), false, waiting.signal),
    ];
    const small = replicaOf(text(1_000));
    const wanted = background.compact(small.freeze(), false);
    waiting.abort(new Error("closed first"));
    running.abort(new Error("closed, too"));
    const outcomes = await Promise.allSettled(given);
    expect(outcomes.map((outcome) => String("reason" in outcome && outcome.reason))).toEqual([
      "Error: closed, too",
      "Error: closed first",
    ]);
    expect((await wanted).update).toEqual(small.encode());
    const late = AbortSignal.abort(new Error("closed before"));
    await expect(background.compact(asPieces(slow()), false, late)).rejects.toThrow(
      "closed before",
    );
  });

  it("R64 says that a job took too long, and does the next one in another thread", async () => {
    const thread = new JobThread(systemClock, { timeoutMs: 1_500, heapMebibytes: 512 });
    const pieces = [slow()];
    const byteLength = slow().length;
    const job = { type: "compact", deletesAt: byteLength - 1, keepsDeleted: false } as const;
    const request = { pieces, byteLength, author: {}, make: () => job };
    await expect(thread.run(request)).rejects.toBeInstanceOf(JobLimitError);
  });

  it("R61 is handed a document of many megabytes in slices, and gives the same back", async () => {
    const doc = new Y.Doc();
    for (let part = 0; part < 9; part++) doc.getText("text").insert(0, "x".repeat(1_048_570));
    const replica = replicaOf(Y.encodeStateAsUpdate(doc));
    const base = await threadBackground(systemClock).compact(replica.freeze(), false);
    const steps = replica.rebase(base);
    while (steps.next().done !== true);
    expect(replica.shared()).toBe(base.update);
    expect(contentOf(docOf([replica.shared()]))).toEqual(contentOf(doc));
  });
});
