/** A memory store whose writes a test lets through, holds up or makes fail, and whose reads, too. */

import type { DocumentLog, DocumentStore } from "@coscribe/server";
import { changedLog } from "./changed-log.ts";
import { lastingStore } from "./lasting-store.ts";

/** See the head of this file. */
export class GatedStore implements DocumentStore {
  /** What happens to an append from now on. */
  mode: "pass" | "hold" | "fail" = "pass";
  /** Whether documents can be read. */
  canRead = true;
  readonly #store = lastingStore();
  #held: (() => void)[] = [];

  /** Lets everything through that was held up, and all that comes. */
  release(): void {
    this.mode = "pass";
    for (const go of this.#held.splice(0)) go();
  }

  ready(): Promise<void> {
    return this.#store.ready();
  }

  async open(...args: Parameters<DocumentStore["open"]>): Promise<DocumentLog> {
    const log = await this.#store.open(...args);
    return changedLog(log, {
      load: () => {
        if (!this.canRead) throw new Error("input/output error");
        return log.load();
      },
      append: async (update) => {
        if (this.mode === "fail") throw new Error("no space left on the device");
        if (this.mode === "hold") await new Promise<void>((go) => this.#held.push(go));
        return log.append(update);
      },
    });
  }

  list(options?: Parameters<DocumentStore["list"]>[0]): ReturnType<DocumentStore["list"]> {
    return this.#store.list(options);
  }

  delete(name: Parameters<DocumentStore["delete"]>[0]): Promise<boolean> {
    return this.#store.delete(name);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
