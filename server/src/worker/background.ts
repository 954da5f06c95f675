/** The long work of rooms, done beside the main loop; or on it, for tests that own the time. */

import type { Clock } from "../clock.ts";
import {
  compact,
  dataOf,
  deletesOf,
  placesOf,
  runsOf,
  screen,
  type ScreenedUpdate,
} from "./jobs.ts";
import { JobThread } from "./job-thread.ts";
import type { Admission, Known } from "../update/admit-update.ts";

/** The long work of rooms. */
export interface Background {
  /**
   * The compact form of a complete document, with what was deleted from it only if `keepsDeleted`. It
   * holds the same document and the same state vector. `update` is taken over, and must not be used afterwards. Rejects when Yjs cannot integrate it
   * within the limits.
   */
  compact(update: Uint8Array, keepsDeleted: boolean): Promise<Uint8Array>;
  /**
   * What of `update` is new and complete for a document that knows what `known` says by the time it
   * is looked at. Rejects with ProtocolError `updateRefused`.
   */
  screen(update: Uint8Array, known: Known): Promise<ScreenedChange>;
}

/** A change, where its structs live, and whether it is the whole update. */
export type ScreenedChange = Admission;

/** Long enough for the worst legal megabytes that were measured (13 s), with room to spare. */
const compactLimits = { timeoutMs: 60_000, heapMebibytes: 2_048 };
/** Reading is linear: 32 MiB take about a second. */
const screenLimits = { timeoutMs: 20_000, heapMebibytes: 2_048 };

/** Two threads, so that nobody's first sync waits for somebody's compaction. */
export function threadBackground(clock: Clock): Background {
  const compactThread = new JobThread(clock, compactLimits);
  const screenThread = new JobThread(clock, screenLimits);
  return {
    async compact(update, keepsDeleted) {
      const result = await compactThread.run(() => ({ type: "compact", update, keepsDeleted }));
      if (result.type !== "compact") throw new Error("the thread answered something else");
      return result.update;
    },
    async screen(update, known) {
      const result = await screenThread.run(() => {
        return { type: "screen", update, known: dataOf(known) };
      });
      if (result.type !== "screen") throw new Error("the thread answered something else");
      return changeOf(result.screened);
    },
  };
}

/** Does everything on the calling thread. */
export const inlineBackground: Background = {
  compact: async (update, keepsDeleted) => compact(update, keepsDeleted),
  screen: async (update, known) => changeOf(screen(update, dataOf(known))),
};

function changeOf(screened: ScreenedUpdate): ScreenedChange {
  const change = {
    runs: runsOf(screened),
    deletes: deletesOf(screened),
    places: placesOf(screened),
  };
  return { change, isComplete: screened.isComplete };
}
