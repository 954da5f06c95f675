/**
 * A store as a disk is: writes take time and may fail, and a crash loses those that have not ended.
 * What has ended is in the store behind it, and survives.
 */

import type { Clock, DocumentLog, DocumentStore } from "@coscribe/server";
import type { Random } from "./random.ts";

/** How slow and how reliable the disk is. */
export interface DiskManners {
  /** Each write takes up to this. */
  readonly delayMs: number;
  /** Share of the writes that fail. */
  readonly failureRate: number;
}

/** See the head of this file. */
export class DelayedStore implements DocumentStore {
  readonly #disk: DocumentStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #manners: DiskManners;
  readonly #openLogs = new Set<DocumentLog>();
  #hasCrashed = false;

  constructor(disk: DocumentStore, clock: Clock, random: Random, manners: DiskManners) {
    this.#disk = disk;
    this.#clock = clock;
    this.#random = random;
    this.#manners = manners;
  }

  ready(): Promise<void> {
    return this.#disk.ready();
  }

  async open(name: Parameters<DocumentStore["open"]>[0]): Promise<DocumentLog> {
    await this.#diskTakesItsTime();
    const log = await this.#disk.open(name);
    this.#openLogs.add(log);
    return {
      name,
      generation: log.generation,
      get tailLength() {
        return log.tailLength;
      },
      load: () => log.load(),
      append: async (update) => {
        await this.#diskTakesItsTime();
        return log.append(update);
      },
      compact: async (base, through) => {
        await this.#diskTakesItsTime();
        return log.compact(base, through);
      },
      close: () => {
        this.#openLogs.delete(log);
        return log.close();
      },
    };
  }

  list(options?: Parameters<DocumentStore["list"]>[0]): ReturnType<DocumentStore["list"]> {
    return this.#disk.list(options);
  }

  delete(name: Parameters<DocumentStore["delete"]>[0]): Promise<boolean> {
    return this.#disk.delete(name);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends as a crash does: whoever still waits for this store waits for ever. */
  async crash(): Promise<void> {
    this.#hasCrashed = true;
    for (const log of this.#openLogs) await log.close();
  }

  #diskTakesItsTime(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fails = this.#random.chance(this.#manners.failureRate);
      this.#clock.after(this.#random.below(this.#manners.delayMs), () => {
        if (this.#hasCrashed) return;
        if (fails) reject(new Error("the disk failed, as the simulation wanted"));
        else resolve();
      });
    });
  }
}
