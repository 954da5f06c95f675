/**
 * A room's document as a Y.Doc, for a program's own code. It is integrated in the program's process, so it
 * costs what a Y.Doc costs: made when it is needed, brought up to date before each use, and thrown away when it
 * has not been used for a while, or holds what the room has not.
 *
 * Invariants: 1. between two uses it holds nothing that the room has not taken in. 2. All that is written in it is
 * written under one client ID, unless what was written under that may be with others and not in the room: then
 * the same clocks would mean two things.
 */

import type * as Yjs from "yjs";
import type { Clock, Timer } from "../clock.ts";
import type { Room } from "../room/room.ts";
import { decodeStateVector } from "../update/state-vector.ts";
import { DocumentHandleError } from "./handle-error.ts";

/** What is used of Yjs. */
export type YjsModule = Pick<
  typeof Yjs,
  "Doc" | "applyUpdate" | "encodeStateVector" | "mergeUpdates"
>;

/** What a mirror has from its handle. */
export interface MirrorOptions {
  readonly clock: Clock;
  /** Most bytes of memory that the room's document may take. */
  readonly maxBytes: number;
  /** How long a document that nobody uses is kept, in milliseconds. */
  readonly idleMs: number;
  /** The copy of Yjs to use; the one that this package finds where it is undefined. */
  readonly yjs: YjsModule | undefined;
}

/** What a callback has returned, and what it has changed, if anything. */
export interface Changed<T> {
  readonly value: T;
  readonly update: Uint8Array | undefined;
  /** The client ID that it was written under, and the first clock. */
  readonly clientId: number;
  readonly clock: number;
}

/** A document that is here. */
interface Here {
  readonly doc: Yjs.Doc;
  readonly room: Room;
  /** How often the room's document had changed when it was last brought up to date. */
  changeCount: number;
  /** What is written at present; undefined while nobody may write. */
  written: Uint8Array[] | undefined;
  /** Something was written while nobody might. */
  isSpoilt: boolean;
}

/** See the head of this file. */
export class Mirror {
  readonly #options: MirrorOptions;
  #here: Here | undefined;
  #clientId: number | undefined;
  #isInUse = false;
  #usedAt = 0;
  #idle: Timer | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /**
   * Calls `callback` with the document as the room has it. Whatever it writes is taken back, and a reason to
   * reject. Rejects with DocumentHandleError, with what the callback throws, and where the document cannot be read.
   */
  async read<T>(room: Room, callback: (doc: Yjs.Doc) => T | Promise<T>): Promise<T> {
    return this.#use(room, async (here) => {
      const value = await callback(here.doc);
      if (here.isSpoilt) {
        throw new DocumentHandleError(
          "readOnly",
          "read() may not change the document; transact() may",
        );
      }
      return value;
    });
  }

  /**
   * Calls `callback` with the document as the room has it, and gives what it wrote as one update, which has to be
   * submitted: else {@link drop} the document. Rejects as {@link read} does, and then nothing was written.
   */
  async change<T>(room: Room, callback: (doc: Yjs.Doc) => T | Promise<T>): Promise<Changed<T>> {
    const { encodeStateVector, mergeUpdates } = await this.#yjs();
    return this.#use(room, async (here) => {
      const written: Uint8Array[] = [];
      const { clientID: clientId } = here.doc;
      const clock = decodeStateVector(encodeStateVector(here.doc)).get(clientId) ?? 0;
      here.written = written;
      // What is written before the callback's first pause is one transaction.
      const value = await here.doc.transact(() => callback(here.doc), this);
      here.written = undefined;
      const update = written.length > 1 ? mergeUpdates(written) : written[0];
      return { value, update, clientId, clock };
    });
  }

  /** Throws the document away; it is made anew when it is needed. */
  drop(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
    this.#here?.doc.destroy();
    this.#here = undefined;
  }

  /** The same where what was written may be with others: from now on it is written under another client ID. */
  disown(): void {
    this.drop();
    this.#clientId = undefined;
  }

  async #use<T>(room: Room, work: (here: Here) => Promise<T>): Promise<T> {
    this.#isInUse = true;
    try {
      const here = await this.#upToDate(room);
      return await work(here);
    } catch (error) {
      this.drop();
      throw error;
    } finally {
      this.#isInUse = false;
      this.#usedAt = this.#options.clock.now();
      this.#dropWhenIdle();
    }
  }

  async #upToDate(room: Room): Promise<Here> {
    const { applyUpdate, encodeStateVector } = await this.#yjs();
    if (this.#here?.room !== room || this.#here.isSpoilt) this.drop();
    if (this.#here?.changeCount === room.changeCount) return this.#here;
    const vector = this.#here && decodeStateVector(encodeStateVector(this.#here.doc));
    const missing = await room.missingFor(vector ?? new Map(), this.#options.maxBytes);
    if (missing === undefined) {
      const { maxBytes } = this.#options;
      throw new DocumentHandleError("tooLarge", `the document takes more than ${maxBytes} bytes`);
    }
    const isNew = this.#here === undefined;
    const here = this.#here ?? (await this.#make(room));
    // A copy: what is in it may be views on the update, which is the room's.
    applyUpdate(here.doc, new Uint8Array(missing.update), room);
    // Afterwards: Yjs gives an ID up that it meets in what others bring, and rightly so later.
    if (isNew) here.doc.clientID = this.#clientId ?? here.doc.clientID;
    this.#clientId = here.doc.clientID;
    here.changeCount = missing.changeCount;
    return here;
  }

  async #make(room: Room): Promise<Here> {
    const { Doc } = await this.#yjs();
    const doc = new Doc({ gc: !room.keepsDeleted });
    const here: Here = { doc, room, changeCount: 0, written: undefined, isSpoilt: false };
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === room) return;
      if (here.written === undefined) here.isSpoilt = true;
      else here.written.push(update);
    });
    this.#here = here;
    return here;
  }

  /** Only who opens a document needs Yjs here. */
  async #yjs(): Promise<YjsModule> {
    return this.#options.yjs ?? import("yjs");
  }

  #dropWhenIdle(): void {
    if (this.#here === undefined || this.#idle !== undefined) return;
    const { clock, idleMs } = this.#options;
    const untilIdle = this.#usedAt + idleMs - clock.now();
    this.#idle = clock.after(untilIdle, () => {
      this.#idle = undefined;
      // The end of a use begins to wait anew.
      if (this.#isInUse) return;
      if (clock.now() - this.#usedAt < idleMs) this.#dropWhenIdle();
      else this.drop();
    });
  }
}
