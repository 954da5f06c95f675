/**
 * What documents are called, where that is not written down: of those that were there before
 * anybody looked, and of those that were closed before somebody could. It is kept in memory only, so that whoever
 * reads a list writes nothing.
 */

import type { DocumentName } from "@coscribe/shared";
import type { DocumentActivity } from "../registry/entries.ts";
import type { KnownTitle, ReadTitle } from "../room/activity-recorder.ts";

/** Most that are remembered; then the oldest are forgotten. */
const mostRemembered = 10_000;

/** So many are read for one list; those that are left are without a title in it, and are read for the next. */
export const mostReadPerList = 25;

/** So many are read at once. */
const mostAtOnce = 4;

/** See the head of this file. */
export class Titles {
  readonly #read: ReadTitle | undefined;
  readonly #remembered = new Map<
    DocumentName,
    { changedAt: number | undefined; known: KnownTitle }
  >();
  #waiting: (() => void)[] = [];
  #count = 0;

  constructor(read: ReadTitle | undefined) {
    this.#read = read;
  }

  /** What is known of a document, with its title where that is written down or remembered. */
  withKnown(name: DocumentName, activity: DocumentActivity): DocumentActivity {
    if (activity.title !== undefined) return activity;
    const remembered = this.#remembered.get(name);
    const isCurrent = remembered !== undefined && remembered.changedAt === activity.changedAt;
    return isCurrent ? { ...activity, ...remembered.known } : activity;
  }

  /** The same, and otherwise it is read. One that cannot be read is not known. */
  async with(name: DocumentName, activity: DocumentActivity): Promise<DocumentActivity> {
    const current = this.withKnown(name, activity);
    if (current.title !== undefined || this.#read === undefined) return current;
    await this.#begin();
    try {
      const known = await this.#read(name);
      this.#remembered.delete(name);
      this.#remembered.set(name, { changedAt: activity.changedAt, known });
      const [oldest] = this.#remembered.keys();
      if (this.#remembered.size > mostRemembered) this.#remembered.delete(oldest!);
      return { ...activity, ...known };
    } catch {
      return activity;
    } finally {
      this.#count--;
      this.#waiting.shift()?.();
    }
  }

  async #begin(): Promise<void> {
    if (this.#count >= mostAtOnce) await new Promise<void>((go) => this.#waiting.push(go));
    this.#count++;
  }
}
