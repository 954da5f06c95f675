/**
 * Converts documents of other editors, each in its room and at somebody's request: reads the document, and
 * submits an update, which the room screens, saves and sends on like any other. Two clients who did it
 * themselves could have the document twice.
 *
 * Invariants: 1. one conversion of a document is under way at a time. 2. What is said to be converted is
 * on disk. 3. Nobody else wrote between reading and submitting. 4. After `close` nothing is submitted.
 */

import { ProtocolError, type DocumentName } from "@coscribe/shared";
import type { Conversion } from "@coscribe/shared/convert";
import { openGrant } from "../access/grant.ts";
import type { Settings } from "../options.ts";
import type { Rooms } from "../room/rooms.ts";
import { Visits, type Visit } from "../room/visits.ts";
import { updateRefused } from "../update/skip-content.ts";
import { JobLimitError } from "../worker/job-thread.ts";

/** What a conversion did; `roots` is empty where there was nothing to be done. */
export type ConversionOutcome = Omit<Conversion, "update">;

/** How often a document is read again because others wrote in it meanwhile. */
const mostReadings = 5;

/** So many may be asked for at once; each may take a thread for seconds. */
const mostAtOnce = 16;

/** See the head of this file. */
export class Converter {
  readonly #settings: Settings;
  readonly #visits: Visits;

  constructor(settings: Settings, rooms: Rooms) {
    this.#settings = settings;
    this.#visits = new Visits(settings, rooms, mostAtOnce);
  }

  /**
   * Makes a flow of what another editor has left in a document, in the root `from` or in the usual ones;
   * on disk when it resolves. Rejects with ProtocolError as submitting an update does, with
   * `tryAgainLater` also while others are writing or the disk does not take it, and with the store's error.
   */
  async convert(name: DocumentName, from: string | undefined): Promise<ConversionOutcome> {
    return this.#visits.visitInTurn(name, { grant: openGrant }, async (visit) => {
      const { update, ...outcome } = await this.#write(visit, from);
      if (update === undefined) return outcome;
      await visit.saved();
      this.#settings.onEvent({ type: "documentConverted", name, ...outcome });
      return outcome;
    });
  }

  /** Gives up what is under way. Resolves when nobody is in a room any more. */
  async close(): Promise<void> {
    await this.#visits.close();
  }

  /** Submits a conversion of the document as it is when that is done. */
  async #write(visit: Visit, from: string | undefined): Promise<Conversion> {
    const { room, visitor } = visit;
    for (let reading = 0; reading < mostReadings; reading++) {
      // oxlint-disable-next-line no-await-in-loop -- again only where the document has changed
      const { conversion, changeCount } = await this.#read(visit, from);
      const { update } = conversion;
      if (update === undefined) return conversion;
      // oxlint-disable-next-line no-await-in-loop
      const screened = await room.screen(update, visitor);
      visit.checkIsWanted();
      if (room.changeCount !== changeCount) continue;
      // oxlint-disable-next-line no-await-in-loop
      if ((await room.submitScreened(screened, visitor)) === true) return conversion;
    }
    throw new ProtocolError("tryAgainLater", "others are writing in it; try again in a moment");
  }

  /** The conversion of the document as it is now, and how often that had changed. */
  async #read(
    { room, signal }: Visit,
    from: string | undefined,
  ): Promise<{ readonly conversion: Conversion; readonly changeCount: number }> {
    const { background, onEvent } = this.#settings;
    try {
      return await room.examine(async (replica, { changeCount }) => {
        const conversion = await background.convert(replica.pieces(), from, signal);
        return { conversion, changeCount };
      });
    } catch (cause) {
      signal.throwIfAborted();
      onEvent({ type: "conversionFailed", name: room.name, cause });
      if (!(cause instanceof JobLimitError)) throw cause;
      throw updateRefused(`to convert it is too much work: ${cause.message}`, { cause });
    }
  }
}
