/**
 * Converts documents of other editors, each in its room and at somebody's request. It does what a client
 * would do: enters the room, reads the document, and submits an update, which the room screens, saves and
 * sends on like any other. Two clients who did it themselves could have the document twice.
 *
 * Invariants: 1. one conversion of a document is under way at a time. 2. What is said to be converted is
 * on disk. 3. Nobody else wrote between reading and submitting. 4. After `close` nothing is submitted.
 */

import { ProtocolError, type CloseCodeName, type DocumentName } from "@coscribe/shared";
import type { Conversion } from "@coscribe/shared/convert";
import { openGrant } from "../access/grant.ts";
import type { Settings } from "../options.ts";
import type { Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";

/** What a conversion did; `roots` is empty where there was nothing to be done. */
export type ConversionOutcome = Omit<Conversion, "update">;

/** How often a document is read again because others wrote in it meanwhile. */
const mostReadings = 5;

/** So many may be asked for at once; each may take a thread for seconds. */
const mostAtOnce = 16;

/** How long a conversion may take to reach the disk before its asker is told that it has not. */
const saveTimeoutMs = 10_000;

/** See the head of this file. */
export class Converter {
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  /** The last conversion of each document that was asked for. */
  readonly #pending = new Map<DocumentName, Promise<unknown>>();
  readonly #closing = new AbortController();
  #count = 0;

  constructor(settings: Settings, rooms: Rooms) {
    this.#settings = settings;
    this.#rooms = rooms;
  }

  /**
   * Makes a flow of what another editor has left in a document, in the root `from` or in the usual ones;
   * on disk when it resolves. Rejects with ProtocolError as submitting an update does, with
   * `tryAgainLater` also while others are writing or the disk does not take it, and with the store's error.
   */
  async convert(name: DocumentName, from: string | undefined): Promise<ConversionOutcome> {
    if (this.#count >= mostAtOnce) throw new ProtocolError("tryAgainLater");
    this.#count++;
    const before = this.#pending.get(name) ?? Promise.resolve();
    const work = before.then(() => this.#convert(name, from));
    const settled = work.then(ignore, ignore);
    this.#pending.set(name, settled);
    try {
      return await work;
    } finally {
      this.#count--;
      if (this.#pending.get(name) === settled) this.#pending.delete(name);
    }
  }

  /** Gives up what is under way. Resolves when nobody is in a room any more. */
  async close(): Promise<void> {
    this.#closing.abort(new ProtocolError("serviceRestart"));
    await Promise.all(this.#pending.values());
  }

  async #convert(name: DocumentName, from: string | undefined): Promise<ConversionOutcome> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const visitor = new Visitor();
    const room = await this.#rooms.enter(name, visitor);
    const giveUp = (): void => visitor.end("serviceRestart");
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    try {
      const { update, ...outcome } = await visitor.unlessSentAway(this.#write(room, visitor, from));
      if (update === undefined) return outcome;
      await visitor.unlessSentAway(this.#saved(room));
      this.#settings.onEvent({ type: "documentConverted", name, ...outcome });
      return outcome;
    } finally {
      signal.removeEventListener("abort", giveUp);
      room.leave(visitor);
    }
  }

  /** Submits a conversion of the document as it is when that is done. */
  async #write(room: Room, visitor: Visitor, from: string | undefined): Promise<Conversion> {
    const { signal } = this.#closing;
    for (let reading = 0; reading < mostReadings; reading++) {
      // oxlint-disable-next-line no-await-in-loop -- again only where the document has changed
      const { conversion, changeCount } = await room.conversion(from, signal);
      const { update } = conversion;
      if (update === undefined) return conversion;
      // oxlint-disable-next-line no-await-in-loop
      const screened = await room.screen(update, visitor);
      signal.throwIfAborted();
      if (room.changeCount !== changeCount) continue;
      // oxlint-disable-next-line no-await-in-loop
      if ((await room.submitScreened(screened, visitor)) === true) return conversion;
    }
    throw new ProtocolError("tryAgainLater", "others are writing in it; try again in a moment");
  }

  async #saved(room: Room): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = this.#settings.clock.after(saveTimeoutMs, () => {
        const reason = "it is converted, but the disk does not take it yet";
        reject(new ProtocolError("tryAgainLater", reason));
      });
      room
        .whenDurable()
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  }
}

/** A member who reads nothing of what the room sends. */
class Visitor implements Member {
  readonly grant = openGrant;
  readonly isBehind = false;
  readonly #sentAway: Promise<never>;
  #reject: (reason: unknown) => void = ignore;

  constructor() {
    this.#sentAway = new Promise((_, reject) => (this.#reject = reject));
    this.#sentAway.catch(ignore);
  }

  /** What `work` gives, or the reason why the room has no use for this member any more. */
  async unlessSentAway<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#sentAway]);
  }

  end(code: CloseCodeName): void {
    this.#reject(new ProtocolError(code));
  }

  failed(cause: unknown): void {
    this.#reject(cause);
  }

  documentDeleted(): void {
    this.end("documentDeleted");
  }

  documentDamaged(): void {
    this.end("documentDamaged");
  }

  roomFailed(code: CloseCodeName = "internalError"): void {
    this.end(code);
  }

  deliver(): void {}
  deliverLarge(): void {}
  storageChanged(): void {}
  generationKnown(): void {}
  challenge(): void {}
  presenceRefused(): void {}
}

function ignore(): void {
  // Nobody waits for it any more.
}
