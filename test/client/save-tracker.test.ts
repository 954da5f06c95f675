/** What a tracker says, when, and what it asks; without a network, on a clock that tests move. */

import {
  askIntervalMs,
  overdueMs,
  SaveTracker,
  uploadOverdueMs,
} from "@coscribe/client/internal/saving/save-tracker";
import type { SaveStatus } from "@coscribe/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SimClock } from "../support/sim-clock.ts";

/** A tracker and what it has said and asked. */
function tracker(): {
  saves: SaveTracker;
  clock: SimClock;
  asked: number[];
  told: SaveStatus[];
} {
  const clock = new SimClock();
  const asked: number[] = [];
  const told: SaveStatus[] = [];
  const saves = new SaveTracker(clock, {
    ask: (edits) => asked.push(edits),
    changed: (status) => told.push(status),
  });
  return { saves, clock, asked, told };
}

/** A tracker whose first question has been answered. */
async function savedTracker(): Promise<ReturnType<typeof tracker>> {
  const made = tracker();
  made.saves.synced();
  await made.clock.advance(0);
  made.saves.answered(0);
  await made.clock.advance(askIntervalMs);
  made.asked.length = 0;
  made.told.length = 0;
  return made;
}

describe("a save status", () => {
  it("C5 is not `saved` before the server has answered on this connection, edits or not", async () => {
    const { saves, clock, asked } = tracker();
    expect(saves.status).toMatchObject({ state: "offline", pendingEdits: 0 });
    saves.synced();
    expect(saves.status).toMatchObject({ state: "saving", pendingEdits: 0 });
    await clock.advance(0);
    expect(asked).toEqual([0]);
    saves.answered(0);
    expect(saves.status).toEqual({ state: "saved" });
    saves.lost();
    saves.synced();
    expect(saves.status.state).toBe("saving");
  });

  it("C5 does not count an answer for edits that were made while it was on its way", async () => {
    const { saves, clock, asked } = await savedTracker();
    saves.edited();
    await clock.advance(0);
    const since = clock.wallTime() + 5;
    await clock.advance(5);
    saves.edited();
    saves.edited();
    saves.answered(1);
    expect(saves.status).toEqual({ state: "saving", pendingEdits: 2, since });
    await clock.advance(askIntervalMs);
    expect(asked).toEqual([1, 3]);
    saves.answered(3);
    expect(saves.status.state).toBe("saved");
  });

  it("C5 ignores whatever is not the answer to the open question", async () => {
    const { saves, clock } = await savedTracker();
    saves.edited();
    saves.answered(1);
    expect(saves.status.state).toBe("saving");
    await clock.advance(0);
    for (const answer of [0, 2, Number.MAX_SAFE_INTEGER]) saves.answered(answer);
    expect(saves.status).toMatchObject({ state: "saving", pendingEdits: 1 });
  });

  it("C5 forgets a question with the connection that it was asked on", async () => {
    const { saves, clock } = await savedTracker();
    saves.edited();
    await clock.advance(0);
    saves.lost();
    saves.answered(1);
    saves.synced();
    saves.answered(1);
    expect(saves.status).toMatchObject({ state: "saving", pendingEdits: 1 });
  });

  it("C5 asks at most every 50 ms, the last time after the last edit", async () => {
    const { saves, clock, asked } = await savedTracker();
    for (let ms = 0; ms < 1_000; ms++) {
      saves.edited();
      await clock.advance(1);
      const question = asked.at(-1);
      if (question !== undefined) saves.answered(question);
    }
    await clock.advance(askIntervalMs);
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.length).toBeLessThanOrEqual(1_000 / askIntervalMs + 1);
    expect(asked.at(-1)).toBe(1_000);
  });

  it("C5 asks nothing while the first question is open, and nothing when all is saved", async () => {
    const { saves, clock, asked } = await savedTracker();
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    saves.edited();
    await clock.advance(1_000);
    saves.edited();
    await clock.advance(1_000);
    expect(asked).toEqual([1]);
  });

  it("C91 says how far a large edit has come, and waits for it as long as it moves", async () => {
    const { saves, clock, told } = await savedTracker();
    saves.edited();
    await clock.advance(0);
    const upload = { acknowledgedBytes: 0, totalBytes: 1_000 };
    saves.uploading(upload);
    for (let step = 1; step <= 5; step++) {
      await clock.advance(uploadOverdueMs - 1);
      saves.uploading({ ...upload, acknowledgedBytes: step * 100 });
    }
    expect(saves.status).toMatchObject({
      state: "saving",
      upload: { acknowledgedBytes: 500, totalBytes: 1_000 },
    });
    expect(told.map(({ state }) => state)).not.toContain("notSaved");
    await clock.advance(uploadOverdueMs);
    expect(saves.status).toMatchObject({ state: "notSaved", reason: "overdue" });
    saves.uploading({ ...upload, acknowledgedBytes: 900 });
    expect(saves.status.state).toBe("saving");
    saves.uploading(undefined);
    expect(saves.status).not.toHaveProperty("upload");
    saves.answered(1);
    expect(saves.status).toEqual({ state: "saved" });
  });

  it("C91 forgets how far it had come with the connection", async () => {
    const { saves } = await savedTracker();
    saves.edited();
    saves.uploading({ acknowledgedBytes: 10, totalBytes: 1_000 });
    saves.lost();
    saves.synced();
    expect(saves.status).toMatchObject({ state: "saving", pendingEdits: 1 });
    expect(saves.status).not.toHaveProperty("upload");
  });

  it("C5 is `notSaved` when the server says that it cannot write, until it can", async () => {
    const { saves, clock } = await savedTracker();
    saves.storageChanged(true);
    expect(saves.status.state).toBe("saved");
    const since = clock.wallTime();
    saves.edited();
    expect(saves.status).toEqual({
      state: "notSaved",
      pendingEdits: 1,
      since,
      reason: "storageFailing",
    });
    saves.storageChanged(false);
    expect(saves.status).toEqual({ state: "saving", pendingEdits: 1, since });
  });

  it("C5 is `notSaved` when a connection begins on a server that cannot write", () => {
    const { saves } = tracker();
    saves.edited();
    saves.storageChanged(true);
    saves.synced();
    expect(saves.status).toMatchObject({ state: "notSaved", reason: "storageFailing" });
    saves.lost();
    saves.synced();
    expect(saves.status.state).toBe("saving");
  });

  it("C5 is `notSaved` when no answer comes for 10 seconds, and recovers when it does", async () => {
    const { saves, clock, told } = await savedTracker();
    saves.edited();
    await clock.advance(overdueMs - 1);
    expect(saves.status.state).toBe("saving");
    await clock.advance(1);
    expect(saves.status).toMatchObject({ state: "notSaved", reason: "overdue", pendingEdits: 1 });
    saves.answered(1);
    expect(told.map(({ state }) => state)).toEqual(["saving", "notSaved", "saved"]);
  });

  it("C5 never becomes `saved` on a server that does not answer, whatever is done", async () => {
    const { saves, clock, told } = tracker();
    for (let round = 0; round < 5; round++) {
      saves.synced();
      await clock.advance(overdueMs);
      expect(saves.status).toMatchObject({ state: "notSaved", reason: "overdue" });
      saves.edited();
      saves.lost();
    }
    expect(told.some(({ state }) => state === "saved")).toBe(false);
  });

  it("C5 counts what is pending while offline, and tells when that is kept on the device", () => {
    const { saves, clock, told } = tracker();
    saves.found(3);
    saves.keptOnDevice(true);
    saves.keptOnDevice(true);
    const since = clock.wallTime();
    const offline = { state: "offline", since, reason: "noConnection" };
    expect(told).toEqual([
      { ...offline, pendingEdits: 3, isKeptOnDevice: false },
      { ...offline, pendingEdits: 3, isKeptOnDevice: true },
    ]);
    saves.edited();
    expect(told.slice(2)).toEqual([{ ...offline, pendingEdits: 4, isKeptOnDevice: false }]);
  });

  it("C5 stays `refused` for good, and goes on counting what nobody will save", async () => {
    const { saves } = await savedTracker();
    saves.edited();
    saves.refused(4422, "an update was refused");
    saves.lost();
    saves.synced();
    saves.edited();
    expect(saves.status).toEqual({
      state: "refused",
      code: 4422,
      reason: "an update was refused",
      pendingEdits: 2,
      isKeptOnDevice: false,
    });
  });

  it("C5 after close tells nothing, asks nothing, and claims no connection", async () => {
    const { saves, clock, asked, told } = await savedTracker();
    saves.edited();
    told.length = 0;
    saves.close();
    saves.close();
    saves.edited();
    saves.synced();
    saves.refused(4404, "");
    await clock.advance(60_000);
    expect(saves.status).toMatchObject({ state: "offline", pendingEdits: 1 });
    expect([asked, told]).toEqual([[], []]);
    const other = await savedTracker();
    other.saves.close();
    expect(other.saves.status).toEqual({ state: "saved" });
  });
});

describe("whenSaved", () => {
  it("C6 resolves at once when nothing is pending, otherwise with the answer", async () => {
    const { saves, clock } = tracker();
    await saves.whenSaved();
    saves.edited();
    let isDone = false;
    const first = saves.whenSaved().then(() => (isDone = true));
    saves.synced();
    await clock.advance(0);
    saves.edited();
    const second = saves.whenSaved();
    expect(isDone).toBe(false);
    saves.answered(1);
    await first;
    await clock.advance(askIntervalMs);
    saves.answered(2);
    await second;
  });

  it("C6 rejects when the server refuses or the connection is closed, if something is pending", async () => {
    const refused = tracker().saves;
    await expectEnd(refused, () => refused.refused(4419, "too large"), "too large");
    await expect(refused.whenSaved()).rejects.toThrow("too large");
    const closed = tracker().saves;
    await expectEnd(closed, () => closed.close(), "closed");
    await expect(closed.whenSaved()).rejects.toThrow("closed");
    const unedited = tracker().saves;
    unedited.refused(4404, "deleted");
    await unedited.whenSaved();
  });
});

async function expectEnd(saves: SaveTracker, end: () => void, reason: string): Promise<void> {
  saves.edited();
  const saved = saves.whenSaved();
  end();
  await expect(saved).rejects.toThrow(reason);
}

/** One thing that happens to a tracker. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.constant("edit") },
  { weight: 5, arbitrary: fc.constant("answer") },
  { weight: 3, arbitrary: fc.constant("wait") },
  fc.constantFrom("lost", "synced", "failing", "working", "nonsense", "longWait"),
);

it("C5 says `saved` exactly when an answer on this connection covers every edit, in any order of events", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 60 }), async (happenings) => {
      const { saves, clock, asked, told } = tracker();
      let isSynced = false;
      let edits = 0;
      /** The highest number that the server has returned on this connection. */
      let covered = -1;
      let answeredUntil = 0;
      for (const what of happenings) {
        if (what === "edit") edits++;
        if (what === "edit") saves.edited();
        else if (what === "wait") await clock.advance(20);
        else if (what === "longWait") await clock.advance(overdueMs);
        else if (what === "failing" || what === "working") saves.storageChanged(what === "failing");
        else if (what === "nonsense") saves.answered(edits + 1);
        else if (what === "answer" && isSynced && answeredUntil < asked.length) {
          covered = asked[answeredUntil++]!;
          saves.answered(covered);
        } else if (what === "lost") {
          saves.lost();
          isSynced = false;
          covered = -1;
          answeredUntil = asked.length;
        } else if (what === "synced" && !isSynced) {
          saves.synced();
          isSynced = true;
        }
        const isSaved = isSynced && covered === edits;
        expect(saves.status.state === "saved").toBe(isSaved);
        expect(told.at(-1) ?? saves.status).toEqual(saves.status);
      }
    }),
    { numRuns: 300 },
  );
});
