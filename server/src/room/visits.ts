/**
 * Work of the server itself on documents, each done as a member of the document's room: it reads what is
 * there, and submits an update which is screened, saved and sent on like anybody's.
 *
 * Invariants: 1. of the works on a document that are done in turn, one is under way at a time. 2. Once a
 * visitor is not wanted in its room any more, its work has failed, and {@link Visit.checkIsWanted} throws.
 * 3. After `close` no work begins, and what is under way has been given up.
 */

import { ProtocolError, type DocumentName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import { stayAwake } from "../clock.ts";
import type { Settings } from "../options.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import { Visitor } from "./visitor.ts";

/** How long something may take to reach the disk before its asker is told that it has not. */
const saveTimeoutMs = 10_000;

/** Somebody for whom something is done. */
export interface Asker {
  readonly grant: Grant;
  /** Gives the work up. */
  readonly signal?: AbortSignal | undefined;
}

/** Somebody of the server's in a room. */
export interface Visit {
  readonly room: Room;
  readonly visitor: Visitor;
  /** Aborted when the work is given up. */
  readonly signal: AbortSignal;
  /** Throws the reason for which the visitor is not wanted in the room any more, or the work given up. */
  checkIsWanted(): void;
  /**
   * Resolves when everything submitted so far is on disk. Rejects with ProtocolError `tryAgainLater` where
   * the disk does not take it for long; it is saved once it does.
   */
  saved(): Promise<void>;
}

/** See the head of this file. */
export class Visits {
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #mostAtOnce: number;
  /** The last work in turn of each document. */
  readonly #last = new Map<DocumentName, Promise<unknown>>();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Each ends one visit. */
  readonly #present = new Set<AbortController>();
  #isClosed = false;

  /** `mostAtOnce`: so many works are begun or wait, and no more. */
  constructor(settings: Settings, rooms: Rooms, mostAtOnce: number) {
    this.#settings = settings;
    this.#rooms = rooms;
    this.#mostAtOnce = mostAtOnce;
  }

  /**
   * Does `work` in the room of `name`. Rejects as it does; with ProtocolError `tryAgainLater` where too many
   * are under way, and with the reason where the visitor is sent away or the work given up; and with the
   * store's error.
   */
  async visit<T>(name: DocumentName, asker: Asker, work: (visit: Visit) => Promise<T>): Promise<T> {
    return this.#counted(() => this.#visit(name, asker, work));
  }

  /** The same, after all other works in turn on this document. */
  async visitInTurn<T>(
    name: DocumentName,
    asker: Asker,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    return this.#counted(async () => {
      const before = this.#last.get(name) ?? Promise.resolve();
      const mine = before.then(() => this.#visit(name, asker, work));
      const settled = mine.then(ignore, ignore);
      this.#last.set(name, settled);
      try {
        return await mine;
      } finally {
        if (this.#last.get(name) === settled) this.#last.delete(name);
      }
    });
  }

  /** Gives up what is under way. Resolves when nobody is in a room any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const one of this.#present) one.abort(new ProtocolError("serviceRestart"));
    await Promise.allSettled(this.#underWay);
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay.size >= this.#mostAtOnce) throw new ProtocolError("tryAgainLater");
    // A program that does nothing else waits for a thread, which by itself does not keep it alive.
    const awake = stayAwake();
    const mine = work();
    this.#underWay.add(mine);
    try {
      return await mine;
    } finally {
      awake.cancel();
      this.#underWay.delete(mine);
    }
  }

  async #visit<T>(
    name: DocumentName,
    { grant, signal: givenUp }: Asker,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    givenUp?.throwIfAborted();
    if (this.#isClosed) throw new ProtocolError("serviceRestart");
    const ending = new AbortController();
    const { signal } = ending;
    const giveUp = (): void => ending.abort(givenUp?.reason);
    const visitor = new Visitor(grant);
    signal.addEventListener("abort", () => visitor.failed(signal.reason));
    givenUp?.addEventListener("abort", giveUp);
    this.#present.add(ending);
    let room: Room | undefined;
    try {
      const entered = await this.#rooms.enter(name, visitor);
      room = entered;
      visitor.checkIsWanted();
      const saved = (): Promise<void> => this.#saved(entered);
      const checkIsWanted = (): void => visitor.checkIsWanted();
      return await visitor.unlessSentAway(work({ room, visitor, signal, checkIsWanted, saved }));
    } finally {
      room?.leave(visitor);
      this.#present.delete(ending);
      givenUp?.removeEventListener("abort", giveUp);
    }
  }

  async #saved(room: Room): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = this.#settings.clock.after(saveTimeoutMs, () => {
        const reason = "it is done, but the disk does not take it yet";
        reject(new ProtocolError("tryAgainLater", reason));
      });
      room
        .whenDurable()
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  }
}

function ignore(): void {
  // Whoever asked for it has been told.
}
