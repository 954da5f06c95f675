/** The long work of rooms, done beside the main loop; or on it, for tests that own the time. */

import type { Conversion } from "@coscribe/shared/convert";
import { nextTurn, type Clock } from "../clock.ts";
import type { Admission, Known } from "../update/admit-update.ts";
import type { Base, UpdatePieces } from "../update/encode-update.ts";
import { concat } from "../update/struct-run.ts";
import {
  compact,
  convert,
  dataOf,
  edit,
  read,
  screen,
  type CompactedUpdate,
  type Job,
  type JobResult,
  type ScreenedUpdate,
} from "./jobs.ts";
import type { Edit, EditRequest, ReadRequest, Told } from "./content/content-job.ts";
import { JobThread } from "./job-thread.ts";
import { atOnce, unpackPlaces, unpackRuns } from "./pack.ts";

/** The long work of rooms. */
export interface Background {
  /**
   * The compact form of a complete document, with what was deleted from it only if `keepsDeleted`. It
   * holds the same document and the same state vector. Rejects when Yjs cannot integrate it within the
   * limits, and when `signal` gives it up.
   */
  compact(update: UpdatePieces, keepsDeleted: boolean, signal?: AbortSignal): Promise<Base>;
  /**
   * What of `update` is new and complete for a document that knows what `known` says by the time it
   * is looked at. Authors share the time by the size of what they send. Rejects with ProtocolError
   * `updateRefused`, and with a JobLimitError for what takes too much time or memory.
   */
  screen(update: Uint8Array, known: Known, author?: object): Promise<ScreenedChange>;
  /**
   * What makes a flow of what another editor has left in a complete document, in the root `from` or in the
   * usual ones. Rejects as `compact` does.
   */
  convert(
    document: UpdatePieces,
    from: string | undefined,
    signal?: AbortSignal,
  ): Promise<Conversion>;
  /** A complete document in a format, and what it is called. Rejects as `compact` does. */
  read(document: UpdatePieces, request: ReadRequest, signal?: AbortSignal): Promise<Told>;
  /**
   * What writes something into a complete document. Rejects as `compact` does, and with ContentError for
   * what cannot be written.
   */
  edit(document: UpdatePieces, request: EditRequest, signal?: AbortSignal): Promise<Edit>;
}

/** A change, where its structs live, and whether it is the whole update. */
export interface ScreenedChange extends Admission {
  /** The update in other memory, where the structs of the change are views on that. */
  readonly update: Uint8Array | undefined;
}

/** Long enough for the worst legal megabytes that were measured (13 s), with room to spare. */
const compactLimits = { timeoutMs: 60_000, heapMebibytes: 2_048 };
/** Reading is linear: 32 MiB take about a second. */
const screenLimits = { timeoutMs: 20_000, heapMebibytes: 2_048 };

/** A document of 10,000 paragraphs takes about a second; what takes a minute is not worth an answer. */
const contentLimits = { timeoutMs: 30_000, heapMebibytes: 1_024 };

/** A page that somebody pastes does not wait for the seconds that a larger one may take. */
const mostSmallBytes = 1024 * 1024;

/** Threads of their own, so that nobody's first sync waits for somebody's compaction or conversion. */
export function threadBackground(clock: Clock): Background {
  const compactThread = new JobThread(clock, compactLimits);
  const screenThread = new JobThread(clock, screenLimits);
  const largeScreenThread = new JobThread(clock, screenLimits);
  const contentThread = new JobThread(clock, contentLimits);
  const largeContentThread = new JobThread(clock, contentLimits);
  const contentThreadFor = (bytes: number): JobThread =>
    bytes > mostSmallBytes ? largeContentThread : contentThread;
  return {
    async compact({ pieces, byteLength, deletesAt }, keepsDeleted, signal) {
      const make = (): Job => ({ type: "compact", deletesAt, keepsDeleted });
      const request = { pieces, byteLength, author: pieces, make, signal };
      return inTurns(baseOf(compacted(await compactThread.run(request))));
    },
    async screen(update, known, author = update) {
      const thread = update.length > mostSmallBytes ? largeScreenThread : screenThread;
      const make = (): Job => ({ type: "screen", known: dataOf(known) });
      const byteLength = update.length;
      const result = await thread.run({ pieces: [update], byteLength, author, make });
      return inTurns(changeOf(screened(result)));
    },
    async convert({ pieces, byteLength }, from, signal) {
      const make = (): Job => ({ type: "convert", from });
      const request = { pieces, byteLength, author: pieces, make, signal };
      return converted(await compactThread.run(request));
    },
    async read({ pieces, byteLength }, request, signal) {
      const make = (): Job => ({ type: "read", request });
      const thread = contentThreadFor(byteLength);
      return told(await thread.run({ pieces, byteLength, author: pieces, make, signal }));
    },
    async edit({ pieces, byteLength }, request, signal) {
      const make = (): Job => ({ type: "edit", request });
      const thread = contentThreadFor(byteLength + request.content.length);
      return edited(await thread.run({ pieces, byteLength, author: pieces, make, signal }));
    },
  };
}

/** Does everything on the calling thread. */
export const inlineBackground: Background = {
  compact: async ({ pieces, deletesAt }, keepsDeleted) => {
    return atOnce(baseOf(compact(concat(pieces), deletesAt, keepsDeleted)));
  },
  screen: async (update, known) => atOnce(changeOf(screen(update, dataOf(known)))),
  convert: async ({ pieces }, from) => convert(concat(pieces), from),
  read: async ({ pieces }, request) => read(concat(pieces), request),
  edit: async ({ pieces }, request) => edit(concat(pieces), request),
};

function compacted(result: JobResult): CompactedUpdate {
  if (result.type !== "compact") throw new Error("the thread answered something else");
  return result.compacted;
}

function converted(result: JobResult): Conversion {
  if (result.type !== "convert") throw new Error("the thread answered something else");
  return result.conversion;
}

function told(result: JobResult): Told {
  if (result.type !== "read") throw new Error("the thread answered something else");
  return result.told;
}

function edited(result: JobResult): Edit {
  if (result.type !== "edit") throw new Error("the thread answered something else");
  return result.edit;
}

function screened(result: JobResult): ScreenedUpdate {
  if (result.type !== "screen") throw new Error("the thread answered something else");
  return result.screened;
}

/** Does one step of something in each turn of the event loop. */
async function inTurns<T>(steps: Generator<undefined, T, undefined>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    // oxlint-disable-next-line no-await-in-loop -- so that others have their turn
    await nextTurn();
  }
}

/** A base as rooms take it. */
export function* baseOf({
  update,
  runs,
  hasSameDeletes,
}: CompactedUpdate): Generator<undefined, Base, undefined> {
  return { update, runs: yield* unpackRuns(runs, update), hasSameDeletes };
}

/** A change as rooms take it. */
export function* changeOf(found: ScreenedUpdate): Generator<undefined, ScreenedChange, undefined> {
  const { bytes, deletes, wholes, firstTypeNumber, isComplete, isIndependent, isUpdate } = found;
  const { byClient, types } = yield* unpackPlaces(found.places);
  const hasTypes = types.facts.length > 0;
  return {
    change: {
      runs: yield* unpackRuns(found.runs, bytes),
      deletes,
      places: {
        byClient,
        types: hasTypes ? types : undefined,
        wholes,
        firstTypeNumber,
        isOwned: true,
      },
      isIndependent,
    },
    isComplete,
    update: isUpdate ? bytes : undefined,
  };
}
